"""Noticing rows in which a name stands beside another pupil's UPN."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from keystage.checks.model import RollEntry
from keystage.checks.words import listed
from keystage.core.findings import Finding
from keystage.marksheet import headings, messages
from keystage.marksheet.model import Line
from keystage.marksheet.sorting.signs import FIELDS, Signs, from_properties, of_roll

_FEWEST = 3  # fewer are slips of their own, each with its finding
_TWO = 2  # who have each other's name, and nobody else is there


@dataclass(frozen=True, slots=True)
class Slip:
    """That columns were sorted apart: what is said of it, and the rows it is so in."""

    finding: Finding
    rows: frozenset[tuple[str, int]]


def by_template(lines: Sequence[Line], properties: Mapping[str, str]) -> Slip | None:
    """Return the slip in `lines` by what their template knew of its rows, if any."""
    return _slip("sorted", lines, from_properties(properties), _FEWEST)


def by_roll(lines: Sequence[Line], roll: Sequence[RollEntry]) -> Slip | None:
    """Return the slip in half of the `lines` a roll knows, if there is one.

    Fewer may be people the roll writes otherwise than the marksheet does.
    """
    signs = of_roll(roll)
    known = sum(signs.of_upn(line.get("upn")) in signs.beside for line in lines)
    return _slip("shift", lines, signs, max(_FEWEST, known / 2))


def _slip(key: str, lines: Sequence[Line], signs: Signs, fewest: float) -> Slip | None:
    known = [line for line in lines if signs.of_upn(line.get("upn")) in signs.beside]
    others = [
        {beside[at] for beside in signs.beside.values()} for at in range(len(FIELDS))
    ]
    wrong = [
        (line, fields) for line in known if (fields := _wrong(line, signs, others))
    ]
    if len(wrong) < max(_TWO, min(fewest, len(known))):
        return None
    times = Counter(name for _, fields in wrong for name in fields)
    told = [name for name in FIELDS if times[name] >= len(wrong) / 2]
    first, fields = wrong[0]
    said = messages.finding(
        key,
        first.values[fields[0]].place,
        count=len(wrong),
        row=first.row,
        columns=listed([headings.identity()[name].label for name in told], "and"),
    )
    return Slip(said, frozenset((line.sheet, line.row) for line, _ in wrong))


def _wrong(line: Line, signs: Signs, others: Iterable[set[str]]) -> list[str]:
    """Return the fields in which a line has what belongs beside another UPN."""
    own = signs.beside[signs.of_upn(line.get("upn"))]
    return [
        name
        for name, right, some in zip(FIELDS, own, others, strict=True)
        if (here := signs.of(name, line.get(name))) and right
        if here != right and here in some
    ]
