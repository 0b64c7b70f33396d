"""An action is done in the states it names, and refused in all others: nothing changes."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.integration.web.authz import way
from tests.integration.web.authz.standing.states import ELSEWHERE, LINES, Line
from tests.integration.web.authz.trial import Came, taken_back, tried
from tests.integration.web.authz.verdicts import Trial, Verdict, expected, wrong
from tests.integration.web.authz.world import Actor, World

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]
BUILT = {one.action for one in way.every()}


def may(line: Line, world: World) -> list[Actor]:
    """Return who may do it at home: one of the school, and one of the authority."""
    home, found = world.places(line.way.asked.level)[0], dict[bool, Actor]()
    for one in world.actors:
        if not one.both:
            verdict = expected(line.way, one, home, other=False)
            if verdict is Verdict.ALLOWED:
                found.setdefault(one.at_school, one)
    return list(found.values())


def came(line: Line, state: str, one: Actor, world: World) -> Came:
    """Return what comes of an action on a thing in a state."""
    home = world.places(line.way.asked.level)[0]
    with taken_back(one):
        told = line.things[state](home)
        address = reverse(line.route, kwargs=dict(told))
        sent = line.way.sent(home, told) if line.more is None else line.more
        return tried(line.way, one, address, sent)


def faults(line: Line, world: World) -> Iterator[str]:
    """Yield what is wrong with what comes of an action in each state."""
    for one in may(line, world):
        for state in line.things:
            found = came(line, state, one, world)
            if state in line.done_in.split("|"):
                fault = wrong(Trial(line.way, one, Verdict.ALLOWED, found))
                if fault:
                    yield f"{state}: {fault}"
            elif found.changed or found.done or found.status != line.comes_to:
                yield f"{state}: {line} by {one.name} came to {found}"


@pytest.mark.parametrize("line", LINES, ids=str)
def test_an_action_is_done_in_its_states_and_in_no_other(
    line: Line, everyone: World
) -> None:
    assert may(line, everyone)
    assert list(faults(line, everyone)) == []


def test_each_state_the_matrix_names_is_tried_or_told_why_not() -> None:
    tried_in = dict[str, set[str]]()
    for line in LINES:
        tried_in.setdefault(line.action, set()).update(line.done_in.split("|"))
    for action in BUILT:
        named = way.ROWS[action].state
        if named == "any" or action.startswith(tuple(ELSEWHERE)):
            continue
        assert tried_in.get(action) == set(named.split("|")), action


def test_states_told_as_tried_elsewhere_are_named_and_not_tried_here() -> None:
    for prefix in ELSEWHERE:
        assert any(action.startswith(prefix) for action in way.ROWS)
        assert not any(line.action.startswith(prefix) for line in LINES)


def test_an_action_done_in_a_state_it_does_not_name_is_seen(everyone: World) -> None:
    line = next(one for one in LINES if one.action == "file.recall")
    loose = Line(line.action, line.route, line.things, "recalled", line.comes_to)
    found = list(faults(loose, everyone))
    assert any(one.startswith("sent: ") for one in found)
    assert any(one.startswith("recalled: ") for one in found)
