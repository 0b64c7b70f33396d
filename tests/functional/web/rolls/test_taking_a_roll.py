"""A roll is taken in a browser: chosen, looked at, decided, saved; scripts or none."""

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import Page, expect

from keystage_web.accounts.roles import Role
from keystage_web.rolls import actions
from keystage_web.rolls.models import Draft, Pupil
from tests.functional.web.rolls.conftest import Desk
from tests.integration.web.accounts.town import BEGIN, Town
from tests.unit.web.rolls.files import YEAR, csv, number, row

pytestmark = [pytest.mark.browser, pytest.mark.database]
ANN, BOB, CAT = (
    row(1, "Quill", "Ann"),
    row(2, "Moss", "Bob"),
    row(3, "Reed", "Cat", Class="Ash"),
)
ZOOMED = {"width": 320, "height": 256}


@pytest.fixture
def begun(place: Town) -> Town:
    """Let three children be on the roll."""
    by = place.holds(Role.OFFICE, "2001").scope()
    data = csv([ANN, BOB, CAT])
    actions.take(by=by, year=YEAR, name="roll.csv", data=data, now=BEGIN)
    return place


def choose(page: Page) -> None:
    """Choose a file in which Ann married into another name, Bob has another number."""
    page.get_by_role("link", name="Take a roll from a file").click()
    rows = [
        {**ANN, "Surname": "Quillon"},
        {**BOB, "UPN": number(7)},
        row(4, "Vale", "Dan"),
    ]
    held = {"name": "roll.csv", "mimeType": "text/csv", "buffer": csv(rows)}
    page.locator('input[type="file"]').set_input_files(held)  # type: ignore[arg-type]  # one file
    page.get_by_role("button", name="Read the file").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_roll_is_looked_at_decided_and_saved(
    desk: Desk, begun: Town, javascript: bool
) -> None:
    page = desk(java_script_enabled=javascript).go("/school/roll")
    choose(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Look before it is saved")
    if javascript:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Save the roll as shown").click()
    alert = page.get_by_role("alert")
    link = alert.get_by_role("link")
    expect(link).to_have_text("Moss, Bob: say who this child is")
    link.click()
    if javascript:
        group = page.locator(".govuk-form-group--error", has=page.locator(":focus"))
        expect(group).to_contain_text("say who this child is")
    else:
        expect(page.locator(page.url[page.url.index("#") :])).to_be_visible()
    page.get_by_label("The same child: take the new UPN").check()
    page.get_by_label("Reed, Cat has left").check()
    gone = page.locator(".card--gone", has_text="Reed, Cat")
    for box, part in {"Day": "22", "Month": "5", "Year": "2026"}.items():
        gone.get_by_label(box, exact=True).fill(part)
    page.get_by_role("button", name="Save the roll as shown").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The roll is saved")
    page.get_by_role("link", name="Go to the roll").click()
    expect(
        page.get_by_text("3 pupils on the roll · 1 left in this school year")
    ).to_be_visible()
    assert {one.surname for one in Pupil.unscoped.filter(left=None)} == {
        "Quillon",
        "Moss",
        "Vale",
    }
    assert Draft.unscoped.get().reading is None


def test_every_page_of_a_roll_is_for_everyone(desk: Desk, begun: Town) -> None:
    reader = desk()
    ann = Pupil.unscoped.get(surname="Quill").id
    pages = [
        *(
            "/school/roll",
            "/school/roll/import",
            "/school/roll/add",
            "/school/roll/classes",
        ),
        *(
            f"/school/pupils/{ann}{more}"
            for more in ("", "/leave", "/upn", "/facts", "/history")
        ),
    ]
    for address in pages:
        page = reader.go(address)
        expect(page.locator("h1")).to_have_count(1)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    small = desk(viewport=ZOOMED)
    for address in pages:
        page = small.go(address)
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= ZOOMED["width"], address


def test_all_on_a_page_are_ticked_at_once_and_moved_by_keyboard(
    desk: Desk, begun: Town
) -> None:
    page = desk().go("/school/roll")
    page.get_by_role("link", name="Select all on this page").press("Enter")
    boxes = page.locator('input[name="pupil"]')
    for at in range(3):
        expect(boxes.nth(at)).to_be_checked()
    page.get_by_label("Put those ticked into class").select_option(label="Ash")
    page.get_by_role("button", name="Move").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("2 children were moved")
