"""The multiplication check: a file of the Department's service, loaded for reports."""

from keystage.synth.faults.changes import alone
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.faults.patterns import seen_in_all
from keystage.synth.model import Collection
from keystage.synth.returns.model import Row


@RECIPES.pupil("R01", collections=(Collection.MTC,))
def no_score(row: Row, spot: Spot) -> Facts:
    """Leave the score out."""
    row.results = []
    return [spot.fact(row, "MTC")]


@RECIPES.file("PATTERN-ALL-SAME", collections=(Collection.MTC,))
@seen_in_all
def one_score_for_all(spot: Spot) -> bool:
    """Give every child the same score."""
    for row in spot.return_.rows:
        alone(row, "MTC", spot.return_, "21")
    return True
