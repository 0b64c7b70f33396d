"""Dates of birth and names, with the given lists of values where they are at hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.checks.books import check, facts, found, row

ROOT = Path(__file__).parents[4]
VALUES = ROOT.parent / "shared" / "reference" / "badinput" / "values.json"
DATES = ("missing", "format", "value", "range", "window")
NAMES = ("characters", "length", "hidden", "bidi", "combining", "mojibake")


def date_faults(dob: str, **more: str) -> list[str]:
    return [
        fault
        for fault in DATES
        if found(check("date_of_birth", fault=fault), row(dob=dob, **more))
    ]


@pytest.mark.parametrize(
    ("dob", "expected"),
    [
        ("2019-01-15", []),
        ("", ["missing"]),
        ("05/11/2018", ["format"]),
        ("43409", ["format"]),
        ("2018-11-05T00:00:00", ["format"]),
        ("2019-02-29", ["value"]),
        ("0018-11-05", ["range", "window"]),
        ("9999-12-31", ["range", "window"]),
        ("1899-12-30", ["range", "window"]),
        ("2013-01-15", ["window"]),
        ("2012-08-31", ["range", "window"]),
        ("2012-09-01", ["window"]),
        ("2023-09-01", ["range", "window"]),
        ("2023-08-31", ["window"]),
        ("\u0662019-01-15", ["format"]),
    ],
)
def test_each_fault_of_a_date_is_its_own(dob: str, expected: list[str]) -> None:
    assert date_faults(dob) == expected


def test_a_window_is_the_cohorts_own_and_its_ends_belong_to_it() -> None:
    assert date_faults("2018-09-01", cohort="year2") == []
    assert date_faults("2019-08-31", cohort="year2") == []
    assert date_faults("2018-08-31", cohort="year2") == ["window"]
    assert date_faults("2018-08-31") == []


def test_it_is_said_what_is_usual() -> None:
    one = check("date_of_birth", fault="window")
    told = facts(one, row(dob="2013-01-15"), told="{earliest} {latest} {age} {field}")
    assert told == ["1 September 2017 31 August 2019 13 date of birth"]
    one = check("date_of_birth", fault=["value", "range"], youngest=4, oldest=9)
    told = facts(one, row(dob="2013-01-15"), told="{youngest} to {oldest}")
    assert told == ["4 to 9"]


@pytest.mark.parametrize(
    ("dob", "why", "repair"),
    [
        ("05/11/2018", "It could be 5 November 2018 or 11 May 2018", None),
        ("25/11/2018", "It seems to be 25 November 2018", "2018-11-25"),
        ("05.05.2018", "It is not written as", None),
        ("11/25/2018", "It is not written as", None),
        ("25/11/1918", "It seems to be 25 November 1918", None),
        ("43409", "A spreadsheet has turned it into a number (perhaps", None),
        ("2018-11-05T00:00:00", "A time stands after the date", "2018-11-05"),
        ("2018-11-05T12:00:00", "It is not written as", None),
        ("soon", "It is not written as", None),
    ],
)
def test_a_date_in_another_form_is_never_guessed(
    dob: str, why: str, repair: str | None
) -> None:
    one = check("date_of_birth", fault="format")
    (finding,) = found(one, row(dob=dob))
    assert (finding.repair.new if finding.repair else None) == repair
    assert facts(one, row(dob=dob), told="{why}")[0].startswith(why)


def name_faults(surname: str) -> list[str]:
    return [
        fault
        for fault in NAMES
        if found(check("name_text", fault=fault), row(surname=surname))
    ]


@pytest.mark.parametrize(
    ("surname", "expected"),
    [
        ("O'Brien", []),
        ("D\u2019Arcy", []),
        ("Null", []),
        ("Test", []),
        ("True", []),
        ("N/A", ["characters"]),
        ("Ng", []),
        ("O", []),
        ("Smith-Jones--Lee", []),
        ("van der Berg", []),
        ("Ffrench ap Rh\u0177s", []),
        ("Nguy\u1ec5n", []),
        ("Nguye\u0302\u0303n", []),
        ("\u0110\u1eb7ng", []),
        ("\u0141ukasz", []),
        ("\u017di\u017eek", []),
        ("Stra\u00df", []),
        ("\u0130pek", []),
        ("\u0645\u062d\u0645\u062f", ["characters"]),
        ("\u674e\u5c0f\u9f99", ["characters"]),
        ("\u0391\u03b8\u03b7\u03bd\u03ac", ["characters"]),
        ("\u041e\u043b\u044c\u0433\u0430", ["characters"]),
        ("Mary Jane-Louise Philippa Wilhelmina Constantina Featherstone 3", []),
        ("=Cox", ["characters"]),
        ("-Lee", []),
        ("@Home", ["characters"]),
        ("<b>", ["characters"]),
        ("\U0001f600", ["characters"]),
        ("{{7*7}}${7*7}", ["characters"]),
        ("\uff21sh", ["characters"]),
        ("\u0301Ash", ["characters"]),
        ("\u202eevil\u202c", ["bidi"]),
        ("Ann\u200bie", ["hidden"]),
        ("a\u2028b", ["hidden"]),
        ("A\ufeffsh", ["hidden"]),
        ("Ash\u00a0Oak", []),
        ("x" * 128, []),
        ("x" * 129, ["length"]),
        ("e\u0301" * 128, []),
        ("e\u0301" * 129, ["length"]),
        ("Z" + "\u0351" * 60, ["combining"]),
        ("Zo\u00c3\u00ab", ["characters", "mojibake"]),
        ("\u00c3\u0081lvarez", ["hidden", "mojibake"]),
        ("Zo\ufffd", ["characters", "mojibake"]),
        ("\u00c3lvarez", []),
        ("\u00d1", []),
    ],
)
def test_names_are_refused_for_what_they_hold_never_for_what_they_say(
    surname: str, expected: list[str]
) -> None:
    assert name_faults(surname) == expected


@pytest.mark.parametrize(
    ("fault", "surname", "new"),
    [
        ("hidden", "Ann\u200bie", "Annie"),
        ("bidi", "\u202eevil\u202c", "evil"),
        ("bidi", "\u202e", None),
        ("characters", "O`Brien\u2013Lee", "O'Brien-Lee"),
        ("characters", "N/A", None),
        ("mojibake", "Zo\u00c3\u00ab", "Zo\u00eb"),
        ("mojibake", "\u00c3\u0081lvarez", "\u00c1lvarez"),
        ("mojibake", "\u00d0\u009e", None),
        ("mojibake", "Zo\ufffd", None),
        ("length", "x" * 129, None),
    ],
)
def test_a_name_is_repaired_where_the_right_one_is_sure(
    fault: str, surname: str, new: str | None
) -> None:
    (finding,) = found(check("name_text", fault=fault), row(surname=surname))
    assert (finding.repair.new if finding.repair else None) == new


def test_no_repair_makes_two_entries_of_one_child() -> None:
    name, date = row(surname="Zo\u00c3\u00ab"), row(dob="25/11/2018")
    mojibake = check("name_text", fault="mojibake")
    assert found(mojibake, name)[0].repair
    assert found(mojibake, name, row(2, surname="Zo\u00eb"))[0].repair is None
    form = check("date_of_birth", fault="format")
    assert found(form, date)[0].repair
    twin = row(2, surname="Asha", dob="2018-11-25")
    assert found(form, date, twin)[0].repair is None


def test_what_is_strange_is_named() -> None:
    one = check("name_text", fault=["characters", "hidden"])
    told = facts(one, row(surname="N/A\u200b"), told="{field}: {characters}")
    assert told == ["Surname: U+200B", "Surname: “/”"]
    long = check("name_text", fault="length", longest=5)
    told = facts(long, row(forename="Forename"), told="{field} {length} {longest}")
    assert told == ["Forename 8 5"]


def test_both_names_are_looked_at_or_those_asked_for() -> None:
    both = row(surname="=A", forename="=B")
    assert len(found(check("name_text", fault="characters"), both)) == 2
    one = check("name_text", fault="characters", fields=["forename"])
    assert [finding.subject for finding in found(one, both)] == ["forename"]


def test_a_row_without_cells_has_nothing_hidden() -> None:
    bare = row(surname="Ann\u200bie")
    bare.cells.clear()
    assert found(check("name_text", fault="hidden"), bare) == []


CODES = {
    "NAME-CHARS": "characters",
    "NAME-LENGTH": "length",
    "NAME-HIDDEN": "hidden",
    "NAME-BIDI": "bidi",
    "NAME-COMBINING": "combining",
    "DOB-MISSING": "missing",
    "DOB-FORMAT": "format",
    "DOB-VALUE": "value",
    "DOB-RANGE": "range",
}


@pytest.mark.given
def test_the_given_names_and_dates_end_as_they_should() -> None:
    given: list[dict[str, Any]] = json.loads(VALUES.read_text(encoding="utf-8"))
    for case in given:
        wanted = [CODES[case["code"]]] if case["code"] in CODES else []
        if case["field"] == "name":
            assert name_faults(case["value"]) == wanted, case
        elif case["field"] == "dob":
            assert [f for f in date_faults(case["value"]) if f != "window"] == wanted


@pytest.mark.parametrize(
    ("outside", "inside", "fires"),
    [(5, 4, True), (5, 5, False), (4, 0, False), (6, 0, True)],
)
def test_many_born_outside_the_window_are_one_finding(
    outside: int, inside: int, fires: bool
) -> None:
    rows = [row(n, dob="2017-01-15") for n in range(1, outside + 1)]
    rows += [row(n, dob="2019-01-15") for n in range(outside + 1, outside + inside + 1)]
    words = "{count} of {total}: {earliest} to {latest}"
    told = facts(check("births_outside"), *rows, told=words)
    window = "1 September 2017 to 31 August 2019"
    total = outside + inside
    assert told == ([f"{outside} of {total}: {window}"] if fires else [])


@pytest.mark.parametrize("fault", NAMES)
def test_of_an_endless_name_only_the_beginning_is_looked_into(fault: str) -> None:
    tail = "\u00c3\u00a9" * 400_000
    endless = row(surname="Ash " + "x" * 1_000 + tail)
    findings = found(check("name_text", fault=fault), endless)
    assert bool(findings) is (fault == "length")


def test_of_hidden_characters_without_end_the_name_is_still_cleared() -> None:
    pasted = row(surname="Ash" + "\u200b" * 400_000)
    (finding,) = found(check("name_text", fault=[*NAMES]), pasted)
    assert finding.repair
    assert finding.repair.new == "Ash"


def test_a_pupil_without_a_birth_is_counted_but_not_outside() -> None:
    rows = [row(n, dob="2017-01-15") for n in range(1, 6)] + [row(6, dob="")]
    told = facts(check("births_outside"), *rows, told="{count} of {total}")
    assert told == ["5 of 6"]
