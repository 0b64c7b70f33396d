"""Results that are no value, are written in another way, or are given twice."""

from dataclasses import replace

from keystage.synth.faults.changes import (
    added,
    alone,
    is_due,
    otherwise,
    results_by,
    usual,
)
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.model import Collection
from keystage.synth.returns.model import Row

_PHONICS, _TABLES = Collection.PHONICS, Collection.MTC
_NOT_MARKS = (Collection.EYFSP, Collection.KS1, Collection.KS2, Collection.MTC)
_JUDGED = (Collection.KS1, Collection.KS2)
_WORDS = {"1": "Emerging", "2": "Expected", "EXS": "Expected", "HNM": "Not met"}
_SPACE = "\u00a0"  # one that no key makes, as text taken from a page has


@RECIPES.pupil("R02", collections=_NOT_MARKS)
def no_such_code(row: Row, spot: Spot) -> Facts | None:
    """Give a code that does not exist."""
    found = usual(row, spot.return_)
    if found is None:
        return None
    name, result = found
    result.value = "77"
    return [spot.fact(row, name, "77")]


@RECIPES.pupil("R02", collections=[_PHONICS])
def no_such_outcome(row: Row, spot: Spot) -> Facts | None:
    """Give an outcome of the check that does not exist."""
    if not row.results or not is_due(row, spot.return_):
        return None
    alone(row, "outcome", spot.return_, "ZZ")
    missing = spot.fact(row, "mark", way="R01")
    return [spot.fact(row, "outcome", "ZZ"), missing]


@RECIPES.pupil("R02C")
def small_letters(row: Row, spot: Spot) -> Facts | None:
    """Write a code in small letters."""
    return_, kind = spot.return_, spot.return_.collection
    found = usual(row, spot.return_)
    if found is None or not is_due(row, return_):
        return None
    name, result = found
    if kind is Collection.EYFSP:
        for goal in row.results:
            goal.value = "a"
        told = [spot.fact(row, goal, "a") for goal in results_by(row, return_)]
        return [*told, spot.fact(row, way="EY-X4")]
    result.value = result.value.lower() if kind in _JUDGED else "a"
    return [spot.fact(row, name, result.value)]


@RECIPES.pupil("R02S")
def unseen_space(row: Row, spot: Spot) -> Facts | None:
    """Put a space into the value that looks like none."""
    found = usual(row, spot.return_)
    if found is None:
        return None
    name, result = found
    result.value = _SPACE + result.value
    return [spot.fact(row, name, result.value)]


@RECIPES.pupil("R02W")
def in_words(row: Row, spot: Spot) -> Facts | None:
    """Write the code in words."""
    found = usual(row, spot.return_)
    if found is None or not is_due(row, spot.return_):
        return None
    name, result = found
    marks = spot.return_.collection in {_PHONICS, _TABLES}
    result.value = "Absent" if marks else _WORDS[result.value]
    return [spot.fact(row, name, result.value)]


@RECIPES.pupil("R03U")
def unknown_result(row: Row, spot: Spot) -> Facts | None:
    """Give a result of something the collection does not ask for."""
    found = usual(row, spot.return_)
    if found is None:
        return None
    row.results.append(replace(found[1], component="XYZ"))
    return [spot.fact(row, "XYZ", found[1].value)]


@RECIPES.pupil("R04")
def two_values(row: Row, spot: Spot) -> Facts | None:
    """Give one result twice, with values that differ."""
    found = usual(row, spot.return_)
    if found is None:
        return None
    name, result = found
    other = otherwise(result.value, spot.return_)
    added(row, result, other)
    return [spot.fact(row, name, other)]


@RECIPES.pupil("R04D")
def same_value_twice(row: Row, spot: Spot) -> Facts | None:
    """Give one result twice, with the same value."""
    found = usual(row, spot.return_)
    if found is None:
        return None
    name, result = found
    added(row, result, result.value)
    return [spot.fact(row, name, result.value)]
