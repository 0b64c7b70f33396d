"""The multiplication check: a file of the Department's service, loaded for reports."""

from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.model import Collection
from keystage.synth.returns.model import Row


@RECIPES.pupil("R01", collections=(Collection.MTC,))
def no_score(row: Row, spot: Spot) -> Facts:
    """Leave the score out."""
    row.results = []
    return [spot.fact(row, "MTC")]
