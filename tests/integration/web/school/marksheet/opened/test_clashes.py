"""Many results with two values are settled in one go: what is saved stays."""

import pytest

from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event
from keystage_web.returns.models import Kept
from tests.integration.web.school.marksheet.room import Room, said, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def met(room: Room, *goals: str, pupil: int = 0) -> list[str]:
    """Let two people type different values into cells; return the clashes' ids."""
    ann = room.desk.pupils[pupil]
    for goal in goals:
        room.desk.save((ann, goal, "1", 0), by=room.desk.who(Role.OFFICE))
        room.desk.save((ann, goal, "2", 0))
    return [one.id for one in room.desk.clashes()]


def test_what_is_saved_is_left_in_all_of_them_at_once(room: Room) -> None:
    ids = met(room, "E01", "E02", "E03")
    grid = room.page()
    assert f"{room.at('clashes')}?" in grid
    page = said(room.page("clashes"))
    assert "3 results have two values" in page
    assert "Quill, Ann, Speaking" in page
    before = Event.objects.count()
    answer = room.send({"clash": ids, "key": "one"}, "clashes")
    assert "3 are settled: what was saved stays." in text(answer)
    assert Event.objects.count() == before + 1
    assert room.desk.clashes() == []
    settled = room.desk.clashes(settled=True)
    assert {one.kept for one in settled} == {Kept.THEIRS}
    assert len({one.seq for one in settled}) == 1
    for goal in ("E01", "E02", "E03"):
        assert room.desk.value(room.desk.pupils[0], goal) == ("1", 1)
    assert "No result has two values." in room.page("clashes")


def test_one_clash_alone_is_chosen_in_by_itself(room: Room) -> None:
    met(room, "E01")
    assert f"{room.at('clashes')}?" not in room.page()


def test_what_was_settled_meanwhile_or_is_not_ones_own_is_passed_over(
    room: Room,
) -> None:
    ids = met(room, "E01", "E02")
    room.send({"keep": "theirs", "base": "1"}, "clash", ids[0])
    answer = room.send({"clash": ids, "key": "one"}, "clashes")
    assert "1 is settled: what was saved stays." in text(answer)
    (other,) = met(room, "E03", pupil=3)  # in no class: no teacher sees it
    room.send({"clash": [other], "key": "two"}, "clashes", role=Role.TEACHER)
    assert [one.id for one in room.desk.clashes()] == [other]
