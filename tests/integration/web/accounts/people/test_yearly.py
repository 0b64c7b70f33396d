"""Second factors by two, keys shown once, who is still here, and accounts that sleep."""

from datetime import UTC, datetime, timedelta

import pytest

from keystage_web.accounts.actions import keys, resets, staff
from keystage_web.accounts.actions.standing import NotThere
from keystage_web.accounts.models import FactorReset, Person, StaffCheck, SupplierKey
from keystage_web.accounts.models.inviting import Key
from keystage_web.accounts.models.people import State
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing.models import Seat
from keystage_web.jobs import registry
from keystage_web.jobs.models import Job
from keystage_web.jobs.models import State as JobState
from keystage_web.jobs.work import Work
from keystage_web.notices.letters import drawn
from keystage_web.notices.models import Mail
from tests.integration.web.accounts.people.desk import again, at, done, more, state
from tests.integration.web.accounts.town import BEGIN, Town, town

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]
LATER = BEGIN + timedelta(days=1)
MAY = datetime(2026, 5, 4, 8, tzinfo=UTC)


@pytest.fixture
def one() -> Town:
    return town("999", "2001", "2002")


def work(kind: str, now: datetime) -> None:
    """Do a job that runs by the clock, as the worker would."""
    row = Job.objects.create(
        kind=kind,
        values={},
        made_at=now,
        due_at=now,
        effect_key=f"{kind}.{now:%d}",
        state=JobState.RUNNING,
        turn=1,
    )
    found = registry.kind(kind)
    assert found is not None
    found.run(Work(id=row.pk, authority="", values={}, now=now, turn=1))


def test_a_second_factor_goes_by_two_and_its_owner_is_told_twice(one: Town) -> None:
    asks, does = one.holds(Role.ADMINISTRATOR), more(one, Role.ADMINISTRATOR)
    teacher = one.holds(Role.TEACHER, "2001")
    at(teacher)
    address = f"/authority/people/{teacher.person_id}/reset"
    assert "at a number you know" in at(asks).get(address).content.decode()
    page = at(asks).post(address, follow=True).content.decode()
    assert "Another administrator has to agree." in page
    found = FactorReset.unscoped.get()
    assert at(asks).post(f"/authority/reset/{found.pk}/done").status_code == 403
    assert Seat.unscoped.filter(person=teacher.person_id, ended_at=None).exists()
    assert "Take it away" in at(does).get("/authority/people").content.decode()
    assert at(does).post(f"/authority/reset/{found.pk}/done").status_code == 302
    assert not Seat.unscoped.filter(person=teacher.person_id, ended_at=None).exists()
    told = Mail.objects.filter(to=teacher.person.email).order_by("made_at", "pk")
    assert {mail.template for mail in told} == {
        "accounts/reset_asked",
        "accounts/reset_done",
    }
    assert all("Teacher" not in drawn(mail).body for mail in told)
    assert done("users.reset_mfa") == 2


def test_nobody_takes_their_own_factor_away_and_it_may_be_let_be(one: Town) -> None:
    asks, other = one.holds(Role.ADMINISTRATOR), more(one, Role.ADMINISTRATOR)
    with pytest.raises(Refused):
        resets.ask(by=asks.scope(), person=asks.person_id, now=LATER)
    assert at(asks).get(f"/authority/people/{asks.person_id}/reset").status_code == 403
    found = resets.ask(by=asks.scope(), person=other.person_id, now=LATER)
    assert resets.ask(by=asks.scope(), person=other.person_id, now=LATER) == found
    for act in (resets.do, resets.drop):
        with pytest.raises(Refused):
            act(by=other.scope(), reset=found, now=LATER)
    resets.drop(by=asks.scope(), reset=found, now=LATER)
    with pytest.raises(NotThere):
        resets.do(by=asks.scope(), reset=found, now=LATER)
    outside = town("998", "2001").holds(Role.TEACHER, "2001")
    with pytest.raises(NotThere):
        resets.ask(by=asks.scope(), person=outside.person_id, now=LATER)


def test_a_key_is_asked_for_approved_and_shown_once(one: Town) -> None:
    head, admin = one.holds(Role.HEAD, "2001"), one.holds(Role.ADMINISTRATOR)
    asked = at(head).post("/school/keys/ask", {"supplier": "Systems"}, follow=True)
    assert "Waiting for the authority" in asked.content.decode()
    key = SupplierKey.unscoped.get()
    assert at(head).post(f"/school/keys/{key.pk}/take").status_code == 404
    with pytest.raises(Refused):
        keys.approve(by=head.scope(), key=key.pk, now=LATER)
    page = at(admin).post(f"/authority/keys/{key.pk}/approve", follow=True)
    assert "Ready to be taken" in page.content.decode()
    shown = at(head).post(f"/school/keys/{key.pk}/take")
    key.refresh_from_db()
    made = shown.content.decode().partition('class="typed">')[2].partition("<")[0]
    assert key.digest == keys.digest(made.strip())
    assert key.ending == made.strip()[-4:]
    assert made not in str(list(SupplierKey.unscoped.values()))
    assert at(head).post(f"/school/keys/{key.pk}/take").status_code == 404
    assert "In use" in at(head).get("/school/keys").content.decode()
    at(head).post(f"/school/keys/{key.pk}/revoke")
    key.refresh_from_db()
    assert (key.state, key.digest) == (Key.REVOKED, "")
    assert at(admin).post(f"/authority/keys/{key.pk}/revoke").status_code == 404


def test_a_key_that_is_not_approved_is_refused(one: Town) -> None:
    head = one.holds(Role.HEAD, "2001")
    assert at(head).post("/school/keys/ask", {}).status_code == 422
    key = keys.request(by=head.scope(), supplier="Systems", now=BEGIN)
    keys.revoke(by=one.holds(Role.ADMINISTRATOR).scope(), key=key, now=LATER)
    assert SupplierKey.unscoped.get().state == Key.REFUSED


def test_who_is_not_ticked_has_left_but_nobody_a_head_could_not_invite(
    one: Town,
) -> None:
    head, teacher = one.holds(Role.HEAD, "2001"), one.holds(Role.TEACHER, "2001")
    office, other = one.holds(Role.OFFICE, "2001"), more(one, Role.HEAD, "2001")
    asked = at(head).get("/school/people/staff").content.decode()
    assert "Teacher 2001" in asked
    assert "Headteacher 2001" not in asked.partition("<main")[2]
    page = at(head).post(
        "/school/people/staff", {"here": [office.person_id]}, follow=True
    )
    assert "1 have left" in page.content.decode()
    assert state(teacher) == State.GONE
    assert [again(one).until for one in (head, office, other)] == [None] * 3
    check = StaffCheck.unscoped.get()
    assert check.by == head.person
    assert done("users.confirm_staff") == 1
    again_page = at(head).get("/school/people/staff").content.decode()
    assert "You may confirm it again." in again_page


def test_a_tick_for_a_stranger_is_refused(one: Town) -> None:
    head, stranger = one.holds(Role.HEAD, "2001"), one.holds(Role.TEACHER, "2002")
    here = {"here": [stranger.person_id]}
    assert at(head).post("/school/people/staff", here).status_code == 422
    with pytest.raises(Refused):
        staff.confirm(by=head.scope(), here=here["here"], now=LATER)


@pytest.mark.parametrize(("month", "year"), [(8, 2026), (9, 2027)])
def test_a_year_ends_with_its_summer(month: int, year: int) -> None:
    assert staff.summer(datetime(2026, month, 1, tzinfo=UTC)) == year


def test_in_may_each_head_is_asked_twice_unless_it_is_confirmed(one: Town) -> None:
    heads = [one.holds(Role.HEAD, number) for number in ("2001", "2002")]
    work("accounts.staff", MAY - timedelta(days=10))
    assert not Mail.objects.exists()
    for day in (0, 1, 14):
        work("accounts.staff", MAY + timedelta(days=day))
    sent = Mail.objects.filter(template="accounts/staff")
    assert sorted(mail.to for mail in sent) == sorted(
        head.person.email for head in heads for _ in range(2)
    )
    assert "School 2001" in "".join(drawn(mail).body for mail in sent)
    for head in heads:
        staff.confirm(by=head.scope(), here=[], now=MAY)
    Mail.objects.all().delete()
    work("accounts.staff", MAY + timedelta(days=15))
    assert not Mail.objects.exists()


def test_an_account_nobody_used_for_a_year_falls_asleep(one: Town) -> None:
    used, unused = one.holds(Role.TEACHER, "2001"), one.holds(Role.OFFICE, "2001")
    never, young = one.holds(Role.HEAD, "2001"), one.holds(Role.TEACHER, "2002")
    now = BEGIN + timedelta(days=400)
    for held, days in ((used, 30), (unused, 366)):
        seen = now - timedelta(days=days)
        Person.objects.filter(pk=held.person_id).update(last_login=seen)
    young.since = now - timedelta(days=1)
    young.save()
    work("accounts.asleep", now)
    assert state(used) == state(young) == State.ACTIVE
    assert state(unused) == state(never) == State.ASLEEP
    assert done("users.lay_asleep") == 1
    work("accounts.asleep", now + timedelta(days=1))
    assert done("users.lay_asleep") == 1
