"""Try a way as everyone, on everything: at home, beside, abroad, and what is missing.

In --long that is so to the letter. Else tries are left out that tell little new: what is abroad is tried as people of one
role, and as none of those with a second one beside; how an account or a session ends is
tried at each way as one of the school and one of the authority, and as every role where
each begins (`spoiled`); and what the actors are refused, one person of its place is let.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from keystage_web.accounts import ids
from tests.conftest import SCALE
from tests.integration.web.authz.canaries import leaked
from tests.integration.web.authz.standing.variants import OWN, VARIANTS
from tests.integration.web.authz.trial import ledger, taken_back, tried
from tests.integration.web.authz.verdicts import Trial, Verdict, expected, wrong
from tests.integration.web.authz.way import Ids, Sent, Way, column
from tests.integration.web.authz.world import Actor, Place, World, local_roles

WHOLE = SCALE >= 1


@dataclass(frozen=True)
class Thing:
    """What is tried: where it is, its address, and what is sent about it."""

    place: Place | None  # None where it is missing
    address: str
    sent: Sent | str
    other: bool = False  # of a class that is not the actor's


def things(way: Way, world: World) -> tuple[list[Thing], Thing | None]:
    """Return the things a way is tried on, and the one that is missing."""
    places = world.places(way.asked.level)
    make = way.asked.of
    if make is None:
        return [Thing(places[0], reverse(way.route), way.sent(places[0], {}))], None
    made = [(place, make(place), False) for place in places]
    if way.asked.beside is not None:
        made.append((places[0], way.asked.beside(places[0]), True))
    found = [_thing(way, place, told, other) for place, told, other in made]
    told = dict(made[0][1])
    told[list(told)[-1]] = ids.new()
    gone = reverse(way.route, kwargs=told)
    return found, None if way.public else Thing(None, gone, found[0].sent)


def _thing(way: Way, place: Place, told: Ids, other: bool) -> Thing:
    address = reverse(way.route, kwargs=dict(told))
    return Thing(place, address, way.sent(place, told), other)


def faults(way: Way, world: World) -> Iterator[str]:
    """Yield what is wrong with what came of every try of a way."""
    found, missing = things(way, world)
    with ledger():
        for one in world.actors:
            yield from _as(way, one, found, missing)
    able = spared(way, world, found[0])
    firsts = {one.at_school: one for one in reversed(able)}
    yield from spoiled(way, found[0], able if WHOLE else list(firsts.values()))
    yield from _beside(way, world, found)


def _as(
    way: Way, one: Actor, found: list[Thing], missing: Thing | None
) -> Iterator[str]:
    """Yield what is wrong with what came of one actor's tries, the missing thing first."""
    bare = None
    if missing:
        bare = _tried(way, one, missing)
        yield from _judged(bare, missing)
    for thing in found:
        if not WHOLE and one.both and thing.place and _abroad(one, thing.place):
            continue
        body = bare.came.body if bare else None
        yield from _judged(_tried(way, one, thing, body), thing)
    if way.asked.mine and one.role:
        yield from _own(way, one, way.asked.mine)


def _abroad(one: Actor, place: Place) -> bool:
    return one.place is not None and one.place.authority != place.authority


def _own(way: Way, one: Actor, make: Callable[[Actor], Ids]) -> Iterator[str]:
    """Yield what is wrong with what came of one's own thing, which nobody else has."""
    with taken_back(one):
        address = reverse(way.route, kwargs=dict(make(one)))
        with ledger():
            came = tried(way, one, address, {})
    yield from _judged(
        Trial(way, one, Verdict.ALLOWED, came), Thing(one.place, address, {})
    )


def _tried(way: Way, one: Actor, thing: Thing, missing: bytes | None = None) -> Trial:
    want = expected(way, one, thing.place, other=thing.other)
    return Trial(way, one, want, tried(way, one, thing.address, thing.sent), missing)


def spared(way: Way, world: World, thing: Thing) -> list[Actor]:
    """Return who may, for as long as their account and session let them."""
    return [
        one
        for one in world.actors
        if one.role and not one.both and not way.public
        if expected(way, one, thing.place, other=False) is Verdict.ALLOWED
    ]


def spoiled(way: Way, thing: Thing, actors: list[Actor]) -> Iterator[str]:
    """Yield who came in although their account or session does not let them any more."""
    for one in actors:
        own = way.row.cells[column(one.role)] == "self"
        for name, spoil in (OWN if own else VARIANTS).items():
            with taken_back(one):
                spoil(one)
                came = tried(way, one, thing.address, thing.sent)
            for fault in _judged(Trial(way, one, Verdict.DOOR, came), thing):
                yield f"{name}: {fault}"


def _judged(trial: Trial, thing: Thing) -> Iterator[str]:
    where = thing.place.name if thing.place else "no place"
    if fault := wrong(trial):
        yield f"at {where}: {fault}"
    for canary in leaked(trial.came):
        yield f"at {where}: {trial.way} told {trial.actor.name} of {canary}"


def _beside(way: Way, world: World, found: list[Thing]) -> Iterator[str]:
    """Yield where nobody may: each thing that was refused somebody allows to someone."""
    for thing in found if way.row.cells["teacher"] != "self" else ():
        assert thing.place is not None
        allowed = [
            one
            for one in (*world.actors, *_locals(way, world, thing.place))
            if expected(way, one, thing.place, other=thing.other) is Verdict.ALLOWED
        ]
        if not allowed:
            yield f"at {thing.place.name}: {way} is allowed to nobody"
        local = [one for one in allowed if one not in world.actors]
        if allowed and allowed[0] in world.actors:
            continue
        for one in local if WHOLE else local[:1]:
            yield from _judged(_tried(way, one, thing), thing)


def _locals(way: Way, world: World, place: Place) -> Iterator[Actor]:
    """Yield a place's own people whom a way is given to, where the actors are strangers.

    A thing of an authority, on a page of its schools, is for the people of those.
    """
    if way.asked.open and way.site == "school":
        schools = (world.home, world.abroad)
        place = next(one for one in schools if one.authority == place.authority)
    if any(one.place is place for one in world.actors):
        return
    for role in sorted(local_roles(world, place)):
        if way.row.cells[column(role)] not in {"-", "pub", "self"}:
            yield world.local(role, place)
