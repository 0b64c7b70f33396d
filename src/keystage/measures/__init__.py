"""What results come to: shares, means and totals, by parameters of a rulebook.

Nothing here knows a year: goals, codes, subjects, thresholds and what counts are
the rulebook's. `of` works out every measure of a return, `split` puts its pupils
in groups, `suppression.hide` says which figures may not be shown, and `recheck`
who takes a check again.
"""

from keystage.measures.evaluate import Measure, complaints, measured, of, specs
from keystage.measures.pupils import Pupil, of_rows, split
from keystage.measures.ratio import Ratio
from keystage.measures.spec import Situation, Spec, Unit

__all__ = [
    "Measure",
    "Pupil",
    "Ratio",
    "Situation",
    "Spec",
    "Unit",
    "complaints",
    "measured",
    "of",
    "of_rows",
    "specs",
    "split",
]
