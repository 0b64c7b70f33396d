"""A column or a row is filled at once, and taken back with one undo."""

import pytest

from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import history
from keystage_web.returns.actions import Block, Saved, Via, fill, restore, undo
from keystage_web.returns.models import Change, Save
from keystage_web.returns.refusals import NotThere, Stale
from tests.integration.web.returns.marks.desk import GOALS, Desk, desk, states

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def at() -> Desk:
    return desk()


def filled(
    at: Desk,
    value: str,
    *,
    over: bool = False,
    seen: int = 99,
    by: Scope | None = None,
) -> Saved:
    """Fill the first goal of Ann and Bob."""
    return fill(
        by=by or at.who(),
        round_id=at.round,
        key=ids.new(),
        block=Block(tuple(at.pupils[:2]), ("E01",)),
        value=value,
        over=over,
        seen=seen,
        now=at.later(),
    )


def undone(at: Desk, seq: int, *, by: Scope | None = None, key: str = "") -> Saved:
    return undo(
        by=by or at.who(),
        round_id=at.round,
        key=key or ids.new(),
        seq=seq,
        now=at.later(),
    )


def test_a_column_is_filled_where_it_is_blank(at: Desk) -> None:
    ann, bob = at.pupils[:2]
    at.save((ann, "E01", "1", 0))
    saved = filled(at, "exp")
    assert [cell.pupil for cell in saved.cells] == [bob]
    assert (at.value(ann, "E01"), at.value(bob, "E01")) == (("1", 1), ("2", 1))
    assert {row.via for row in Change.unscoped.filter(seq=2)} == {"filled"}


def test_a_column_is_filled_over_what_is_there_only_when_that_is_asked(
    at: Desk,
) -> None:
    ann, bob = at.pupils[:2]
    at.save((ann, "E01", "1", 0))
    filled(at, "2", over=True)
    assert (at.value(ann, "E01"), at.value(bob, "E01")) == (("2", 2), ("2", 1))
    filled(at, "", over=True)
    assert at.value(ann, "E01") == ("", 3)


def test_a_teacher_fills_nothing_of_another_class(at: Desk) -> None:
    at.pupils = at.pupils[1:]
    with pytest.raises(NotThere):
        filled(at, "2", by=at.who(Role.TEACHER))


def test_a_fill_is_taken_back_at_once_and_comes_again(at: Desk) -> None:
    ann, bob = at.pupils[:2]
    at.save((ann, "E01", "1", 0))
    seq = filled(at, "2", over=True).seq
    back = undone(at, seq)
    assert (at.value(ann, "E01"), at.value(bob, "E01")) == (("1", 3), ("", 2))
    again = undone(at, back.seq)
    assert (at.value(ann, "E01"), at.value(bob, "E01")) == (("2", 4), ("2", 3))
    assert list(Save.unscoped.order_by("seq").values_list("via", "undone")) == [
        ("typed", False),
        ("filled", True),
        ("undone", True),
        ("redone", False),
    ]
    with pytest.raises(Stale):
        undone(at, seq)
    assert states(undone(at, again.seq)) == ["saved", "saved"]


def test_what_another_has_changed_since_is_not_taken_back(at: Desk) -> None:
    ann, bob = at.pupils[:2]
    seq = filled(at, "2").seq
    at.save((bob, "E01", "1", 1), by=at.who(Role.OFFICE))
    back = undone(at, seq)
    found = {cell.pupil: cell for cell in back.cells}
    assert (found[ann].state, found[bob].state) == ("saved", "refused")
    theirs = found[bob].theirs
    assert theirs is not None
    assert (theirs.value, theirs.by) == ("1", "Office 2001")
    assert (at.value(ann, "E01"), at.value(bob, "E01")) == (("", 2), ("1", 2))


def test_only_an_own_save_is_taken_back(at: Desk) -> None:
    seq = filled(at, "2").seq
    for wrong in (seq, 0, 99):
        with pytest.raises(NotThere):
            undone(at, wrong, by=at.who(Role.OFFICE))
    assert at.value(at.pupils[0], "E01") == ("2", 1)


def test_an_undo_sent_twice_is_done_once(at: Desk) -> None:
    seq = filled(at, "2").seq
    first = undone(at, seq, key="u")
    assert undone(at, seq, key="u") == first
    assert at.value(at.pupils[0], "E01") == ("", 2)


def test_what_is_taken_back_next_is_known(at: Desk) -> None:
    def which() -> tuple[int, int]:
        return (
            history.undoable(at.who(), at.round),
            at.redoable(at.who()),
        )

    ann = at.pupils[0]
    assert which() == (0, 0)
    one, two = (at.save((ann, goal, "2", 0)).seq for goal in ("E01", "E02"))
    at.save((ann, "E03", "2", 0), by=at.who(Role.OFFICE))
    assert which() == (two, 0)
    first = undone(at, two).seq
    assert which() == (one, first)
    second = undone(at, one).seq
    assert which() == (0, second)
    redone = undone(at, second).seq
    assert which() == (redone, first)
    at.save((ann, "E04", "2", 0))
    assert which()[1] == 0


def restored(at: Desk, seq: int, *, seen: int, klass: str = "") -> Saved:
    return restore(
        by=at.who(),
        round_id=at.round,
        key=ids.new(),
        after=seq,
        seen=seen,
        klass=klass,
        now=at.later(),
    )


def test_cells_are_put_as_they_were_at_a_moment(at: Desk) -> None:
    ann, _, cas, _ = at.pupils
    at.save((ann, "E01", "1", 0), (ann, "E02", "2", 0))
    at.save((ann, "E01", "2", 1), (cas, "E01", "2", 0))
    at.save((ann, "E01", "", 2), by=at.who(Role.OFFICE))
    moment = history.moments(at.who(), at.round)[-1].seq
    assert history.since(at.who(), at.round, moment) == 2
    assert history.since(at.who(), at.round, moment, at.oak.id) == 1
    restored(at, 1, seen=3, klass=at.oak.id)
    assert (at.value(ann, "E01"), at.value(cas, "E01")) == (("1", 4), ("2", 1))
    restored(at, 1, seen=4)
    assert (at.value(ann, "E02"), at.value(cas, "E01")) == (("2", 1), ("", 2))
    told = history.moments(at.who(), at.round, at.oak.id)
    assert [(one.seq, one.via, one.cells) for one in told] == [
        (4, Via.RESTORED, 1),
        (3, Via.TYPED, 1),
        (2, Via.TYPED, 1),
        (1, Via.TYPED, 2),
    ]
    assert told[1].by == "Office 2001"


def test_nothing_is_restored_over_what_was_not_seen(at: Desk) -> None:
    at.save((at.pupils[0], "E01", "1", 0))
    at.save((at.pupils[0], "E01", "2", 1), by=at.who(Role.OFFICE))
    with pytest.raises(Stale):
        restored(at, 1, seen=1)
    assert at.value(at.pupils[0], "E01") == ("2", 2)


def test_a_cell_tells_who_changed_it_and_how(at: Desk) -> None:
    ann = at.pupils[0]
    at.save((ann, GOALS[0], "1", 0))
    filled(at, "2", over=True, by=at.who(Role.TEACHER))
    lines = history.cell(at.who(), at.round, ann, GOALS[0])
    assert [(one.before, one.after, one.by, one.via) for one in lines] == [
        ("1", "2", "Teacher 2001", Via.FILLED),
        ("", "1", "Headteacher 2001", Via.TYPED),
    ]
    assert history.cell(at.who(Role.TEACHER), at.round, at.pupils[2], GOALS[0]) == []
