"""Every page in a browser: quiet, at home, readable by anyone on any screen."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import expect
from pytest_django import Settings

from tests.functional.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.database]

PAGES = (
    *("/", "/health", "/nowhere", "/gallery", "/gallery/confirmed", "/outbox"),
    *("/keys", "/verify"),
)
# A desk at 400 %: 1280 pixels show what 320 hold.
ZOOMED = {"width": 320, "height": 256}


@pytest.mark.parametrize("javascript", [True, False])
def test_every_page_is_quiet_and_loads_nothing_from_elsewhere(
    visit: Visit, javascript: bool
) -> None:
    reader = visit(java_script_enabled=javascript)
    for address in PAGES:
        page = reader.go(address)
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator("main h1")).to_be_visible()


def test_no_page_has_anything_axe_complains_of(visit: Visit) -> None:
    reader = visit()
    for address in PAGES:
        found = Axe().run(reader.go(address))
        assert found.violations_count == 0, found.generate_report()


def test_a_form_with_every_error_has_nothing_axe_complains_of(visit: Visit) -> None:
    page = visit().go("/gallery")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_nothing_runs_off_the_side_at_four_hundred_per_cent(visit: Visit) -> None:
    reader = visit(viewport=ZOOMED)
    for address in PAGES:
        page = reader.go(address)
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= ZOOMED["width"], address


def test_the_skip_link_is_first_and_leads_past_the_bar(visit: Visit) -> None:
    page = visit().go("/gallery")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_councils_colour_is_on_the_bar(visit: Visit, settings: Settings) -> None:
    settings.CONFIG = replace(settings.CONFIG, colour="#5a1040")
    page = visit().go("/")
    expect(page.locator(".bar")).to_have_css("background-color", "rgb(90, 16, 64)")


def test_a_button_for_what_cannot_be_undone_does_not_look_like_the_usual_one(
    visit: Visit,
) -> None:
    page = visit().go("/gallery")
    colour = "(one) => getComputedStyle(one).backgroundColor"
    usual = page.get_by_role("button", name="Save and go on").evaluate(colour)
    grave = page.get_by_role("button", name="Throw the file away").evaluate(colour)
    assert grave != usual


def test_the_number_of_a_page_stands_on_the_line_of_its_links(visit: Visit) -> None:
    page = visit().go("/gallery")
    middle = "(one) => { const box = one.getBoundingClientRect(); return box.y + box.height / 2 }"
    number = page.get_by_text("Page 2 of 5").evaluate(middle)
    link = page.get_by_role("link", name="Next", exact=True).evaluate(middle)
    assert abs(number - link) < 2


def test_what_the_policy_forbids_is_stopped_and_reported(
    visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    reader = visit(quiet=False)
    page = reader.go("/gallery")
    add = """(address) => {
      const picture = document.createElement("img");
      picture.src = address;
      document.body.append(picture);
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
    }"""
    with page.expect_request("**/csp-report"):
        page.evaluate(add, "http://127.0.0.1:9/pixel.png")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("() => window.ran") is None
    told = [r.getMessage() for r in caplog.records if r.name == "keystage.csp"]
    assert "blocked by img-src: http://127.0.0.1:9 on /gallery" in told
    assert "blocked by script-src-elem: inline on /gallery" in told
