"""Faults alike, put together: a developer mends a cause and not a child."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from keystage.core.findings import Severity
from keystage.synth.conformance.outcome import Fault, Heading, Part

_WEIGHT = {Severity.ERROR: 0, Severity.QUERY: 1, Severity.NOTE: 2}
_ORDER = {heading: number for number, heading in enumerate(Heading)}


@dataclass(frozen=True, slots=True)
class Group:
    """Faults of one kind and one cause in one file of the kit."""

    faults: tuple[Fault, ...]

    @property
    def first(self) -> Fault:
        """Return the first of them, which stands for all."""
        return self.faults[0]


def grouped(part: Part) -> list[Group]:
    """Return the faults of one file of the kit in groups, the worst first."""
    return sorted(_groups(part.faults), key=_order)


def _groups(faults: Iterable[Fault]) -> Iterator[Group]:
    found: dict[object, list[Fault]] = {}
    for one in faults:
        # Without a rule the message is of the child, and no cause of its own.
        said = one.message if one.rule else ""
        key = (one.heading, one.kind, one.severity, one.way, one.rule, said)
        found.setdefault(key, []).append(one)
    return (Group(tuple(some)) for some in found.values())


def _order(group: Group) -> tuple[int, int, int]:
    first = group.first
    return _WEIGHT[first.severity], _ORDER[first.heading], -len(group.faults)
