"""Names drawn from traditions: a family has one, and now and then mixes two."""

from dataclasses import dataclass
from functools import cache

from keystage.core import packaged
from keystage.synth.chance import Stream

_MIXED = 80  # families of two traditions, in a thousand
_DOUBLE = 35  # surnames of two parts
_MADE = 600  # of surnames that can be made of parts, those that are


@dataclass(frozen=True, slots=True)
class Tradition:
    """Where a family's names come from. `forenames` are by sex, M and F."""

    share: int
    forenames: dict[str, tuple[str, ...]]
    surnames: tuple[str, ...]
    roots: tuple[str, ...]
    ends: tuple[str, ...]


@cache
def traditions() -> tuple[tuple[Tradition, int], ...]:
    """Return every tradition with its share, as written in names.toml."""
    tables = packaged.toml("keystage.synth.people", "names.toml")
    found = (
        Tradition(
            table["share"],
            {"F": tuple(table["girls"]), "M": tuple(table["boys"])},
            tuple(table["surnames"]),
            tuple(table.get("roots", ())),
            tuple(table.get("ends", ())),
        )
        for table in tables.values()
    )
    return tuple((tradition, tradition.share) for tradition in found)


def family(stream: Stream) -> tuple[Tradition, str]:
    """Return the tradition of a family's forenames, and its surname."""
    first = stream.weighted(traditions())
    second = stream.weighted(traditions()) if stream.happens(_MIXED) else first
    surname = one_surname(stream, second)
    if stream.happens(_DOUBLE):
        surname = f"{surname}-{one_surname(stream, first)}"
    return first, surname


def one_surname(stream: Stream, tradition: Tradition) -> str:
    """Return a surname of one part."""
    if tradition.roots and stream.happens(_MADE):
        return stream.pick(tradition.roots) + stream.pick(tradition.ends)
    return stream.pick(tradition.surnames)
