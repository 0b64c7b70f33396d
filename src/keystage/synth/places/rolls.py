"""Who is on a school's roll, found by looking at the schools of its district only."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from keystage.synth import people
from keystage.synth.chance import Stream
from keystage.synth.model import Authority, Entry, Journey, Origin, Phase, Stay
from keystage.synth.people import EACH_GROUP, arrival
from keystage.synth.places.journeys import journey, reach
from keystage.synth.places.schools import DISTRICT, district, school

_KEPT = 10 * DISTRICT  # a district's cohorts of three years
_ASKED_AGAIN = 32  # rolls: those of one school, of two summers
_ARRIVING = 22  # in a thousand of a class, each year
_FULL = (86, 102)  # hundredths of its size that a class is filled


def roll(authority: Authority, index: int, summer: int, group: int) -> list[Entry]:
    """Return who was on the roll of a school in a year group of one school year.

    Children who came or left in the year are among them, and one who left and came back
    stands there twice. In order of surname, forename, UPN and day of joining. Raises
    `UsageError` where the authority has no such school.
    """
    return list(_roll(authority, index, summer, group))


@lru_cache(maxsize=_ASKED_AGAIN)
def _roll(
    authority: Authority, index: int, summer: int, group: int
) -> tuple[Entry, ...]:
    """Return a roll, kept for a while: a school's files ask for it several times."""
    here = school(authority, index)
    if group not in here.phase.groups:
        return ()
    found = []
    for start in _feeders(authority, index):
        first = school(authority, start)
        for origin, way in _ways(authority, start, summer - group):
            held = [stay for stay in way.stays if _is_here(stay, index, summer)]
            if held:
                child = people.make(first, origin)
                found += [Entry(child, stay, way) for stay in held]
    return tuple(sorted(found, key=_order))


def origins(authority: Authority, index: int, cohort: int) -> Iterator[Origin]:
    """Yield where the children of a cohort come from who first appear at a school."""
    here = school(authority, index)
    stream = Stream(authority.seed, authority.la, index, cohort, "class")
    seed, la = authority.seed, authority.la
    if here.phase is not Phase.JUNIOR:
        count = max(1, (here.size * stream.between(*_FULL) + 50) // 100)
        yield from (Origin(seed, la, index, cohort, number) for number in range(count))
    if here.phase is Phase.SETTING:
        return
    for group in here.phase.groups:
        arriving = (here.size * _ARRIVING + stream.below(1000)) // 1000
        for place in range(min(EACH_GROUP, arriving)):
            yield Origin(seed, la, index, cohort, arrival(group, place))


@lru_cache(maxsize=_KEPT)
def _ways(
    authority: Authority, start: int, cohort: int
) -> tuple[tuple[Origin, Journey], ...]:
    """Return the children of a cohort who first appear at a school, and their ways.

    Kept for a while: every school of the district asks for them.
    """
    told = origins(authority, start, cohort)
    return tuple((origin, journey(authority, origin)) for origin in told)


@lru_cache(maxsize=4 * DISTRICT)
def _feeders(authority: Authority, index: int) -> tuple[int, ...]:
    """Return the schools whose children may come to be on a school's roll."""
    near = district(authority, index // DISTRICT)
    return tuple(one.index for one in near if index in reach(authority, one.index))


def _is_here(stay: Stay, index: int, summer: int) -> bool:
    return (
        stay.school == index
        and stay.joined < date(summer, 9, 1)
        and stay.left >= date(summer - 1, 9, 1)
    )


def _order(entry: Entry) -> tuple[str, str, str, date]:
    child = entry.child
    return child.surname, child.forename, child.upn, entry.stay.joined
