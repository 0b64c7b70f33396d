"""What follows from results: beside each pupil, and at the foot. All of it is measured.

What counts is decided in `keystage.measures`; here it is only put in words.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keystage import measures
from keystage.checks import vocabulary
from keystage.measures import Measure, Pupil, Ratio, Spec, Unit
from keystage.measures.pupils import INCOMPLETE
from keystage.measures.spec import Answer
from keystage_web.returns.sheet.model import Figure, Foot, Worked
from keystage_web.returns.sheet.plan import Plan

NONE = "\N{EN DASH}"
UNKNOWN = Worked("", "")


def beside(plan: Plan, pupil: Pupil, done: str) -> dict[str, Worked]:
    """Return what follows from one pupil's results, by column; `done` is how far it is."""
    found = {
        spec.id: _of_goals(plan, spec, spec.answer(pupil), done)
        for spec in plan.derived
        if spec.answer
    }
    for column in plan.outcomes:
        found[column] = _outcome(plan, pupil, done)
    return found


def _of_goals(plan: Plan, spec: Spec, answer: Answer, done: str) -> Worked:
    total = spec.unit is Unit.TOTAL
    if isinstance(answer, int):
        return _number(answer) if total else _share(spec, answer)
    code = plan.book.codes.get(answer)
    if code is None:  # a result is still to come
        return Worked(done if total else NONE, done)
    return Worked(f"0 ({code.id})" if total else NONE, code.name)


def _number(answer: int) -> Worked:
    return Worked(str(answer), str(answer))


def _share(spec: Spec, answer: int) -> Worked:
    text = _("Yes") if answer else _("No")
    return Worked(text, f"{spec.title}: {text}", bool(answer))


def _outcome(plan: Plan, pupil: Pupil, done: str) -> Worked:
    """Return whether the mark meets the standard; a code says for itself that not."""
    spec = next((one for one in plan.checks if one.cohort in {"", pupil.cohort}), None)
    answer = spec.answer(pupil) if spec and spec.answer else INCOMPLETE
    if isinstance(answer, int):
        text = _("Met") if answer else _("Not met")
        return Worked(text, text, bool(answer))
    code = plan.book.codes.get(answer)
    return Worked(NONE, code.name if code else done)


def foot(plan: Plan, pupils: Sequence[Pupil]) -> Foot:
    """Return what all of `pupils` come to."""
    found = {one.id: one for one in measures.measured(plan.specs, pupils)}
    cells = dict(_shares(plan, pupils, found))
    for spec in plan.derived:
        if (below := _below(spec, found)) is not None:
            cells[spec.id] = said_of(below)
    cells |= {name: _sum(plan, name, pupils) for name in plan.entry.sums}
    wanted = (found[name] for name in plan.entry.figures)
    return Foot(cells, tuple(_figure(one) for one in wanted if one.spec.answer))


def _shares(
    plan: Plan, pupils: Sequence[Pupil], found: Mapping[str, Measure]
) -> Iterator[tuple[str, Worked]]:
    """Yield what stands below each result: the share that met it, of those who count."""
    scale = plan.goals
    if scale is not None:
        assessed = [pupil.results for pupil in pupils if not scale.left_out(pupil)]
        for goal in scale.goals:
            met = sum(results[goal] in scale.met for results in assessed)
            yield goal, _percent(Ratio(met, len(assessed)))
        return
    for name in plan.results:
        own = (one for key, one in found.items() if key.endswith(f".{name}"))
        share = next((one for one in own if one.spec.unit is Unit.SHARE), None)
        if share is not None:
            yield name, said_of(share)


def _below(spec: Spec, found: Mapping[str, Measure]) -> Measure | None:
    """Return what stands below a column that is worked out: its share, or its mean."""
    if spec.unit is Unit.SHARE:
        return found[spec.id]
    means = (one for one in found.values() if one.spec.unit is Unit.MEAN)
    return next((one for one in means if one.spec.highest == spec.highest), None)


def said_of(one: Measure) -> Worked:
    """Return what a measure comes to: a share, a mean or a sum."""
    ratio = one.ratio or Ratio(0, 0)
    if one.spec.unit is Unit.TOTAL:
        found = _number(ratio.numerator)
    else:
        found = (_percent if one.spec.unit is Unit.SHARE else _mean)(ratio)
    return found._replace(said=f"{one.title}: {found.said}")


def _percent(ratio: Ratio) -> Worked:
    percent = ratio.percent()
    if percent is None:
        return Worked(NONE, _("nobody counts yet"))
    told = {
        "percent": percent,
        "part": ratio.numerator,
        "whole": ratio.denominator,
    }
    return Worked(f"{percent}%", _("%(percent)s%% (%(part)s of %(whole)s)") % told)


def _mean(ratio: Ratio) -> Worked:
    mean = ratio.mean()
    if mean is None:
        return Worked(NONE, _("nobody counts yet"))
    return Worked(str(mean), str(mean))


def _figure(one: Measure) -> Figure:
    found = said_of(one)
    return Figure(one.id, one.title, found.text, found.said)


def _sum(plan: Plan, component: str, pupils: Sequence[Pupil]) -> Worked:
    """Return how many marks there are and what they add up to."""
    part = plan.book.components[component]
    values = (pupil.results.get(component, "") for pupil in pupils)
    marks = [int(value) for value in values if vocabulary.is_mark(value, part)]
    told = {"many": len(marks), "sum": sum(marks)}
    text = ngettext(
        "%(many)d mark, sum %(sum)d", "%(many)d marks, sum %(sum)d", len(marks)
    )
    return Worked(text % told, text % told)
