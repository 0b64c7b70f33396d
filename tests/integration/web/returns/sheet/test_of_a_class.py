"""The sheet of a class is that of all, narrowed: its rows, its foot and what is new."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from keystage_web.accounts.roles import Role
from keystage_web.returns.models import Flag
from keystage_web.returns.sheet import queries
from keystage_web.returns.sheet.choice import NO_CLASS, Choice
from keystage_web.returns.sheet.gather.gathering import gathered, standing_of
from keystage_web.rolls.models import Pupil
from tests.integration.web.returns.sheet.making import Place

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BOOKS = ("eyfsp-2026", "phonics-2026", "ks2-2026")


def filled(book: str, seed: int) -> tuple[Place, list[str]]:
    """Return a school with two classes and none, results here and there, and its classes."""
    place, pick = Place(book), Random(seed)
    elm, oak = place.klass("Elm", teacher=True), place.klass("Oak")
    cohorts, codes = place.rulebook.cohorts, ("", "1", "2", "A", "EXS", "40", "odd")
    for at in range(9):
        child = place.child((elm, oak, None)[at % 3], pick.choice(cohorts))
        parts = pick.sample(list(place.rulebook.components), k=min(2, len(cohorts)))
        place.put(child, {part: pick.choice(codes) for part in parts})
    gone = place.pupils[pick.randrange(9)]
    left = date(place.rulebook.year, 2, 2)
    Pupil.unscoped.filter(id=gone.id).update(left=left, gone_to="abroad")
    flagged = place.pupils[pick.randrange(9)]
    told = {**place.told(), "pupil": flagged, "component": "", "seq": 3}
    Flag.unscoped.create(**told)
    return place, [elm.id, oak.id, NO_CLASS]


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("role", [Role.HEAD, Role.TEACHER])
def test_a_class_alone_comes_to_what_it_comes_to_among_all(
    book: str, role: Role
) -> None:
    place, classes = filled(book, len(book))
    scope = place.scope(role)
    found = standing_of(scope, place.round.id, place.now)
    assert found is not None
    for klass in classes:
        choice = Choice(klass=klass)
        whole = queries.made_of(gathered(scope, found, place.now), choice)
        alone = queries.sheet(scope, place.round.id, choice=choice, now=place.now)
        assert alone is not None
        assert alone.rows == whole.rows
        assert (alone.foot, alone.counts) == (whole.foot, whole.counts)
        every = queries.sheet(scope, place.round.id, now=place.now)
        assert every is not None
        assert (alone.classes, alone.groups) == (every.classes, every.groups)


@pytest.mark.parametrize("book", BOOKS)
def test_what_is_new_in_a_class_is_what_is_new_among_all_of_its_rows(book: str) -> None:
    place, classes = filled(book, 7)
    scope, id_ = place.scope(), place.round.id
    for since in (0, 4, 8):
        every = queries.changes(scope, id_, since=since, now=place.now)
        assert every is not None
        for klass in classes:
            choice = Choice(klass=klass)
            sheet = queries.sheet(scope, id_, choice=choice, now=place.now)
            told = queries.changes(
                scope, id_, choice=choice, since=since, now=place.now
            )
            assert sheet is not None
            assert told is not None
            of_sheet = {row.pupil: row for row in sheet.rows}
            assert told.rows.keys() == every.rows.keys() & of_sheet.keys()
            assert all(row == of_sheet[one] for one, row in told.rows.items())
            assert replace(told, cells={}, rows={}) == replace(
                every, cells={}, rows={}, foot=sheet.foot, counts=sheet.counts
            )
