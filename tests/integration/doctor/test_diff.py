"""`keystage diff`: two files laid side by side, by what they mean."""

import json
from pathlib import Path

import jsonschema
import pytest

from keystage import ctf
from keystage.changes import schema
from keystage.core.records import Assessment
from keystage.exports import jsonl
from keystage.intake.offers import reading
from keystage.intake.offers.reading import RulebookReading
from keystage.intake.shelf import called, standard
from tests.integration.doctor.conftest import Keystage, Put
from tests.unit.intake.makers import ctf_file, ks1, mark, number, pupil


def test_the_same_file_twice_differs_in_nothing(put: Put, keystage: Keystage) -> None:
    path = put("a.xml", ctf_file([pupil(1, ks1()), pupil(2, ks1())]))
    assert keystage("diff", path, path) == (0, "2 pupils the same.\n", "")


def test_what_differs_is_told_in_the_rulebooks_words(
    put: Put, keystage: Keystage
) -> None:
    before = [pupil(1, ks1("EXS EXS EXS EXS")), pupil(2), pupil(3, ks1())]
    after = [pupil(3, ks1("exs WTS GDS EXS")), pupil(1, ks1("EXS GDS EXS EXS"))]
    after.append(pupil(9, ks1(), surname=before[1].surname))
    one, other = put("a.xml", ctf_file(before)), put("b.xml", ctf_file(after))
    said = keystage("diff", one, other)
    assert said.code == 1
    assert said.out.splitlines() == [
        "2 pupils changed, 1 the same.",
        "",
        "Changed",
        f"  Mina Ashdownb ({number(1)}, born 2019-11-05)",
        "    Writing: EXS → GDS",
        f"  Mina Ashdownc ({number(2)}, born 2019-11-05)",
        f"    UPN corrected: {number(2)} → {number(9)} (same name and date of birth)",
        "    Maths: nothing → GDS",
        "    Reading: nothing → EXS",
        "    Science: nothing → EXS",
        "    Writing: nothing → WTS",
        "",
        "The same, otherwise written",
        f"  Mina Ashdownd ({number(3)}, born 2019-11-05)",
        "    Reading: EXS → exs",
    ]


def test_only_other_words_are_no_difference(put: Put, keystage: Keystage) -> None:
    one = put("a.xml", ctf_file([pupil(1, ks1())]))
    other = put("b.xml", ctf_file([pupil(1, ks1(), surname="ASHDOWNB")]))
    said = keystage("diff", one, other)
    assert said.code == 0
    assert "Surname: Ashdownb → ASHDOWNB" in said.flat


def test_the_document_is_for_programs_and_json_lines_compare_too(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    one, lines = put("a.xml", ctf_file([pupil(1, ks1())])), tmp_path / "b.jsonl"
    lines.write_bytes(jsonl.write(ctf_file([pupil(1, ks1("A WTS GDS EXS"))])))
    said = keystage("diff", one, lines, "--format", "json")
    document = json.loads(said.out)
    jsonschema.validate(document, schema())
    assert said.code == 1
    assert (document["before"], document["after"]) == (one.as_posix(), lines.as_posix())
    (change,) = document["pupils"][0]["changes"]
    assert change == {
        "part": "result",
        "name": "ks1/2026/REA",
        "title": "Reading",
        "about": f"{called(standard().nearest('ks1', 2026))} 2026",
        "aspect": "value",
        "before": "EXS",
        "after": "A",
        "same_meaning": False,
    }


def test_what_was_read_with_doubt_is_said_beside(put: Put, keystage: Keystage) -> None:
    path = put("a.xml", ctf_file([pupil(1, [mark("33")])]))
    data = ctf.write(ctf_file([pupil(1, [mark("33")])]))
    path.with_name("b.xml").write_bytes(data.replace(b">33<", b">3<!-- -->3<"))
    said = keystage("diff", path, path.with_name("b.xml"))
    assert said.code == 0
    assert "must be confirmed" in said.err


def test_what_is_not_there_or_no_file_of_results_is_said(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path = put("a.xml", ctf_file([pupil(1)]))
    gone = tmp_path / "gone.xml"
    said = keystage("diff", path, gone)
    assert (said.code, said.err) == (2, f"keystage: There is no file {gone}.\n")
    admissions = tmp_path / "atf.xml"
    admissions.write_text("<ATfile><Header/></ATfile>")
    said = keystage("diff", path, admissions)
    assert said.code == 2
    assert said.err.startswith(f"keystage: {admissions}: This is not a Common Transfer")
    (tmp_path / "x.jsonl").write_text('{"format":"other","header":{}}')
    assert "Line 1 is not of a file of JSON lines" in (
        keystage("diff", path, tmp_path / "x.jsonl").err
    )


def part(value: str, **parts: str) -> Assessment:
    return mark(value, **parts)


def test_a_subject_in_any_of_its_ways_is_one_subject() -> None:
    reads = RulebookReading(standard())
    usual, other = reads(part("33")), reads(part(" 33\u200b"))
    alias = reads(
        Assessment(part("33").kind._replace(method="TA", component="PHO"), "33")
    )
    lower = reads(Assessment(part("1").kind._replace(component="chk"), "33"))
    assert usual.key == alias.key == lower.key == ("phonics", "2026", usual.key[2])
    assert other.value == usual.value
    assert usual.title == "Phonics mark"


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"subject": "ART", "stage": "KS9"}, "KS9 ART CHK NM"),
        ({"status": "e"}, "KS1 PHO CHK NM"),
        ({"year": "soon"}, "KS1 PHO CHK NM"),
        (dict.fromkeys(part("1").kind._fields, ""), "Result"),
    ],
)
def test_what_no_rulebook_knows_is_compared_as_written_without_case(
    changes: dict[str, str], title: str
) -> None:
    reads = RulebookReading(standard())
    kind = part("1").kind._replace(**changes)
    means = reads(Assessment(kind, " Ab "))
    assert means.key == tuple(text.upper() for text in kind)
    assert (means.title, means.value) == (title, "Ab")


def test_what_it_remembers_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_KINDS", 2)
    reads = RulebookReading(standard())
    keys = [reads(mark("1", year)).key for year in (2024, 2025, 2026, 2024)]
    assert [key[1] for key in keys] == ["2024", "2025", "2026", "2024"]
