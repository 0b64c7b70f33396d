"""Fields of the pupil: unique pupil numbers, and what must be there."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from keystage.checks.model import RollEntry
from keystage.checks.run import run
from keystage.core import upn
from keystage.core.findings import Finding
from keystage.core.records import Row
from tests.unit.checks.books import GOOD, UPNS, book, check, facts, found, return_, row

ROOT = Path(__file__).parents[4]
VALUES = ROOT.parent / "shared" / "reference" / "badinput" / "values.json"
FAULTS = ("check_letter", "la", "digits", "last", "shape")


def faults(number: str) -> set[str]:
    """The faults a UPN is found to have, by the name of the fault."""
    return {name for name in FAULTS if found(check("upn", fault=name), row(upn=number))}


def wrong_letter(number: str) -> str:
    return next(one + number[1:] for one in upn.LETTERS if one != number[0])


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("Y004100123001", set()),
        ("Q207000016049", {"check_letter"}),
        ("P207000016049", set()),
        ("004100123001", {"shape"}),
        ("I004100123001", {"shape"}),
        ("1.23E+12", {"shape"}),
        ("' OR 1=1--", {"shape"}),
        ("X00410012301I", {"last"}),
        ("", set()),
    ],
)
def test_each_fault_of_a_upn_is_its_own(number: str, expected: set[str]) -> None:
    assert faults(number) == expected


def test_digits_and_authority_are_faults_of_their_own() -> None:
    assert faults("Y0041OO123001") == {"digits"}
    body = "123100118001"
    assert faults(upn.check_letter(body) + body) == {"la"}


def test_several_faults_may_be_one_check() -> None:
    one = check("upn", fault=["digits", "shape"])
    assert len(found(one, row(upn="004100123001"))) == 1
    assert len(found(one, row(upn="Y0041OO123001"))) == 1
    assert found(one, row()) == []


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("1.23E+12", "A spreadsheet has changed this number"),
        ("9.991E+11", "A spreadsheet has changed this number"),
        ("9,99E+11", "A spreadsheet has changed this number"),
        ("004100123001", "It has 12 characters instead of 13"),
        ("1004100123001", "No UPN begins with 1"),
        ("O004100123001", "No UPN begins with O"),
        ("Y0041OO123001", "Characters 5 to 12 are not all digits"),
        ("X00410012301I", "No UPN ends with I"),
        ("\u0661" + "004100123001", "No UPN begins with \u0661"),
        ("\uff39004100123001", "It has a character from another alphabet"),
    ],
)
def test_it_is_said_why_a_form_is_wrong(number: str, why: str) -> None:
    one = check("upn", fault=["digits", "last", "shape"])
    assert facts(one, row(upn=number), told="{why}") == [why]


def test_it_is_said_why_letter_and_authority_are_wrong() -> None:
    letter = check("upn", fault="check_letter")
    told = facts(letter, row(upn="Q207000016049"), told="{expected}: {why}")
    assert told == ["P: its first letter does not fit the rest"]
    authority = check("upn", fault="la")
    body = "123100118001"
    number = upn.check_letter(body) + body
    told = facts(authority, row(upn=number), told="{why}")
    assert told == ["123 is not the number of an authority"]


def repair(*rows: Row, context: Any = GOOD) -> str | None:
    one = check("upn", fault=list(FAULTS))
    fixes = [one.repair for one in found(one, *rows, context=context)]
    assert len(fixes) == 1
    return fixes[0].new if fixes[0] else None


def test_a_slip_with_one_answer_has_a_repair() -> None:
    number = UPNS[40]
    slipped = number[:5] + number[5:].replace("0", "O", 1)
    assert repair(row(upn=slipped)) == number


def test_a_letter_of_another_alphabet_has_a_repair() -> None:
    number = next(one for one in UPNS if one[0] in "ABEKMHPCTYX")
    foreign = number.replace(number[0], chr(0xFEE0 + ord(number[0])), 1)
    assert repair(row(upn=foreign)) == number


def test_many_possible_answers_are_no_repair() -> None:
    assert repair(row(upn=wrong_letter(UPNS[40]))) is None


def test_the_likeliest_answers_are_told_where_none_convinces() -> None:
    one = check("upn", fault=["check_letter", "shape"])
    (told,) = facts(one, row(upn=wrong_letter(UPNS[40])), told="?{likely}")
    assert told.startswith("? It may be ")
    assert told.count(" or ") == 1
    assert facts(one, row(upn="1.23E+12"), told="?{likely}") == ["?"]


def test_the_list_decides_between_answers() -> None:
    child = RollEntry(UPNS[40], "ASHA", "Ada", "2019-01-15")
    wrong = row(upn=wrong_letter(UPNS[40]))
    known = replace(GOOD, roll=(child,))
    assert repair(wrong, context=known) == UPNS[40]
    another = replace(child, dob="2019-02-15")
    assert repair(wrong, context=replace(GOOD, roll=(another,))) is None


def test_the_schools_other_pupils_decide_between_answers() -> None:
    number = UPNS[40]
    swapped = number[:4] + number[5] + number[4] + number[6:]
    others = [row(position) for position in range(2, 7)]
    assert repair(row(upn=swapped), *others) == number


def test_a_number_another_pupil_has_is_no_repair() -> None:
    number = UPNS[1]
    slipped = number[:5] + number[5:].replace("0", "O", 1)
    assert repair(row(upn=slipped), row(2)) is None


def test_a_number_of_another_child_on_the_list_is_no_repair() -> None:
    number = UPNS[40]
    slipped = number[:5] + number[5:].replace("0", "O", 1)
    other = RollEntry(number, "Oak", "Ben", "2018-10-10")
    assert repair(row(upn=slipped), context=replace(GOOD, roll=(other,))) is None


def test_a_temporary_upn_is_found_and_a_faulty_one_is_not_temporary() -> None:
    temporary = upn.make("004", "1001", 18, 1, temporary=True)
    one = check("upn", fault="temporary")
    assert len(found(one, row(upn=temporary))) == 1
    assert found(one, row(upn=wrong_letter(temporary))) == []
    assert found(one, row()) == []


@pytest.mark.parametrize(
    "sent", [UPNS[0].lower(), f"{UPNS[0][:4]} {UPNS[0][4:]}", f"{UPNS[0]}\u200b"]
)
def test_a_upn_written_in_another_way_is_put_right(sent: str) -> None:
    (finding,) = found(check("upn", fault="written"), row(upn=sent))
    assert finding.repair
    assert (finding.repair.old, finding.repair.new) == (sent, UPNS[0])
    assert finding.place
    assert finding.place.line == 10


@pytest.mark.parametrize("sent", [UPNS[0], f" {UPNS[0]} ", ""])
def test_a_upn_written_as_it_should_be_is_no_finding(sent: str) -> None:
    assert found(check("upn", fault="written"), row(upn=sent)) == []


def test_a_row_without_cells_is_judged_by_what_was_read() -> None:
    bare = row(upn="004100123001")
    bare.cells.clear()
    (finding,) = found(check("upn", fault="shape"), bare)
    assert finding.value == "004100123001"
    assert finding.place
    assert finding.place.path == "/CTfile/CTFpupilData/Pupil[1]"
    assert found(check("upn", fault="written"), bare) == []


def test_a_former_upn_is_judged_as_well() -> None:
    one = check("upn", fault="former")
    assert found(one, row()) == []
    assert found(one, row(former_upn=UPNS[3])) == []
    told = facts(one, row(former_upn=wrong_letter(UPNS[3])), told="{field}: {expected}")
    assert told == [f"Former UPN: {UPNS[3][0]}"]


@pytest.mark.parametrize("name", ["upn", "surname", "forename", "dob", "sex"])
def test_a_field_that_must_be_there_is_missed(name: str) -> None:
    one = check("required_field", field=name)
    (finding,) = found(one, row(**{name: ""}))
    assert finding.subject == name
    assert found(one, row()) == []


def test_a_name_of_hidden_characters_alone_is_missing() -> None:
    assert found(check("required_field", field="surname"), row(surname="\u200b "))


def test_a_field_may_stand_outside_the_row() -> None:
    one = check("required_field", field="postcode")
    assert found(one, row())
    assert found(one, row(postcode="  "))
    assert found(one, row(postcode="ZZ9 9ZZ")) == []


SEX = check("field_one_of", field="sex", values=["F", "M"], synonyms={"Girl": "F"})


@pytest.mark.parametrize(("sent", "new"), [("f", "F"), ("girl", "F"), ("X", None)])
def test_a_value_off_the_list_is_told_with_its_repair(
    sent: str, new: str | None
) -> None:
    (finding,) = found(SEX, row(sex=sent))
    assert finding.allowed == ("F", "M")
    assert (finding.repair.new if finding.repair else None) == new


@pytest.mark.parametrize(("fault", "sent"), [("written", "girl"), ("unknown", "X")])
def test_a_value_in_another_form_may_weigh_less_than_an_unknown_one(
    fault: str, sent: str
) -> None:
    one = replace(SEX, params={**SEX.params, "fault": fault})
    assert [
        finding.value for finding in found(one, row(sex="girl"), row(2, sex="X"))
    ] == [sent]


def test_a_value_on_the_list_or_missing_is_no_such_finding() -> None:
    assert found(SEX, row(sex="F"), row(2, sex="")) == []


def postcodes(fault: str, **said: str) -> list[Finding]:
    asked = replace(GOOD, asks_for=frozenset({"address"}))
    return found(check("postcode", fault=fault), row(**said), context=asked)


def test_a_postcode_is_wanted_where_it_is_asked_for() -> None:
    assert postcodes("missing")
    assert not postcodes("missing", postcode="ZZ9 9ZZ")
    assert not postcodes("format", postcode="zz99zz")
    assert postcodes("format", postcode="ZZ99 9")
    assert not postcodes("format")


def test_a_postcode_nobody_asks_for_is_not_looked_at() -> None:
    outcome = run(book(check("postcode", fault="missing")), return_(row()), GOOD)
    assert outcome.findings == []
    assert [one.reason for one in outcome.not_run] == [
        "The authority does not ask for addresses."
    ]


FORMS = check("upn", fault=["digits", "last", "shape"])
WANTED = {
    "": (),
    "UPN-FORMAT errors": ("form",),
    "UPN-FORMAT warn": ("written",),
    "VALUE-SPACES warn": ("written",),
    "UPN-MISSING errors": ("missing",),
    "UPN-TEMPORARY warn": ("temporary",),
}


@pytest.mark.given
def test_the_given_numbers_end_as_they_should() -> None:
    checks = {
        "form": FORMS,
        "letter": check("upn", fault=["check_letter", "la"]),
        "written": check("upn", fault="written"),
        "temporary": check("upn", fault="temporary"),
        "missing": check("required_field", field="upn"),
    }
    given = json.loads(VALUES.read_text(encoding="utf-8"))
    for case in (case for case in given if case["field"] == "upn"):
        sent = row(upn=case["value"])
        faults_found = tuple(name for name, one in checks.items() if found(one, sent))
        wanted = f"{case['code']} {case['expect']}" if case["code"] else ""
        assert faults_found == WANTED[wanted], case


@pytest.mark.parametrize("text", ["unknown", "n / a", "t00410"])
def test_what_is_no_number_in_any_writing_is_not_written_anew(text: str) -> None:
    assert found(check("upn", fault="written"), row(upn=text)) == []
