"""Results that are no value, are written in another way, or are given twice."""

from dataclasses import replace

from keystage.synth.faults.changes import added, alone, is_due, results_by
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.model import Collection
from keystage.synth.returns.model import Result, Row

_PHONICS, _TABLES = Collection.PHONICS, Collection.MTC
_NOT_MARKS = (Collection.EYFSP, Collection.KS1, Collection.KS2, Collection.MTC)
_JUDGED = (Collection.KS1, Collection.KS2)
_USUAL = {
    Collection.EYFSP: "E13",
    Collection.PHONICS: "mark",
    Collection.KS1: "SCI",
    Collection.KS2: "SCI",
    Collection.MTC: "MTC",
}
_OTHERWISE = {"1": "2", "2": "1", "EXS": "HNM", "HNM": "EXS"}
_WORDS = {"1": "Emerging", "2": "Expected", "EXS": "Expected", "HNM": "Not met"}
_SPACE = "\u00a0"  # one that no key makes, as text taken from a page has


def _usual(row: Row, spot: Spot) -> tuple[str, Result] | None:
    """Return a result that everybody has, if it is a usual one, and its component."""
    name = _USUAL[spot.return_.collection]
    found = results_by(row, spot.return_)
    result = found.get(name)
    if result is None or (len(found) > 1 and spot.return_.collection is _PHONICS):
        return None
    usual = result.value.isdigit() or result.value in _OTHERWISE
    return (name, result) if usual else None


@RECIPES.pupil("R02", collections=_NOT_MARKS)
def no_such_code(row: Row, spot: Spot) -> Facts | None:
    """Give a code that does not exist."""
    found = _usual(row, spot)
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
    found = _usual(row, spot)
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
    found = _usual(row, spot)
    if found is None:
        return None
    name, result = found
    result.value = _SPACE + result.value
    return [spot.fact(row, name, result.value)]


@RECIPES.pupil("R02W")
def in_words(row: Row, spot: Spot) -> Facts | None:
    """Write the code in words."""
    found = _usual(row, spot)
    if found is None or not is_due(row, spot.return_):
        return None
    name, result = found
    marks = spot.return_.collection in {_PHONICS, _TABLES}
    result.value = "Absent" if marks else _WORDS[result.value]
    return [spot.fact(row, name, result.value)]


@RECIPES.pupil("R03U")
def unknown_result(row: Row, spot: Spot) -> Facts | None:
    """Give a result of something the collection does not ask for."""
    found = _usual(row, spot)
    if found is None:
        return None
    row.results.append(replace(found[1], component="XYZ"))
    return [spot.fact(row, "XYZ", found[1].value)]


@RECIPES.pupil("R04")
def two_values(row: Row, spot: Spot) -> Facts | None:
    """Give one result twice, with values that differ."""
    found = _usual(row, spot)
    if found is None:
        return None
    name, result = found
    other = _OTHERWISE.get(result.value, "")
    if spot.return_.collection in {_PHONICS, _TABLES}:
        other = "7" if result.value != "7" else "8"
    added(row, result, other)
    return [spot.fact(row, name, other)]


@RECIPES.pupil("R04D")
def same_value_twice(row: Row, spot: Spot) -> Facts | None:
    """Give one result twice, with the same value."""
    found = _usual(row, spot)
    if found is None:
        return None
    name, result = found
    added(row, result, result.value)
    return [spot.fact(row, name, result.value)]
