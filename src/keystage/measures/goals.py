"""The early years profile: goals met, points, and their averages.

A child with every goal judged is assessed; one with an exemption on a goal and
none open is exempt and left out of every figure of the assessed; one with a goal
open has no result yet.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter

from keystage.measures.given import Given
from keystage.measures.pupils import IN_DOUBT, INCOMPLETE, Pupil
from keystage.measures.spec import Answer, Situation, Spec, Unit

_ON_THE_LIST = "{title}, all on the list"
_ASSESSED = "{title}, assessed only"
_EXEMPT_IN = "Children who are exempt count with nothing."


@dataclass(frozen=True, slots=True)
class Scale:
    """How a year's judgements count.

    `goals` are all goals of the year, `points` the points of each code that is a
    judgement, `met` the codes at or above the expected level, `exempt` the codes
    that say there is no judgement, `known` all of these.
    """

    goals: tuple[str, ...]
    points: Mapping[str, int]
    met: frozenset[str] = frozenset()
    exempt: frozenset[str] = field(default_factory=frozenset)
    known: frozenset[str] = field(init=False)
    told: Callable[[Mapping[str, str]], tuple[str, ...]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Put judgements and exemptions together: they are asked of every child."""
        object.__setattr__(self, "known", self.exempt.union(self.points))
        object.__setattr__(self, "told", _told(self.goals))

    def left_out(self, child: Pupil) -> str:
        """Return why the child is not assessed: '' if every goal has a judgement.

        An exemption with no goal open is its own code; a goal with anything else
        leaves the child incomplete, or in doubt where it was given twice.
        """
        try:
            codes = self.told(child.results)
        except KeyError:
            codes = ("",)
        if not self.known.issuperset(codes):
            doubt = child.doubt.intersection(self.goals)
            return IN_DOUBT if doubt else INCOMPLETE
        if self.exempt.isdisjoint(codes):
            return ""
        return next(code for code in codes if code in self.exempt)


def _told(goals: tuple[str, ...]) -> Callable[[Mapping[str, str]], tuple[str, ...]]:
    """Return what takes the codes of all of `goals`: it raises `KeyError` without one."""
    if len(goals) > 1:
        return itemgetter(*goals)  # asked eight times of each child of a class
    return lambda results: tuple(results[goal] for goal in goals)


def reached(child: Pupil, goals: Collection[str], scale: Scale) -> Answer:
    """Return 1 if all of `goals` are met, else 0; why not, if not assessed.

    With the goals of a good level of development this is that measure; with all
    goals, or those of some areas, the others.
    """
    return scale.left_out(child) or int(
        all(child.results[goal] in scale.met for goal in goals)
    )


def points_total(child: Pupil, goals: Collection[str], scale: Scale) -> Answer:
    """Return the sum of the points of `goals`; why not, if not assessed."""
    return scale.left_out(child) or sum(
        scale.points[child.results[goal]] for goal in goals
    )


def goals_met(child: Pupil, goals: Collection[str], scale: Scale) -> Answer:
    """Return how many of `goals` are met; why not, if not assessed."""
    return scale.left_out(child) or sum(
        child.results[goal] in scale.met for goal in goals
    )


def share_specs(given: Given, spec: Spec, _: Situation) -> list[Spec]:
    """Make the share of the assessed who met all of the goals."""
    goals, scale = given.components(), scale_of(given)
    return [
        replace(
            spec,
            unit=Unit.SHARE,
            answer=lambda child: reached(child, goals, scale),
            demands=dict.fromkeys(goals, scale.met),
        )
    ]


def total_specs(given: Given, spec: Spec, _: Situation) -> list[Spec]:
    """Make the sum of the points totals of the assessed."""
    goals, scale = given.components(), scale_of(given)
    lowest, highest = _bounds(goals, scale)
    for key, bound in (("lowest", lowest), ("highest", highest)):
        if given.whole(key) != bound:
            raise given.fault(key, f"the goals and their points make it {bound}")
    return [
        replace(
            spec,
            unit=Unit.TOTAL,
            answer=lambda child: points_total(child, goals, scale),
            lowest=lowest,
            highest=highest,
        )
    ]


def points_specs(given: Given, spec: Spec, _: Situation) -> list[Spec]:
    """Make the mean of the points totals: of the assessed, and of the whole list."""
    goals, scale = given.components(), scale_of(given)
    lowest, highest = _bounds(goals, scale)
    mean = replace(spec, unit=Unit.MEAN, lowest=lowest, highest=highest)
    return _two_averages(mean, scale, lambda child: points_total(child, goals, scale))


def met_specs(given: Given, spec: Spec, _: Situation) -> list[Spec]:
    """Make the mean number of goals met: of the assessed, and of the whole list."""
    goals, scale = given.components(), scale_of(given)
    mean = replace(spec, unit=Unit.MEAN, lowest=0, highest=len(goals))
    return _two_averages(mean, scale, lambda child: goals_met(child, goals, scale))


def _two_averages(
    mean: Spec, scale: Scale, answer: Callable[[Pupil], Answer]
) -> list[Spec]:
    def listed(child: Pupil) -> Answer:
        said = answer(child)
        return 0 if said in scale.exempt else said

    title, note = mean.title, " ".join(filter(None, (mean.note, _EXEMPT_IN)))
    return [
        replace(mean, title=_ASSESSED.format(title=title), answer=answer),
        replace(
            mean,
            id=f"{mean.id}.listed",
            title=_ON_THE_LIST.format(title=title),
            short=f"{mean.short} (list)",
            answer=listed,
            lowest=0,
            note=note,
            national=False,
            beside=mean.id,
        ),
    ]


def scale_of(given: Given) -> Scale:
    """Return how the year's judgements count by the measure `given`."""
    book = given.book
    points = {
        name: code.points
        for name, code in book.codes.items()
        if code.points is not None
    }
    if not points:
        raise given.fault("kind", "no code of the rulebook has points")
    return Scale(tuple(book.components), points, given.codes("met"), given.codes("out"))


def _bounds(goals: Collection[str], scale: Scale) -> tuple[int, int]:
    points = scale.points.values()
    return len(goals) * min(points), len(goals) * max(points)
