"""What results come to: plain functions, told by their callers which codes count.

Nothing here knows a year, a rulebook or a file; codes, goals, subjects and
thresholds are arguments. Whatever says how many of how many is a `Ratio`.
"""

from keystage.measures.ratio import Ratio, ratio_of

__all__ = ["Ratio", "ratio_of"]
