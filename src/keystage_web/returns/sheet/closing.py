"""Which cells take no value from a pupil, and why; what is remarked beside the name.

The rulebook says which, `keystage.measures.recheck` who met a standard before, the
table of movers who reports a child who moved.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from keystage.checks.model import Rulebook
from keystage.measures.recheck import Because, Rule, rule_of
from keystage.reports.summary.again import in_words
from keystage.rulebooks.entry import Closed, When
from keystage_web.returns.sheet.facts import Before, Child
from keystage_web.returns.sheet.plan import Plan, earlier_of

NOTHING = Before()


class Shut(NamedTuple):
    """Why a cell takes no value, and whether giving a reason opens it.

    `says` is the short of it, '' where a remark tells it already.
    """

    reason: str
    openable: bool = False
    says: str = ""


@dataclass(frozen=True, slots=True)
class Again:
    """By which rule pupils take a check again, and the rulebook it is of."""

    rule: Rule
    earlier: Rulebook


@dataclass(frozen=True, slots=True)
class Standing:
    """What is said beside a pupil, and which cells are shut.

    `previous` says that the school before is to be asked for a result.
    """

    shut: Mapping[str, Shut]
    remarks: tuple[str, ...] = ()
    previous: bool = False


def again_on(plan: Plan) -> Again | None:
    """Return by which rule a check is taken again; None where that cannot be said."""
    earlier = earlier_of(plan.book.id) if plan.again else None
    rule = rule_of(earlier, plan.day) if earlier else None
    return Again(rule, earlier) if rule and earlier else None


def not_taken_in(again: Again) -> str:
    """Return that nothing at all is known of last year, and who can see to that."""
    told = {"year": again.earlier.year}
    return (
        _(
            "Last year's results (%(year)d) were not taken in: nobody's is known here. "
            "Your local authority can take them in."
        )
        % told
    )


def standing(
    plan: Plan,
    child: Child,
    before: Before,
    again: Again | None,
    *,
    missing: bool = False,
) -> Standing:
    """Return how a child stands, before anything that was opened for it.

    `missing` says that nobody's result of last year is there, which is said once.
    """
    shut = dict(_shut(plan, child, before, again))
    remarks, previous = list(_moved(child)), False
    if again and child.cohort in plan.again:
        why = again.rule.reason(dict(before.results), new=before.new)
        unknown = why is not None and why.because in {Because.NEW, Because.UNKNOWN}
        previous = unknown and not shut
        came = child.report is not None and child.joined is not None
        if previous and (before.new or came or not missing):
            remarks.append(_("No result of last year is known: ask the school before."))
        elif why is not None and not previous:
            told = in_words(why, again.earlier, again.rule.threshold)
            remarks.append(_("Last year: %(why)s.") % {"why": told})
    if before.source:
        remarks.append(_("Told by %(source)s.") % {"source": before.source})
    return Standing(shut, tuple(remarks), previous)


def _shut(
    plan: Plan, child: Child, before: Before, again: Again | None
) -> Iterator[tuple[str, Shut]]:
    """Yield the cells that are shut; what is said last of a cell holds."""
    for closed in plan.entry.closed:
        said, spared = closed.says, child.below
        if closed.when is When.MET_BEFORE:
            said = _met_before(plan, closed, child, (before, again))
            spared = frozenset()
        for component in closed.components:
            if said and component not in spared:
                reason = " ".join((said, closed.fix))
                yield component, Shut(reason, closed.openable, said)
    if child.report is not None and child.report.ours is False:
        told = {"answer": child.report.answer}
        reason = _("%(answer)s No result is due from your school.") % told
        for component in plan.results:
            yield component, Shut(reason, openable=True)


def _met_before(
    plan: Plan, closed: Closed, child: Child, known: tuple[Before, Again | None]
) -> str:
    """Return what is said of who met the standard the year before; '' of anybody else."""
    before, again = known
    if again is None or child.cohort not in plan.again:
        return ""
    results = dict(before.results)
    if again.rule.reason(results, new=before.new) is not None:
        return ""
    result = again.rule.check.result(results)
    return closed.says.format(year=again.earlier.year, result=result)


def _moved(child: Child) -> Iterator[str]:
    """Yield when a child joined or left, and who reports it where that is decided."""
    report = child.report
    if report is None:
        return
    if child.left:
        yield _("Left on %(day)s.") % {"day": _day(child.left)}
    elif child.joined:
        yield _("Joined on %(day)s.") % {"day": _day(child.joined)}
    if report.ours:
        yield _("Your school reports.")
    elif report.ask:
        yield _("Who reports is asked on the pupil's page.")
    else:
        yield report.answer


def _day(day: date) -> str:
    return date_format(day, "j F")
