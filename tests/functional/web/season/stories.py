"""Four ways in which a school comes through the season; each has one planted fault."""

from collections.abc import Callable
from datetime import date

from tests.functional.web.season import acts
from tests.functional.web.season.invented import (
    Marks,
    as_csv,
    as_ctf,
    as_zip,
    marks_of,
    of_group,
    part,
)
from tests.functional.web.season.place import Here
from tests.functional.web.season.walking import upload

type Typing = Callable[[Here, Marks], None]
LATER = date(2026, 7, 3)


def typed(here: Here, typing: Typing) -> None:
    """On the marksheet, by hand; the authority asks, and is answered."""
    here.enrol()
    here.place.look("home", here.head, "/school/")
    typing(here, marks_of(here.key.faulty.rows))
    assert acts.checked(here)
    here.head.go(here.at("sign"))
    assert acts.asked_why(here, here.head)
    here.place.look("problem", here.head, here.at("sign"))
    right = here.key.marks[here.key.wrong]
    acts.typed(here, {here.key.wrong: right}, here.office)
    acts.sign(here)
    acts.asked_and_answered(here)


def in_a_workbook(here: Here) -> None:
    """The sheet as a workbook, out and in again; the deadline is moved; a correction."""
    here.enrol()
    acts.more_time(here, LATER)
    office = here.office
    assert "Friday 3 July" in office.go("/school/")
    wrong = acts.filled(here, marks_of(here.key.faulty.rows))
    acts.brought_in(here, wrong)
    assert acts.checked(here)
    other = next(
        upn
        for upn, mark in here.key.marks.items()
        if mark.isdigit() and upn != here.key.wrong
    )
    slip = {**here.key.marks, other: "17"}
    acts.brought_in(here, acts.filled(here, slip))
    acts.sign(here)
    acts.corrected(here, other, here.key.marks[other])


def recalled(here: Here) -> None:
    """A file with a fault is recalled; a table is sent; one child follows in a third."""
    last = here.key.meant.rows[-1].upn
    whole, office = here.key.meant, here.office
    here.enrol(without=last)
    acts.review(here, here.head, as_ctf(here.key.faulty))
    assert acts.found(here, here.head)
    here.place.look("review", here.head, here.head.address)
    file = acts.take(here.head)
    office.go(f"/files/{file}")
    here.place.look("recall", office, office.address)
    said = office.send({}, to="recall")
    assert "The file was recalled." in said, said
    first = part(whole, [row for row in whole.rows if row.upn != last])
    acts.review(here, office, as_csv(first), "phonics.csv")
    acts.take(office)
    alone = part(whole, whole.rows[-1:], number=2)
    acts.review(here, office, as_ctf(alone), "one-more.xml")
    acts.take(office, way="add", add=office.form(to="take").ticks["add"])
    acts.sign(here, "confirm")


def for_the_school(here: Here) -> None:
    """An officer uploads year 1, then year 2; one child is unlocked and sent again."""
    here.enrol()
    officer = here.place.officer
    office = here.office
    acts.review(here, here.head, as_ctf(here.key.faulty))  # looked at, and not sent
    assert acts.found(here, here.head)
    office.go(f"/files/{acts.file_of(here.head)}")
    office.send({}, to="recall")
    acts.review(here, officer, as_zip(of_group(here.key.faulty, "1")), "year-1.zip")
    here.place.look("behalf", officer, officer.address)
    acts.take(officer)
    acts.review(here, officer, as_ctf(of_group(here.key.meant, "2")), "year-2.xml")
    acts.take(officer, way="add")
    assert "(recalled)" in officer.go(here.desk())
    wrong = here.key.wrong
    acts.unlocked_for(here, wrong)
    acts.typed(here, {wrong: here.key.marks[wrong]}, office)
    acts.sign(here)


__all__ = ["for_the_school", "in_a_workbook", "recalled", "typed", "upload"]
