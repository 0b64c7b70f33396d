"""The outbox of a demonstration, in a browser: a mail is read, and its link followed."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from django.db import transaction
from playwright.sync_api import expect

from keystage_web.jobs import worker
from keystage_web.notices import words
from keystage_web.notices.actions import event, mail, subscribe
from tests.functional.web.conftest import Visit
from tests.integration.web.jobs.kinds import ASH, NOW

pytestmark = [
    pytest.mark.browser,
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def sent(demonstration: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two mails and an event, done by the worker, and one that waits for it."""
    monkeypatch.setattr(words, "_EVENTS", {})
    words.announce("return.accepted")
    subscribe(
        authority=ASH,
        by="admin-1",
        url="https://tracker.example.org/hook",
        events=["return.accepted"],
        contact="admin@council.invalid",
        now=NOW,
    )
    with transaction.atomic():
        event(
            authority=ASH,
            event="return.accepted",
            values={"return": "0123456789abcdef"},
            now=NOW,
            effect_key="accepted",
        )
    reset()
    worker.Worker().run(until_idle=True)
    with transaction.atomic():
        mail(
            authority=ASH,
            to="admin@council.invalid",
            template="notices/webhook_off",
            values={"host": "tracker.example.org", "count": 5},
            now=NOW + timedelta(minutes=4),
            effect_key="off",
        )


def reset() -> None:
    """Write a mail with a link in it."""
    with transaction.atomic():
        mail(
            authority=ASH,
            to="ruth.hart@ashdown.invalid",
            template="accounts/invitation",
            values={"link": "/gallery", "days": 7},
            now=NOW,
            effect_key="invitation",
        )


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize("javascript", [True, False])
def test_a_mail_can_be_read_and_its_link_followed(
    visit: Visit, javascript: bool
) -> None:
    page = visit(java_script_enabled=javascript).go("/outbox")
    letters = page.locator("article")
    expect(letters).to_have_count(2)
    expect(letters.nth(0)).to_contain_text("To admin@council.invalid")
    expect(letters.nth(0)).to_contain_text("Waiting for the worker")
    expect(letters.nth(1)).to_contain_text("To ruth.hart@ashdown.invalid")
    expect(page.get_by_role("table")).to_contain_text(
        "https://tracker.example.org/hook"
    )
    letters.nth(1).get_by_role("link").filter(has_text="/gallery").click()
    expect(page).to_have_url(re.compile("/gallery$"))


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize("width", [1440, 320])
def test_it_is_readable_for_all_and_at_any_width(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800}).go("/outbox")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
