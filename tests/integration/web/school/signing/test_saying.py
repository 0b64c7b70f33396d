"""Late, nothing to return, unlocked, taken back, uploaded: what a school says of itself."""

from datetime import timedelta
from typing import Any

import pytest

from keystage_web import clock
from keystage_web.accounts.roles import Role
from keystage_web.returns import actions
from keystage_web.returns.models import Late, Result, Return, Round, Unlock, Version
from keystage_web.returns.states import ReturnState
from tests.integration.web.school.marksheet.room import text
from tests.integration.web.school.signing.office import Office

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def day(number: int, month: int = 6) -> dict[str, str]:
    return {"day_0": str(number), "day_1": str(month), "day_2": "2026"}


def unlock(room: Office, **more: Any) -> None:
    """Let an officer unlock the return for a day."""
    actions.unlock(
        by=room.officer(),
        round_id=room.desk.round,
        school=room.school,
        until=clock.now() + timedelta(days=1),
        reason="As you asked",
        now=clock.now(),
        **{"pupils": [], "components": [], **more},
    )


def test_a_school_says_that_it_will_be_late_and_takes_it_back(room: Office) -> None:
    page = room.page("late", role=Role.OFFICE)
    assert "Due by the end of Tuesday 23 June 2026. This does not move" in page
    over = room.send("late", {**day(1), "reason": "x"}, role=Role.OFFICE)
    assert "Day you expect to send it: it is over" in text(over)
    told = {**day(30), "reason": "The visit is on 29 June", "moderation": "on"}
    answer = room.send("late", told, role=Role.OFFICE)
    assert "Your local authority now knows." in text(answer)
    assert "to expect it on Tuesday 30 June 2026" in text(answer)
    assert "Your moderation visit is late." in text(answer)
    assert Late.unscoped.get().moderation
    answer = room.send("not-late", {}, role=Role.OFFICE)
    assert "you will not be late" in text(answer)
    assert "to expect it on" not in text(answer)


def test_a_nil_return_is_said_and_taken_back(room: Office) -> None:
    page = room.page("excuse", role=Role.OFFICE)
    assert "a nil return" in page
    assert "does not take part in this collection" not in page
    told = {"kind": "nil", "reason": "All have moved"}
    assert room.send("excuse", {**told, "kind": "absent"}).status_code == 422
    answer = room.send("excuse", told)
    assert "You returned: no pupils (a nil return)." in text(answer)
    assert room.desk.row.state == ReturnState.EXCUSED
    assert "Results can be entered again." in text(room.send("include", {}))
    assert room.desk.row.state == ReturnState.DRAFT


def test_unlocking_is_asked_for_with_a_reason_and_told(room: Office) -> None:
    assert "Ask to unlock it" not in room.page()
    room.signed()
    assert "Ask to unlock it" in room.page(role=Role.OFFICE)
    assert room.send("unlock", {"reason": ""}).status_code == 422
    answer = room.send("unlock", {"reason": "Ann was away"}, role=Role.OFFICE)
    assert "Local authority was asked to unlock this return." in text(answer)
    assert "asked on 10 June 2026" in text(answer)
    assert "“Ann was away”" in text(answer)
    unlock(room, pupils=[room.desk.pupils[0]], components=["mark"])
    page = room.page()
    assert "Unlocked until Thursday 11 June 2026, 10:00" in page
    assert "For: Quill, Ann. In: Phonics mark." in page
    assert "Check and send" in page
    room.desk.save((room.desk.pupils[0], "mark", "11", 1))
    assert "1 result was changed since it was sent." in room.page()
    assert "sent to Local authority" in text(room.signed())
    assert "Phonics mark: 30 → 11" in room.page("difference", 2)
    assert Unlock.unscoped.get().ended_at


def test_an_unlock_that_is_declined_is_told_with_the_authoritys_words(
    room: Office,
) -> None:
    room.signed()
    room.send("unlock", {"reason": "Ann was away"}, role=Role.OFFICE)
    actions.decline_unlock(
        by=room.officer(),
        round_id=room.desk.round,
        school=room.school,
        words="The results have gone to the Department",
        now=clock.now(),
    )
    page = room.page()
    assert "On 10 June 2026, 10:00 your local authority answered" in page
    assert "“The results have gone to the Department”" in page
    assert "“Ann was away”" not in page
    room.send("unlock", {"reason": "It is Bob as well"}, role=Role.OFFICE)
    page = room.page()
    assert "“It is Bob as well”" in page
    assert "have gone to the Department" not in page


def test_what_nobody_received_is_taken_back_and_started_again(room: Office) -> None:
    room.signed()
    assert "Take it back: nobody has received it yet" in room.page()
    answer = room.send("withdraw", {"reason": "The wrong year"})
    assert "It does not count as sent." in text(answer)
    assert "Taken back: 10 June 2026" in room.page("versions")
    assert "Results can be entered again." in text(room.send("resume", {}))
    assert "sent to Local authority" in text(room.signed())
    one = Version.unscoped.get(number=2)
    actions.received(by=room.officer(), version=one.id, now=clock.now())
    assert "Received by the authority" in room.page()
    assert "Take it back" not in room.page()
    answer = room.send("withdraw", {"reason": "Again"})
    assert "has received this return" in text(answer)
    assert room.send("withdraw", {"reason": ""}).status_code == 422


def test_the_gateway_is_ticked_with_a_day_where_schools_upload(room: Office) -> None:
    assert "On the national gateway" not in room.page()
    answer = room.send("uploaded", day(9), "uploaded")
    assert "your local authority uploads the results" in text(answer)
    Round.unscoped.update(gateway=True)
    assert "The headteacher declared it on the national gateway" in room.page()
    late = room.send("uploaded", day(30), "declared")
    assert "Day it was done: it is not here yet" in text(late)
    answer = room.send("uploaded", day(9), "uploaded", role=Role.OFFICE)
    assert "✓ Tuesday 9 June 2026" in text(answer)
    assert room.get("uploaded", "other").status_code == 404


def test_a_return_of_a_file_says_how_it_came_and_that_it_was_late(
    room: Office,
) -> None:
    room.signed()
    one = Version.unscoped.get()
    one.id, one.number, one.key = "0" * 15 + "1", 2, "other"
    one.source, one.on_time, one.signed = "file", False, False
    one.declaration = {}
    one.save(force_insert=True)
    Return.unscoped.update(version=2)
    page = room.page()
    assert "after the deadline" in page
    assert "2: In a file" in page
    assert "the headteacher's word is awaited" in page
    assert "Confirm what was sent" in page
    assert "It came after the deadline." in room.page("sent")
    assert "After the deadline." in room.page("versions")
    assert Result.unscoped.exists()
