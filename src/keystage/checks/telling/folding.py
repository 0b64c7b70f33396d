"""Consequences put under their causes, and findings put in order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from keystage.checks.fold import by_name
from keystage.core.findings import Finding, Severity

_WEIGHT = {Severity.ERROR: 0, Severity.QUERY: 1, Severity.NOTE: 2}

type Order = tuple[tuple[str, ...], int, tuple[str, ...], int]


@dataclass(eq=False, slots=True)
class Made:
    """A finding and what folding asks of it.

    `names` are the key and the id of its check, `after` the names of its causes;
    `about` is the pupil it is about, None for the whole return; `component` the
    component, or another part that stands for itself. `refuses` as in
    the check: another check of the same rule may refuse nothing.
    """

    finding: Finding
    names: frozenset[str]
    after: tuple[str, ...] = ()
    about: object = None
    component: str | None = None
    refuses: bool = False

    @property
    def order(self) -> Order:
        """What to sort by: pupil, weight, then all a person can see."""
        finding, pupil = self.finding, self.finding.pupil
        who = (
            (*by_name(pupil.surname, pupil.forename), pupil.upn, pupil.dob)
            if pupil
            else ()
        )
        line = (finding.place.line or 0) if finding.place else 0
        seen = (finding.rule, finding.subject or "", finding.value or "")
        return who, _WEIGHT[finding.severity], (*seen, finding.message), line


def folded_findings(made: Iterable[Made]) -> list[Finding]:
    """Return the findings in order, each consequence inside its cause.

    A finding goes under the first of its causes that is there: about the same
    pupil or about the whole return; about the same component where both have one;
    and not lighter than itself, so that an error is never hidden by a query.
    Consequences of consequences stand beside them, one level deep. Every finding
    given is in the answer exactly once.
    """
    ordered = sorted(made, key=lambda one: one.order)
    causes = _Causes(ordered)
    under: dict[int, list[Finding]] = {}
    tops: list[Made] = []
    for one in ordered:
        top = causes.top(one)
        if top is one:
            tops.append(one)
        else:
            under.setdefault(id(top), []).append(one.finding)
    return [
        replace(top.finding, consequences=tuple(under.get(id(top), ()))) for top in tops
    ]


class _Causes:
    """Who causes whom among some findings."""

    def __init__(self, ordered: list[Made]) -> None:
        self._places = {id(one): place for place, one in enumerate(ordered)}
        self._named: dict[tuple[str, object], list[Made]] = {}
        for one in ordered:
            for name in one.names:
                self._named.setdefault((name, one.about), []).append(one)

    def top(self, one: Made) -> Made:
        """Return the finding at the top of a chain of causes; in a ring, the first."""
        chain = [one]
        while (cause := self._cause(chain[-1])) is not None:
            if cause in chain:
                ring = chain[chain.index(cause) :]
                return min(ring, key=lambda made: self._places[id(made)])
            chain.append(cause)
        return chain[-1]

    def _cause(self, one: Made) -> Made | None:
        for name in one.after:
            for about in dict.fromkeys((one.about, None)):
                for cause in self._named.get((name, about), ()):
                    if cause is not one and _causes(cause, one):
                        return cause
        return None


def _causes(cause: Made, one: Made) -> bool:
    if _WEIGHT[cause.finding.severity] > _WEIGHT[one.finding.severity]:
        return False
    either = cause.component is None or one.component is None
    return either or cause.component == one.component
