"""Key stage 1: four subjects that go together, and codes of the authority's own."""

from keystage.synth.faults.changes import results_by
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.faults.patterns import seen_in_all
from keystage.synth.model import Collection
from keystage.synth.returns import words_of
from keystage.synth.returns.model import Return, Row

_OF = (Collection.KS1,)
_SUBJECTS = ("REA", "WRI", "MAT", "SCI")
_FRAMEWORK = frozenset({"WTS", "EXS", "GDS"})


def _within(row: Row, return_: Return) -> bool:
    """Return whether a row has all subjects, and is within the framework in them."""
    found = {name: one.value for name, one in results_by(row, return_).items()}
    judged = [found.get(name) for name in _SUBJECTS[:3]]
    return _FRAMEWORK.issuperset(judged) and found.get("SCI") in {"EXS", "HNM"}


def _give(row: Row, spot: Spot, **values: str) -> None:
    """Give some subjects of a row other values."""
    found = results_by(row, spot.return_)
    for name, value in values.items():
        found[name].value = value


@RECIPES.pupil("K1-X1", collections=_OF)
def subject_left_out(row: Row, spot: Spot) -> Facts | None:
    """Leave maths out."""
    if not _within(row, spot.return_):
        return None
    row.results.remove(results_by(row, spot.return_)["MAT"])
    return [spot.fact(row, "MAT")]


@RECIPES.pupil("K1-X1-none", "K1-X1", collections=_OF)
def no_subject_at_all(row: Row, spot: Spot) -> Facts:
    """Leave every subject out."""
    row.results = []
    each = [
        spot.fact(row, name, way="K1-X1", under=spot.told.rule) for name in _SUBJECTS
    ]
    return [spot.fact(row), *each]


@RECIPES.pupil("K1-X2", collections=_OF)
def engaged_and_judged(row: Row, spot: Spot) -> Facts | None:
    """Assess one subject by engagement, and the others by the framework."""
    if not _within(row, spot.return_):
        return None
    _give(row, spot, WRI="EM")
    return [spot.fact(row)]


@RECIPES.pupil("K1-X3", collections=_OF)
def below_but_in_science(row: Row, spot: Spot) -> Facts | None:
    """Give the standard in science, and steps below the framework in all else."""
    if not _within(row, spot.return_):
        return None
    _give(row, spot, REA="PK2", WRI="PK3", MAT="PK1", SCI="EXS")
    return [spot.fact(row, "SCI", "EXS")]


@RECIPES.pupil("K1-X4", collections=_OF)
def absent_from_science(row: Row, spot: Spot) -> Facts | None:
    """Give A in science only."""
    if not _within(row, spot.return_):
        return None
    _give(row, spot, SCI="A")
    return [spot.fact(row)]


@RECIPES.pupil("K1-X6", collections=_OF)
def reading_set_aside(row: Row, spot: Spot) -> Facts | None:
    """Let the school give the code that only the authority may."""
    if not _within(row, spot.return_):
        return None
    _give(row, spot, REA="Q")
    return [spot.fact(row, "REA", "Q")]


@RECIPES.file("PATTERN-ALL-SAME", collections=_OF)
@seen_in_all
def filled_down(spot: Spot) -> bool:
    """Give every pupil the same in all subjects, as one slip in a grid does."""
    words, summer = words_of(Collection.KS1), spot.return_.summer
    for row in spot.return_.rows:
        row.results = [words.result(name, summer, "EXS") for name in _SUBJECTS]
    return True


@RECIPES.file("L01", collections=_OF)
@seen_in_all
def nobody_at_standard(spot: Spot) -> bool:
    """Let no pupil write at the standard, where many did a year ago."""
    for row in spot.return_.rows:
        if _within(row, spot.return_):
            _give(row, spot, WRI="WTS")
    return True
