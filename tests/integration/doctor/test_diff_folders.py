"""`keystage diff` on folders and zips: files paired by school and collection."""

import json
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from referencing import Registry, Resource

from keystage import ctf
from keystage.changes import schema
from keystage.changes.pairing import Held, Pair, paired
from keystage.core.records import School
from tests.integration.doctor.conftest import Desk
from tests.unit.intake.makers import ctf_file, eyfsp, ks1, mark, pupil


@pytest.fixture
def seasons(desk: Desk) -> tuple[Path, Path]:
    """June and July: names differ, contents are of the same schools."""
    june, july = desk.folder / "june", desk.folder / "july"
    june.mkdir()
    july.mkdir()
    desk.put("june/a.xml", ctf_file([pupil(1, [mark("33")]), pupil(2, ks1())]))
    desk.put("june/z.xml", ctf_file([pupil(3, eyfsp())], estab="1002"))
    desk.put("june/gone.xml", ctf_file([pupil(4, eyfsp())], estab="1003"))
    desk.put("july/1.xml", ctf_file([pupil(3, eyfsp())], estab="1002"))
    desk.put("july/2.xml", ctf_file([pupil(2, ks1("GDS WTS GDS EXS"))]))
    desk.put("july/3.xml", ctf_file([pupil(1, [mark("34")])]))
    desk.put("july/new.xml", ctf_file([pupil(3, [mark("3")])], estab="1002"))
    return june, july


def document(text: str) -> Any:
    """Return the document, after holding it against its schema."""
    found, one = json.loads(text), schema()
    registry: Any = Registry().with_resource(one["$id"], Resource.from_contents(one))
    whole = schema("differences-1")
    jsonschema.Draft202012Validator(whole, registry=registry).validate(found)
    return found


def test_files_are_paired_by_what_they_hold_and_the_rest_is_named(
    desk: Desk, seasons: tuple[Path, Path]
) -> None:
    june, july = seasons
    said = desk.keystage("diff", june, july)
    assert said.code == 1
    for told in (
        "2 compared, 1 differ, 1 the same, 2 without a partner.",
        f"{june}/a.xml → {july}/2.xml, {july}/3.xml",
        "9991001, Key stage 1 ",
        " 2026 and Phonics screening check 2026",
        "Phonics mark",
        "33 → 34",
        "EXS → GDS",
        f"Only in the first 9991003, Early years foundation stage profile 2026: {june}/",
        f"Only in the second 9991002, Phonics screening check 2026: {july}/new.xml",
    ):
        assert told in said.flat


def test_programs_get_every_pair_and_every_file(
    desk: Desk, seasons: tuple[Path, Path]
) -> None:
    said = desk.keystage("diff", *seasons, "--format", "json")
    found = document(said.out)
    assert [one["school"] for one in found["pairs"]] == ["9991001", "9991002"]
    assert [one["difference"]["differs"] for one in found["pairs"]] == [True, False]
    assert [one["school"] for one in found["without_partner"]] == ["9991002", "9991003"]
    assert found["differs"]
    assert found["not_compared"] == []


def test_a_folder_is_the_same_as_its_zip_and_a_file_may_stand_for_a_folder(
    desk: Desk, seasons: tuple[Path, Path]
) -> None:
    june, _ = seasons
    packed = desk.folder / "june.zip"
    with zipfile.ZipFile(packed, "w") as into:
        for path in june.iterdir():
            into.write(path, f"deep/{path.name}")
    said = desk.keystage("diff", june, packed)
    assert (said.code, said.err) == (0, "")
    assert "3 compared, 0 differ, 3 the same, 0 without" in said.flat
    said = desk.keystage("diff", june / "a.xml", june)
    assert said.code == 1
    assert "1 compared, 0 differ, 1 the same, 2 without" in said.flat


def test_what_cannot_be_read_or_compared_is_said_and_stops_nothing(
    desk: Desk, seasons: tuple[Path, Path]
) -> None:
    june, july = seasons
    (june / "broken.xml").write_text("no XML")
    desk.put("july/again.xml", ctf_file([pupil(1, [mark("35")])]))
    doubtful = ctf.write(ctf_file([pupil(9, [mark("33")])], estab="1009"))
    (june / "doubt.xml").write_bytes(doubtful.replace(b">33<", b">3<!-- -->3<"))
    said = desk.keystage("diff", june, july, "--format", "json")
    assert said.code == 2
    assert "broken.xml: " in said.err
    assert "34 and 35" in said.err
    assert "written" not in said.err
    assert "must be confirmed" in said.err
    found = document(said.out)
    assert [one["school"] for one in found["pairs"]] == ["9991002"]
    assert len(found["not_compared"]) == 2
    assert len(found["doubts"]) == 1


def test_files_that_name_no_school_or_hold_nothing_known_are_not_mixed_up(
    desk: Desk,
) -> None:
    for name in ("one", "two"):
        (desk.folder / name).mkdir()
        nameless = ctf_file([pupil(1, [mark("33")])])
        nameless.header.source = School(academic_year="2025")
        desk.put(f"{name}/nameless.xml", nameless)
        desk.put(f"{name}/empty.xml", ctf_file([pupil(1)]))
    said = desk.keystage("diff", desk.folder / "one", desk.folder / "two")
    assert said.code == 1
    assert "1 compared, 0 differ, 1 the same, 2 without a partner." in said.flat
    assert "a school it does not name, Phonics screening check 2026" in said.flat


HELD = st.builds(
    Held,
    path=st.uuids().map(str),
    school=st.sampled_from(["", "9991001", "9991002"]),
    parts=st.frozensets(st.sampled_from([("a", 1), ("b", 1), ("c", 2)])),
)
FILES = st.lists(HELD, max_size=8, unique_by=lambda one: one.path)


def flat(pairs: list[Pair]) -> set[tuple[str, frozenset[str], frozenset[str]]]:
    return {(one.school, frozenset(one.before), frozenset(one.after)) for one in pairs}


@given(before=FILES, after=FILES, order=st.randoms())
def test_every_file_is_in_one_pair_whatever_the_order_and_the_side(
    before: list[Held], after: list[Held], order: Any
) -> None:
    pairs = paired(before, after)
    named = sorted(path for one in pairs for path in (*one.before, *one.after))
    assert named == sorted(one.path for one in (*before, *after))
    assert flat(paired(after, before)) == {(s, b, a) for s, a, b in flat(pairs)}
    shuffled = [order.sample(side, len(side)) for side in (before, after)]
    assert flat(paired(*shuffled)) == flat(pairs)
