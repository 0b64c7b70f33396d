"""The phonics check: marks and codes, and who is checked again."""

from keystage.synth.faults.changes import alone, is_due, listed, with_details
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.faults.patterns import seen_in_all
from keystage.synth.faults.plain import is_plain
from keystage.synth.model import Collection
from keystage.synth.places import roll
from keystage.synth.results import first_result, met
from keystage.synth.returns import fields_of, words_of
from keystage.synth.returns.model import Row

_OF = (Collection.PHONICS,)
_KNOWN = (2024, 2025)
"""The summers whose mark of the standard is known."""
_FEW = 3
_SPIKE = 6


def _mark(row: Row, spot: Spot, value: str) -> bool:
    """Give a row one mark and no more; return whether it had one before."""
    if not any(one.value.isdigit() for one in row.results):
        return False
    alone(row, "mark", spot.return_, value)
    return True


def _beside(row: Row, spot: Spot, outcome: str) -> None:
    """Put an outcome beside the mark."""
    words = words_of(Collection.PHONICS)
    day = row.results[0].date
    row.results.append(words.result("outcome", spot.return_.summer, outcome, day))


@RECIPES.pupil("R01", collections=_OF)
def no_mark(row: Row, spot: Spot) -> Facts | None:
    """Leave the result out."""
    if not (is_due(row, spot.return_) and (listed(spot.return_))):
        return None
    row.results = []
    return [spot.fact(row, "mark")]


@RECIPES.pupil("PH-X1", collections=_OF)
def mark_and_absent(row: Row, spot: Spot) -> Facts | None:
    """Give a mark and say that the child was away."""
    if not _mark(row, spot, "21"):
        return None
    _beside(row, spot, "A")
    return [spot.fact(row)]


@RECIPES.pupil("PH-X1-Q", "PH-X1", collections=_OF)
def mark_set_aside(row: Row, spot: Spot) -> Facts | None:
    """Give a mark beside the code for a result that was set aside."""
    if not _mark(row, spot, "22"):
        return None
    _beside(row, spot, "Q")
    return [spot.fact(row), spot.fact(row, "outcome", "Q", way="PH-X10")]


@RECIPES.pupil("PH-X3", collections=_OF)
def more_than_all(row: Row, spot: Spot) -> Facts | None:
    """Give a mark above the highest there is."""
    if not (is_due(row, spot.return_) and _mark(row, spot, "41")):
        return None
    return [spot.fact(row, "mark", "41")]


@RECIPES.pupil("PH-X6", collections=_OF, summers=_KNOWN)
def outcome_against_mark(row: Row, spot: Spot) -> Facts | None:
    """Give an outcome other than the mark comes to."""
    if not _mark(row, spot, "38"):
        return None
    _beside(row, spot, "WT")
    return [spot.fact(row, "outcome", "WT")]


@RECIPES.pupil("PH-X8", collections=_OF, summers=(2026,))
def outcome_too_soon(row: Row, spot: Spot) -> Facts | None:
    """Give an outcome before the mark of the standard is known."""
    if not _mark(row, spot, "38"):
        return None
    _beside(row, spot, "WA")
    return [spot.fact(row, "outcome", "WA")]


@RECIPES.pupil("PH-X7", collections=_OF)
def from_year_3(row: Row, spot: Spot) -> Facts | None:
    """Say that the child is in year 3."""
    if not (with_details(spot.return_) and is_due(row, spot.return_)):
        return None
    row.fields["NCyearActual"] = "3"
    return [spot.fact(row)]


@RECIPES.pupil("PH-X10", collections=_OF)
def set_aside_by_school(row: Row, spot: Spot) -> Facts | None:
    """Let the school give the code that only the authority may."""
    if not (is_due(row, spot.return_) and _mark(row, spot, "Q")):
        return None
    return [spot.fact(row, "mark", "Q")]


@RECIPES.pupil("PH-X5", collections=_OF)
def not_checked_again(row: Row, spot: Spot) -> Facts | None:
    """Leave out a child who is to be checked again."""
    return_ = spot.return_
    if is_due(row, return_) or not listed(return_):
        return None
    return_.rows[:] = [one for one in return_.rows if one is not row]
    return [spot.fact(row)]


def _all_marks(spot: Spot, marks: list[str]) -> bool:
    """Give the pupils with a mark these in turn, the last again and again."""
    rows = [
        row
        for row in spot.return_.rows
        if any(one.value.isdigit() for one in row.results)
    ]
    for place, row in enumerate(rows):
        alone(row, "mark", spot.return_, marks[min(place, len(marks) - 1)])
    return True


@RECIPES.file("PH-X4", collections=_OF)
def checked_for_nothing(spot: Spot) -> Facts | None:
    """Check a child again who met the standard in year 1."""
    return_ = spot.return_
    for entry in roll(spot.authority, return_.school.index, return_.summer, 2):
        row = Row(entry, fields_of(entry.child, return_.summer))
        before = first_result(spot.authority, entry, return_.summer)
        if met(before) and is_plain(row, return_.summer) and listed(return_):
            words = words_of(Collection.PHONICS)
            row.results = [words.result("mark", return_.summer, "37")]
            return_.rows.append(row)
            return [spot.fact(row, "mark", "37")]
    return None


@RECIPES.file("PH-X2", collections=_OF)
@seen_in_all
def many_noughts(spot: Spot) -> bool:
    """Give several children the mark 0."""
    if len(spot.return_.rows) < _FEW:
        return False
    some = ["0"] * (_FEW + len(spot.return_.rows) // 20)
    return _all_marks(spot, [*some, *(str(mark) for mark in range(10, 30)), "39"])


@RECIPES.file("PH-X9", collections=_OF, summers=_KNOWN)
@seen_in_all
def all_just_met(spot: Spot) -> bool:
    """Let many children reach the standard exactly, and none miss it by little."""
    return _all_marks(spot, [*["32"] * _SPIKE, "12", "15", "37", "39"])


@RECIPES.file("PATTERN-ALL-SAME", collections=_OF)
@seen_in_all
def one_mark_for_all(spot: Spot) -> bool:
    """Give every child the same mark."""
    return _all_marks(spot, ["33"])
