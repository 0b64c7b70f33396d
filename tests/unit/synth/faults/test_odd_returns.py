"""What recipes do with returns that they were not written for: nothing, or what fits."""

from collections.abc import Callable
from copy import deepcopy

import pytest

from keystage.synth.chance import Stream
from keystage.synth.faults import RECIPES
from keystage.synth.faults.model import OfBytes, OfFile, OfPupil, Spot
from keystage.synth.faults.patterns import patterns
from keystage.synth.model import Authority, Collection
from keystage.synth.places import school
from keystage.synth.results import FIRST_SUMMER
from keystage.synth.returns import Return
from keystage.synth.returns.made import one

AUTHORITY = Authority("999", 24, 7)
SUMMER = 2025
OWING = {
    kind: next(
        here
        for here in (school(AUTHORITY, index) for index in range(24))
        if kind in here.owes and here.estab
    )
    for kind in Collection
}
RETURNED = {kind: one(AUTHORITY, OWING[kind], SUMMER, kind) for kind in Collection}


def of_no_list(return_: Return) -> None:
    return_.header["SourceSchool/Estab"] = "XXXX"


def of_nobody(return_: Return) -> None:
    return_.rows.clear()


def of_one(return_: Return) -> None:
    del return_.rows[1:]


def without_results(return_: Return) -> None:
    for row in return_.rows:
        row.results.clear()


def of_many_tongues(return_: Return) -> None:
    for row in return_.rows:
        row.fields["Surname"] = "Żółć"


ODD = (of_no_list, of_nobody, of_one, without_results, of_many_tongues)
PUPILS = [one for one in RECIPES if isinstance(one, OfPupil)]
FILES = [one for one in RECIPES if not isinstance(one, OfPupil | OfBytes)]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("recipe", FILES, ids=lambda recipe: recipe.told.name)
def test_a_file_that_is_odd_is_left_alone_or_told_of(
    recipe: OfFile, odd: Callable[[Return], None]
) -> None:
    for kind in recipe.told.collections:
        return_ = deepcopy(RETURNED[kind])
        odd(return_)
        before = deepcopy(return_)
        facts = recipe.plant(Spot(recipe.told, AUTHORITY, return_, Stream(7, "odd")))
        if facts is None:
            assert return_ == before
        else:
            assert recipe.told.way in {fact.way for fact in facts}


@pytest.mark.parametrize("odd", [of_no_list, of_many_tongues])
@pytest.mark.parametrize("recipe", PUPILS, ids=lambda recipe: recipe.told.name)
def test_a_pupil_of_an_odd_file_is_left_alone_or_told_of(
    recipe: OfPupil, odd: Callable[[Return], None]
) -> None:
    for kind in recipe.told.collections:
        return_ = deepcopy(RETURNED[kind])
        odd(return_)
        before = deepcopy(return_)
        spot = Spot(recipe.told, AUTHORITY, return_, Stream(7, "odd"))
        facts = recipe.plant(return_.rows[0], spot)
        if facts is None:
            assert return_ == before
        else:
            assert recipe.told.way in {fact.way for fact in facts}


def test_nothing_is_held_against_a_year_before_the_first() -> None:
    first = one(AUTHORITY, OWING[Collection.KS1], FIRST_SUMMER, Collection.KS1)
    assert "L01" not in {found.way for found in patterns(AUTHORITY, first)}
