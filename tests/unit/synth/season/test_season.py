"""A season put together and written: what arrives how, and whole or not there."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from keystage.core.errors import UsageError
from keystage.ctf import read
from keystage.synth import faults
from keystage.synth.faults import Sown
from keystage.synth.key import Key
from keystage.synth.model import Authority, Collection
from keystage.synth.places import school, schools
from keystage.synth.returns import Layout, Return
from keystage.synth.season import Piece, Plan, Step, Written, steps, write
from keystage.synth.season.arriving import arrange, is_late, zipped
from keystage.synth.season.telling import readme, words
from keystage.synth.sheets import needs_workbook

AUTHORITY = Authority("999", 400, 7)
ALL = tuple(Collection)


def arriving(plan: Plan) -> Iterator[tuple[list[Return], list[Return]]]:
    """Yield what schools of a plan would return, without pupils, and what arrives."""
    summer = plan.summers[0]
    told = {"DateTime": f"{summer}-06-12T09:30:00"}
    for here in schools(plan.authority):
        clean = [
            Return(here, summer, each, dict(told), [])
            for each in plan.collections
            if each in here.owes
        ]
        yield clean, arrange(plan, clean)


def a_plan(**told: object) -> Plan:
    """Return a plan of summer 2025."""
    known: dict[str, object] = {
        "authority": AUTHORITY,
        "summers": (2025,),
        "collections": (Collection.EYFSP, Collection.KS2),
    }
    return Plan(**(known | told))  # type: ignore[arg-type] # as a test says


def test_some_come_late_and_some_not_at_all_unless_all_is_to_be_clean() -> None:
    pairs = list(arriving(a_plan()))
    missing = sum(len(clean) - len(sent) for clean, sent in pairs)
    late = [one for _, sent in pairs for one in sent if is_late(one)]
    assert 0 < missing < 20
    assert 5 < len(late) < 50
    assert all("2025-07-0" <= one.header["DateTime"] < "2025-07-22" for one in late)
    for clean, sent in arriving(a_plan(share=0)):
        assert sent == clean
        assert not any(map(is_late, sent))


def test_some_come_as_sheets_and_none_as_a_workbook_that_cannot_be_written() -> None:
    told = [one for _, sent in arriving(a_plan()) for one in sent]
    kinds = {one.layout for one in told}
    assert kinds == set(Layout)
    plain = a_plan(workbooks=False)
    without = [one for _, sent in arriving(plain) for one in sent]
    assert not any(needs_workbook(one) for one in without)
    same = [one.layout for one in told if not needs_workbook(one)]
    pairs = zip(told, without, strict=True)
    assert same == [one.layout for had, one in pairs if not needs_workbook(had)]


def test_the_multiplication_check_comes_from_its_own_service() -> None:
    plan = a_plan(collections=(Collection.MTC,))
    sent = [one for _, each in arriving(plan) for one in each]
    assert {one.layout for one in sent} == {Layout.CTF}


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({}, "--years 2025 --collections eyfsp,ks2 --seed 7 --out"),
        ({"summers": (2024, 2025, 2026)}, "--years 2024-2026"),
        ({"summers": (2022, 2025)}, "--years 2022,2025"),
        ({"share": 0}, "--clean"),
        ({"share": 125}, "--faults 12.5"),
        ({"only": 3}, f"--school {school(AUTHORITY, 3).number}"),
        ({"workbooks": False}, "--no-workbooks"),
    ],
)
def test_the_page_says_how_it_was_made(told: dict[str, object], wanted: str) -> None:
    plan = a_plan(**told)
    assert wanted in words(plan)
    page = readme(plan)
    assert words(plan) in page
    assert ("No fault is planted" in page) == (plan.share == 0)
    assert "No child, school or result in this folder exists" in page


def pieces(*told: Piece) -> list[Step]:
    """Return steps of one piece each."""
    return [Step(iter([one])) for one in told]


def test_pieces_become_files_and_their_number_is_told(tmp_path: Path) -> None:
    out = tmp_path / "out"
    seen: list[int] = []
    tally = write(
        out,
        pieces(
            Piece("a/b.xml", b"1", pupils=3, faults=1),
            Piece("k.jsonl", b"2", more=True),
            Piece("k.jsonl", b"3", more=True),
        ),
        seen.append,
    )
    assert (out / "k.jsonl").read_bytes() == b"23"
    assert (tally.files, tally.returns, tally.pupils, tally.faults) == (2, 1, 3, 1)
    assert seen == [1, 2, 3]
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_is_filled_and_another_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    write(empty, pieces(Piece("a", b"1")))
    assert (empty / "a").exists()
    with pytest.raises(UsageError, match="is not empty"):
        write(empty, [])
    with pytest.raises(UsageError, match="is a file"):
        write(empty / "a", [])
    write(tmp_path / "new" / "out", pieces(Piece("a", b"1")))
    assert (tmp_path / "new" / "out" / "a").exists()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
def test_nothing_is_left_of_what_was_stopped(
    tmp_path: Path, stop: type[BaseException]
) -> None:
    def stopped() -> Iterator[Step]:
        yield from pieces(Piece("a", b"1"))
        raise stop

    with pytest.raises(stop):
        write(tmp_path / "out", stopped())
    assert list(tmp_path.iterdir()) == []


def test_two_files_never_become_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="File exists"):
        write(tmp_path / "out", pieces(Piece("a", b"1"), Piece("a", b"2")))


def paths_of(plan: Plan) -> list[str]:
    """Return the paths of all that is written, in order."""
    key = Key(plan.authority, plan.collections)
    return [one.path for step in steps(plan, key) for one in step.pieces]


def test_a_file_stands_by_summer_and_collection_and_only_once() -> None:
    plan = Plan(Authority("999", 8, 7), (2022, 2025), ALL)
    found = paths_of(plan)
    more = {"key.jsonl", "2022/schools.csv", "2025/schools.csv"}
    more |= {f"{year}/{name}" for year in plan.summers for name in _GROWING}
    once = [path for path in found if path not in more]
    assert len(once) == len(set(once))
    shapes = re.compile(
        r"README\.md|20../(eyfsp|phonics|ks1|mtc|ks2|rolls|prior|astray)/.+"
        r"|20../facts\.toml"
    )
    assert [path for path in once if not shapes.fullmatch(path)] == []


class Silent:
    """A keeper that has nothing to say, and notes where files were written."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def clean(self, _: int, __: int, ___: Sequence[Return]) -> Iterator[str]:
        return iter(())

    def of_school(self, _: int, __: int, told: Sequence[Written]) -> Iterator[str]:
        self.paths += [one.path for one in told]
        return iter(())

    def finish(self, _: int) -> Iterator[str]:
        return iter(())

    def end(self) -> Iterator[str]:
        return iter(())


def test_what_is_sent_twice_under_one_name_stands_below_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def twice(_: Authority, told: list[Return], __: int) -> list[Sown]:
        return [Sown(one) for one in told for _ in range(2)]

    monkeypatch.setattr(faults, "plant", twice)
    plan, keeper = Plan(Authority("999", 3, 7), (2025,), (Collection.KS2,)), Silent()
    written = {one.path for step in steps(plan, keeper) for one in step.pieces}
    assert "key.jsonl" not in written
    firsts, seconds = keeper.paths[::2], keeper.paths[1::2]
    for first, second in zip(firsts, seconds, strict=True):
        folder, _, name = first.rpartition("/")
        assert second == f"{folder}/again/{name}"


def test_names_that_are_no_school_s_own_stand_in_folders_of_schools(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unnamed(_: Authority, told: list[Return], __: int) -> list[Sown]:
        for one in told:
            one.header["SourceSchool/LEA"] = one.header["SourceSchool/Estab"] = ""
            one.header["SourceSchool/URN"] = "123456"
        return [Sown(one) for one in told]

    monkeypatch.setattr(faults, "plant", unnamed)
    plan, keeper = Plan(Authority("999", 9, 7), (2025,), (Collection.KS2,)), Silent()
    for step in steps(plan, keeper):
        assert all(one.path for one in step.pieces)
    assert len(set(keeper.paths)) == len(keeper.paths) > 3


def test_a_zip_holds_what_a_school_sent_in_it() -> None:
    found = [one for one in range(400) if zipped(AUTHORITY, one, 2025, Collection.KS2)]
    only = next(
        index for index in found if Collection.KS2 in school(AUTHORITY, index).owes
    )
    plan, keeper = a_plan(only=only, share=0, collections=(Collection.KS2,)), Silent()
    boxes = {
        one.path: one.data
        for step in steps(plan, keeper)
        for one in step.pieces
        if one.path.endswith(".zip")
    }
    ((path, data),) = boxes.items()
    with ZipFile(BytesIO(data)) as box:
        assert [f"{path}/{name}" for name in box.namelist()] == keeper.paths
        assert read(box.read(box.namelist()[0])).pupils


_GROWING = ("facts.toml", "prior/learned.csv")
