"""Which return gets which faults: each school's own, whatever other schools get.

Half of the returns get one fault of the whole file, half a fault each in a few of their
pupils. Recipes take turns, by the school's place, so that a few dozen schools are
enough to plant every one.
"""

from collections import Counter
from dataclasses import dataclass, field

from keystage.synth.chance import Stream
from keystage.synth.faults.model import (
    RECIPES,
    OfBytes,
    OfPupil,
    Planted,
    Spot,
)
from keystage.synth.faults.plain import is_plain
from keystage.synth.model import Authority, Collection
from keystage.synth.returns.model import Layout, Return, Row

_AT_ONCE = 8  # pupils of one file
_PART = 3  # at most one pupil in so many
_ALL = 1000
_APART = 25  # places between the turns of two collections


@dataclass(slots=True)
class Sown:
    """One file to write: the return, the faults planted in it, and what breaks it.

    `facts` are what a check must say of the file.
    """

    return_: Return
    facts: list[Planted] = field(default_factory=list)
    broken: OfBytes | None = None

    def damage(self, data: bytes) -> bytes:
        """Return the bytes with the fault of the bytes, if one was planted."""
        return self.broken.plant(data) if self.broken else data


def plant(authority: Authority, returns: list[Return], share: int = _ALL) -> list[Sown]:
    """Return every file of a school's summer, with faults in `share` of a thousand.

    Changes `returns` in place. There may be more files than there were returns, and a
    second file of a return comes after it.
    """
    found: list[Sown] = []
    for return_ in returns:
        names = (authority.la, return_.school.index, return_.summer)
        stream = Stream(authority.seed, *names, return_.collection.value, "faults")
        if return_.layout is Layout.CTF and stream.happens(share):
            found += _sown(authority, return_, stream)
        else:
            found.append(Sown(return_))
    return found


def _sown(authority: Authority, return_: Return, stream: Stream) -> list[Sown]:
    place, whole = divmod(_turn(authority, return_), 2)
    if whole:
        return _in_file(authority, return_, stream, place)
    return [Sown(return_, _in_pupils(authority, return_, stream, place))]


def _turn(authority: Authority, return_: Return) -> int:
    """Return the place of a return among all of its kind; collections begin apart."""
    drawn = Stream(authority.seed, return_.summer, "turn").below(_ALL)
    apart = list(Collection).index(return_.collection) * _APART
    return drawn + apart + return_.school.index


def _in_file(
    authority: Authority, return_: Return, stream: Stream, place: int
) -> list[Sown]:
    """Plant one fault of the whole file: the one whose turn it is, or the next to fit."""
    recipes = [
        one
        for one in RECIPES
        if not isinstance(one, OfPupil) and one.told.fits(return_)
    ]
    for step in range(len(recipes)):
        recipe = recipes[(place + step) % len(recipes)]
        spot = Spot(recipe.told, authority, return_, stream)
        if isinstance(recipe, OfBytes):
            return [Sown(return_, [spot.fact(None)], recipe)]
        facts = recipe.plant(spot)
        if facts is not None:
            return _with_others(spot, facts)
    return [Sown(return_)]


def _with_others(spot: Spot, facts: list[Planted]) -> list[Sown]:
    if not spot.others:
        return [Sown(spot.return_, facts)]
    return [Sown(spot.return_), *(Sown(other, facts) for other in spot.others)]


def _in_pupils(
    authority: Authority, return_: Return, stream: Stream, place: int
) -> list[Planted]:
    recipes = [
        one for one in RECIPES if isinstance(one, OfPupil) and one.told.fits(return_)
    ]
    free = stream.shuffled(_plain(return_))
    most = min(_AT_ONCE, len(recipes), len(free), max(1, len(return_.rows) // _PART))
    facts: list[Planted] = []
    for step in range(most):
        recipe = recipes[(place * _AT_ONCE + step) % len(recipes)]
        for row in free:
            rest = [one for one in free if one is not row]
            spot = Spot(recipe.told, authority, return_, stream, rest=rest)
            told = recipe.plant(row, spot)
            if told is not None:
                facts += told
                free = spot.rest
                break
    return facts


def _plain(return_: Return) -> list[Row]:
    """Return the rows to plant in: twins are told apart by too little."""
    families = Counter(map(_family, return_.rows))
    return [
        row
        for row in return_.rows
        if families[_family(row)] == 1 and is_plain(row, return_.summer)
    ]


def _family(row: Row) -> tuple[str, str]:
    return row.fields["Surname"], row.fields["DOB"]
