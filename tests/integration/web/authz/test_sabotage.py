"""With one scope filter taken off, the matrix must go red: or it would see nothing."""

import time
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.db.models import Q
from pytest_django import Settings

from keystage_web.accounts.models import Table
from keystage_web.accounts.rights import Right
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.authz import run, strangers, way
from tests.integration.web.authz.run import Thing
from tests.integration.web.authz.trial import asked, taken_back
from tests.integration.web.authz.verdicts import Verdict, expected
from tests.integration.web.authz.world import Actor, Place, World, world

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]

# Tables whose filter alone decides nothing, and why. Take one out once it does.
_OF = "asked by its authority alone, with `of`"
_CELLS = "of a return: no address leads there yet, its pages come with the marksheet"
_OWN = "asked by the person signed in, before there is a scope"
_SENT = "of a return, whose round and school were found within the scope before"
UNSEEN = {
    "Asked": f"{_OF}: one row an authority, and no id of it is ever sent",
    "Book": f"{_OF}, and through its round, which has a filter that is seen",
    "Change": _CELLS,
    "Clash": _CELLS,
    "ClassDone": _CELLS,
    "ClassTeacher": f"{_OF}, and the scope's school and person; or through its class",
    "Columns": f"{_OF}, and the scope's school: no id of it is ever sent",
    "Confirmation": _SENT,
    "Correction": _SENT,
    "Cover": f"{_OF}, and by the ids of files that were found within the scope",
    "Duty": "asked within a school that was found within the scope before",
    "Excuse": _SENT,
    "Exemption": _CELLS,
    "Extension": "asked within a round found in scope, or for the scope's own school",
    "Flag": _CELLS,
    "FormerUpn": "asked of one pupil, who was found within the scope before",
    "Granted": _SENT,
    "Known": _CELLS,
    "Late": _SENT,
    "Link": "asked by the digest of its own token, before there is a scope",
    "Member": "asked of one pupil, or one group, found within the scope before",
    "Message": _SENT,
    "Note": _CELLS,
    "Opened": _CELLS,
    "Paper": _CELLS,
    "Posted": _SENT,
    "Predecessor": "asked of one school, which was found within the scope before",
    "Present": _CELLS,
    "Prior": f"{_OF}, and by UPN, birth and surname of a pupil found in scope",
    "Progress": _SENT,
    "Query": _SENT,
    "Result": _CELLS,
    "Return": _CELLS,
    "Roll": "asked by the school of a draft, which was found within the scope before",
    "Save": _CELLS,
    "Search": f"{_OF}, and the scope's own person: no id of it is ever sent",
    "Seat": f"{_OWN}: the way of ending a session tries another's",
    "Stay": "asked of one pupil, who was found within the scope before",
    "Step": _SENT,
    "Tag": "shown as a list of the authority's own: no id of it is in an address",
    "Terms": f"{_OF}: one row an authority, and no id of it is ever sent",
    "Trusted": f"{_OWN}: the way of ending a browser's trust tries another's",
    "Unlock": _SENT,
    "Uploaded": _SENT,
}

type Sees = Callable[[list[type[Table]]], bool]


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
        answer = asked(one, actor, thing.address, thing.sent)
        return bool(answer.status_code == 404)


def revealed(models: list[type[Table]], sees: Sees) -> Iterator[type[Table]]:
    """Yield those of some models whose filter, taken off alone, lets a thing be seen.

    Where nothing is seen with all of them off, nothing is with fewer: a filter only
    ever leaves out. So most are tried together, and few of them one by one.
    """
    if not models or not sees(models):
        return
    if len(models) == 1:
        yield models[0]
        return
    half = len(models) // 2
    yield from revealed(models[:half], sees)
    yield from revealed(models[half:], sees)


def test_every_scope_filter_taken_off_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    made.peopled()
    every = [model for model in apps.get_models() if issubclass(model, Table)]
    blind = sorted(every, key=lambda model: model.__name__)
    for one in way.every():
        if one.asked.of is None or one.public:
            continue
        with taken_back(made.actors[0]):
            thing = [t for t in run.things(one, made)[0] if not t.other][-1]

            def sees(
                models: list[type[Table]], one: way.Way = one, thing: Thing = thing
            ) -> bool:
                with monkeypatch.context() as patch:
                    for model in models:
                        patch.setattr(model, "reach", classmethod(lambda *_: Q()))
                    return seen(made, one, thing)

            assert not sees([]), str(one)
            found = set(revealed(blind, sees))
        blind = [model for model in blind if model not in found]
    names = {model.__name__ for model in blind}
    assert names == {*UNSEEN, *strangers.SEEN}, " ".join(sorted(names))


@pytest.mark.parametrize("table", strangers.SEEN)
def test_what_others_have_changes_no_page_until_its_filter_is_off(
    table: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    made = world()
    made.peopled()
    one = next(each for each in way.every() if str(each) == strangers.SEEN[table])
    model = next(each for each in apps.get_models() if each.__name__ == table)
    with strangers.case(one, made, strangers.may(one, made)[0]) as case:
        assert not case.faults()
        monkeypatch.setattr(model, "reach", classmethod(lambda *_: Q()))
        assert case.faults()


def test_rights_taken_off_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Right, "demand", lambda *_: None)
    one = next(each for each in way.every() if each.route == "school:keys")
    assert any("wanted refused" in fault for fault in run.faults(one, world()))
