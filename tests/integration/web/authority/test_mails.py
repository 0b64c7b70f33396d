"""Who is told by mail of what is done to a return, and that nothing private is in it."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from keystage_web.accounts.models import Membership, Person, School
from keystage_web.accounts.models.people import State as Account
from keystage_web.accounts.roles import Role
from keystage_web.jobs.models import Job, State
from keystage_web.jobs.registry import kind
from keystage_web.jobs.work import Work
from keystage_web.notices import letters, words
from keystage_web.notices.models import Mail
from keystage_web.returns import actions
from keystage_web.returns.mailing import officers
from keystage_web.returns.models import Correction, Query
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.moves.season import officer, ready, school, submit

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TEXT = "Zebra Quill scored 12"  # whatever is written stays out of every mail
DAY = {"until_0": "15", "until_1": "6", "until_2": "2026"}


@pytest.fixture
def at(settings: Settings, db: None) -> Desk:
    """A school that has sent its phonics return, with an office and a teacher."""
    settings.CLOCK, settings.BEGAN = BEGIN + timedelta(minutes=10), time.time()
    made = ready()
    for role in (Role.OFFICE, Role.TEACHER):
        made.who(role)
    officer(made)
    submit(made)
    return made


def send(at: Desk, form: str, /, *more: object, **sent: Any) -> None:
    """Let the officer fill in a form of the desk."""
    door = Client()
    door.force_login(at.town.holds(Role.OFFICER).person)
    where = reverse(f"authority:{form}", args=[at.round, school(at), *more])
    assert door.post(where, sent).status_code == 302


def say(
    at: Desk, form: str, /, *more: object, by: Role = Role.OFFICE, **sent: Any
) -> None:
    """Let the school fill in a form of its pages."""
    door = Client()
    door.force_login(at.town.holds(by, at.number).person)
    where = reverse(f"school:{form}", args=[at.round, *more])
    assert door.post(where, sent).status_code == 302


def mails(what: str) -> list[Mail]:
    """Return the mails of a name, by address; each is read, and holds nothing private."""
    found = list(Mail.objects.filter(template=f"returns/{what}").order_by("to"))
    for one in found:
        letter = letters.drawn(one)
        told = f"{letter.subject}\n{letter.body}\n{one.values}\n{one.effect_key}"
        for private in ("Zebra", "Quill", "Ann", "12", *TEXT.split()[1:2]):
            assert private not in told.split(), private
        assert f"{words.base()}/" in letter.body
        assert "Phonics" in letter.body
    return found


def reached(what: str) -> Sequence[str]:
    """Return who is told of something."""
    return [one.to.split("@")[0] for one in mails(what)]


def correct(at: Desk, value: str = "12") -> str:
    """Let an officer propose another mark of the first pupil."""
    more = {"pupil": at.pupils[0], "component": "mark", "value": value}
    send(at, "correct", **more, reason=TEXT)
    return Correction.unscoped.order_by("-at", "-id")[0].id


def test_a_question_is_told_to_those_who_can_answer_each_once(at: Desk) -> None:
    send(at, "query", pupil=at.pupils[0], component="mark", text=TEXT)
    assert reached("asked") == ["head.2001", "office.2001"]
    [head, _] = mails("asked")
    letter = letters.drawn(head)
    assert letter.subject.startswith("A question about Phonics")
    assert "what School 2001 sent in Phonics" in letter.body
    assert f"/school/results/{at.round}/queries\n" in letter.body
    query = Query.unscoped.get().id
    say(at, "return-question", query, text=TEXT)
    assert len(mails("asked")) == 2
    send(at, "query-reply", query, text=TEXT)  # asked on: another act
    assert len(mails("asked")) == 4


def test_the_school_is_told_that_it_was_unlocked_or_was_not(at: Desk) -> None:
    say(at, "return-unlock", reason=TEXT)
    send(at, "unlock-decline", reason=TEXT)
    assert reached("not_unlocked") == ["head.2001", "office.2001"]
    send(at, "unlock", **DAY, reason=TEXT)
    assert reached("unlocked") == ["head.2001", "office.2001"]
    assert "has unlocked" in letters.drawn(mails("unlocked")[0]).body


def test_the_school_is_told_that_its_return_was_accepted(at: Desk) -> None:
    send(at, "accept", reason=TEXT)
    assert reached("accepted") == ["head.2001", "office.2001"]
    send(at, "unlock", **DAY, reason=TEXT)
    submit(at)
    send(at, "accept", reason=TEXT)
    assert len(mails("accepted")) == 4


def test_a_correction_is_told_to_who_can_agree_and_one_that_was_made_to_more(
    at: Desk,
) -> None:
    one = correct(at)
    assert reached("proposed") == ["head.2001"]
    assert not mails("corrected")
    send(
        at,
        "correction-phone",
        one,
        name="Robin Head",
        day_0="10",
        day_1="6",
        day_2="2026",
        at="09:00",
    )
    second = Person.objects.create(
        authority=at.town.authority,
        email="second@999.invalid",
        name="Second",
        state=Account.ACTIVE,
    )
    held = Membership.unscoped.create(
        authority=at.town.authority, person=second, role=Role.OFFICER, since=BEGIN
    )
    actions.confirm_phone(by=held.scope(), correction=one, now=at.later())
    assert reached("corrected") == ["head.2001", "office.2001"]


def test_who_sleeps_is_told_and_who_left_or_is_suspended_is_not(at: Desk) -> None:
    Person.objects.filter(email__startswith="head").update(state=Account.ASLEEP)
    office = at.town.holds(Role.OFFICE, at.number)
    Membership.unscoped.filter(id=office.id).update(suspended="school")
    send(at, "accept", reason=TEXT)
    assert reached("accepted") == ["head.2001"]


def test_where_nobody_has_an_account_the_school_itself_is_told_once(at: Desk) -> None:
    Person.objects.filter(email__contains="2001").update(state=Account.SUSPENDED)
    send(at, "query", text=TEXT)
    assert not mails("asked")  # and it has no address
    School.unscoped.update(email="office@school.invalid")
    send(at, "query", text=TEXT)
    assert [one.to for one in mails("asked")] == ["office@school.invalid"]


def waiting() -> list[Job]:
    """Return the jobs that will tell the officers."""
    return list(Job.objects.filter(kind="returns.digest").order_by("due_at"))


def digest(row: Job, now: datetime) -> None:
    """Do it twice, as after a worker was lost."""
    Job.objects.filter(id=row.id).update(state=State.RUNNING, turn=1)
    found = kind(row.kind)
    assert found is not None
    told = {"authority": row.authority, "values": row.values, "now": now}
    for _ in range(2):
        found.run(Work(id=row.id, turn=1, **told))


def test_officers_get_one_mail_for_all_that_schools_did_in_an_hour(at: Desk) -> None:
    say(at, "return-unlock", reason=TEXT)
    send(at, "query", text=TEXT)
    query = Query.unscoped.get().id
    say(at, "return-question", query, text=TEXT)
    say(at, "return-question", query, text=TEXT)
    one, other = correct(at), correct_another(at)
    say(at, "return-correction", one, by=Role.HEAD, agree="1")
    say(at, "return-correction", other, by=Role.HEAD, words=TEXT)
    [row] = waiting()
    assert row.due_at == BEGIN + timedelta(hours=1, minutes=5)
    assert not mails("digest")
    digest(row, row.due_at)
    assert reached("digest") == ["la_officer.la"]
    letter = letters.drawn(mails("digest")[0])
    assert letter.subject == "4 messages of schools"
    for told in (
        "asks you to unlock its return",
        "has written to you",
        "agrees to your correction",
        "says that your correction is wrong",
    ):
        assert letter.body.count(told) == 1
    assert "- School 2001, Phonics" in letter.body
    assert "/authority/board" in letter.body


def correct_another(at: Desk) -> str:
    """Let an officer propose another mark of the second pupil."""
    actions.correct(
        by=officer(at),
        round_id=at.round,
        school=school(at),
        pupil=at.pupils[1],
        component="mark",
        value="13",
        reason=TEXT,
        now=at.later(),
    )
    return Correction.unscoped.get(pupil=at.pupils[1]).id


def test_what_was_dealt_with_meanwhile_is_not_told(at: Desk) -> None:
    say(at, "return-unlock", reason=TEXT)
    send(at, "unlock", **DAY, reason=TEXT)
    [row] = waiting()
    digest(row, row.due_at)
    assert not mails("digest")


def test_each_hour_has_its_own_mail_and_what_is_too_much_to_name_is_counted(
    at: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(officers, "_NAMED", 1)
    say(at, "return-unlock", reason=TEXT)
    actions.write(by=at.who(), round_id=at.round, text=TEXT, now=at.later())
    settings.CLOCK, settings.BEGAN = BEGIN + timedelta(minutes=70), time.time()
    say(at, "return-unlock", reason=TEXT)  # asked anew: told in the later hour alone
    first, second = waiting()
    digest(first, first.due_at)
    [told] = mails("digest")
    assert letters.drawn(told).subject == "1 message of a school"
    digest(second, second.due_at)
    actions.write(by=at.who(), round_id=at.round, text=TEXT, now=BEGIN)
    assert officers.tell(at.town.authority.id, first.values["hour"], first.due_at) == 2
    assert [one.values["count"] for one in mails("digest")] == [1, 1]


def test_a_mail_names_twenty_acts_and_counts_the_others(at: Desk) -> None:
    for _ in range(22):
        actions.write(by=at.who(), round_id=at.round, text=TEXT, now=at.later())
    [row] = waiting()
    digest(row, row.due_at)
    [told] = mails("digest")
    letter = letters.drawn(told)
    assert letter.subject == "22 messages of schools"
    assert letter.body.count("has written to you") == 20
    assert "- and 2 more." in letter.body


@pytest.mark.parametrize(
    "acts",
    [
        "a school",
        [[]],
        ["a school"],
        [["0123456789abcdef", "phonics-2026", "asked", "Zebra Quill"]],
        [["0123456789abcdef", "phonics-2026", "Zebra Quill"]],
        [["0123456789abcdef", "Zebra Quill", "asked"]],
    ],
)
def test_a_digest_holds_ids_and_names_of_the_code_alone(acts: Any) -> None:
    with pytest.raises(Exception, match="not what schools did"):
        words.judged({"acts": acts}, BEGIN)
