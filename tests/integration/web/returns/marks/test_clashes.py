"""Two values that met: nobody's is lost, and somebody chooses."""

import pytest

from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.models import Event, Payload
from keystage_web.returns import history
from keystage_web.returns.actions import Kept, Saved, settle
from keystage_web.returns.refusals import NotThere, Stale
from keystage_web.returns.sheet.queries import changes, sheet
from keystage_web.rolls.models import Pupil
from tests.integration.web.returns.marks.desk import Desk, desk, states

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def at() -> Desk:
    """A desk where the office's 1 met the head's 2."""
    made = desk()
    made.save((made.pupils[0], "E01", "2", 0))
    made.save((made.pupils[0], "E01", "1", 0), by=made.who(Role.OFFICE))
    return made


def chosen(at: Desk, keep: Kept, *, base: int = 1, by: Scope | None = None) -> Saved:
    (clash,) = [*at.clashes(), *at.clashes(settled=True)][:1]
    return settle(
        by=by or at.who(Role.TEACHER),
        clash=clash.id,
        keep=keep,
        base=base,
        key=ids.new(),
        now=at.later(),
    )


def test_both_are_shown_until_somebody_chooses(at: Desk) -> None:
    (clash,) = at.clashes()
    met = history.clash(at.who(Role.TEACHER), at.round, clash.id)
    assert met is not None
    assert (met.mine, met.by, met.theirs, met.theirs_by, met.version) == (
        "1",
        "Office 2001",
        "2",
        "Headteacher 2001",
        1,
    )
    chosen(at, Kept.THEIRS)
    assert history.clash(at.who(), at.round, clash.id) is None


def test_the_value_that_was_there_is_kept(at: Desk) -> None:
    saved = chosen(at, Kept.THEIRS)
    assert (states(saved), saved.cells[0].value, saved.seq) == (["saved"], "2", 3)
    assert at.value(at.pupils[0], "E01") == ("2", 1)
    (clash,) = at.clashes(settled=True)
    teacher = at.who(Role.TEACHER).person
    assert (clash.kept, clash.settled_by_id, clash.seq) == ("theirs", teacher, 3)
    event = Event.objects.order_by("number").last()
    assert event is not None
    assert event.action == "marksheet.settle"


def test_the_value_that_met_it_is_written_with_its_history(at: Desk) -> None:
    saved = chosen(at, Kept.MINE, base=1)
    assert (saved.cells[0].value, saved.cells[0].version) == ("1", 2)
    assert at.history(at.pupils[0], "E01") == [("", "2", 1), ("2", "1", 2)]
    assert at.clashes() == []


def test_nothing_is_chosen_over_what_was_not_seen(at: Desk) -> None:
    at.save((at.pupils[0], "E01", "", 1))
    saved = chosen(at, Kept.MINE, base=1)
    cell = saved.cells[0]
    assert (cell.state, cell.value, cell.version) == ("conflict", "", 2)
    (clash,) = at.clashes()
    assert cell.clash == clash.id


def test_what_was_chosen_is_not_chosen_again(at: Desk) -> None:
    chosen(at, Kept.THEIRS)
    with pytest.raises(Stale):
        chosen(at, Kept.MINE)
    assert at.value(at.pupils[0], "E01") == ("2", 1)


def test_who_does_not_see_the_pupil_does_not_find_it(at: Desk) -> None:
    at.save((at.pupils[2], "E01", "2", 0))
    at.save((at.pupils[2], "E01", "1", 0), by=at.who(Role.OFFICE))
    other = at.clashes()[1]
    assert history.clash(at.who(Role.TEACHER), at.round, other.id) is None
    at.number = "2002"
    for by in (at.who(), at.who(Role.TEACHER)):
        with pytest.raises(NotThere):
            chosen(at, Kept.THEIRS, by=by)


def test_a_person_has_one_open_clash_in_a_cell_with_what_they_typed_last(
    at: Desk,
) -> None:
    ann, office = at.pupils[0], at.who(Role.OFFICE)
    for value in ("3", "4", "1", "A1"):
        saved = at.save((ann, "E01", value, 0), by=office)
        assert states(saved) == ["conflict"]
    at.save((ann, "E01", "7", 0), by=at.who(Role.TEACHER))
    assert [one.value for one in at.clashes()] == ["A1", "7"]
    bodies = "".join(one.body for one in Payload.objects.order_by("number"))
    assert [bodies.count(f'"{value}"') > 0 for value in ("3", "4", "A1")] == [True] * 3
    assert at.row.seq == 7


def test_a_clash_of_a_pupil_who_is_gone_is_told_to_nobody(at: Desk) -> None:
    Pupil.unscoped.filter(id=at.pupils[0]).update(year_group="4", born=None)
    found = sheet(at.who(), at.round, now=at.later())
    assert found is not None
    assert found.clashes == ()
    told = changes(at.who(), at.round, since=0, now=at.later())
    assert told is not None
    assert told.clashes == ()
