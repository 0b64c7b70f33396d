"""A file of the school's own system beside its return: told by pupil, and never kept."""

from dataclasses import replace
from datetime import date

import pytest

from keystage import ctf, rulebooks
from keystage.core.records import CtfFile
from keystage.exports.tables import file as of_table
from keystage_web.returns.models import Change, Result
from keystage_web.returns.sheet.facts import Child
from keystage_web.returns.sheet.gather.records import return_of, row_of
from keystage_web.returns.taking.against import Against, against
from keystage_web.returns.taking.reading import Unusable
from keystage_web.rolls.models import Pupil
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import GOALS, Desk, desk

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BOOK = rulebooks.load("eyfsp-2026")
SIZE = 3_000_000


@pytest.fixture
def begun() -> Desk:
    """A school with all of Ann's goals, one of Bob's, and nothing else."""
    made = desk()
    made.save(*((made.pupils[0], goal, "2", 0) for goal in GOALS))
    made.save((made.pupils[1], "E01", "1", 0))
    return made


def told(*pupils: tuple[str, dict[str, str]], number: str = "9992001") -> CtfFile:
    """Return a file of the school's system: forenames, and the results of each."""
    rows = [
        row_of(
            BOOK,
            Child(name, "", "Quill", name, born=date(2021, 3, 5), year_group="R"),
            results,
            at,
        )
        for at, (name, results) in enumerate(pupils, 1)
    ]
    return of_table.of(return_of(BOOK, number, rows), BOOK, BEGIN, number[:3])


def as_sent(book: str, component: str, values: dict[str, str]) -> CtfFile:
    """Return a file of one result of pupils of the roll, as a school's system has them."""
    held, rows = rulebooks.load(book), []
    for at, (name, value) in enumerate(values.items(), 1):
        one = Pupil.unscoped.filter(forename=name).first()
        facts = (one.upn, one.born, one.sex) if one else ("", None, "")
        child = Child(name, facts[0], "Quill", name, *facts[1:], year_group="1")
        rows.append(row_of(held, child, {component: value}, at))
    return of_table.of(return_of(held, "9992001", rows), held, BEGIN, "999")


def beside(made: Desk, file: CtfFile) -> Against:
    found = against(
        made.who(), made.round, ctf.write(file), size=SIZE, now=made.later()
    )
    assert found is not None
    return found


ANN = ("Ann", dict.fromkeys(GOALS, "2"))
BOB = ("Bob", {"E01": "1"})


def test_the_same_results_are_the_same_and_nothing_is_stored(begun: Desk) -> None:
    before = (Result.unscoped.count(), Change.unscoped.count())
    found = beside(begun, told(ANN, BOB))
    assert found.alike
    assert found.same == 2
    assert (Result.unscoped.count(), Change.unscoped.count()) == before


def test_what_differs_is_told_by_pupil_in_words(begun: Desk) -> None:
    mine = told(("Ann", {**ANN[1], "E03": "1"}), ("Dot", {"E01": "2"}))
    found = beside(begun, mine)
    [(who, said)] = found.differs
    assert who.startswith("Ann Quill")
    assert said == (f"{BOOK.components['E03'].title}: 2 → 1",)
    [(gone, results)] = found.here
    assert gone.startswith("Bob Quill")
    assert results.endswith("1")
    assert [who.split()[0] for who, _ in found.there] == ["Dot"]
    assert not found.alike


def test_results_of_other_years_and_those_of_nobody_are_not_compared(
    begun: Desk,
) -> None:
    mine = told(ANN, BOB)
    old = [
        replace(part, kind=part.kind._replace(year="2025"))
        for part in mine.pupils[0].assessments
    ]
    mine.pupils[0].assessments += old
    mine.pupils.append(replace(mine.pupils[1], forename="Eve", assessments=[]))
    assert beside(begun, mine).alike


def test_a_name_spelled_otherwise_is_told(begun: Desk) -> None:
    Pupil.unscoped.filter(forename="Ann").update(upn="A999200124001")
    mine = told(ANN, BOB)
    mine.pupils[0].upn, mine.pupils[0].forename = "A999200124001", "Anne"
    [(_who, said)] = beside(begun, mine).differs
    assert said == ("Forename: Ann → Anne",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (ctf.write(told(ANN, number="9992002")), "of another school: 999 2002"),
        (ctf.write(told(("Ann", {}))), "holds no results of Early years"),
        (b"no file", "XML"),
    ],
)
def test_a_file_that_cannot_be_compared_is_told(
    begun: Desk, data: bytes, said: str
) -> None:
    with pytest.raises(Unusable, match=said):
        against(begun.who(), begun.round, data, size=SIZE, now=BEGIN)


def test_a_round_that_is_not_seen_has_nothing_beside_it(begun: Desk) -> None:
    data = ctf.write(told(ANN))
    assert against(begun.who(), "x" * 16, data, size=SIZE, now=BEGIN) is None
