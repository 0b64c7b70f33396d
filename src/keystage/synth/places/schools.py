"""The schools, twelve to a district: infants beside their juniors, and the odd special.

Children move within a district only. So a school's arrivals are found by looking at its
few neighbours, and a nation can be made school by school.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from keystage.core.errors import UsageError
from keystage.synth.chance import SD, Stream
from keystage.synth.model import Authority, Phase, School
from keystage.synth.places import naming

DISTRICT = 12

_USUAL = 4000  # up to here schools have numbers of the usual ranges
_NUMBERS = 9000
_ENTRY = (Phase.PRIMARY, Phase.INFANT)
_PARTNERS = 2
_LEAST = {Phase.INFANT: 5, Phase.SPECIAL: 4, Phase.SETTING: 6}  # schools beside it
_SIZES = {
    Phase.PRIMARY: ((12, 9), (18, 7), (28, 32), (43, 11), (57, 33), (86, 8)),
    Phase.INFANT: ((43, 2), (57, 5), (86, 3)),
    Phase.SPECIAL: ((5, 1), (7, 2), (9, 1)),
    Phase.SETTING: ((1, 1), (2, 2), (4, 1)),
}


def school(authority: Authority, index: int) -> School:
    """Return one school. Raises `UsageError` where the authority has none of that index."""
    if not 0 <= index < authority.schools:
        raise UsageError(f"There is no school {index} among {authority.schools}.")
    return district(authority, index // DISTRICT)[index % DISTRICT]


def schools(authority: Authority) -> Iterator[School]:
    """Yield every school, in order."""
    return (school(authority, index) for index in range(authority.schools))


@lru_cache(maxsize=4)
def district(authority: Authority, number: int) -> tuple[School, ...]:
    """Return the schools of one district."""
    first = number * DISTRICT
    here = range(first, min(first + DISTRICT, authority.schools))
    stream = Stream(authority.seed, authority.la, number, "district")
    phases = _phases(stream, len(here), whole=number == 0)
    size = stream.weighted(_SIZES[Phase.INFANT])
    ring = [index for index, phase in zip(here, phases, strict=True) if phase in _ENTRY]
    juniors = _found(here, phases, Phase.JUNIOR)
    infants = _found(here, phases, Phase.INFANT)
    made = []
    for index, phase in zip(here, phases, strict=True):
        beside = infants if phase is Phase.JUNIOR else None
        partners = _partners(ring, index, beside)
        onward = juniors if phase is Phase.INFANT else None
        if phase is Phase.SETTING:
            onward = partners[0]
        fixed = size if phase in {Phase.INFANT, Phase.JUNIOR} else None
        made.append(_school(authority, index, phase, (partners, onward, fixed)))
    return tuple(made)


def special(authority: Authority, index: int) -> int | None:
    """Return the special school in the district of a school, if there is one."""
    here = district(authority, index // DISTRICT)
    return next((one.index for one in here if one.phase is Phase.SPECIAL), None)


def _phases(stream: Stream, count: int, *, whole: bool) -> list[Phase]:
    """Return what kind each school of a district is; a `whole` one has every kind."""
    pair, special_one, setting = (
        whole or stream.happens(share) for share in (750, 700, 450)
    )
    found: list[Phase] = []
    if pair and count >= _LEAST[Phase.INFANT]:
        found += [Phase.INFANT, Phase.JUNIOR]
    if special_one and count >= _LEAST[Phase.SPECIAL]:
        found.append(Phase.SPECIAL)
    if setting and count >= _LEAST[Phase.SETTING]:
        found.append(Phase.SETTING)
    found += [Phase.PRIMARY] * (count - len(found))
    return stream.shuffled(found)


def _found(here: range, phases: Sequence[Phase], phase: Phase) -> int | None:
    return here[phases.index(phase)] if phase in phases else None


def _partners(ring: Sequence[int], index: int, beside: int | None) -> tuple[int, ...]:
    """Return the next schools that children of every age may move to."""
    after = [one for one in ring if one > index] + [one for one in ring if one < index]
    return tuple(islice((one for one in after if one != beside), _PARTNERS))


def _school(
    authority: Authority,
    index: int,
    phase: Phase,
    fixed: tuple[tuple[int, ...], int | None, int | None],
) -> School:
    partners, onward, size = fixed
    stream = Stream(authority.seed, authority.la, index, "school")
    la, allots, urn = _numbers(authority, index, phase)
    name, postcode = naming.named(stream, la, index // DISTRICT, phase)
    quality = stream.normal() // 4
    poor = 260 - quality + stream.normal() * 100 // SD
    return School(
        index=index,
        phase=phase,
        la=la,
        estab="" if phase is Phase.SETTING else allots,
        urn=urn,
        allots=allots,
        name=name,
        postcode=postcode,
        size=size or stream.weighted(_SIZES[phase]),
        quality=quality,
        disadvantaged=max(20, min(700, poor)),
        partners=partners,
        onward=onward,
    )


def _numbers(authority: Authority, index: int, phase: Phase) -> tuple[str, str, str]:
    """Return a school's authority, its four digits, and its URN.

    More schools than one authority has numbers for take those of its neighbour, and a
    setting's four digits stand nowhere but in the UPNs its children were given.
    """
    la = authority.la if index < _NUMBERS else authority.neighbour
    four = 1000 + index % _NUMBERS
    if authority.schools <= _USUAL:
        four = 7000 + index // DISTRICT if phase is Phase.SPECIAL else 2000 + index
    ours = 0 if authority.la > authority.neighbour else 20_000
    urn = (700_000 if phase is Phase.SETTING else 180_000) + ours + index
    return la, str(four), str(urn)
