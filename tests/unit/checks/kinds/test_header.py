"""The header: what, of whom, to whom, of when, and the file's name."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from keystage.checks.model import Check, Context, CtfFacts
from keystage.checks.run import run
from keystage.core.findings import Finding, Repair
from tests.unit.checks.books import (
    GOOD,
    book,
    check,
    facts,
    found,
    header,
    return_,
    row,
)


def of(one: Check, context: Context = GOOD, **changes: Any) -> list[Finding]:
    """What a check finds in a return whose header has these changes."""
    return found(one, row(), header=header(**changes), context=context)


def test_a_field_of_the_header_that_must_be_there_is_missed() -> None:
    one = check("header_required", field="supplier")
    assert of(one) == []
    (finding,) = of(one, supplier=" ")
    assert finding.subject == "supplier"
    assert of(check("header_required", field="source.name"), source_name="")


def test_a_field_of_the_header_has_one_of_some_values() -> None:
    one = check("header_value", field="qualifier", values=["partial", "full"])
    assert of(one, qualifier="PARTIAL") == []
    assert of(one, qualifier="") == []
    (finding,) = of(one, qualifier="some")
    assert finding.repair is None
    single = check("header_value", field="qualifier", values=["partial"])
    (finding,) = of(single, qualifier="full")
    assert finding.repair == Repair("set", "header", "qualifier", "full", "partial")


@pytest.mark.parametrize(
    ("version", "known"),
    [
        ("25.0", True),
        ("25", True),
        ("24.", True),
        ("9.9", False),
        ("", False),
        ("x", False),
    ],
)
def test_a_version_not_in_use_is_told_with_those_in_use(
    version: str, known: bool
) -> None:
    findings = of(check("version"), version=version)
    assert [one.allowed for one in findings] == [("24.0", "25.0")][known:]
    assert all(one.place and one.place.line == 3 for one in findings)


@pytest.mark.parametrize(
    ("fault", "moment", "fires"),
    [
        ("missing", "", True),
        ("missing", "yesterday", True),
        ("missing", "2026-13-01T00:00:00", True),
        ("missing", "2026-06-09", False),
        ("missing", "2026-06-09T10:00:00.5+01:00", False),
        ("future", "2026-06-11T09:00:00", False),
        ("future", "2026-06-11T11:00:00", True),
        ("future", "2027-06-09T10:00:00Z", True),
        ("future", "", False),
        ("early", "2026-04-30T10:00:00", True),
        ("early", "2026-05-01T10:00:00", False),
        ("early", "", False),
    ],
)
def test_when_a_file_was_made_is_judged(fault: str, moment: str, fires: bool) -> None:
    one = check("sent_when", fault=fault, not_before="05-01")
    assert bool(of(one, date_time=moment)) is fires


def test_the_first_day_may_be_in_the_calendar_year_before() -> None:
    one = check("sent_when", fault="early")
    (told,) = facts(
        one, row(), told="{earliest}", header=header(date_time="2025-08-31T10:00:00")
    )
    assert told == "1 September 2025"


def test_a_present_time_without_a_zone_is_read_as_utc() -> None:
    now = replace(GOOD, now=datetime.fromisoformat("2026-06-07T10:00:00"))
    assert of(check("sent_when", fault="future"), now)


@pytest.mark.parametrize(
    ("academic", "made", "agrees"),
    [
        ("2025", "2026-06-09T10:00:00", True),
        ("2024", "2026-06-09T10:00:00", False),
        ("2026", "2026-06-09T10:00:00", False),
        ("2026", "2026-08-02T10:00:00", True),
        ("2026", "", False),
        ("next", "", True),
        ("", "", True),
    ],
)
def test_the_headers_year_agrees_with_the_results(
    academic: str, made: str, agrees: bool
) -> None:
    one = check("year", fault="header")
    findings = of(one, source_academic_year=academic, date_time=made)
    assert bool(findings) is not agrees


@pytest.mark.parametrize(
    ("academic", "is_year", "repaired"),
    [
        ("2025", True, ""),
        (" 2025 ", True, ""),
        ("", True, ""),
        ("2025/26", False, "2025"),
        ("2025-2026", False, "2025"),
        ("2024/25", False, ""),
        ("20256", False, ""),
        ("9" * 5_000, False, ""),
        ("next", False, ""),
        ("\u0662\u0660\u0662\u0665", False, ""),
    ],
)
def test_the_headers_year_is_the_four_digits_of_its_beginning(
    academic: str, *, is_year: bool, repaired: str
) -> None:
    one = check("year", fault="shape")
    findings = of(one, source_academic_year=academic)
    assert bool(findings) is not is_year
    assert [f.repair.new for f in findings if f.repair] == [repaired][: bool(repaired)]
    told = facts(
        one, row(), told="{value}|{expected}", header=header(source_academic_year="x")
    )
    assert told == ["x|2025"]


def test_a_year_asked_for_is_the_year_found() -> None:
    one = check("year", fault="wanted")
    told = facts(
        one, row(), told="{found}, not {expected}", context=replace(GOOD, year=2025)
    )
    assert told == ["2026, not 2025"]
    assert found(one, row(), context=replace(GOOD, year=2026)) == []


def test_a_collection_asked_for_is_the_collection_found() -> None:
    one = check("wanted_collection")
    asked = replace(GOOD, collection="phonics")
    assert facts(one, row(), told="{found} {expected}", context=asked) == [
        "Ks1 phonics"
    ]
    assert found(one, row(), context=replace(GOOD, collection="ks1")) == []


def test_results_set_aside_are_noted_once() -> None:
    one = check("set_aside")
    aside = {("ks1", "2025"): 3, ("KS2", ""): 1, ("eyfsp", "2026"): 0}
    assert facts(one, row(), told="{what}", set_aside=aside) == [
        "1 result of KS2 and 3 results of ks1 2025"
    ]
    assert found(one, row()) == []


def test_a_return_holds_pupils_and_results() -> None:
    nobody, nothing = (check("no_results", fault=f) for f in ("pupils", "results"))
    assert found(nobody)
    assert found(nothing) == []
    assert found(nothing, row())
    assert found(nothing, row(), row(2, REA="A")) == []
    assert found(nobody, row()) == []


def test_nobody_may_stand_in_a_return_of_a_year_nothing_was_collected() -> None:
    one = check("not_collected")
    assert found(one) == []
    assert len(found(one, row(), row(2))) == 1


def test_a_file_of_another_school_or_authority_is_found() -> None:
    school, authority = check("source_school"), check("source_authority")
    assert of(school) == of(authority) == []
    assert [one.value for one in of(school, source_estab="1002")] == ["9991002"]
    assert [one.value for one in of(authority, source_la="998")] == ["998"]
    by_urn = replace(GOOD, school="512345")
    assert of(school, by_urn, source_urn="512345", source_estab="") == []


REPAIRABLE = check("destination", fault="repairable")
STRANGER = check("destination", fault="other_authority")


@pytest.mark.parametrize(
    ("la", "estab"),
    [("NAA", "LLLL"), ("XXX", "XXXX"), ("MMM", "MMMM"), ("999", "1001"), ("", "")],
)
def test_a_destination_that_is_nobody_elses_is_repaired(la: str, estab: str) -> None:
    changes: dict[str, Any] = {"destination_la": la, "destination_estab": estab}
    (finding,) = of(REPAIRABLE, **changes)
    expected = Repair("set", "header", "destination", la + estab, "999LLLL")
    assert finding.repair == expected
    assert of(STRANGER, **changes) == []


def test_a_destination_in_small_letters_is_the_same() -> None:
    assert of(REPAIRABLE, destination_estab="llll") == []


def test_a_destination_in_another_authority_is_not_repaired() -> None:
    assert of(REPAIRABLE, destination_la="998") == []
    (finding,) = of(STRANGER, destination_la="998")
    assert finding.repair is None


def test_the_authority_is_the_sources_where_none_is_asked_for() -> None:
    nobody = Context()
    assert of(REPAIRABLE, nobody) == []
    assert of(REPAIRABLE, nobody, destination_la="NAA")
    assert of(REPAIRABLE, nobody, source_la="", destination_la="NAA") == []


def sent_to(kind: Any, **changes: Any) -> list[Finding]:
    other = replace(
        book(REPAIRABLE, STRANGER),
        ctf=CtfFacts(("25.0",), kind, "KS2", ("KS2",), ""),
        digest=kind,
    )
    return run(other, return_(row(), header=header(**changes)), GOOD).findings


def test_some_collections_go_to_the_agency_or_stay() -> None:
    assert sent_to("naa", destination_la="NAA") == []
    assert [one.repair is not None for one in sent_to("naa")] == [False]
    assert [one.repair is not None for one in sent_to("naa", destination_la="XXX")] == [
        True
    ]
    assert [one.repair is not None for one in sent_to("naa", destination_la="998")] == [
        False
    ]
    assert sent_to("own", destination_estab="1001") == []
    assert [one.repair is not None for one in sent_to("own")] == [True]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"source_la": "123"}, "No authority has the number 123"),
        ({"source_la": ""}, "The authority is missing"),
        ({"source_estab": "12"}, "A school's number has four digits"),
        ({"source_estab": "", "source_urn": "5"}, "A school's number has four digits"),
    ],
)
def test_a_source_that_cannot_be_is_found(changes: dict[str, str], why: str) -> None:
    told = facts(check("establishment"), row(), told="{why}", header=header(**changes))
    assert told == [why]


def test_a_source_with_a_number_of_either_sort_can_be() -> None:
    one = check("establishment")
    assert of(one) == []
    assert of(one, source_estab="", source_urn="512345") == []
    assert of(one, replace(GOOD, authority="123"), source_la="123") == []


@pytest.mark.parametrize(
    ("estab", "urn", "why"),
    [
        ("1001", "", ""),
        ("", "512345", ""),
        ("0000", "", "None is given"),
        ("", "412345", "Such a number has six digits, the first 5, 6 or 7"),
    ],
)
def test_a_setting_without_a_school_number_has_a_urn(
    estab: str, urn: str, why: str
) -> None:
    made = header(source_estab=estab, source_urn=urn)
    told = facts(check("early_years_urn"), row(), told="{why}", header=made)
    assert told == [why][: bool(why)]


def names(fault: str | list[str], name: str, **changes: Any) -> list[Finding]:
    one = check("file_name", fault=fault)
    return found(one, row(), file_name=name, header=header(**changes))


RIGHT = "9991001_KS1_999LLLL_001.xml"


@pytest.mark.parametrize(
    ("name", "fault", "expected"),
    [
        ("results final (2) NEW.xml", "shape", RIGHT),
        ("9991001_KS1_999LLLL_007 (1).xml", "suffix", "9991001_KS1_999LLLL_007.xml"),
        ("9991001_KS1_999LLLL_007(1).xml", "suffix", "9991001_KS1_999LLLL_007.xml"),
        ("9991001_KS1_999LLLL_007 - Copy.xml", "suffix", "9991001_KS1_999LLLL_007.xml"),
        ("9991002_KS1_999LLLL_002.xml", "header", "9991001_KS1_999LLLL_002.xml"),
        ("9991001_KS1_999LLLL_000.xml", "shape", RIGHT),
        ("9991001_PHO_999LLLL_001.xml", "tag", RIGHT),
    ],
)
def test_a_name_off_the_pattern_is_told_with_the_right_one(
    name: str, fault: str, expected: str
) -> None:
    for each in ("shape", "suffix", "header", "tag"):
        fixes = [one.repair for one in names(each, name)]
        wanted = Repair("set", "file_name", "name", name, expected)
        assert fixes == ([wanted] if each == fault else [])


@pytest.mark.parametrize("name", [RIGHT, RIGHT.lower(), "9991001_CTF_999LLLL_012.XML"])
def test_a_name_of_the_pattern_is_no_finding(name: str) -> None:
    assert names(["shape", "suffix", "header", "tag"], name) == []


def test_whether_the_right_name_can_be_told_parts_two_findings() -> None:
    for named in (True, False):
        one = check("file_name", fault="shape", named=named)
        told = found(one, row(), file_name="x.xml", header=header())
        assert bool(told) is named
        nameless = header(source_estab="")
        told = found(one, row(), file_name="x.xml", header=nameless)
        assert bool(told) is not named


def test_a_name_nobody_can_tell_is_not_made_up() -> None:
    (finding,) = names("shape", "x.xml", source_estab="LLLL")
    assert finding.repair is None
    (finding,) = names("shape", "x.xml", source_la="", source_estab="1")
    assert finding.repair is None


def test_a_repair_of_the_header_holds_what_was_sent_spaces_and_all() -> None:
    one = check("header_value", field="document_name", values=["Common Transfer File"])
    changed = header(document_name=" \ufeffSomething else ")
    (finding,) = found(one, row(), header=changed)
    assert finding.repair
    assert finding.repair.old == " \ufeffSomething else "
