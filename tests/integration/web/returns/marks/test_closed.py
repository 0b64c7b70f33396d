"""A cell that is closed takes no value, and says why; some are opened with a reason."""

from datetime import date
from typing import Any

import pytest

from keystage.core import upn
from keystage.core.errors import UsageError
from keystage_web.accounts.roles import Role
from keystage_web.returns import actions
from keystage_web.returns.models import Opened, Via
from keystage_web.returns.refusals import NotThere
from keystage_web.rolls.models import Prior, Pupil
from tests.integration.web.returns.marks.desk import Desk, desk, states

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def again() -> Desk:
    """Make a desk of phonics where Ann, of year 2, met the standard last year."""
    at = desk("phonics-2026", group="2")
    number = upn.make("004", "2001", 2024, 5)
    Pupil.unscoped.filter(id=at.pupils[0]).update(upn=number)
    Prior.unscoped.create(
        authority=at.town.authority,
        upn=number,
        born=date(2021, 3, 5),
        surname="quill",
        collection="phonics",
        year=2025,
        component="mark",
        value="38",
    )
    return at


def opened(
    at: Desk, component: str = "mark", reason: str = "It was taken again"
) -> None:
    actions.open_closed(
        by=at.who(Role.TEACHER),
        round_id=at.round,
        pupil=at.pupils[0],
        component=component,
        reason=reason,
        now=at.later(),
    )


def test_who_met_the_standard_takes_no_mark_until_the_row_is_opened() -> None:
    at = again()
    ann, bob = at.pupils[:2]
    saved = at.save((ann, "mark", "30", 0), (bob, "mark", "30", 0))
    assert states(saved) == ["refused", "saved"]
    assert "Met the standard in 2025 (38)" in saved.cells[0].said
    assert at.value(ann, "mark") == ("", 0)
    opened(at)
    assert states(at.save((ann, "mark", "30", 0))) == ["saved"]


def test_a_whole_row_is_opened_and_the_reason_put_right() -> None:
    at = again()
    opened(at, "")
    opened(at, "", " Their parents asked ")
    assert Opened.unscoped.get().reason == "Their parents asked"
    assert states(at.save((at.pupils[0], "mark", "30", 0))) == ["saved"]
    for reason in (" ", "x" * 401):
        with pytest.raises(UsageError):
            opened(at, "", reason)


def ks2() -> Desk:
    """Make a desk of key stage 2 where Ann is below the standard of reading."""
    at = desk("ks2-2026", group="6")
    Pupil.unscoped.filter(id=at.pupils[0]).update(below="REA")
    return at


def test_tested_subjects_take_a_result_only_of_who_is_below_the_test() -> None:
    at = ks2()
    ann, bob = at.pupils[:2]
    cells = [(who, part) for who in (ann, bob) for part in ("WRI", "REA", "MAT")]
    saved = at.save(*((*cell, "PK1", 0) for cell in cells))
    told = dict(zip(cells, states(saved), strict=True))
    assert [cell for cell, state in told.items() if state == "refused"] == [
        (ann, "MAT"),
        (bob, "REA"),
        (bob, "MAT"),
    ]
    for component in ("MAT", "WRI"):  # the one is not to be opened, the other is open
        with pytest.raises(UsageError):
            opened(at, component)


def test_a_child_whom_the_school_does_not_report_takes_no_result() -> None:
    at = desk()
    at.save((at.pupils[0], "E02", "2", 0))
    Pupil.unscoped.filter(id=at.pupils[0]).update(
        joined=date(2025, 9, 1), left=date(2026, 1, 20), gone_to="abroad"
    )
    saved = at.save((at.pupils[0], "E01", "2", 0))
    assert states(saved) == ["refused"]
    opened(at, "E01")
    assert states(at.save((at.pupils[0], "E01", "2", 0))) == ["saved"]


def test_a_child_of_no_year_of_the_collection_is_not_on_the_sheet() -> None:
    at = desk()
    Pupil.unscoped.filter(id=at.pupils[0]).update(year_group="4")
    with pytest.raises(NotThere):
        at.save((at.pupils[0], "E01", "2", 0))


def test_a_closed_cell_is_filled_by_nobody_and_said() -> None:
    at = ks2()
    told: dict[str, Any] = {"by": at.who(), "round_id": at.round, "now": at.later()}
    block = actions.Block(tuple(at.pupils[:2]), ("REA",))
    saved = actions.fill(**told, key="k", seen=99, block=block, value="PK1")
    assert sorted(states(saved)) == ["refused", "saved"]


def test_a_value_that_stands_in_a_closed_cell_can_be_taken_out() -> None:
    at = ks2()
    ann = at.pupils[0]
    at.save((ann, "REA", "PK1", 0))
    Pupil.unscoped.filter(id=ann).update(below="")
    assert states(at.save((ann, "REA", "PK2", 1))) == ["refused"]
    assert states(at.save((ann, "REA", "", 1), via=Via.REPAIRED)) == ["saved"]
    assert at.value(ann, "REA") == ("", 2)
