"""With one scope filter taken off, the matrix must go red: or it would see nothing."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import Q

from keystage_web.accounts.models import Table
from keystage_web.accounts.rights import Right
from tests.integration.web.authz import run, way
from tests.integration.web.authz.run import Thing
from tests.integration.web.authz.trial import taken_back
from tests.integration.web.authz.verdicts import Verdict, expected
from tests.integration.web.authz.world import Actor, Place, World, world

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]

# Tables no page leads into by an id, and why; take a line out once one does.
UNSEEN = {
    "Person": "found by roles, which are narrowed too",
    "Seat": "one's own, never by scope",
    "Trusted": "one's own, never by scope",
    "Link": "followed before there is a scope",
    "StaffCheck": "shown for one's own school alone",
}


def strangers(made: World, all_ways: list[way.Way]) -> list[tuple[way.Way, Thing]]:
    """Return each way with its thing at the other authority; it is there for nobody."""
    found = []
    for one in all_ways:
        if one.asked.of is not None and not one.public:
            found.append((one, run.things(one, made)[0][-1]))
    return found


def seen(made: World, tries: list[tuple[way.Way, Thing]]) -> Iterator[str]:
    """Yield the ways by which somebody sees a thing of the other authority."""
    for one, thing in tries:
        for actor in made.actors:
            home = made.places(one.asked.level)[0]
            if actor.role and not actor.both and _allowed(one, actor, home):
                if not _absent(one, actor, thing):
                    yield str(one)
                break


def _allowed(one: way.Way, actor: Actor, home: Place) -> bool:
    return expected(one, actor, home, other=False) is Verdict.ALLOWED


def _absent(one: way.Way, actor: Actor, thing: Thing) -> bool:
    actor.client.raise_request_exception = False
    with taken_back(actor):
        ask = getattr(actor.client, one.method.lower())
        return bool(ask(thing.address, thing.sent).status_code == 404)


def test_every_scope_filter_taken_off_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    tries = strangers(made, way.every())
    assert list(seen(made, tries)) == []
    blind = []
    for model in apps.get_models():
        if not issubclass(model, Table):
            continue
        with monkeypatch.context() as patch:
            patch.setattr(model, "reach", classmethod(lambda *_: Q()))
            if next(seen(made, tries), None) is None:
                blind.append(model.__name__)
    assert sorted(blind) == sorted(UNSEEN)


def test_rights_taken_off_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Right, "demand", lambda *_: None)
    one = next(each for each in way.every() if each.route == "school:keys")
    assert any("wanted refused" in fault for fault in run.faults(one, world()))
