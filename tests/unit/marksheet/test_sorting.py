"""Names sorted without their UPNs are one error, by the template or by the roll."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.checks.model import Context, RollEntry
from keystage.checks.run import run
from keystage.core import upn
from keystage.core.findings import Finding, Severity
from keystage.intake.shelf import standard
from keystage.marksheet.model import Hints, Marksheet
from keystage.marksheet.read import read
from keystage.marksheet.returns import to_return, together
from keystage.marksheet.sorting import to_properties
from keystage.marksheet.sorting.signs import from_properties
from keystage.marksheet.template import Listed, Order, template
from tests.unit.marksheet.making import HEADS, book, one, sheet

SHELF = standard()
CLASS = [
    Listed(surname=surname, forename=forename, upn=number, dob=f"2019-11-{day:02}")
    for day, (number, surname, forename) in enumerate(
        (
            (upn.make("004", "1001", 24, 1), "Ash", "Mina"),
            (upn.make("004", "1001", 24, 2), "Birch", "Zara"),
            (upn.make("004", "1001", 24, 3), "Cole", "Ola"),
            (upn.make("004", "1001", 24, 4), "Dean", "Ada"),
        ),
        1,
    )
]
ROLL = [RollEntry(each.upn, each.surname, each.forename, each.dob) for each in CLASS]


def filled(names: Sequence[Listed], *, signs: bool = True) -> Marksheet:
    """Return what is read of the class with the names and births of `names`."""
    lines = [
        (own.upn, beside.surname, beside.forename, beside.dob, "3")
        for own, beside in zip(CLASS, names, strict=True)
    ]
    held = book(sheet(HEADS, *lines))
    properties = to_properties(CLASS) if signs else {}
    return read(replace(held, properties=properties), SHELF, Hints(year=2026))


def checked(made: Marksheet, roll: Sequence[RollEntry] = ()) -> list[Finding]:
    context = Context(year=2026, roll=tuple(roll) or None)
    return together(made, run(made.book, to_return(made), context).findings, roll=roll)


def by_forename() -> list[Listed]:
    return sorted(CLASS, key=lambda each: each.forename)


def test_a_template_notices_names_that_were_sorted_without_their_upns() -> None:
    said = one(filled(by_forename()), "PATTERN-SHIFT")
    assert said.severity is Severity.ERROR
    assert (
        "In 3 rows what stands under Surname, Forename and Date of birth is"
        in said.message
    )
    assert "sort all columns together" in said.fix
    assert said.place is not None
    assert (said.place.row, said.place.column) == (2, "B")


def test_only_the_columns_that_moved_are_named() -> None:
    forenames = [
        replace(own, forename=other.forename)
        for own, other in zip(CLASS, by_forename(), strict=True)
    ]
    said = one(filled(forenames), "PATTERN-SHIFT")
    assert "In 3 rows what stands under Forename is" in said.message


def test_a_name_put_right_and_rows_sorted_whole_are_nothing() -> None:
    corrected = [replace(CLASS[0], forename="Minna"), *CLASS[1:]]
    assert not filled(corrected).apart
    swapped = [CLASS[1], CLASS[0], *CLASS[2:]]
    assert not filled(swapped).apart, "two of four are slips, not a sorting"
    assert not filled(CLASS).findings


def test_two_who_have_each_others_name_are_noticed_where_nobody_else_is() -> None:
    lines = [
        (CLASS[0].upn, "Birch", "Zara", "", "3"),
        (CLASS[1].upn, "Ash", "Mina", "", "3"),
    ]
    held = replace(book(sheet(HEADS, *lines)), properties=to_properties(CLASS))
    assert len(read(held, SHELF, Hints(year=2026)).apart) == 2


def test_the_roll_says_it_once_with_each_row_beneath() -> None:
    (said,) = checked(filled(by_forename(), signs=False), ROLL)
    assert (said.rule, said.severity) == ("PATTERN-SHIFT", Severity.ERROR)
    assert {below.rule for below in said.consequences} == {"P20"}
    assert len(said.consequences) == 3


def test_template_and_roll_together_say_it_once() -> None:
    (said,) = checked(filled(by_forename()), ROLL)
    assert "this template" in said.message
    assert len(said.consequences) == 3


def test_fewer_than_half_of_a_roll_are_told_one_by_one() -> None:
    told = checked(filled([CLASS[1], CLASS[0], *CLASS[2:]], signs=False), ROLL)
    assert {each.rule for each in told} == {"P20"}


def test_the_template_itself_carries_the_signs_and_no_name() -> None:
    made = datetime(2026, 6, 10, tzinfo=UTC)
    book_ = SHELF.book("phonics", 2026)
    assert book_ is not None
    out = template(Order(book=book_, pupils=CLASS, made=made))
    assert out.properties.items() >= to_properties(CLASS).items()
    held = "".join(out.properties.values()).casefold()
    assert not [each for each in CLASS if each.surname.casefold() in held]


@pytest.mark.parametrize("text", ["", "abc", "=" * 14])
def test_a_property_somebody_changed_breaks_nothing(text: str) -> None:
    assert len(from_properties({"Keystage rows 1": text}).beside) <= 1


@given(st.integers(0, 60), st.booleans())
def test_signs_come_back_from_properties_of_any_length(many: int, born: bool) -> None:
    people = [
        Listed(
            surname=f"Name {number}",
            forename="",
            upn=upn.make("004", "1001", 24, number),
            dob="2019-11-05" if born else "",
        )
        for number in range(1, many + 1)
    ]
    properties = to_properties(people)
    assert all(len(text) <= 255 for text in properties.values())
    signs = from_properties(properties)
    for each in people:
        surname, forename, dob = signs.beside[signs.of_upn(each.upn)]
        assert surname == signs.of("surname", each.surname)
        assert forename == ""
        assert bool(dob) is born


def test_a_pupil_without_a_upn_has_no_signs() -> None:
    assert not to_properties([Listed(surname="Ash", forename="Mina")])
