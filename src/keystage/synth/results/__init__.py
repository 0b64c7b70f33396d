"""Results of one ability behind them all, as near to the published ones as told."""

from keystage.synth.results.calibration import Figure, figures
from keystage.synth.results.given import first_result, given
from keystage.synth.results.judged import STANDARD, Results, judged, met
from keystage.synth.results.scales import FIRST_SUMMER

__all__ = [
    "FIRST_SUMMER",
    "STANDARD",
    "Figure",
    "Results",
    "figures",
    "first_result",
    "given",
    "judged",
    "met",
]
