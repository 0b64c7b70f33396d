"""Checks with a mark: the standard by a threshold, either of two years, the mean.

A pupil's result is a mark in plain digits, or a code under the mark or under the
outcome. Until the threshold may be shown nobody has met anything here, and there
are marks only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from keystage.measures.book import threshold_on
from keystage.measures.given import Given
from keystage.measures.pupils import IN_DOUBT, INCOMPLETE, Pupil
from keystage.measures.spec import Answer, Situation, Spec, Unit

SHARE = "mark_met"
UNPUBLISHED = "Not shown before the threshold is published."
NO_PRIOR = "Not known: last year's results were not given."
NO_ROLL = "Not known: the list of the pupils who are here now was not given."


@dataclass(frozen=True, slots=True)
class Check:
    """How results of a check count.

    `mark` and `outcome` are the components a result stands under ('' for none),
    `lowest` and `highest` the marks there are. `met` and `not_met` are outcomes;
    `counted` are codes in place of a mark whose pupils stay in the denominator,
    `out` those that take a pupil out.
    """

    mark: str
    outcome: str
    lowest: int
    highest: int
    met: frozenset[str] = frozenset()
    not_met: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    out: frozenset[str] = frozenset()

    def result(self, results: Mapping[str, str]) -> str:
        """Return the mark, or the code given in its place; '' for neither.

        A mark beside a code that says there is none is in doubt.
        """
        mark, code = results.get(self.mark, ""), results.get(self.outcome, "")
        if self.number(mark) is not None and code in self.counted | self.out:
            return IN_DOUBT
        return mark or code

    def number(self, result: str) -> int | None:
        """Return `result` as a mark there is (digits 0 to 9 only), or None."""
        if len(result) > len(str(self.highest)):
            return None
        if not (result.isascii() and result.isdigit()):
            return None
        return int(result) if self.lowest <= int(result) <= self.highest else None

    def missing(self, pupil: Pupil) -> str:
        """Return why a pupil without a result has none."""
        given = {self.mark, self.outcome} & pupil.doubt
        return IN_DOUBT if given else INCOMPLETE


def met(result: str, check: Check, threshold: int) -> Answer:
    """Return 1 if the standard is met, 0 if not, else why the pupil is left out.

    A code that counts is not met; one that does not is its own reason.
    """
    mark = check.number(result)
    if mark is not None:
        return int(mark >= threshold)
    if result in check.met:
        return 1
    if result in check.not_met or result in check.counted:
        return 0
    return result if result in check.out or result == IN_DOUBT else INCOMPLETE


def marked(result: str, check: Check) -> Answer:
    """Return the mark; a code, whichever, leaves the pupil out."""
    mark = check.number(result)
    if mark is not None:
        return mark
    codes = check.counted | check.out | {IN_DOUBT}
    return result if result in codes else INCOMPLETE


def met_in_either_year(
    pupil: Pupil, check: Check, thresholds: tuple[int, int], *, on_roll: bool
) -> Answer:
    """Return whether the standard was met this year or the year before.

    `thresholds` are this year's and last year's. A result of either year is
    enough to count. With `on_roll`, last year's counts only for a pupil who is
    at the school now: one whose result says "left" is not.
    """
    result = check.result(pupil.results)
    now = met(result, check, thresholds[0])
    if on_roll and (not pupil.on_roll or result in check.out):
        return now
    before = met(check.result(pupil.before), check, thresholds[1])
    known = [answer for answer in (now, before) if isinstance(answer, int)]
    return max(known) if known else now


def met_specs(given: Given, spec: Spec, situation: Situation) -> list[Spec]:
    """Make the share of those who met the standard this year."""
    check = check_of(given)
    share = replace(spec, unit=Unit.SHARE, joined=_joined(given))
    threshold = threshold_on(given.book, situation.today)
    if threshold is None:
        return [replace(share, unsaid=UNPUBLISHED)]

    def answer(pupil: Pupil) -> Answer:
        result = check.result(pupil.results)
        return met(result, check, threshold) if result else check.missing(pupil)

    return [replace(share, answer=answer)]


def either_specs(given: Given, spec: Spec, situation: Situation) -> list[Spec]:
    """Make the share of those who met the standard this year or last."""
    check = check_of(given)
    on_roll = given.flag("on_roll_in_year_2", default=False)
    share = replace(spec, unit=Unit.SHARE, joined=_joined(given), everyone=True)
    threshold = threshold_on(given.book, situation.today)
    earlier = threshold_on(situation.earlier or given.book, situation.today)
    if threshold is None or earlier is None:
        return [replace(share, unsaid=UNPUBLISHED)]
    if not situation.prior:
        return [replace(share, unsaid=NO_PRIOR)]
    if on_roll and not situation.roll:
        return [replace(share, unsaid=NO_ROLL)]
    thresholds = (threshold, earlier)

    def answer(pupil: Pupil) -> Answer:
        return met_in_either_year(pupil, check, thresholds, on_roll=on_roll)

    return [replace(share, answer=answer)]


def mean_specs(given: Given, spec: Spec, _: Situation) -> list[Spec]:
    """Make the mean of the marks; codes are left out, a mark of nought is not."""
    check = check_of(given)
    mean = replace(
        spec,
        unit=Unit.MEAN,
        lowest=check.lowest,
        highest=check.highest,
        beside=_share_beside(given),
    )
    return [replace(mean, answer=lambda pupil: _marked(pupil, check))]


def reached_specs(given: Given, spec: Spec, _: Situation) -> list[Spec]:
    """Make the share of those with a mark who have at least a certain one."""
    check, least = check_of(given), given.whole("at_least")

    def answer(pupil: Pupil) -> Answer:
        mark = _marked(pupil, check)
        return int(mark >= least) if isinstance(mark, int) else mark

    return [replace(spec, unit=Unit.SHARE, answer=answer)]


def check_of(given: Given) -> Check:
    """Return how the results count that the measure `given` is of."""
    name = given.component("mark")
    part = given.book.components.get(name)
    if part is None or part.maximum is None:
        raise given.fault("mark", "is missing, or takes no mark")
    return Check(
        mark=name,
        outcome=given.component("outcome"),
        lowest=part.minimum or 0,
        highest=part.maximum,
        met=given.codes("met"),
        not_met=given.codes("not_met"),
        counted=given.codes("denominator"),
        out=given.codes("out"),
    )


def _marked(pupil: Pupil, check: Check) -> Answer:
    result = check.result(pupil.results)
    return marked(result, check) if result else check.missing(pupil)


def _joined(given: Given) -> str:
    return f"{given.component('mark')}, {given.cohort()}"


def _share_beside(given: Given) -> str:
    """Return the share of the same check and pupils; '' for none.

    Absent pupils count in it and have no mark.
    """
    same = ("mark", "cohort")
    return next(
        (
            name
            for name, other in given.book.measures.items()
            if isinstance(other, Mapping)
            and other.get("kind") == SHARE
            and all(other.get(key, "") == given.text(key, "") for key in same)
        ),
        "",
    )
