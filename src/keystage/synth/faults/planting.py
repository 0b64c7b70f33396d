"""Which return gets which faults: each school's own, whatever other schools get.

Four of five returns get one fault of the whole file, the fifth a fault each in a few of
its pupils. Recipes take turns, by the school's place, so that a few dozen schools are
enough to plant every one.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from keystage.synth.chance import Stream
from keystage.synth.faults.model import (
    RECIPES,
    OfBytes,
    OfPupil,
    Planted,
    Recipe,
    Spot,
)
from keystage.synth.faults.plain import is_plain
from keystage.synth.model import Authority, Collection, Phase
from keystage.synth.returns.model import Layout, Return, Row

_ORDER = (
    Collection.EYFSP,
    Collection.PHONICS,
    Collection.KS1,
    Collection.KS2,
    Collection.MTC,
)
_AT_ONCE = 9  # pupils of one file
_PART = 3  # at most one pupil in so many
_ALL = 1000
_BEGINS = {kind: place for place, kind in enumerate(_ORDER)}
_QUARTERS = 4
_TURNS = 5  # of so many schools one has faults of pupils, the others of files


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
    group, place = divmod(return_.school.index, _TURNS)
    setting = return_.school.phase is Phase.SETTING
    if place == _TURNS - 1 and not setting:
        first = group * _AT_ONCE
        return [Sown(return_, _in_pupils(authority, return_, stream, first))]
    first = group * (_TURNS - 1) + place
    if setting:
        first = stream.below(2)  # there are few, and two recipes are for them alone
    return _in_file(authority, return_, stream, first)


def _turned[R: Recipe](
    recipes: Iterable[R], return_: Return, stream: Stream
) -> list[R]:
    """Return those that fit: its collection's own, then the others, begun elsewhere.

    Of several for one rule one is drawn.
    """
    ways: dict[str, list[R]] = {}
    for recipe in recipes:
        if recipe.told.fits(return_):
            ways.setdefault(recipe.told.way, []).append(recipe)
    fitting = [stream.pick(several) for several in ways.values()]
    own = [one for one in fitting if len(one.told.collections) == 1]
    shared = [one for one in fitting if len(one.told.collections) > 1]
    first = _BEGINS[return_.collection] * len(shared) // _QUARTERS
    shared = [*shared[first:], *shared[:first]]
    return [*own, *shared[:_AT_ONCE], *own, *shared[_AT_ONCE:]]


def _in_file(
    authority: Authority, return_: Return, stream: Stream, place: int
) -> list[Sown]:
    """Plant one fault of the whole file: the one whose turn it is, or the next to fit."""
    whole = (one for one in RECIPES if not isinstance(one, OfPupil))
    recipes = _turned(whole, return_, stream)
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
    authority: Authority, return_: Return, stream: Stream, first: int
) -> list[Planted]:
    pupil = (one for one in RECIPES if isinstance(one, OfPupil))
    recipes = _turned(pupil, return_, stream)
    free = stream.shuffled(_plain(return_))
    most = min(_AT_ONCE, len(recipes), len(free), max(1, len(return_.rows) // _PART))
    facts: list[Planted] = []
    for step in range(most):
        recipe = recipes[(first + step) % len(recipes)]
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
