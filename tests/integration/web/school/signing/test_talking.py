"""Questions of the authority, messages of the school, corrections to agree or decline."""

from typing import Any

import pytest

from keystage_web import clock
from keystage_web.accounts.roles import Role
from keystage_web.returns import actions
from keystage_web.returns.models import Correction, Query, Version
from keystage_web.returns.states import ReturnState
from tests.integration.web.school.marksheet.room import text
from tests.integration.web.school.signing.office import Office

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def ask(room: Office, **more: Any) -> str:
    """Let an officer ask about a mark that was sent."""
    return actions.query(
        by=room.officer(),
        round_id=room.desk.round,
        school=room.school,
        text="Was that one checked?",
        now=clock.now(),
        **{"pupil": room.desk.pupils[0], "component": "mark", **more},
    )


def propose(room: Office, value: str = "12") -> str:
    """Let an officer propose another mark."""
    return actions.correct(
        by=room.officer(),
        round_id=room.desk.round,
        school=room.school,
        pupil=room.desk.pupils[0],
        component="mark",
        value=value,
        reason="You told us on the telephone",
        now=clock.now(),
    )


def test_a_question_is_found_read_and_answered(room: Office) -> None:
    room.signed()
    query = ask(room)
    assert "Your local authority asks: Quill, Ann, Phonics mark" in room.page()
    page = room.page("questions", role=Role.OFFICE)
    assert "Waiting for your answer" in page
    page = room.page("question", query)
    assert "Local authority, 10 June 2026" in page
    assert ", Local authority" not in page
    empty = room.send("question", {"text": " "}, query)
    assert empty.status_code == 422
    assert "Your answer is missing" in text(empty)
    answer = room.send("question", {"text": "Yes, twice."}, query, role=Role.OFFICE)
    assert "Your answer was sent." in text(answer)
    assert "Yes, twice." in text(answer)
    assert room.desk.row.state == ReturnState.SUBMITTED
    actions.close_query(by=room.officer(), query=query, now=clock.now())
    closed = room.page("question", query)
    assert "closed" in closed
    assert "Send the answer" not in closed
    assert "This question is closed." in text(
        room.send("question", {"text": "x"}, query)
    )


def test_the_question_itself_is_on_the_page_of_the_return_with_a_way_to_answer(
    room: Office,
) -> None:
    room.signed()
    ask(room)
    page = room.page(role=Role.OFFICE)
    assert "“Was that one checked?” Read it and answer" in page
    questions = room.page("questions", role=Role.OFFICE)
    assert "Waiting for your answer Quill, Ann, Phonics mark" in questions
    assert "Was that one checked?" in questions
    assert "Was that one checked?" not in room.page(role=Role.TEACHER)


def test_what_is_written_while_a_question_waits_is_not_lost_beside_it(
    room: Office,
) -> None:
    room.signed()
    query = ask(room)
    told = {"text": "Yes, twice."}
    stray = room.send("questions", told)
    assert stray.status_code == 422
    assert "What is it about: choose one" in text(stray)
    assert "The answer to: Quill, Ann, Phonics mark: “Was that one" in text(stray)
    assert "Yes, twice." in stray.content.decode()
    answer = room.send("questions", {**told, "to": query})
    assert "Your answer was sent." in text(answer)
    assert Query.unscoped.get().state == "answered"
    assert room.desk.row.state == ReturnState.SUBMITTED
    ask(room, pupil="", component="")
    other = room.send("questions", {"to": "new", "text": "The boiler is mended."})
    assert "Your message was sent." in text(other)
    assert Query.unscoped.count() == 3


def test_a_question_about_the_whole_return_says_so(room: Office) -> None:
    room.signed()
    ask(room, pupil="", component="")
    assert "Waiting for your answer The whole return" in room.page("questions")


def test_the_school_writes_unasked_before_anything_was_sent(room: Office) -> None:
    assert "None. Corrections None." in room.page("questions")
    answer = room.send("questions", {"text": "Who is to mark this?"})
    assert "Your message was sent." in text(answer)
    query = Query.unscoped.get()
    told: dict[str, Any] = {"by": room.officer(), "query": query.id}
    actions.reply(**told, text="The class teacher.", now=clock.now())
    assert "The class teacher." in room.page("question", query.id)
    assert room.send("questions", {"text": ""}).status_code == 422


def test_a_correction_is_agreed_and_makes_a_version(room: Office) -> None:
    room.signed()
    correction = propose(room)
    assert "A correction is proposed: Quill, Ann, Phonics mark" in room.page()
    assert "It waits for the headteacher." in room.page("questions", role=Role.OFFICE)
    page = room.page("correction", correction)
    assert "30 was sent, 12 is proposed" in page
    answer = room.send("correction", {"agree": "1"}, correction)
    assert "The result is changed, and sent." in text(answer)
    assert "Agreed by Headteacher 2001" in text(answer)
    assert "It made version 2." in text(answer)
    page = room.page("versions")
    assert "Version 2 Stands" in page
    assert "By a correction." in page
    differs = room.page("difference", 2)
    assert "Different: before → after Quill, Ann Phonics mark: 30 → 12" in differs
    assert Version.unscoped.count() == 2
    again = room.page("correction", correction)
    assert "Agreed by" in again
    assert "Or decline" not in again


def test_a_correction_is_declined_with_a_reason(room: Office) -> None:
    room.signed()
    correction = propose(room)
    assert room.send("correction", {"words": ""}, correction).status_code == 422
    answer = room.send("correction", {"words": "It was 30."}, correction)
    assert "The result stays as it is." in text(answer)
    assert "Declined by Headteacher 2001" in text(answer)
    assert "“It was 30.”" in text(answer)
    late = room.send("correction", {"agree": "1"}, correction)
    assert "Your school has declined this correction." in text(late)


def test_what_the_authority_did_by_telephone_or_at_once_is_told(room: Office) -> None:
    room.signed()
    propose(room)
    row = Correction.unscoped.get()
    row.phone_name, row.phone_at, row.version = "Ms Pell", clock.now(), 2
    row.save()
    assert "Agreed by telephone: Ms Pell, 10 June 2026" in room.page("questions")
    Correction.unscoped.update(kind="maladministration")
    assert "Your local authority set this itself." in room.page("questions")


def test_what_is_not_there_is_not_found(room: Office) -> None:
    for name in ("question", "correction"):
        assert room.get(name, "0" * 16).status_code == 404
