"""Where a return can go from where it stands."""

from hypothesis import given
from hypothesis import strategies as st

from keystage_web.returns.states import ENTERED, RETURN, ReturnMove, ReturnState


@given(st.lists(st.sampled_from(ReturnMove), max_size=20))
def test_a_return_is_accepted_only_after_it_was_sent(way: list[ReturnMove]) -> None:
    state, passed = ReturnState.DRAFT, [ReturnState.DRAFT]
    for move in way:
        state = RETURN.get((state, move), state)
        passed.append(state)
    if ReturnState.ACCEPTED in passed:
        assert ReturnState.SUBMITTED in passed[: passed.index(ReturnState.ACCEPTED)]


def test_every_state_is_reached_from_a_draft() -> None:
    reached = {ReturnState.DRAFT}
    for _ in ReturnState:
        reached |= {after for (before, _), after in RETURN.items() if before in reached}
    assert reached == set(ReturnState)


def test_what_was_sent_is_entered_again_only_once_it_is_unlocked_or_withdrawn() -> None:
    ways = {
        move
        for (before, move), after in RETURN.items()
        if before not in ENTERED and after in ENTERED
    }
    assert ways == {ReturnMove.UNLOCK, ReturnMove.RESUME, ReturnMove.INCLUDE}
