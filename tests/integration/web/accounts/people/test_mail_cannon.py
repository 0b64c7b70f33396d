"""Nobody's mailbox is filled with invitations, and nobody sends them by the hundred."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from keystage_web import clock
from keystage_web.accounts.actions import invitations
from keystage_web.accounts.actions.invitations import To, TooMany
from keystage_web.accounts.models import Invitation
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.throttles import INVITED, INVITING
from keystage_web.notices.models import Mail
from tests.integration.web.accounts.people.desk import at, more
from tests.integration.web.accounts.town import BEGIN, Town, town

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]

NEW = "fresh@x.invalid"
FORM = {"name": "Fresh Person", "email": NEW, "role": "teacher"}


@pytest.fixture
def one(monkeypatch: pytest.MonkeyPatch) -> Town:
    """An authority with two schools, at a moment that does not pass."""
    monkeypatch.setattr(clock, "now", lambda: BEGIN)
    return town("999", "2001", "2002")


def head(one: Town, number: str = "2001") -> Scope:
    return one.holds(Role.HEAD, number).scope()


def invite(by: Scope, email: str = NEW) -> str:
    to = To(email, "Fresh Person", Role.TEACHER)
    return invitations.invite(by=by, school=by.school, to=to, now=BEGIN)


def mails(to: str = NEW) -> int:
    return Mail.objects.filter(to=to).count()


def test_an_address_is_sent_a_few_invitations_whoever_sends_them(one: Town) -> None:
    for _ in range(INVITED.burst - 1):
        invite(head(one))
    invite(head(one, "2002"))
    for by in (head(one), head(one, "2002")):
        with pytest.raises(TooMany) as many:
            invite(by, NEW)
        assert many.value.seconds == INVITED.every.total_seconds()
    assert mails() == INVITED.burst
    invite(head(one), "other@x.invalid")


def test_the_page_says_when_the_next_one_can_be_sent(one: Town) -> None:
    client = at(one.holds(Role.HEAD, "2001"))
    for _ in range(INVITED.burst):
        assert client.post("/school/people/invite", FORM).status_code == 302
    answer = client.post("/school/people/invite", FORM)
    assert answer.status_code == 422
    told = "Many invitations were sent just now: send the next one in 30 minutes"
    assert told in answer.content.decode()
    assert 'value="fresh@x.invalid"' in answer.content.decode()
    assert mails() == INVITED.burst


def again(client: Client, address: str) -> None:
    """Send until one has to wait, and see that the page says for how long."""
    for _ in range(INVITED.burst):
        last = Mail.objects.filter(to=NEW).order_by("made_at", "pk").last()
        answer = client.post(address)
        if answer.status_code == 429:
            break
        assert answer.status_code == 302
    assert answer.headers["Retry-After"] == "1800"
    page = answer.content.decode()
    assert "The invitation was not sent" in page
    assert re.search(r"send the next one in 30 minutes", page)
    assert last is not None
    assert mails() == INVITED.burst


def test_a_link_is_sent_again_a_few_times_only(one: Town) -> None:
    found = invite(head(one))
    client = at(one.holds(Role.HEAD, "2001"))
    before = Invitation.unscoped.get(pk=found).digest
    again(client, f"/school/invitation/{found}/resend")
    kept = Invitation.unscoped.get(pk=found).digest
    assert kept != before
    client.post(f"/school/invitation/{found}/resend")
    assert Invitation.unscoped.get(pk=found).digest == kept  # the last link still works


def test_what_a_second_administrator_confirms_is_counted_too(one: Town) -> None:
    asks = one.holds(Role.ADMINISTRATOR).scope()
    other = more(one, Role.ADMINISTRATOR)
    for _ in range(INVITED.burst):
        invite(head(one))
    to = To(NEW, "Fresh Person", Role.OFFICER)
    found = invitations.ask(by=asks, to=to, now=BEGIN)
    answer = at(other).post(f"/authority/invitation/{found}/confirm")
    assert answer.status_code == 429
    assert mails() == INVITED.burst
    by = other.scope()
    invitations.confirm(by=by, invitation=found, now=BEGIN + timedelta(minutes=30))
    assert mails() == INVITED.burst + 1


def test_one_person_sends_so_many_in_a_row_and_others_still_can(one: Town) -> None:
    for number in range(INVITING.burst):
        invite(head(one), f"fresh{number}@x.invalid")
    with pytest.raises(TooMany) as many:
        invite(head(one), "last@x.invalid")
    assert many.value.seconds == INVITING.every.total_seconds()
    assert mails("last@x.invalid") == 0
    invite(head(one, "2002"), "last@x.invalid")
    assert mails("last@x.invalid") == 1
