"""Forms in a browser: what is wrong is said, found and mended, scripts or none."""

import pytest
from playwright.sync_api import Page, expect

from tests.functional.web.conftest import Seen, Visit

pytestmark = [pytest.mark.browser, pytest.mark.database]
ERRORS = 5
NEARLY = (
    27 * 60 + 58
) * 1000  # milliseconds of thirty minutes, less two and two seconds


def send(page: Page) -> None:
    page.get_by_role("button", name="Save and go on").click()


def fill(page: Page) -> None:
    """Fill in all that must be."""
    page.get_by_label("Child's surname").fill("Quillfeather")
    for box, number in {"Day": "27", "Month": "3", "Year": "2021"}.items():
        page.get_by_label(box, exact=True).fill(number)
    page.get_by_label("At another school").check()
    page.get_by_label("Class", exact=True).select_option("Maple")
    page.get_by_label("I have asked the class teacher").check()


def test_the_error_summary_takes_the_focus_and_every_link_lands(visit: Visit) -> None:
    page = visit().go("/gallery")
    send(page)
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Error: Gallery – Primary results – Local authority")  # noqa: RUF001 - as shown
    links = summary.get_by_role("link")
    expect(links).to_have_count(ERRORS)
    for link in links.all():
        words = link.inner_text()
        link.click()
        group = page.locator(".govuk-form-group--error", has=page.locator(":focus"))
        expect(group).to_contain_text(words)


def test_without_scripts_the_same_errors_are_said_and_every_link_lands(
    visit: Visit,
) -> None:
    page = visit(java_script_enabled=False).go("/gallery")
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    links = page.get_by_role("alert").get_by_role("link")
    expect(links).to_have_count(ERRORS)
    for link in links.all():
        link.click()
        target = page.locator(page.url[page.url.index("#") :])
        expect(target).to_be_visible()
        expect(target).to_have_js_property("tagName", target_tag(link.inner_text()))


def target_tag(words: str) -> str:
    """Return what kind of control a link must lead to."""
    return "SELECT" if words.startswith("Class") else "INPUT"


@pytest.mark.parametrize("javascript", [True, False])
def test_what_was_typed_stays_and_a_mended_form_is_taken(
    visit: Visit, javascript: bool
) -> None:
    page = visit(java_script_enabled=javascript).go("/gallery")
    page.get_by_label("Month", exact=True).fill("13")
    page.get_by_label("Child's surname").fill("Quill")
    send(page)
    expect(page.get_by_label("Child's surname")).to_have_value("Quill")
    expect(page.get_by_label("Month", exact=True)).to_have_value("13")
    expect(page.get_by_role("alert")).to_contain_text("add the day, year")
    fill(page)
    send(page)
    expect(page.get_by_role("status")).to_contain_text("Nothing was kept")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_control_is_tied_to_its_hint_and_its_error(visit: Visit) -> None:
    page = visit().go("/gallery")
    send(page)
    surname = page.get_by_label("Child's surname")
    expect(surname).to_have_accessible_description(
        "As on the birth certificate. Error: Child's surname is missing: enter it"
    )
    expect(surname).to_have_attribute("aria-invalid", "true")


@pytest.fixture
def waiting(visit: Visit) -> Page:
    """A page that has been open for nearly all the time there is."""
    return wait(visit())


def wait(reader: Seen) -> Page:
    """Open a page and let nearly all the time go that there is."""
    reader.page.clock.install()
    page = reader.go("/gallery")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.run_for(NEARLY)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.run_for(3000)
    expect(page.get_by_role("dialog", name="Are you still there?")).to_be_visible()
    return page


def test_the_time_out_warns_and_lets_one_stay(waiting: Page) -> None:
    page = waiting
    expect(page.get_by_role("timer")).to_have_text(
        "You will be signed out in 2 minutes."
    )
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.run_for(60_000)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_escape_stays_too_and_loses_nothing(waiting: Page) -> None:
    waiting.keyboard.press("Escape")
    expect(waiting.get_by_role("dialog")).to_have_count(0)


def test_what_the_service_answers_elsewhere_begins_the_time_anew(
    waiting: Page,
) -> None:
    waiting.evaluate("() => document.dispatchEvent(new Event('keystage:answered'))")
    expect(waiting.get_by_role("dialog")).to_have_count(0)


def test_at_the_end_the_page_leaves_saying_it_on_the_way(waiting: Page) -> None:
    page = waiting
    page.clock.run_for(90_000)
    expect(page.get_by_role("timer")).to_have_text(
        "You will be signed out in 30 seconds."
    )
    page.clock.run_for(30_000)
    page.wait_for_url("**/gallery?left")


def test_a_service_that_no_longer_knows_one_is_left_at_once(visit: Visit) -> None:
    page = wait(visit(quiet=False))  # the browser complains of what is refused
    page.route("**/still-here", lambda route: route.fulfill(status=403))
    page.get_by_role("button", name="Stay signed in").click()
    page.wait_for_url("**/gallery?left")


def test_without_scripts_the_time_is_told(visit: Visit) -> None:
    page = visit(java_script_enabled=False).go("/gallery")
    expect(page.get_by_text("You are signed out after 30 minutes")).to_be_visible()
