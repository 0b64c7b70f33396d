"""One child, drawn from where it first appears and its place there.

Of two children with neighbouring places, the first even, some are twins: they share
birthday, surname and address, and are told apart by forename.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from keystage.synth.chance import Stream
from keystage.synth.model import Child, Origin, Phase, School, Sen
from keystage.synth.people import births, names, numbers

_TWINS = 30  # children in a thousand who are one of two
_BOYS = 512
_TEMPORARY = 4
_TEMPORARY_ARRIVAL = 80
_ONCE_TEMPORARY = 6
_RENAMED = 12
_EXEMPT = 2
_SUPPORT = {"F": 100, "M": 180}
_PLAN = {"F": 14, "M": 38}
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True, slots=True)
class _Family:
    tradition: names.Tradition
    surname: str
    born: date
    delayed: bool
    postcode: str
    disadvantaged: bool


def twins(origin: Origin) -> bool:
    """Return whether the child is one of two, if the class has the other place too."""
    if origin.number >= numbers.ARRIVALS:
        return False
    return _pair(*_names(origin), origin.number // 2)


def make(school: School, origin: Origin) -> Child:
    """Return the child that first appears at `school`, in the place `origin` tells."""
    together = twins(origin)
    home = _family(school, origin, together=together)
    stream = Stream(*_names(origin), origin.number, "child")
    sex = "M" if stream.happens(_BOYS) else "F"
    choices = home.tradition.forenames[sex]
    if together:
        choices = choices[origin.number % 2 :: 2]
    forename = stream.pick(choices)
    upn, former = _upns(stream, school, origin)
    return Child(
        origin,
        upn,
        home.surname,
        forename,
        sex,
        home.born,
        home.postcode,
        former_upn=former,
        former_surname=_former_surname(stream, home),
        sen=_sen(stream, school, sex),
        disadvantaged=home.disadvantaged,
        exempt=stream.happens(_EXEMPT),
        delayed=home.delayed,
        background=school.quality,
    )


def _names(origin: Origin) -> tuple[int, str, int, int]:
    return origin.seed, origin.la, origin.school, origin.cohort


@lru_cache(maxsize=256)
def _pair(*names: int | str) -> bool:
    seed, *others = names
    return Stream(int(seed), *others, "pair").happens(_TWINS)


def _family(school: School, origin: Origin, *, together: bool) -> _Family:
    key = origin.number // 2 if together else origin.number
    stream = Stream(*_names(origin), key, "twins" if together else "family")
    born, delayed = births.born(stream, origin.cohort, school.phase)
    outward = school.postcode.split()[0]
    inward = f"{stream.below(10)}{stream.pick(_INWARD)}{stream.pick(_INWARD)}"
    tradition, surname = names.family(stream)
    poor = stream.happens(school.disadvantaged)
    return _Family(tradition, surname, born, delayed, f"{outward} {inward}", poor)


def _upns(stream: Stream, school: School, origin: Origin) -> tuple[str, str]:
    """Return the UPN, and the former one or ''."""
    arrived = origin.number >= numbers.ARRIVALS
    if stream.happens(_TEMPORARY_ARRIVAL if arrived else _TEMPORARY):
        return numbers.temporary(school, origin), ""
    once = stream.happens(_ONCE_TEMPORARY)
    former = numbers.temporary(school, origin) if once else ""
    return numbers.permanent(school, origin), former


def _former_surname(stream: Stream, home: _Family) -> str:
    if not stream.happens(_RENAMED):
        return ""
    former = names.one_surname(stream, home.tradition)
    return "" if former == home.surname else former


def _sen(stream: Stream, school: School, sex: str) -> Sen:
    if school.phase is Phase.SPECIAL:
        return Sen.PLAN
    return stream.weighted(
        (
            (Sen.PLAN, _PLAN[sex]),
            (Sen.SUPPORT, _SUPPORT[sex]),
            (Sen.NONE, 1000 - _PLAN[sex] - _SUPPORT[sex]),
        )
    )
