"""`--rulebook` and `--overrides` on the verbs that mend, compare, convert and count."""

import json
from datetime import date
from pathlib import Path

import pytest

from keystage import ctf
from keystage.core.records import Assessment
from keystage.rulebooks import overrides
from keystage.rulebooks.overrides import Fact, Overrides, Source
from tests.integration.doctor.conftest import Desk, listing
from tests.shape.tree import ROOT
from tests.unit.intake.makers import ctf_file, ks1, number, pupil

OWN = ROOT / "tests" / "fixtures" / "rulebooks" / "ks2predictions_2026.toml"
USUAL = "keystage-overrides.toml"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one: no confirmations lie there."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def prediction(value: str, subject: str = "MAT") -> Assessment:
    """A result only the authority's own rulebook knows."""
    kind = ks1()[0].kind._replace(stage="KS2", method="TA", qualifier="LP")
    return Assessment(kind._replace(subject=subject, component="MAT"), value)


@pytest.fixture
def confirmed(folder: Path) -> Path:
    """A file of confirmations: maths is written MATHS in the authority's own rows."""
    source = Source("sheet.xlsx", "0" * 64, date(2026, 6, 10))
    was = ("KS2", "MAT", "TA", "MAT", "LP")
    now = ("KS2", "MATHS", "TA", "MAT", "LP")
    fact = Fact("ks2predictions-2026", "coding", "MAT", now, source.key, was, "row 2")
    path = folder / "confirmed.toml"
    path.write_text(overrides.write(Overrides((source,), (fact,))))
    return path


def test_an_own_collection_is_compared_by_its_own_codes(desk: Desk) -> None:
    one = desk.put("a.xml", ctf_file([pupil(1, [prediction("EXS")])]))
    other = desk.put("b.xml", ctf_file([pupil(1, [prediction("Expected")])]))
    assert desk.keystage("diff", one, other).code == 1
    said = desk.keystage("diff", one, other, "--rulebook", OWN)
    assert (said.code, "Maths: EXS → Expected" in said.flat) == (0, True)


def test_an_own_collection_is_a_kind_to_convert(desk: Desk) -> None:
    path = desk.put("a.xml", ctf_file([pupil(1, [prediction("EXS")]), pupil(2, ks1())]))
    out = desk.folder / "out.xml"
    asked = ("convert", path, out, "--kind", "ks2predictions")
    said = desk.keystage(*asked)
    assert (said.code, listing(desk.folder)) == (2, ["a.xml"])
    assert "There is no --kind KS2PREDICTIONS: there are CTF, EYFSP, FSP" in said.err
    assert desk.keystage(*asked, "--rulebook", OWN).code == 0
    assert [one.upn for one in ctf.read(out).pupils] == [number(1)]


def alike(folder: Path) -> Path:
    """A collection of an authority's own that is coded as key stage 1 is."""
    path = folder / "ours_2026.toml"
    path.write_text('extends = "ks1_2026"\ncollection = "ours"\n')
    return path


def test_an_own_collection_coded_as_a_national_one_is_told_and_reached_by_its_name(
    desk: Desk, folder: Path
) -> None:
    path, book = desk.put("a.xml", ctf_file([pupil(1, ks1())])), alike(folder)
    asked = ("check", path, "--rulebook", book, "--format", "json")
    said = desk.keystage(*asked)
    held = json.loads(said.out)["files"][0]["returns"]
    assert [one["collection"] for one in held] == ["ks1"]
    told = "ours-2026 codes Reading, Writing, Maths and Science as ks1 does"
    assert told in said.err
    assert "'check --collection ours'" in said.err
    said = desk.keystage(*asked, "--collection", "ours")
    held = json.loads(said.out)["files"][0]["returns"]
    assert ([one["collection"] for one in held], told in said.err) == (["ours"], False)
    said = desk.keystage("rules", "lint", book)
    assert (said.code, told in said.out) == (0, True)
    out = desk.folder / "out.xml"
    said = desk.keystage("convert", path, out, "--kind", "ours", "--rulebook", book)
    assert said.code == 0


def test_an_own_collection_is_mended_by_its_own_rules(desk: Desk) -> None:
    path = desk.put("a.xml", ctf_file([pupil(1, [prediction("exs")])]))
    out = desk.folder / "out.xml"
    assert desk.keystage("fix", path, out).code == 2
    said = desk.keystage("fix", path, out, "--rulebook", OWN)
    assert "Maths: exs → EXS (rule R02C)" in said.flat
    assert ctf.read(out).pupils[0].assessments[0].result == "EXS"


def test_an_own_collection_is_counted(desk: Desk) -> None:
    path = desk.put("a.xml", ctf_file([pupil(1, [prediction("EXS")])]))
    said = desk.keystage("summary", path, "--rulebook", OWN, "--format", "json")
    assert json.loads(said.out)["collections"][0]["collection"] == "ks2predictions"


def test_what_was_confirmed_of_an_own_rulebook_is_laid_on_it(
    desk: Desk, confirmed: Path
) -> None:
    path = desk.put("a.xml", ctf_file([pupil(1, [prediction("EXS", "MATHS")])]))
    rules = ("--rulebook", OWN, "--overrides", confirmed)
    plain = desk.keystage("check", path, "--rulebook", OWN, "--format", "json")
    said = desk.keystage("check", path, *rules, "--format", "json")
    assert said.err == ""
    for one, found in ((plain, True), (said, False)):
        rules_met = [f["rule"] for f in json.loads(one.out)["files"][0]["findings"]]
        assert ("E04R" in rules_met) is found


def test_a_rulebook_at_a_path_is_shown_with_what_was_confirmed(
    desk: Desk, confirmed: Path
) -> None:
    shown = desk.keystage("rules", "show", OWN).out
    said = desk.keystage("rules", "show", OWN, "--overrides", confirmed)
    assert (said.code, said.err) == (0, "")
    assert said.out != shown
    assert "sheet.xlsx" in said.out


def test_a_confirmation_that_no_longer_fits_an_own_rulebook_is_said(
    desk: Desk, confirmed: Path
) -> None:
    text = confirmed.read_text().replace('of = "MAT"', 'of = "ART"')
    confirmed.write_text(text)
    said = desk.keystage("rules", "show", OWN, "--overrides", confirmed)
    assert "no longer fits the rulebook" in said.err
    said = desk.keystage("rules", "show", "ks2-2026", "--overrides", confirmed)
    assert "ks2predictions-2026: there is no such rulebook." in said.err


def test_the_usual_file_of_confirmations_is_used_by_every_verb_and_said(
    desk: Desk, confirmed: Path
) -> None:
    confirmed.rename(desk.folder / USUAL)
    path = desk.put("a.xml", ctf_file([pupil(1, [prediction("EXS")])]))
    own = ("--rulebook", OWN)
    for words in (
        ("diff", path, path),
        ("fix", path, desk.folder / "b.xml"),
        ("convert", path, desk.folder / "c.xml"),
        ("summary", path),
    ):
        assert f"using {USUAL}" in desk.keystage(*words, *own).err
