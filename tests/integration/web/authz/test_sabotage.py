"""With one scope filter taken off, the matrix must go red: or it would see nothing."""

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

# Tables whose filter alone decides nothing: no way leads to a row of them by its id, or
# another filter stands behind theirs. Take a name out once that is no longer so.
UNSEEN = {
    *("Asked", "Book", "ClassTeacher", "Columns", "Duty", "Extension", "FactorReset"),
    *(
        "FormerUpn",
        "Link",
        "Member",
        "Person",
        "Predecessor",
        "Prior",
        "Roll",
        "Search",
    ),
    *("Seat", "Shown", "StaffCheck", "Stay", "Term", "Trusted"),
}


def seen(made: World, one: way.Way, thing: Thing) -> bool:
    """Return whether somebody who may do it at home sees a thing of the other authority."""
    home = made.places(one.asked.level)[0]
    for actor in made.actors:
        if actor.role and not actor.both and _allowed(one, actor, home):
            return not _absent(one, actor, thing)
    return False


def _allowed(one: way.Way, actor: Actor, home: Place) -> bool:
    return expected(one, actor, home, other=False) is Verdict.ALLOWED


def _absent(one: way.Way, actor: Actor, thing: Thing) -> bool:
    actor.client.raise_request_exception = False
    with taken_back(actor):
        ask = getattr(actor.client, one.method.lower())
        return bool(ask(thing.address, thing.sent).status_code == 404)


def test_every_scope_filter_taken_off_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    made.peopled()
    blind = {model for model in apps.get_models() if issubclass(model, Table)}
    for one in way.every():
        if one.asked.of is None or one.public:
            continue
        with taken_back(made.actors[0]):
            thing = [t for t in run.things(one, made)[0] if not t.other][-1]
            assert not seen(made, one, thing), str(one)
            for model in set(blind):
                with monkeypatch.context() as patch:
                    patch.setattr(model, "reach", classmethod(lambda *_: Q()))
                    if seen(made, one, thing):
                        blind.remove(model)
    names = {model.__name__ for model in blind}
    assert names == UNSEEN, " ".join(sorted(names))


def test_rights_taken_off_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Right, "demand", lambda *_: None)
    one = next(each for each in way.every() if each.route == "school:keys")
    assert any("wanted refused" in fault for fault in run.faults(one, world()))
