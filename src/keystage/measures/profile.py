"""The early years foundation stage profile: good level, goals met, points, means.

A child's judgements are a mapping of goal to code. A child with every goal judged
is assessed; one with the exemption code on a goal is exempt and left out of every
share; one with a goal open is neither, and has no result yet.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from keystage.measures.ratio import Ratio, ratio_of

type Judgements = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scale:
    """How a year's judgements count.

    `goals` are all goals of the year, `points` the points of each code that is a
    judgement, `met` the codes at or above the expected level, `exempt` the codes
    that say there is no judgement.
    """

    goals: tuple[str, ...]
    points: Mapping[str, int]
    met: frozenset[str]
    exempt: frozenset[str] = field(default_factory=frozenset)

    def is_exempt(self, child: Judgements) -> bool:
        """Return whether some goal has an exemption and none is open."""
        codes = [child.get(goal, "") for goal in self.goals]
        known = all(code in self.exempt or code in self.points for code in codes)
        return known and any(code in self.exempt for code in codes)

    def is_assessed(self, child: Judgements) -> bool:
        """Return whether every goal has a judgement."""
        return all(child.get(goal, "") in self.points for goal in self.goals)


def reached(child: Judgements, goals: Collection[str], scale: Scale) -> bool | None:
    """Return whether all of `goals` are met; None unless the child is assessed.

    With the goals of a good level of development this is that measure; with all
    goals, or those of some areas, the others.
    """
    if not scale.is_assessed(child):
        return None
    return all(child[goal] in scale.met for goal in goals)


def points_total(child: Judgements, scale: Scale) -> int | None:
    """Return the sum of the points; 0 if exempt, None while a goal is open."""
    if scale.is_exempt(child):
        return 0
    if not scale.is_assessed(child):
        return None
    return sum(scale.points[child[goal]] for goal in scale.goals)


def goals_met(child: Judgements, scale: Scale) -> int | None:
    """Return how many goals are met; 0 if exempt, None while a goal is open."""
    if scale.is_exempt(child):
        return 0
    if not scale.is_assessed(child):
        return None
    return sum(child[goal] in scale.met for goal in scale.goals)


def reached_ratio(
    children: Iterable[Judgements], goals: Collection[str], scale: Scale
) -> Ratio:
    """Return how many of the assessed children met all of `goals`."""
    return ratio_of(reached(child, goals, scale) for child in children)


@dataclass(frozen=True, slots=True)
class Averages:
    """One average two ways: the exempt counted with nothing, or left out.

    Children with a goal open are in neither.
    """

    on_the_list: Ratio
    assessed: Ratio


def average_goals(children: Iterable[Judgements], scale: Scale) -> Averages:
    """Return the average number of goals met."""
    counted = [
        (goals_met(child, scale), scale.is_assessed(child)) for child in children
    ]
    return _averages(counted)


def average_points(children: Iterable[Judgements], scale: Scale) -> Averages:
    """Return the average of the points totals."""
    counted = [
        (points_total(child, scale), scale.is_assessed(child)) for child in children
    ]
    return _averages(counted)


def _averages(counted: list[tuple[int | None, bool]]) -> Averages:
    everyone = [number for number, _ in counted if number is not None]
    assessed = [number for number, is_ in counted if is_ and number is not None]
    return Averages(
        on_the_list=Ratio(sum(everyone), len(everyone)),
        assessed=Ratio(sum(assessed), len(assessed)),
    )
