"""People are invited by those who may, by a link that lets one person in, once."""

from datetime import datetime, timedelta

import pytest

from keystage_web.accounts.actions import invitations
from keystage_web.accounts.actions.invitations import Closed, To
from keystage_web.accounts.actions.standing import NotThere, Unfit
from keystage_web.accounts.models import Invitation, Membership, Person
from keystage_web.accounts.models.inviting import Invited
from keystage_web.accounts.models.people import State
from keystage_web.accounts.queries.invitations import offered
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import AT_SCHOOL, Role
from keystage_web.accounts.scopes import Scope
from keystage_web.notices.letters import drawn
from keystage_web.notices.models import Mail
from tests.integration.web.accounts.people.desk import at, done, more, state, token
from tests.integration.web.accounts.town import BEGIN, Town, town

LIFE = timedelta(days=7)  # unless the settings say another
pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]

NEW = "fresh@x.invalid"
LATER = BEGIN + timedelta(days=1)
FORM = {"name": "Fresh Person", "email": NEW, "role": "teacher"}


@pytest.fixture
def one() -> Town:
    return town("999", "2001", "2002")


def invite(
    by: Scope, email: str = NEW, role: Role = Role.TEACHER, now: datetime = BEGIN
) -> str:
    """Invite somebody to the school of a scope and return the link's token."""
    to = To(email, "Fresh Person", role)
    invitations.invite(by=by, school=by.school, to=to, now=now)
    return token(email)


def head(one: Town) -> Scope:
    return one.holds(Role.HEAD, "2001").scope()


def test_the_head_invites_on_the_page_and_the_mail_says_what_to(one: Town) -> None:
    page = at(one.holds(Role.HEAD, "2001")).post("/school/people/invite", FORM)
    assert page.status_code == 302
    mail = Mail.objects.get(to=NEW)
    letter = drawn(mail)
    assert "Teacher, School 2001" in letter.body
    assert "Fresh" not in letter.body + letter.subject
    assert done("users.invite_school") == 1


def test_who_follows_the_link_has_an_account_and_the_role_and_no_more(
    one: Town,
) -> None:
    link = invite(head(one))
    offer = offered(token=link, now=LATER)
    assert offer is not None
    assert (offer.email, offer.role, offer.place) == (NEW, "Teacher", "School 2001")
    assert not offer.known
    person = Person.objects.get(pk=invitations.accept(token=link, now=LATER))
    assert person.state == State.INVITED
    assert not person.has_usable_password()
    held = Membership.live(person.pk).get()
    assert (held.role, held.school) == (Role.TEACHER, one.schools["2001"])
    assert done("users.accept") == 1


def test_a_link_works_once_and_for_seven_days_and_not_once_taken_back(
    one: Town,
) -> None:
    by = head(one)
    used, old, back = (invite(by, f"{name}@x.invalid") for name in "abc")
    invitations.accept(token=used, now=LATER)
    found = Invitation.within(by).get(email="c@x.invalid")
    invitations.withdraw(by=by, invitation=found.pk, now=LATER)
    for link, now in ((used, LATER), (old, BEGIN + LIFE), (back, LATER), ("x", LATER)):
        assert offered(token=link, now=now) is None
        with pytest.raises(Closed):
            invitations.accept(token=link, now=now)
    assert offered(token=old, now=BEGIN + LIFE - timedelta(seconds=1))


def test_the_token_is_kept_as_a_digest_alone(one: Town) -> None:
    link = invite(head(one))
    rows = Invitation.unscoped.values()
    assert link not in str(list(rows))


def test_a_link_sent_again_ends_the_one_before(one: Town) -> None:
    by = head(one)
    first = invite(by)
    found = Invitation.within(by).get()
    invitations.resend(by=by, invitation=found.pk, now=LATER)
    second = token(NEW)
    assert offered(token=first, now=LATER) is None
    assert offered(token=second, now=BEGIN + LIFE)
    third = invite(by, now=LATER + timedelta(hours=1))
    assert Invitation.within(by).count() == 1
    assert offered(token=second, now=LATER) is None
    assert offered(token=third, now=LATER)


def test_a_known_address_is_invited_with_the_same_words_and_must_be_signed_in(
    one: Town,
) -> None:
    known = one.holds(Role.TEACHER, "2002").person
    page = at(one.holds(Role.HEAD, "2001"))
    answers = [
        page.post("/school/people/invite", {**FORM, "email": email}, follow=True)
        for email in (NEW, known.email)
    ]
    words = [
        answer.content.decode().replace(email, "").count("The invitation was sent.")
        for answer, email in zip(answers, (NEW, known.email), strict=True)
    ]
    assert words == [1, 1]
    assert {answer.redirect_chain[0] for answer in answers} == {("/school/people", 302)}
    link = token(known.email)
    offer = offered(token=link, now=LATER)
    assert offer is not None
    assert offer.known
    assert offer.person == known.pk
    other = one.holds(Role.OFFICE, "2002").person
    for wrong in ("", other.pk):
        with pytest.raises(Closed):
            invitations.accept(token=link, now=LATER, person=wrong)
    assert invitations.accept(token=link, now=LATER, person=known.pk) == known.pk
    assert len(Membership.live(known.pk)) == 2
    assert state(one.holds(Role.TEACHER, "2002")) == State.ACTIVE


def test_a_link_to_a_new_address_is_not_for_somebody_signed_in(one: Town) -> None:
    link = invite(head(one))
    with pytest.raises(Closed):
        invitations.accept(
            token=link, now=LATER, person=one.holds(Role.OFFICE, "2001").person_id
        )
    assert not Person.objects.filter(email=NEW).exists()


def test_who_never_finished_begins_anew_and_who_is_suspended_does_not(
    one: Town,
) -> None:
    invitations.accept(token=invite(head(one)), now=LATER)
    other = one.holds(Role.HEAD, "2002").scope()
    second = invite(other, now=BEGIN + timedelta(minutes=1))
    again = invitations.accept(token=second, now=LATER)
    assert len(Membership.live(again)) == 2
    Person.objects.filter(pk=again).update(state=State.SUSPENDED)
    third = invite(other, role=Role.OFFICE, now=BEGIN + timedelta(minutes=2))
    assert offered(token=third, now=LATER)
    with pytest.raises(Closed):
        invitations.accept(token=third, now=LATER, person=again)


GIVEN = {
    Role.OFFICE: {Role.TEACHER, Role.OFFICE},
    Role.SETTING: {Role.TEACHER, Role.SETTING},
    Role.DELEGATE: {Role.TEACHER, Role.OFFICE},
    Role.HEAD: {Role.TEACHER, Role.OFFICE, Role.DELEGATE, Role.TRUST},
}


@pytest.mark.parametrize("by", GIVEN)
def test_nobody_gives_a_role_above_their_own(one: Town, by: Role) -> None:
    scope = one.holds(by, "2001").scope()
    for role in Role:
        if role in GIVEN[by]:
            assert invite(scope, role=role)
        else:
            with pytest.raises(Refused):
                invite(scope, role=role)


def test_the_administrator_invites_the_first_head_and_nobody_of_another_authority(
    one: Town,
) -> None:
    by = one.holds(Role.ADMINISTRATOR).scope()
    to = To(NEW, "Head", Role.HEAD)
    school = one.schools["2001"].pk
    invitations.invite(by=by, school=school, to=to, now=BEGIN)
    assert offered(token=token(NEW), now=LATER)
    other = town("998", "2001").schools["2001"].pk
    with pytest.raises(NotThere):
        invitations.invite(by=by, school=other, to=to, now=BEGIN)
    page = at(one.holds(Role.ADMINISTRATOR)).get(f"/authority/school/{school}/invite")
    shown = page.content.decode()
    assert all(str(role.label) in shown for role in AT_SCHOOL)
    assert "School 2001" in shown


def test_the_authoritys_people_are_invited_by_two(one: Town) -> None:
    asks, confirms = one.holds(Role.ADMINISTRATOR), more(one, Role.ADMINISTRATOR)
    to = To(NEW, "Officer", Role.OFFICER)
    found = invitations.ask(by=asks.scope(), to=to, now=BEGIN)
    assert not Mail.objects.filter(to=NEW).exists()
    with pytest.raises(Refused):
        invitations.confirm(by=asks.scope(), invitation=found, now=BEGIN)
    invitations.confirm(by=confirms.scope(), invitation=found, now=BEGIN)
    assert Invitation.unscoped.get(pk=found).state == Invited.SENT
    with pytest.raises(NotThere):
        invitations.confirm(by=confirms.scope(), invitation=found, now=BEGIN)
    person = invitations.accept(token=token(NEW), now=LATER)
    assert Membership.live(person).get().role == Role.OFFICER
    assert done("users.invite_la") == 2


def test_nobody_confirms_their_own_role_and_none_of_a_school_is_asked_for(
    one: Town,
) -> None:
    asks, other = one.holds(Role.ADMINISTRATOR), more(one, Role.ADMINISTRATOR)
    own = To(other.person.email, "Self", Role.OFFICER)
    found = invitations.ask(by=asks.scope(), to=own, now=BEGIN)
    with pytest.raises(Refused):
        invitations.confirm(by=other.scope(), invitation=found, now=BEGIN)
    to = To(NEW, "Teacher", Role.TEACHER)
    with pytest.raises(Unfit):
        invitations.ask(by=asks.scope(), to=to, now=BEGIN)


def test_what_waits_is_shown_with_what_may_be_done(one: Town) -> None:
    asks, other = one.holds(Role.ADMINISTRATOR), more(one, Role.ADMINISTRATOR)
    page = at(asks).post(
        "/authority/people/invite", {**FORM, "role": "la_officer"}, follow=True
    )
    assert "Another administrator has to confirm" in page.content.decode()
    assert "Confirm and send" not in page.content.decode()
    shown = at(other).get("/authority/people").content.decode()
    assert "Confirm and send" in shown
    found = Invitation.unscoped.get().pk
    done_page = at(other).post(f"/authority/invitation/{found}/confirm", follow=True)
    assert "The invitation was sent." in done_page.content.decode()
    assert "Send again" in done_page.content.decode()


def test_a_form_with_problems_comes_back_as_one(one: Town) -> None:
    for client, address in (
        (at(one.holds(Role.HEAD, "2001")), "/school/people/invite"),
        (at(one.holds(Role.ADMINISTRATOR)), "/authority/people/invite"),
    ):
        page = client.post(address, {**FORM, "role": "la_nobody", "email": "?"})
        assert page.status_code == 422
        assert "There is a problem" in page.content.decode()
    assert not Invitation.unscoped.exists()


def test_a_role_lost_one_request_ago_gives_nothing_more(one: Town) -> None:
    held = one.holds(Role.HEAD, "2001")
    held.until = BEGIN
    held.save()
    with pytest.raises(Refused):
        invite(held.scope())
