"""Roles are changed, suspended, woken and ended by those above them, never by oneself."""

from datetime import timedelta

import pytest

from keystage_web.accounts.actions import roles
from keystage_web.accounts.actions.standing import NotThere, Unfit
from keystage_web.accounts.models import Membership, Person
from keystage_web.accounts.models.people import State
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing.models import Seat
from tests.integration.web.accounts.people.desk import again, at, done, more, refused
from tests.integration.web.accounts.people.desk import state as state_of
from tests.integration.web.accounts.town import BEGIN, Town, town

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]
LATER = BEGIN + timedelta(days=1)


@pytest.fixture
def one() -> Town:
    return town("999", "2001", "2002")


def test_the_head_makes_a_teacher_the_office_and_the_old_role_ends(one: Town) -> None:
    head, teacher = one.holds(Role.HEAD, "2001"), one.holds(Role.TEACHER, "2001")
    client = at(head)
    address = f"/school/role/{teacher.pk}/change"
    assert "Change a role" in client.get(address).content.decode()
    page = client.post(address, {"role": "office"}, follow=True)
    assert "The role was changed." in page.content.decode()
    assert again(teacher).until is not None
    assert Membership.live(teacher.person_id).get().role == Role.OFFICE
    assert done("users.change_role") == 1


def test_nobody_changes_their_own_role_and_only_the_administrator_makes_heads(
    one: Town,
) -> None:
    head, teacher = one.holds(Role.HEAD, "2001"), one.holds(Role.TEACHER, "2001")
    for found, role in ((head, Role.OFFICE), (teacher, Role.HEAD)):
        with pytest.raises(Refused):
            roles.change(by=head.scope(), membership=found.pk, role=role, now=LATER)
    other_head = more(one, Role.HEAD, "2001")
    with pytest.raises(Refused):
        roles.change(
            by=head.scope(), membership=other_head.pk, role=Role.OFFICE, now=LATER
        )
    by = one.holds(Role.ADMINISTRATOR).scope()
    new = roles.change(by=by, membership=teacher.pk, role=Role.HEAD, now=LATER)
    assert Membership.unscoped.get(pk=new).role == Role.HEAD


def test_a_role_held_already_is_said_on_the_form(one: Town) -> None:
    teacher = one.holds(Role.TEACHER, "2001")
    Membership.unscoped.create(
        authority=one.authority,
        school=teacher.school,
        person=teacher.person,
        role=Role.OFFICE,
        since=BEGIN,
    )
    address = f"/school/role/{teacher.pk}/change"
    page = at(one.holds(Role.HEAD, "2001")).post(address, {"role": "office"})
    assert page.status_code == 422
    assert "has this role here already" in page.content.decode()
    with pytest.raises(NotThere):
        roles.change(
            by=one.holds(Role.HEAD, "2002").scope(),
            membership=teacher.pk,
            role=Role.OFFICE,
            now=LATER,
        )


def test_who_is_suspended_has_no_session_left_and_comes_back_when_woken(
    one: Town,
) -> None:
    head, teacher = one.holds(Role.HEAD, "2001"), one.holds(Role.TEACHER, "2001")
    theirs, client = at(teacher), at(head)
    assert theirs.get("/school/").status_code == 200
    person = teacher.person_id
    assert "Suspend" in client.get(f"/school/people/{person}").content.decode()
    client.post(f"/school/people/{person}/suspend")
    assert state_of(teacher) == State.SUSPENDED
    assert theirs.get("/school/").status_code == 302
    assert not Seat.unscoped.filter(person=person, ended_at=None).exists()
    page = client.post(f"/school/people/{person}/suspend", follow=True)
    assert "They were suspended already." in page.content.decode()
    assert "Let them in again" in page.content.decode()
    client.post(f"/school/people/{person}/wake")
    assert state_of(teacher) == State.ACTIVE
    page = client.post(f"/school/people/{person}/wake", follow=True)
    assert "They were not suspended." in page.content.decode()
    assert done("users.suspend") == 2


def test_a_role_elsewhere_goes_on(one: Town) -> None:
    teacher = one.holds(Role.TEACHER, "2001")
    elsewhere = Membership.unscoped.create(
        authority=one.authority,
        school=one.schools["2002"],
        person=teacher.person,
        role=Role.TEACHER,
        since=BEGIN,
    )
    by = one.holds(Role.HEAD, "2001").scope()
    roles.suspend(by=by, person=teacher.person_id, now=LATER)
    assert state_of(teacher) == State.ACTIVE
    assert [held.pk for held in Membership.live(teacher.person_id)] == [elsewhere.pk]
    roles.leave(by=by, person=teacher.person_id, now=LATER)
    assert state_of(teacher) == State.ACTIVE
    assert again(teacher).until == LATER
    assert again(elsewhere).until is None


@pytest.mark.parametrize("role", [Role.HEAD, Role.DELEGATE, Role.OFFICE])
def test_the_office_suspends_no_head_no_delegate_and_nobody_themselves(
    one: Town, role: Role
) -> None:
    office, other = one.holds(Role.OFFICE, "2001"), one.holds(role, "2001")
    page = at(office).post(f"/school/people/{other.person_id}/suspend")
    assert page.status_code == 403
    assert refused("users.suspend") == 1
    assert again(other).suspended == ""
    with pytest.raises(Refused):
        roles.suspend(by=office.scope(), person=other.person_id, now=LATER)


def test_what_the_authority_suspended_a_school_does_not_wake(one: Town) -> None:
    teacher, head = one.holds(Role.TEACHER, "2001"), one.holds(Role.HEAD, "2001")
    by = one.holds(Role.ADMINISTRATOR).scope()
    roles.suspend(by=by, person=teacher.person_id, now=LATER)
    address = f"/school/people/{teacher.person_id}"
    assert "The authority suspended" in at(head).get(address).content.decode()
    assert at(head).post(f"{address}/wake").status_code == 403
    roles.wake(by=by, person=teacher.person_id, now=LATER)
    assert state_of(teacher) == State.ACTIVE


def test_of_who_left_no_way_in_is_left(one: Town) -> None:
    teacher = one.holds(Role.TEACHER, "2001")
    teacher.person.set_password("a long enough password")
    teacher.person.save()
    client = at(one.holds(Role.HEAD, "2001"))
    address = f"/school/people/{teacher.person_id}/left"
    assert "Has Teacher 2001 left?" in client.get(address).content.decode()
    page = client.post(address, follow=True)
    assert "They have left" in page.content.decode()
    person = Person.objects.get(pk=teacher.person_id)
    assert person.state == State.GONE
    assert not person.has_usable_password()
    assert client.post(address).status_code == 404


def test_two_administrators_who_end_each_other_leave_one(one: Town) -> None:
    first, second = one.holds(Role.ADMINISTRATOR), more(one, Role.ADMINISTRATOR)
    scopes = first.scope(), second.scope()
    roles.leave(by=scopes[0], person=second.person_id, now=LATER)
    with pytest.raises(Refused):
        roles.leave(by=scopes[1], person=first.person_id, now=LATER)
    assert again(first).until is None


def test_nothing_is_woken_that_sleeps_not_and_nothing_out_of_scope(one: Town) -> None:
    by, teacher = one.holds(Role.HEAD, "2001").scope(), one.holds(Role.TEACHER, "2001")
    with pytest.raises(Unfit):
        roles.wake(by=by, person=teacher.person_id, now=LATER)
    stranger = one.holds(Role.TEACHER, "2002")
    with pytest.raises(NotThere):
        roles.suspend(by=by, person=stranger.person_id, now=LATER)
