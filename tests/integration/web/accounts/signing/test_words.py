"""Every word of the door goes through translation."""

import pytest

from keystage_web.accounts import demonstration
from tests.integration.web.accounts.signing.visitor import Visitor
from tests.integration.web.test_translation import (
    left_over,
    made_up,  # noqa: F401 - a fixture
)

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]
OPEN = (
    *("/sign-in", "/sign-in/forgotten", "/sign-in/forgotten/sent", "/sign-in/asleep"),
    *("/sign-in/not-known", "/sign-in/wake/x", "/terms"),
)
OWN = (
    *("/account", "/account/factor", "/account/factor/app", "/account/factor/passkey"),
    *("/account/factor/codes", "/account/factor/totp/remove", "/account/password"),
    *("/account/name", "/account/email", "/sign-in/again", "/sign-in/leave", "/terms"),
)


@pytest.mark.usefixtures("made_up")
@pytest.mark.parametrize("address", OPEN)
def test_no_word_for_anybody_is_left_in_english(head: Visitor, address: str) -> None:
    page = head.client.get(address).content.decode()
    person = head.person
    for name in (person.email, demonstration.PASSWORD, person.name, "School 2001"):
        page = page.replace(name, "")
    assert left_over(page) == []


@pytest.mark.usefixtures("made_up")
def test_no_word_for_oneself_is_left_in_english(inside: Visitor) -> None:
    for address in OWN:
        page = inside.client.get(address).content.decode()
        shown = page.split('id="key">')[1].split("<")[0] if 'id="key">' in page else ""
        named = (inside.person.email, "Headteacher 2001", "School 2001", "1 June 2026")
        for name in (shown, *named):
            page = page.replace(name, "") if name else page
        assert left_over(page) == [], address
