"""The authorisation matrix, in full, over everything that exists."""

from dataclasses import replace

import pytest
from pytest_django import Settings

from tests.integration.web.authz import canaries, run, way
from tests.integration.web.authz.world import World

pytestmark = [pytest.mark.database, pytest.mark.django_db]

WAYS = way.every()


@pytest.mark.usefixtures("spared")
@pytest.mark.parametrize("one", WAYS, ids=str)
def test_everyone_may_what_the_matrix_says_and_no_more(
    one: way.Way, everyone: World, settings: Settings
) -> None:
    if one.asked.demonstration:
        settings.CONFIG = replace(settings.CONFIG, demonstration=True)
    with canaries.listening() as heard:
        found = list(run.faults(one, everyone))
    assert not found, "\n".join(found)
    assert not heard, "\n".join(heard)


@pytest.mark.usefixtures("spared")
@pytest.mark.parametrize("begin", ["home.school", "home.authority", "profile.view"])
def test_however_an_account_or_a_session_ends_it_ends_for_every_role(
    begin: str, everyone: World
) -> None:
    one = next(each for each in WAYS if each.action == begin)
    [thing], _ = run.things(one, everyone)
    actors = run.spared(one, everyone, thing)
    assert len(actors) == {"home.school": 6, "home.authority": 4}.get(begin, 10)
    assert list(run.spoiled(one, thing, actors)) == []
