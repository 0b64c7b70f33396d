"""An officer at the return of a school: read, asked about, accepted, unlocked, corrected."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from keystage_web.accounts.models import Membership, Person, School
from keystage_web.accounts.models.people import State as Account
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event, Subject
from keystage_web.returns import actions
from keystage_web.returns.models import (
    Act,
    Correction,
    Query,
    Return,
    Step,
    Unlock,
)
from keystage_web.returns.states import ReturnState
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.moves.season import (
    officer,
    ready,
    school,
    submit,
    version,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NAMES = ("Ann", "Bob", "Cas", "Dot")
DAY = {"until_0": "15", "until_1": "6", "until_2": "2026"}


@pytest.fixture
def at(settings: Settings, db: None) -> Desk:
    """A school that has sent its phonics return."""
    settings.CLOCK, settings.BEGAN = BEGIN + timedelta(hours=1), time.time()
    made = ready()
    School.unscoped.update(lowest=4, highest=11, phase="Primary")
    submit(made)
    return made


def client(at: Desk, role: Role = Role.OFFICER) -> Client:
    found = Client()
    found.force_login(at.town.holds(role).person)
    return found


def second(at: Desk) -> Client:
    """Return the browser of another officer."""
    person = Person.objects.create(
        authority=at.town.authority,
        email="second@999.invalid",
        name="Second Officer",
        state=Account.ACTIVE,
    )
    Membership.unscoped.create(
        authority=at.town.authority, person=person, role=Role.OFFICER, since=BEGIN
    )
    found = Client()
    found.force_login(person)
    return found


def address(at: Desk, name: str = "round-school", *more: object) -> str:
    return reverse(f"authority:{name}", args=[at.round, school(at), *more])


def words(answer: Any) -> str:
    text = answer.content.decode()
    main = text[text.index("<main") : text.index("</main")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def page(at: Desk) -> str:
    answer = client(at).get(address(at))
    assert answer.status_code == 200
    return words(answer)


def post(made: Desk, form: str, *more: object, by: Any = None, **sent: Any) -> str:
    answer = (by or client(made)).post(address(made, form, *more), sent, follow=True)
    assert answer.status_code == 200
    return words(answer)


def state(at: Desk) -> str:
    return str(Return.unscoped.get(id=at.row.id).state)


def test_opening_what_was_sent_receives_it_once_and_writes_down_each_pupil(
    at: Desk,
) -> None:
    told = page(at)
    assert all(name in told for name in NAMES)
    assert "Version 1" in told
    assert "Headteacher 2001, Headteacher" in told
    assert Step.unscoped.filter(act=Act.RECEIVED).count() == 1
    looks = Event.objects.filter(action="marksheet.view", kind="looked")
    about = Subject.objects.filter(number=looks.get().number)
    assert {one.subject for one in about} == set(at.pupils)
    page(at)
    assert Step.unscoped.filter(act=Act.RECEIVED).count() == 1


def test_what_is_changed_after_sending_is_not_seen_before_it_is_sent_again(
    at: Desk,
) -> None:
    post(at, "unlock", **DAY, reason="One mark is another.")
    assert state(at) == ReturnState.UNLOCKED
    at.save((at.pupils[0], "mark", "39", 1))
    told = page(at)
    assert "Unlocked until" in told
    assert not re.search(r"\b39\b", told)
    submit(at)
    assert re.search(r"\b39\b", page(at))
    text = words(client(at).get(address(at, "version", version(at, 2).id)))
    assert re.search(r"Quill, Ann \S.* 30 39", text)
    assert "Quill, Bob" not in text
    assert client(at).get(address(at, "version", version(at, 1).id)).status_code == 404


def test_a_question_is_asked_answered_asked_on_and_closed(at: Desk) -> None:
    told = post(at, "query", pupil=at.pupils[0], component="mark", text="Is 30 right?")
    assert "The school is asked." in told
    assert state(at) == ReturnState.QUERIED
    assert "Is 30 right?" in page(at)
    assert "not answered yet" in page(at)
    query = Query.unscoped.get()
    actions.answer(by=at.who(), query=query.id, text="It is 31.", now=at.later())
    assert "It is 31." in page(at)
    assert "answered" in page(at)
    told = post(at, "query-reply", query.id, text="Are you sure?")
    assert "Are you sure?" in told
    post(at, "query-close", query.id)
    assert Query.unscoped.get().state == "closed"
    assert state(at) == ReturnState.SUBMITTED


def test_a_question_about_a_result_needs_the_pupil_and_one_needs_a_text(
    at: Desk,
) -> None:
    answer = client(at).post(address(at, "query"), {"component": "mark", "text": ""})
    assert answer.status_code == 422
    told = words(answer)
    assert "Choose the pupil whose result you ask about." in told
    assert "What do you want to know is missing: enter it" in told


def test_an_answer_that_is_too_late_changes_nothing(at: Desk) -> None:
    post(at, "query", text="Why?")
    query = Query.unscoped.get()
    post(at, "query-close", query.id)
    told = post(at, "query-reply", query.id, text="And now?")
    assert "This question is closed." in told


def test_a_return_is_accepted_and_with_something_left_only_with_a_reason(
    at: Desk,
) -> None:
    post(at, "query", text="Why?")
    answer = client(at).post(address(at, "accept"), {})
    assert answer.status_code == 422
    assert "1 question is not answered." in words(answer)
    told = post(at, "accept", reason="The school rang.")
    assert "The return is accepted. 1 question or message is closed." in told
    assert state(at) == ReturnState.ACCEPTED
    assert Step.unscoped.get(act=Act.ACCEPTED).reason == "The school rang."
    assert "Accepted" in page(at)


def test_accepting_closes_what_the_school_wrote_and_says_so(at: Desk) -> None:
    write: Any = {"by": at.who(), "round_id": at.round, "now": at.later()}
    actions.write(**write, text="It was the boiler.")
    many = reverse("authority:accept-many", args=[at.round])
    assert "No return can be accepted just so." in words(client(at).get(many))
    one = "1 answer or message of the school is not closed."
    assert one in page(at)
    assert "a message of the school: write back, or close it" in page(at)
    form = words(client(at).get(address(at, "accept")))
    assert one in form
    assert "Accepting closes the questions and messages." in form
    told = post(at, "accept")
    assert "The return is accepted. 1 question or message is closed." in told
    assert Query.unscoped.get().state == "closed"


def test_a_message_that_came_after_is_reached_from_the_board_and_closed(
    at: Desk,
) -> None:
    post(at, "accept")
    write: Any = {"by": at.who(), "round_id": at.round, "now": at.later()}
    query = actions.write(**write, text="Thank you.")
    board = client(at).get(reverse("authority:board")).content.decode()
    link = f'<a class="govuk-link" href="{address(at)}">Us: 1 answer</a>'
    assert link in board
    assert "Thank you." in page(at)
    post(at, "query-close", query)
    assert "Us: 1 answer" not in words(client(at).get(reverse("authority:board")))


@pytest.mark.parametrize("form", ["accept", "query", "unlock", "correct", "code"])
def test_a_form_that_the_state_leaves_nothing_to_do_with_is_not_shown(
    at: Desk, form: str
) -> None:
    post(at, "unlock", **DAY, reason="One mark is another.")
    answer = client(at).get(address(at, form), follow=True)
    assert answer.redirect_chain[0][0] == address(at)
    assert "This return is unlocked. Wait until the school has sent" in words(answer)


@pytest.mark.parametrize("form", ["accept", "query"])
def test_an_accepted_return_is_not_accepted_or_asked_about_again(
    at: Desk, form: str
) -> None:
    post(at, "accept")
    answer = client(at).get(address(at, form), follow=True)
    assert "This return is accepted already." in words(answer)


def test_an_excused_return_is_not_asked_about(at: Desk) -> None:
    Return.unscoped.update(state=ReturnState.WITHDRAWN)
    answer = client(at).get(address(at, "query"), follow=True)
    assert "That cannot be done as the return stands now." in words(answer)


def looked(many: int) -> set[str]:
    """Return at whom was looked last, the so manieth time results were."""
    rows = Event.objects.filter(action="marksheet.view", kind="looked")
    assert rows.count() == many
    about = Subject.objects.filter(number=rows.order_by("-number")[0].number)
    return {one.subject for one in about}


def test_who_was_asked_about_is_seen_on_the_page_of_a_return_taken_back(
    at: Desk,
) -> None:
    told: Any = {"round_id": at.round, "now": at.later()}
    cell: Any = {"pupil": at.pupils[0], "component": "mark", "text": "Is 30 right?"}
    query = actions.query(by=officer(at), school=school(at), **cell, **told)
    actions.answer(by=at.who(), query=query, text="Yes.", now=at.later())
    actions.withdraw(by=at.who(), reason="", **told)
    assert "Quill, Ann" in page(at)
    assert looked(1) == {at.pupils[0]}
    client(at).get(reverse("authority:timeline", args=[school(at)]))
    assert looked(2) == {at.pupils[0]}


def test_nothing_is_accepted_twice(at: Desk) -> None:
    reason = {"reason": "As it is."}
    post(at, "accept", **reason)
    told = post(at, "accept", **reason)
    assert "The return is accepted." not in told
    assert Step.unscoped.filter(act=Act.ACCEPTED).count() == 1


def test_an_unlock_names_pupils_and_results_and_ends_in_time(at: Desk) -> None:
    told = post(
        at,
        "unlock",
        **DAY,
        at="12:30",
        pupils=[at.pupils[0]],
        components=["mark"],
        reason="A mark is another.",
    )
    row = Unlock.unscoped.get()
    assert (row.pupils, row.components) == ([at.pupils[0]], ["mark"])
    assert row.until is not None
    assert row.until.isoformat() == "2026-06-15T11:30:00+00:00"
    assert "For Quill, Ann" in told
    assert "Monday 15 June 2026, 12:30" in told


def test_an_unlock_is_for_a_time_to_come_and_has_a_reason(at: Desk) -> None:
    answer = client(at).post(address(at, "unlock"), {**DAY, "until_0": "1"})
    assert answer.status_code == 422
    assert "Why is missing: enter it" in words(answer)
    past = {**DAY, "until_0": "1", "reason": "Late."}
    assert "Choose a time that is yet to come." in words(
        client(at).post(address(at, "unlock"), past)
    )


def test_who_asks_to_unlock_is_told_no_with_a_reason(at: Desk) -> None:
    actions.ask_unlock(
        by=at.who(), round_id=at.round, reason="One is wrong.", now=at.later()
    )
    told = page(at)
    assert "asked on" in told
    assert "One is wrong." in told
    told = post(at, "unlock-decline", reason="It is right.")
    assert "The school is told, and why." in told
    assert Unlock.unscoped.get().words == "It is right."
    assert "Nobody has asked" in post(at, "unlock-decline", reason="Again.")


def test_a_correction_waits_for_the_school(at: Desk) -> None:
    told = post(
        at, "correct", pupil=at.pupils[0], component="mark", value="33", reason="Paper."
    )
    assert "The school is asked to agree." in told
    assert "from 30 to 33" in told
    assert "The school has not answered yet." in told
    row = Correction.unscoped.get()
    assert not row.version
    actions.agree(by=at.who(), correction=row.id, now=at.later())
    told = page(at)
    assert "It is in version 2." in told
    assert "By a correction" in told


def test_a_correction_agreed_by_telephone_is_confirmed_by_another_officer(
    at: Desk,
) -> None:
    told = {"pupil": at.pupils[0], "component": "mark", "value": "33"}
    post(at, "correct", **told, reason="The paper says so.")
    row = Correction.unscoped.get()
    day = {"day_0": "10", "day_1": "6", "day_2": "2026", "at": "10:30"}
    late = client(at).post(
        address(at, "correction-phone", row.id), {**day, "at": "23:00", "name": "Robin"}
    )
    assert "Choose a time that has been." in words(late)
    told_ = post(at, "correction-phone", row.id, name="Robin Head", **day)
    assert "A second officer has to confirm it now." in told_
    assert "Confirm that the school agreed" not in page(at)
    told_ = post(at, "correction-confirm", row.id)
    assert "Another officer has to confirm" in told_
    other = second(at)
    assert "Confirm that the school agreed" in words(other.get(address(at)))
    post(at, "correction-confirm", row.id, by=other)
    row.refresh_from_db()
    assert row.version == 2
    assert "Robin Head agreed by telephone" in page(at)


def test_a_school_that_does_not_agree_is_heard(at: Desk) -> None:
    told = {"pupil": at.pupils[0], "component": "mark", "value": "33"}
    post(at, "correct", **told, reason="The paper says so.")
    row = Correction.unscoped.get()
    actions.decline(by=at.who(), correction=row.id, words="No.", now=at.later())
    assert "did not agree" in page(at)


def test_a_value_the_rulebook_does_not_know_is_not_proposed(at: Desk) -> None:
    told = {"pupil": at.pupils[0], "component": "mark", "value": "99"}
    assert "Nothing was changed" in post(at, "correct", **told, reason="So.")
    assert not Correction.unscoped.exists()


def test_a_code_of_the_authority_stands_at_once_and_is_the_rulebook_s_own(
    at: Desk,
) -> None:
    assert "Q: Maladministration" in words(client(at).get(address(at, "code")))
    told = {"pupil": at.pupils[0], "component": "mark", "value": "Q"}
    told_ = post(at, "code", **told, reason="A visit found it.")
    assert "The code is entered. The school sees it." in told_
    assert version(at).number == 2
    assert version(at).source == "correction"
    answer = client(at).post(address(at, "code"), {**told, "value": "Wa"})
    assert answer.status_code == 422


def test_a_return_is_marked_as_received_without_being_looked_into(at: Desk) -> None:
    rows = reverse("authority:round-results", args=[at.round])
    assert "Mark as received School 2001" in words(client(at).get(rows))
    told = client(at).post(address(at, "receive"))
    assert told.status_code == 302
    assert "Mark as received" not in words(client(at).get(rows))
    assert Step.unscoped.filter(act=Act.RECEIVED).count() == 1


def test_the_returns_of_many_schools_are_accepted_once_looked_through(
    at: Desk,
) -> None:
    many = reverse("authority:accept-many", args=[at.round])
    text = words(client(at).get(many))
    assert "2001 School 2001: version 1, 4 pupils" in text
    assert client(at).post(many, {"schools": []}).status_code == 422
    told = client(at).post(many, {"schools": [school(at)]}, follow=True)
    assert "1 return is accepted." in words(told)
    assert state(at) == ReturnState.ACCEPTED
    assert "No return can be accepted just so." in words(client(at).get(many))


def test_the_timeline_tells_names_and_words_to_an_officer_alone(at: Desk) -> None:
    post(at, "query", text="Why is it 30?")
    line = reverse("authority:timeline", args=[school(at)])
    told = words(client(at).get(line))
    assert "Question of the authority" in told
    assert "Why is it 30?" in told
    assert "Sent, version 1" in told
    assert "Headteacher 2001" in told
    told = words(client(at, Role.ADMINISTRATOR).get(line))
    assert "Question of the authority" in told
    assert "Why is it 30?" not in told
    assert "Headteacher 2001" not in told
