"""What recipes of whole files promise: they say what they did, or change nothing."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache

import pytest

from keystage.synth.chance import Stream
from keystage.synth.faults import RECIPES, plant
from keystage.synth.faults.model import OfBytes, OfFile, OfPupil, Register, Spot
from keystage.synth.model import Authority, Collection
from keystage.synth.places import school
from keystage.synth.returns import Return, Row, returns
from keystage.synth.returns.made import one

AUTHORITY = Authority("999", 24, 7)
SUMMER = 2025
OF_FILES = [recipe for recipe in RECIPES if isinstance(recipe, OfFile)]
OF_BYTES = [recipe for recipe in RECIPES if isinstance(recipe, OfBytes)]
OF_PUPILS = [recipe for recipe in RECIPES if isinstance(recipe, OfPupil)]


@cache
def returned(collection: Collection) -> tuple[Return, ...]:
    """Return what every school that owes a collection returns."""
    schools = (school(AUTHORITY, index) for index in range(AUTHORITY.schools))
    owing = (here for here in schools if collection in here.owes)
    return tuple(one(AUTHORITY, here, SUMMER, collection) for here in owing)


def spots(recipe: OfFile) -> Iterator[tuple[Return, Spot]]:
    """Yield each return a recipe is for, and a copy of it to plant in."""
    for collection in sorted(recipe.told.collections):
        for return_ in returned(collection):
            copy = deepcopy(return_)
            yield return_, Spot(recipe.told, AUTHORITY, copy, Stream(7, "spot"))


@pytest.mark.parametrize("recipe", OF_FILES, ids=lambda recipe: recipe.told.name)
def test_a_file_is_changed_and_told_of_or_left_alone(recipe: OfFile) -> None:
    planted = 0
    for before, spot in spots(recipe):
        facts = recipe.plant(spot)
        if facts is None:
            continue
        planted += 1
        assert spot.others or spot.return_ != before
        assert recipe.told.way in {fact.way for fact in facts}
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
        for return_ in returned(collection)[:3]:
            for bare in (False, True):
                copy = deepcopy(return_)
                row: Row = copy.rows[-1]
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
