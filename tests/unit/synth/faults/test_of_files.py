"""What recipes of whole files promise: they say what they did, or change nothing."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache

import pytest

from keystage.synth.chance import Stream
from keystage.synth.faults import RECIPES, plant
from keystage.synth.faults.model import OfBytes, OfFile, OfPupil, Register, Spot
from keystage.synth.model import Authority, Collection, School
from keystage.synth.places import school
from keystage.synth.returns import Return, Row, returns
from keystage.synth.returns.made import one

AUTHORITY = Authority("999", 24, 7)
SUMMER = 2025
ENOUGH = 2  # returns that a recipe was seen to fit
OF_FILES = [recipe for recipe in RECIPES if isinstance(recipe, OfFile)]
OF_BYTES = [recipe for recipe in RECIPES if isinstance(recipe, OfBytes)]
OF_PUPILS = [recipe for recipe in RECIPES if isinstance(recipe, OfPupil)]


@cache
def owing(collection: Collection) -> tuple[School, ...]:
    """Return the schools that owe a collection."""
    schools = (school(AUTHORITY, index) for index in range(AUTHORITY.schools))
    return tuple(here for here in schools if collection in here.owes)


@cache
def returned(here: School, collection: Collection) -> Return:
    """Return what a school returns."""
    return one(AUTHORITY, here, SUMMER, collection)


def spots(recipe: OfFile) -> Iterator[tuple[Return, Spot]]:
    """Yield each return a recipe is for, and a copy of it to plant in."""
    for collection in sorted(recipe.told.collections):
        for here in owing(collection):
            return_ = returned(here, collection)
            copy = deepcopy(return_)
            yield return_, Spot(recipe.told, AUTHORITY, copy, Stream(7, "spot"))


@pytest.mark.parametrize("recipe", OF_FILES, ids=lambda recipe: recipe.told.name)
def test_a_file_is_changed_and_told_of_or_left_alone(recipe: OfFile) -> None:
    planted = 0
    for before, spot in spots(recipe):
        facts = recipe.plant(spot)
        if facts is None:
            assert spot.return_ == before
            continue
        planted += 1
        assert spot.others or spot.return_ != before
        assert recipe.told.way in {fact.way for fact in facts}
        if planted == ENOUGH:
            break
    assert planted


@pytest.mark.parametrize("recipe", OF_BYTES, ids=lambda recipe: recipe.told.name)
def test_bytes_are_broken_and_those_of_two_files_never_alike(recipe: OfBytes) -> None:
    one, other = b"<CTfile>one</CTfile>" * 9, b"<CTfile>two</CTfile>" * 9
    assert recipe.plant(one) not in {one, recipe.plant(other)}
    assert recipe.told.refuses


@pytest.mark.parametrize("recipe", OF_PUPILS, ids=lambda recipe: recipe.told.name)
def test_a_row_of_any_sort_is_changed_and_told_of_or_left_alone(
    recipe: OfPupil,
) -> None:
    for collection in sorted(recipe.told.collections):
        for here in owing(collection)[:2]:
            return_ = returned(here, collection)
            for bare in (False, True):
                row: Row = deepcopy(return_.rows[-1])
                copy = replace(return_, rows=[*return_.rows[:-1], row])
                row.results = [] if bare else row.results
                spot = Spot(recipe.told, AUTHORITY, copy, Stream(7, "spot"))
                facts = recipe.plant(row, spot)
                assert facts is None or recipe.told.way in {one.way for one in facts}


def test_two_recipes_of_one_name_are_refused() -> None:
    register = Register()

    def twice(_: Spot) -> None:
        return None

    register.file("E04")(twice)
    with pytest.raises(ValueError, match="Two recipes are called twice"):
        register.file("E04")(twice)


def test_nothing_is_planted_where_nothing_is_wanted() -> None:
    made = returns(AUTHORITY, 3, SUMMER, tuple(Collection))
    before = deepcopy(made)
    sown = plant(AUTHORITY, made, 0)
    assert [one.return_ for one in sown] == before
    assert not any(one.facts or one.broken for one in sown)


def test_a_summer_without_recipes_stays_as_it_is() -> None:
    made = returns(AUTHORITY, 3, 2023, tuple(Collection))
    before = deepcopy(made)
    assert [one.return_ for one in plant(AUTHORITY, made)] == before


def test_children_made_too_old_are_so_by_two_years_those_too_who_began_a_year_late() -> (
    None
):
    recipe = next(one for one in OF_FILES if one.told.way == "P12-many")
    ages, late = set(), 0
    for here in owing(Collection.KS2):
        copy = deepcopy(returned(here, Collection.KS2))
        if recipe.plant(Spot(recipe.told, AUTHORITY, copy, Stream(7, "spot"))):
            late += sum(row.entry.child.delayed for row in copy.rows if row.entry)
            days = [row.fields["DOB"] for row in copy.rows]
            ages |= {SUMMER - int(day[:4]) - (day[5:] > "08-31") for day in days}
    assert ages == {13}
    assert late
