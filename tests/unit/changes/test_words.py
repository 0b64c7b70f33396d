"""A difference as people read it, and as programs do."""

from typing import Any

import jsonschema
import pytest

from keystage.changes import Change, difference, lines, schema, to_dict
from keystage.changes.words import given, person, sentence
from keystage.core.findings import PupilRef
from keystage.core.records import Pupil
from tests.unit.changes.makers import basic, between, child, files
from tests.unit.intake.makers import number


def test_the_summary_comes_first_and_then_who_and_what() -> None:
    before = [child(at) for at in range(1, 6)]
    after = [
        child(1, "EXS GDS GDS EXS"),
        child(2, forename="MINA"),
        child(7, surname="Ashdownd"),
        child(9),
        child(8),
    ]
    after[2].assessments = before[2].assessments
    told = lines(between(before, after))
    assert told[0] == "2 pupils changed, 2 added, 2 gone, 1 the same."
    assert told[2:6] == [
        "Changed",
        "  Mina Ashdownb (Y004100123001, born 2019-11-05)",
        "    KS1 ENG WRI NC: WTS → GDS",
        f"  Mina Ashdownd ({number(3)}, born 2019-11-05)",
    ]
    assert (
        f"    UPN corrected: {number(3)} → {number(7)} (same name and date of birth)"
    ) in told
    assert told[-3:] == [
        "The same, otherwise written",
        f"  Mina Ashdownc ({number(2)}, born 2019-11-05)",
        "    Forename: Mina → MINA",
    ]
    assert any(line.startswith(f"  Mina Ashdownj ({number(9)}") for line in told)


def test_what_differs_of_the_file_is_told_apart_from_how_it_is_written() -> None:
    one, other = files([], [])
    other.header.version, other.header.destination.la = "26.0", "NAA"
    assert lines(difference(one, other)) == [
        "Neither file has a pupil.",
        "",
        "The file",
        "  Destination, authority: 999 → NAA",
        "",
        "The same, otherwise written",
        "  Version: 25.0 → 26.0",
    ]


def test_one_pupil_is_not_several() -> None:
    assert lines(between([child(1)], [child(1)])) == ["1 pupil the same."]


def test_a_former_upn_is_said_to_be_the_link() -> None:
    new = basic(child(2, surname="New"), FormerUPN=number(1))
    told = lines(between([child(1)], [new]))
    assert (
        f"    UPN corrected: {number(1)} → {number(2)} (the former UPN says so)" in told
    )


@pytest.mark.parametrize(
    ("who", "wanted"),
    [
        (
            Pupil(upn="Y1", surname="Example", forename="Ada", dob="2019-11-05"),
            "Ada Example (Y1, born 2019-11-05)",
        ),
        (PupilRef(surname="Example"), "Example"),
        (Pupil(upn="Y1", dob="x"), "Y1 (born x)"),
        (Pupil(), "A pupil without name or UPN"),
        (Pupil(forename="A\u202eda"), "A<U+202E>da"),
    ],
)
def test_a_pupil_is_named_by_what_is_known(who: Pupil | PupilRef, wanted: str) -> None:
    assert person(who) == wanted


def test_of_several_years_it_is_said_which() -> None:
    change = Change("result", "x", "Writing", "EXS", None, about="KS1 2026")
    assert sentence(change, ["KS1 2026"]) == "Writing: EXS → nothing"
    assert (
        sentence(change, ["KS1 2026", "KS1 2025"])
        == "Writing (KS1 2026): EXS → nothing"
    )
    assert given([change], ["a", "b"]) == "Writing (KS1 2026) EXS"
    assert (
        sentence(change._replace(aspect="date", old=""))
        == "Writing, date: empty → nothing"
    )
    assert given([change._replace(old=None, new="")]) == "Writing empty"
    assert given([]) == "no results"


def test_an_entry_more_is_told_apart_from_those_who_are_gone() -> None:
    found = between([child(1), child(1), child(2)], [child(1), child(2)])
    assert lines(found)[0] == (
        "2 pupils the same, 1 entered once more, saying the same."
    )
    *_, heading, line = lines(found)
    assert heading == "Entered more than once, saying the same"
    assert line.endswith(": once more in the first")
    back = lines(between([child(1)], [child(1), child(1)]))
    assert back[-1].endswith(": once more in the second")
    assert "Gone" not in lines(found)


def test_the_document_answers_to_its_schema() -> None:
    before = [child(1), child(2), child(3)]
    after = [child(1, "A WTS GDS EXS"), child(2, sex="f"), child(4)]
    found = between(before, after)
    document: dict[str, Any] = to_dict(found, "a.xml", "b.xml")
    jsonschema.validate(document, schema())
    assert document["summary"] == {
        "changed": 1,
        "added": 1,
        "gone": 1,
        "noted": 1,
        "same": 0,
        "repeated": 0,
    }
    assert (document["before"], document["after"], document["differs"]) == (
        "a.xml",
        "b.xml",
        True,
    )
    by_how = {one["matched_by"]: one for one in document["pupils"]}
    assert by_how["upn"]["before"]["position"] in {1, 2}
    assert {
        one["after"] is None for one in document["pupils"] if not one["matched_by"]
    } == {
        True,
        False,
    }
