"""Every rule of every rulebook of the summers made is broken by some recipe."""

import tomllib
from importlib.resources import files

import pytest

from keystage import rulebooks
from keystage.synth.faults import RECIPES
from keystage.synth.model import Collection

SUMMERS = (2024, 2025, 2026)
MOST_UNPLANTED = 5
# In a year the threshold is known or it is not: a rule for the other has nothing to find.
NOT_OF_THE_YEAR = {
    ("PH-X6", 2026),
    ("PH-X9", 2026),
    ("PH-X8", 2024),
    ("PH-X8", 2025),
}


def unplanted() -> dict[str, str]:
    text = files("keystage.synth.faults").joinpath("unplanted.toml").read_text("utf-8")
    return tomllib.loads(text)


def rules(collection: Collection, summer: int) -> set[str]:
    return set(rulebooks.load(f"{collection.value}-{summer}").checks)


def planted(collection: Collection, summer: int) -> set[str]:
    return {
        recipe.told.way
        for recipe in RECIPES
        if collection in recipe.told.collections and summer in recipe.told.summers
    }


@pytest.mark.parametrize("summer", SUMMERS)
@pytest.mark.parametrize("collection", list(Collection))
def test_every_rule_of_a_rulebook_has_a_recipe_or_a_reason(
    collection: Collection, summer: int
) -> None:
    later = {way for way, year in NOT_OF_THE_YEAR if year == summer}
    without = rules(collection, summer) - planted(collection, summer) - later
    assert without <= set(unplanted())


@pytest.mark.parametrize("summer", SUMMERS)
@pytest.mark.parametrize("collection", list(Collection))
def test_no_recipe_breaks_a_rule_that_its_rulebook_does_not_have(
    collection: Collection, summer: int
) -> None:
    assert planted(collection, summer) <= rules(collection, summer)


def test_the_list_of_rules_without_a_recipe_only_gets_shorter() -> None:
    reasons = unplanted()
    every = set().union(*(rules(each, year) for each in Collection for year in SUMMERS))
    assert len(reasons) <= MOST_UNPLANTED
    assert set(reasons) <= every
    assert not set(reasons) & {recipe.told.way for recipe in RECIPES}
    assert all(len(reason.split()) > 5 for reason in reasons.values())
