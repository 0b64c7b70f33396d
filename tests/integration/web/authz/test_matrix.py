"""The authorisation matrix, in full, over everything that exists."""

from dataclasses import replace

import pytest
from pytest_django import Settings

from tests.integration.web.authz import canaries, run, way
from tests.integration.web.authz.world import world

pytestmark = [pytest.mark.database, pytest.mark.django_db]

WAYS = way.every()


@pytest.mark.usefixtures("spared")
@pytest.mark.parametrize("one", WAYS, ids=str)
def test_everyone_may_what_the_matrix_says_and_no_more(
    one: way.Way, settings: Settings
) -> None:
    if one.asked.demonstration:
        settings.CONFIG = replace(settings.CONFIG, demonstration=True)
    with canaries.listening() as heard:
        found = list(run.faults(one, world()))
    assert not found, "\n".join(found)
    assert not heard, "\n".join(heard)
