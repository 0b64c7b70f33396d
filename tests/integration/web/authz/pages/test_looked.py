"""Whoever sees a pupil on a page is written down: every page there is, with a canary on it.

Each way by GET is walked by one of each kind who may, at a return of which all was said
that names a pupil; where the address is of something else, with the thing it is of. A
page that holds the pupil's name without an event that names the pupil is red.
"""

import io
import zipfile
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from keystage_web.rolls.models import Pupil
from keystage_web.school.signing import door
from tests.integration.web.authz.pages.talk import (
    ENDED,
    LOOKING,
    Ended,
    as_it_is,
    talked,
)
from tests.integration.web.authz.trial import Came, tried
from tests.integration.web.authz.verdicts import Verdict, expected
from tests.integration.web.authz.way import Ids, Way, every
from tests.integration.web.authz.world import Actor, Place, World

pytestmark = [
    *(pytest.mark.database, pytest.mark.django_db, pytest.mark.uncounted),
    pytest.mark.usefixtures("spared"),
]

CANARY = b"quill"
# Pages on which a pupil's name is no look at a pupil of the roll, and why.
SPARED = {
    "files:columns": "rows of a file just sent, before it is known whose they are",
}
WAYS = [one for one in every() if one.method == "GET"]


def who(way: Way, world: World) -> Iterator[Actor]:
    """Yield one in each role that looks, who may."""
    home = world.places(way.asked.level)[0]
    for one in world.actors:
        may = expected(way, one, home, other=False) is Verdict.ALLOWED
        if may and one.role in LOOKING and not one.both:
            yield one


def holds(body: bytes) -> bool:
    """Return whether a page, or a file within a zip, holds the canary."""
    if not body.startswith(b"PK"):
        return CANARY in body.lower()
    with zipfile.ZipFile(io.BytesIO(body)) as zipped:
        return any(CANARY in zipped.read(one).lower() for one in zipped.namelist())


def address(way: Way, ids: Ids) -> str:
    """Return where a way leads with the ids there are; '' where it wants others."""
    wanted = names(way)
    if not wanted <= ids.keys():
        return ""
    return reverse(way.route, kwargs={name: ids[name] for name in wanted})


def names(way: Way) -> set[str]:
    """Return the names of the ids in a way's address."""
    patterns = get_resolver()
    *spaces, name = way.route.split(":")
    for space in spaces:
        patterns = patterns.namespace_dict[space][1]
    return {
        each for found in patterns.reverse_dict.getlist(name) for each in found[0][0][1]
    }


def unseen(way: Way, one: Actor, at: str, canaries: set[str]) -> Iterator[str]:
    """Yield a page that showed the canary, and left no event that names the pupil."""
    came = tried(way, one, at, {})
    if came.status == 200 and way.route not in SPARED and told(came, canaries):
        yield f"{way.route} to {one.name}"


def told(came: Came, canaries: set[str]) -> bool:
    """Return whether the canary was shown, and nothing was written of it."""
    return holds(came.body) and canaries.isdisjoint(came.seen)


def alone(world: World, way: Way, place: Place) -> Iterator[str]:
    """Yield the same of a page of something else, which its way makes."""
    with transaction.atomic():
        at = address(way, way.asked.of(place) if way.asked.of else {})
        known = quills()
        for one in who(way, world):
            yield from unseen(way, one, at, known)
        transaction.set_rollback(True)


def quills() -> set[str]:
    """Return the ids of all who are called by the canary's name."""
    found = Pupil.unscoped.filter(surname="Quill")
    return set(found.values_list("id", flat=True))


def walked(world: World, end: Ended) -> Iterator[str]:
    """Yield what was shown and not written down, at a return that ended in some way."""
    with transaction.atomic():
        ids = talked(world.home)
        assert ids.keys() == IDS
        end(world.home, ids)
        known = quills()
        for way in WAYS:
            if end is not as_it_is and not way.route.startswith(ABOUT):
                continue  # whatever came of the return, they show the same
            if at := address(way, ids):
                for one in who(way, world):
                    yield from unseen(way, one, at, known)
        transaction.set_rollback(True)


IDS = {
    *("round_id", "school", "pupil", "component", "klass", "version", "number"),
    *("query", "correction", "kind", "form"),
}
ABOUT = ("school:return", "authority:round-school", "authority:timeline")


def test_a_page_that_writes_nothing_down_is_seen(
    everyone: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "looked_at", lambda *_: None)
    found = list(walked(everyone, as_it_is))
    names = ("questions", "question", "cells", "version", "difference", "correction")
    for name in ("", *(f"-{one}" for one in names)):
        assert f"school:return{name} to head at home" in found


def test_whoever_sees_a_pupil_on_a_page_of_anything_else_is_written_down(
    everyone: World,
) -> None:
    found = list[str]()
    for way in WAYS:
        if not names(way) <= IDS:
            found += alone(everyone, way, everyone.places(way.asked.level)[0])
    assert found == []


@pytest.mark.parametrize("end", ENDED)
def test_whoever_sees_a_pupil_of_a_return_is_written_down(
    end: Ended, everyone: World
) -> None:
    assert list(walked(everyone, end)) == []
