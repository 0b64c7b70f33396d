"""Every report says the same thing in the same words."""

from typing import Any

import pytest

from keystage.core.findings import Finding, Place, PupilRef, Repair, Severity
from keystage.reports import document as documents
from keystage.reports import words
from tests.unit.reports.documents import document, file


def sent_file(**more: Any) -> documents.SentFile:
    return documents.read(document(file(**more))).files[0]


def test_one_is_said_as_one_and_thousands_have_their_comma() -> None:
    assert words.count(1, "file", "files") == "1 file"
    assert words.count(1204, "file", "files") == "1,204 files"
    assert words.weigh(1, Severity.QUERY) == "1 query"
    assert words.weigh(0, Severity.ERROR) == "0 errors"


def test_the_profile_speaks_of_children_and_other_returns_of_pupils() -> None:
    def said(collection: str) -> str:
        return words.sent(documents.Sent(collection, "2026", 28, 0, "", "", ()))

    assert said("eyfsp") == "EYFSP 2026, 28 children"
    assert said("phonics") == "Phonics 2026, 28 pupils"
    assert said("baseline") == "BASELINE 2026, 28 pupils"


@pytest.mark.parametrize(
    ("person", "name", "details"),
    [
        (None, "", ("", "")),
        (PupilRef("U", "Costa", "Mateus", ""), "Costa, Mateus", ("U", "")),
        (PupilRef("", "Costa", "", "2020-11-05"), "Costa", ("", "born 2020-11-05")),
        (PupilRef("U", "", "", ""), "U", ("", "")),
        (PupilRef(), "Pupil without name or UPN", ("", "")),
    ],
)
def test_a_pupil_is_named_as_lists_name_them(
    person: PupilRef | None, name: str, details: tuple[str, str]
) -> None:
    assert words.pupil(person) == name
    assert words.pupil_details(person) == details


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (None, ""),
        (Place(), ""),
        (Place(line=1214, path="/CTfile/Header"), "line 1,214"),
        (Place(line=9, path="/CTfile/CTFpupilData/Pupil[3]/UPN"), "line 9, pupil 3"),
        (
            Place(sheet="Results", row=5, column="D"),
            "sheet Results, row 5, column D",
        ),
    ],
)
def test_a_place_is_said_as_one_looks_for_it(place: Place | None, said: str) -> None:
    assert words.where(place) == said


def test_the_value_seen_and_the_values_allowed_are_said() -> None:
    def said(value: str | None, *allowed: str) -> tuple[str, ...]:
        finding = Finding("R02", Severity.ERROR, "", value=value, allowed=allowed)
        return words.evidence(finding)

    assert said("3", "1", "2") == ("Sent: 3.", "Allowed: 1, 2.")
    assert said(" ") == ("Sent: nothing.",)
    assert said(None) == ()
    assert said(None, "A") == ("Allowed: A.",)


def test_a_repair_is_said_as_the_change_it_is() -> None:
    change = Repair("set", "header", "destination.la", "NAA", "999")
    assert words.repair(change) == "Repair: change 'NAA' to '999'."
    fill = Repair("set", "pupil", "sex", "", "F")
    assert words.repair(fill) == "Repair: change nothing to 'F'."
    out = Repair("remove", "result", "result", "3")
    assert words.repair(out) == "Repair: take out '3'."
    assert words.repair(None) == ""


def test_the_departments_number_stands_beside_our_own() -> None:
    numbered = Finding("P02", Severity.ERROR, "", official_rule="1510")
    assert words.rule(numbered) == "P02 (DfE 1510)"
    assert words.rule(Finding("R02", Severity.ERROR, "")) == "R02"


def test_a_school_is_known_by_number_else_urn_else_not_at_all() -> None:
    assert words.school(sent_file()) == "Oxlip Meadow 2001 Primary School, 999/2001"
    nursery = {"la": "999", "estab": "", "urn": "512999", "name": "Dappledown"}
    assert words.school(sent_file(source=nursery)) == "Dappledown, URN 512999"
    assert words.school(sent_file(source=None)) == ""


@pytest.mark.parametrize(
    ("dialect", "said"),
    [
        ({"version": "26.0", "supplier": "Arbor"}, "CTF 26.0 by Arbor"),
        (
            {"version": "17.0", "supplier": "", "encoding": "utf-16"},
            "CTF 17.0, utf-16",
        ),
        ({"version": "", "supplier": "Arbor", "encoding": "UTF-8"}, "CTF by Arbor"),
        (None, ""),
    ],
)
def test_how_a_file_was_written_is_said_shortly(
    dialect: dict[str, str] | None, said: str
) -> None:
    assert words.written(sent_file(dialect=dialect)) == said


def test_the_click_path_names_the_system_it_is_in() -> None:
    finding = Finding("P02", Severity.ERROR, "")
    item = documents.Item(finding, system="Arbor", steps="Students > UPN")
    assert words.in_your_system(item) == "In Arbor: Students > UPN"
    assert words.in_your_system(documents.Item(finding)) == ""


def test_files_of_a_finding_across_schools_are_one_sentence() -> None:
    assert words.both(("a.xml", "b.xml")) == "In a.xml and b.xml."
    assert words.both(()) == ""


def test_the_name_of_a_file_hints_at_its_sender() -> None:
    assert words.sender_by_name(sent_file(path="in/9992006_FSP_999LLLL_001.xml")) == (
        "999/2006"
    )
    assert words.sender_by_name(sent_file(path="XXXXXXX_CTF_999LLLL_001.xml")) == ""
    assert words.sender_by_name(sent_file(path="results.xml")) == ""
