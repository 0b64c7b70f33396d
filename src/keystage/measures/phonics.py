"""The phonics screening check: outcomes by the threshold, and who counts.

A pupil's result is a mark in plain digits, or a code. Until the threshold may be
shown nobody has one to pass here, and there are marks only.
"""

from collections.abc import Collection, Iterable

from keystage.measures.ratio import Ratio, ratio_of

MET = "Wa"
BELOW = "Wt"
COUNTED = frozenset({"A", "D", "Q"})
"""Codes whose pupils stay in the denominator: absent, did not take, maladministration."""


def outcome(result: str, threshold: int) -> str:
    """Return `Wa` or `Wt` for a mark; any other result, also '', as it is.

    An outcome given in place of a mark is read whatever its case.
    """
    mark = mark_of(result)
    if mark is not None:
        return MET if mark >= threshold else BELOW
    return {MET.upper(): MET, BELOW.upper(): BELOW}.get(result.upper(), result)


def mark_of(result: str) -> int | None:
    """Return the mark, or None where the result is none (digits 0 to 9 only)."""
    return int(result) if result.isascii() and result.isdigit() else None


def met(result: str, threshold: int, counted: Collection[str] = COUNTED) -> bool | None:
    """Return whether the standard is met; None for a result that does not count.

    Pupils who left, and those without a result, do not count.
    """
    found = outcome(result, threshold)
    if found == MET:
        return True
    return False if found == BELOW or found in counted else None


def met_ratio(
    results: Iterable[str], threshold: int, counted: Collection[str] = COUNTED
) -> Ratio:
    """Return how many of the pupils who count met the standard."""
    return ratio_of(met(result, threshold, counted) for result in results)


def met_by_end_of_year_2(
    pupils: Iterable[tuple[str, str]],
    threshold: int,
    counted: Collection[str] = COUNTED,
) -> Ratio:
    """Return how many pupils of year 2 met the standard in either year.

    Each pupil is (result in year 2, result in year 1 a year before); '' where
    there is none. A pupil counts who has a result that counts in either. Both
    years are taken to have had the same threshold, as all years had.
    """

    def either(now: str, before: str) -> bool | None:
        answers = (met(now, threshold, counted), met(before, threshold, counted))
        known = [answer for answer in answers if answer is not None]
        return any(known) if known else None

    return ratio_of(either(now, before) for now, before in pupils)


def average_mark(results: Iterable[str]) -> Ratio:
    """Return the mean mark of those who have one; codes are left out."""
    marks = [mark for result in results if (mark := mark_of(result)) is not None]
    return Ratio(sum(marks), len(marks))
