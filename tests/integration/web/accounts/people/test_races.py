"""Two at once: a link lets one in, one invitation stands, one administrator stays."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from keystage_web.accounts.actions import invitations, roles
from keystage_web.accounts.actions.invitations import Closed, To
from keystage_web.accounts.models import Invitation, Membership, Person
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing import tokens
from tests.integration.web.accounts.people.desk import more, token
from tests.integration.web.accounts.town import BEGIN, Town, town

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
AT_ONCE = 4
NEW = "fresh@x.invalid"


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Do things at the same time; return what each gave, or the error it ended in."""
    ready = Barrier(len(acts))

    def one(act: Callable[[], object]) -> object:
        ready.wait(60)
        try:
            return act()
        except (Closed, Refused) as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def invite(by: Scope) -> str:
    to = To(NEW, "Fresh Person", Role.TEACHER)
    return invitations.invite(by=by, school=by.school, to=to, now=BEGIN)


def accept(link: str) -> Callable[[], object]:
    return partial(invitations.accept, token=link, now=BEGIN)


@pytest.fixture
def one() -> Town:
    return town("999", "2001", "2002")


def test_a_link_followed_many_times_at_once_lets_in_once(one: Town) -> None:
    invite(one.holds(Role.HEAD, "2001").scope())
    came = at_once([accept(token(NEW))] * AT_ONCE)
    assert came.count(Closed) == AT_ONCE - 1
    person = Person.objects.get(email=NEW)
    assert Membership.live(person.pk).count() == 1


def test_two_who_invite_the_same_person_make_one_invitation(one: Town) -> None:
    inviters = [one.holds(role, "2001").scope() for role in (Role.HEAD, Role.OFFICE)]
    found = at_once([partial(invite, by) for by in inviters])
    assert len(set(found)) == 1
    assert Invitation.unscoped.count() == 1


def test_two_invitations_taken_up_at_once_make_one_account(one: Town) -> None:
    links = []
    for number in ("2001", "2002"):
        invite(one.holds(Role.HEAD, number).scope())
        rows = Invitation.unscoped.filter(school=one.schools[number])
        links.append(_link(rows.get()))
    came = at_once([accept(link) for link in links])
    person = Person.objects.get(email=NEW)
    assert set(came) == {person.pk}
    assert Membership.live(person.pk).count() == len(links)


def _link(found: Invitation) -> str:
    """Give an invitation a link of its own that the test knows."""
    link = tokens.new()
    found.digest = tokens.digest(link)
    found.save()
    return link


def test_two_administrators_who_let_each_other_go_at_once_leave_one(
    one: Town,
) -> None:
    first, second = one.holds(Role.ADMINISTRATOR), more(one, Role.ADMINISTRATOR)
    pairs = [(first.scope(), second.person_id), (second.scope(), first.person_id)]
    leave = partial(roles.leave, now=BEGIN)
    came = at_once([partial(leave, by=by, person=who) for by, who in pairs])
    assert came.count(Refused) == 1
    assert Membership.of(one.authority.pk).filter(until=None).count() == 1
