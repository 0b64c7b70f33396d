"""Four ways in which a school comes through the season; each has one planted fault."""

from collections.abc import Callable
from datetime import date

from tests.functional.web.season import acts
from tests.functional.web.season.invented import (
    Results,
    as_csv,
    as_ctf,
    as_zip,
    halves,
    part,
    results_of,
)
from tests.functional.web.season.place import Here

type Typing = Callable[[Here, Results], None]
LATER = date(2026, 7, 3)


def typed(here: Here, typing: Typing) -> None:
    """On the marksheet, by hand and pasted; the authority asks, and is answered."""
    here.enrol()
    here.place.look("home", here.head, "/school/")
    typing(here, results_of(here.key.faulty.rows))
    assert acts.checked(here)
    here.head.go(here.at("sign"))
    assert acts.asked_why(here, here.head)
    here.place.look("problem", here.head, here.at("sign"))
    acts.typed(here, here.key.right, here.office)
    acts.sign(here)
    acts.asked_and_answered(here)


def in_a_workbook(here: Here) -> None:
    """The sheet as a workbook, brought in, then sent; more time; a correction."""
    here.enrol()
    acts.more_time(here, LATER)
    office = here.office
    assert "Friday 3 July" in office.go("/school/")
    acts.brought_in(here, acts.filled(here, results_of(here.key.faulty.rows)))
    assert acts.checked(here)
    results, (upn, name, slip) = here.key.results, here.key.slip
    right = results[upn][name]
    results[upn] = {**results[upn], name: slip}
    acts.review(here, office, acts.filled(here, results), "results.xlsx")
    acts.take(office, way="replace")
    acts.sign(here, "confirm")
    acts.corrected(here, upn, name, right)


def recalled(here: Here) -> None:
    """A file with a fault is recalled; a table is sent; one child follows in a third."""
    last = here.key.meant.rows[-1].upn
    whole, office = here.key.meant, here.office
    here.enrol(without=last)
    acts.review(here, here.head, as_ctf(here.key.faulty))
    assert acts.found(here, here.head)
    here.place.look("review", here.head, here.head.address)
    file = acts.take(here.head)
    office.go(f"/files/{file}/recall")
    here.place.look("recall", office, office.address)
    said = office.send({}, to="recall")
    assert "The file was recalled." in said, said
    first = part(whole, [row for row in whole.rows if row.upn != last])
    acts.review(here, office, as_csv(first), "results.csv")
    acts.take(office)
    alone = part(whole, whole.rows[-1:], number=2)
    acts.review(here, office, as_ctf(alone), "one-more.xml")
    acts.take(office, way="add", add=office.form(to="take").ticks["add"])
    acts.sign(here, "confirm")


def for_the_school(here: Here, other: Here) -> None:
    """An officer uploads one half, then the other; one child is unlocked, sent again."""
    here.enrol()
    acts.not_ours(here, other)
    officer, office, key = here.place.officer, here.office, here.key
    acts.review(here, here.head, as_ctf(key.faulty))  # looked at, and not sent
    assert acts.found(here, here.head)
    office.go(f"/files/{acts.file_of(here.head)}/recall")
    office.send({}, to="recall")
    first, second = halves(key)
    acts.review(here, officer, as_zip(first), "first-half.zip")
    here.place.look("behalf", officer, officer.address)
    acts.take(officer)
    acts.review(here, officer, as_ctf(second), "second-half.xml")
    acts.take(officer, way="add")
    assert "Recalled" in officer.go(here.desk())
    acts.unlocked_for(here, key.wrong)
    acts.typed(here, key.right, office)
    acts.sign(here)
