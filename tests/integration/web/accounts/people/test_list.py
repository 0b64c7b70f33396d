"""The list of people: narrowed by what is sent, page by page, and never without an end."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keystage_web.accounts.queries import people
from keystage_web.accounts.queries.people import PAGE, Wanted
from keystage_web.accounts.roles import Role
from tests.integration.web.accounts.people.desk import at, more
from tests.integration.web.accounts.town import Town, town

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]


@pytest.fixture
def one() -> Town:
    """A school with a page of teachers and one more, and a head."""
    made = town("999", "2001", "2002")
    for number in range(PAGE):
        more(made, Role.TEACHER, "2001", f"Ann {number:02}")
    made.holds(Role.HEAD, "2001")
    return made


def test_a_page_holds_fifty_people_and_asks_as_much_for_one_as_for_all(
    one: Town,
) -> None:
    scope = one.holds(Role.HEAD, "2001").scope()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        first = people.listed(scope, Wanted())
    assert (len(first.rows), first.count, first.pages) == (PAGE, PAGE + 1, 2)
    assert len(asked) <= 4
    assert len(people.listed(scope, Wanted(), 2).rows) == 1
    assert people.listed(scope, Wanted(), 9).number == 2


def test_what_is_looked_for_is_found_and_never_in_the_address(one: Town) -> None:
    client = at(one.holds(Role.HEAD, "2001"))
    page = client.post("/school/people", {"find": "ann 07", "role": ""})
    shown = page.content.decode()
    assert "Ann 07" in shown
    assert "Ann 08" not in shown
    page = client.post("/school/people", {"role": "head"})
    assert "Headteacher 2001" in page.content.decode()
    assert "Ann 07" not in page.content.decode()
    assert (
        "Nobody here" in client.post("/school/people", {"find": "Zoe"}).content.decode()
    )
    second = client.post("/school/people", {"page": "2"}).content.decode()
    assert "Page 2 of 2" in second
    assert "Previous page" in second
    assert "Next page" in client.get("/school/people").content.decode()


def test_a_role_that_is_none_is_a_problem_of_the_form(one: Town) -> None:
    page = at(one.holds(Role.HEAD, "2001")).post("/school/people", {"role": "king"})
    assert page.status_code == 422


def test_the_administrator_sees_people_of_schools_and_of_the_authority(
    one: Town,
) -> None:
    scope = one.holds(Role.ADMINISTRATOR).scope()
    for level, count in (("school", PAGE + 1), ("authority", 1), ("", PAGE + 2)):
        assert people.listed(scope, Wanted(level=level)).count == count
    school = one.schools["2002"].pk
    assert people.listed(scope, Wanted(school=school)).count == 0
    shown = at(one.holds(Role.ADMINISTRATOR)).get("/authority/people")
    assert "Invite somebody to the authority" in shown.content.decode()


def test_ones_own_page_offers_nothing_to_do_to_oneself(one: Town) -> None:
    head = one.holds(Role.HEAD, "2001")
    page = at(head).get(f"/school/people/{head.person_id}").content.decode()
    assert "This is you." in page
    assert "They have left" not in page
