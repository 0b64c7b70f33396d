"""What every recipe promises: it fits and says so, or it changes nothing."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache

import pytest

from keystage.synth.chance import Stream
from keystage.synth.faults import RECIPES
from keystage.synth.faults.model import OfPupil, Spot
from keystage.synth.model import Authority, Collection
from keystage.synth.places import school
from keystage.synth.returns import Return, Row
from keystage.synth.returns.made import one

AUTHORITY = Authority("999", 24, 7)
OF_PUPILS = [recipe for recipe in RECIPES if isinstance(recipe, OfPupil)]


@cache
def returned(collection: Collection, summer: int) -> tuple[Return, ...]:
    """Return what the first schools that owe a collection return."""
    schools = (school(AUTHORITY, index) for index in range(AUTHORITY.schools))
    owing = [here for here in schools if collection in here.owes][:4]
    return tuple(one(AUTHORITY, here, summer, collection) for here in owing)


def spots(recipe: OfPupil) -> Iterator[tuple[Return, Spot, Row]]:
    """Yield a return, a copy to plant in, and each row of the copy."""
    summer = max(recipe.told.summers)
    for collection in sorted(recipe.told.collections):
        for return_ in returned(collection, summer):
            for place in range(len(return_.rows)):
                copy = deepcopy(return_)
                rest = [row for at, row in enumerate(copy.rows) if at != place]
                told = (recipe.told, AUTHORITY, copy, Stream(7, "spot"))
                yield return_, Spot(*told, rest=rest), copy.rows[place]


@pytest.mark.parametrize("recipe", OF_PUPILS, ids=lambda recipe: recipe.told.name)
def test_a_recipe_that_does_not_fit_changes_nothing_and_one_that_does_says_what(
    recipe: OfPupil,
) -> None:
    planted = 0
    for before, spot, row in spots(recipe):
        facts = recipe.plant(row, spot)
        if facts is None:
            assert spot.return_ == before
            continue
        planted += 1
        assert spot.return_ != before
        assert recipe.told.way in {fact.way for fact in facts}
        if planted == 3:
            break
    assert planted or recipe.told.name in {"too_old_for_a_setting"}
