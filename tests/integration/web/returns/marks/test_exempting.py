"""An exemption is asked about, fills the whole row, and follows its cells."""

from typing import Any

import pytest

from keystage.core.errors import UsageError
from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions import Saved, Via, exempt, lift, rounds, undo
from keystage_web.returns.models import Exemption, Result
from keystage_web.returns.refusals import NotThere, Stale
from keystage_web.returns.states import Move
from tests.integration.web.returns.marks.desk import GOALS, PLAN, Desk, desk, states

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def at() -> Desk:
    return desk()


def exempted(
    at: Desk, *, seen: int = 99, by: Scope | None = None, ground: str = ""
) -> Saved:
    return exempt(
        by=by or at.who(),
        round_id=at.round,
        key=ids.new(),
        pupil=at.pupils[0],
        ground=ground or "setting",
        seen=seen,
        now=at.later(),
    )


def values(at: Desk) -> set[str]:
    return {at.value(at.pupils[0], goal)[0] for goal in GOALS}


def standing() -> int:
    return Exemption.unscoped.filter(ended_at=None).count()


def test_the_code_asks_first_and_nothing_is_written(at: Desk) -> None:
    saved = at.save((at.pupils[0], "E01", "a", 0), sure=True)
    assert (states(saved), saved.cells[0].ask) == (["ask"], "exemption")
    assert not Result.unscoped.exists()


def test_the_answer_fills_the_whole_row_and_is_kept(at: Desk) -> None:
    at.save((at.pupils[0], "E01", "2", 0))
    saved = exempted(at)
    assert saved.count() == len(GOALS)
    assert values(at) == {"A"}
    row = Exemption.unscoped.get()
    assert (row.code, row.reason, row.person_id) == ("A", "setting", at.who().person)
    assert at.history(at.pupils[0], "E01")[-1] == ("2", "A", 2)
    exempted(at, ground="child", by=at.who(Role.TEACHER))
    assert Exemption.unscoped.get().reason == "child"


def test_another_value_beside_it_is_refused_with_a_sentence(at: Desk) -> None:
    exempted(at)
    for value in ("2", ""):
        saved = at.save((at.pupils[0], "E01", value, 1))
        assert states(saved) == ["refused"]
        assert saved.cells[0].said
    assert values(at) == {"A"}
    blank = at.save(*((at.pupils[0], goal, "", 1) for goal in GOALS), via=Via.CUT)
    assert blank.count() == len(GOALS)
    assert (values(at), standing()) == ({""}, 0)


def test_a_row_that_came_mixed_is_mended_cell_by_cell(at: Desk) -> None:
    exempted(at)
    Result.unscoped.filter(component="E01").update(value="2")
    assert states(at.save((at.pupils[0], "E01", "A", 1))) == ["saved"]
    assert (values(at), standing()) == ({"A"}, 1)
    Result.unscoped.filter(component="E01").update(value="2")
    assert states(at.save((at.pupils[0], "E02", "2", 1))) == ["saved"]
    assert (values(at), standing()) == ({"A", "2"}, 0)


def test_taken_back_it_leaves_the_row_blank(at: Desk) -> None:
    exempted(at)
    told: dict[str, Any] = {"by": at.who(), "round_id": at.round, "pupil": at.pupils[0]}
    told["seen"] = 99
    saved = lift(**told, key=ids.new(), now=at.later())
    assert saved.count() == len(GOALS)
    assert (values(at), standing()) == ({""}, 0)
    with pytest.raises(NotThere):
        lift(**told, key=ids.new(), now=at.later())


def test_the_exemption_goes_with_an_undo_and_comes_with_its_redo(at: Desk) -> None:
    seq = exempted(at).seq
    for wanted in (0, 1, 0):
        seq = undo(
            by=at.who(), round_id=at.round, key=ids.new(), seq=seq, now=at.later()
        ).seq
        assert standing() == wanted
    assert at.redoable(at.who()) == seq
    assert Exemption.unscoped.count() == 1


def test_it_does_not_fill_over_what_was_not_seen(at: Desk) -> None:
    at.save((at.pupils[0], "E01", "2", 0))
    at.save((at.pupils[0], "E02", "2", 0), by=at.who(Role.OFFICE))
    with pytest.raises(Stale):
        exempted(at, seen=1)
    assert standing() == 0
    assert exempted(at, seen=2).count() == len(GOALS)


def test_a_ground_nobody_knows_is_refused_and_so_is_a_book_without_one(
    at: Desk,
) -> None:
    with pytest.raises(UsageError):
        exempted(at, ground="because")
    beside = desk_of(at, "phonics-2026")
    with pytest.raises(NotThere):
        exempted(beside)


def desk_of(at: Desk, book: str) -> Desk:
    """Open another round beside."""
    at.round = rounds.create(by=at.admin, book=book, plan=PLAN, now=at.now)
    rounds.move(by=at.admin, round_id=at.round, move=Move.OPEN, now=at.now)
    return at


def test_nought_marks_asks_once_and_stands_when_one_is_sure() -> None:
    at = desk("phonics-2026", group="1")
    ann = at.pupils[0]
    saved = at.save((ann, "mark", "0", 0))
    assert (states(saved), saved.cells[0].ask) == (["ask"], "zero")
    assert states(at.save((ann, "mark", "0", 0), sure=True)) == ["saved"]
    assert states(at.save((ann, "mark", "00", 0))) == ["saved"]
    assert at.value(ann, "mark") == ("0", 1)
