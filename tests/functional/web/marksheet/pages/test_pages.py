"""The marksheet's real pages in a browser: for everyone, on any screen, script or none."""

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import expect

from tests.functional.web.marksheet.pages.conftest import Seat

pytestmark = [pytest.mark.browser, pytest.mark.database]
ZOOMED = {"width": 320, "height": 256}


def addresses(seat: Seat) -> list[str]:
    """Return every page of the sheet."""
    ann, eve = seat.desk.pupils[0], seat.desk.pupils[4]
    (clash,) = seat.desk.clashes()
    return [
        seat.at(),
        *(seat.at(name) for name in ("check", "fill", "restore", "entry", "compare")),
        *(seat.at(name) for name in ("keys", "print", "notes")),
        seat.at("done", seat.desk.oak.id),
        seat.at("clash", clash.id),
        *(seat.at(name, ann) for name in ("pupil", "pupil-notes")),
        seat.at("pupil", eve),
        *(seat.at(name, ann, "E01") for name in ("ask", "cell")),
    ]


def test_no_page_has_anything_axe_complains_of_and_none_breaks_the_policy(
    seat: Seat,
) -> None:
    reader = seat.open()
    for address in addresses(seat):
        page = reader.go(address)
        expect(page.locator("h1")).to_have_count(1)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"


def test_nothing_runs_off_the_side_at_four_hundred_per_cent(seat: Seat) -> None:
    reader = seat.open(viewport=ZOOMED)
    for address in addresses(seat):
        page = reader.go(address)
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= ZOOMED["width"], address


def test_without_a_script_results_are_typed_saved_and_marked(seat: Seat) -> None:
    page = seat.open(java_script_enabled=False).go(seat.at())
    eve = seat.desk.pupils[6]
    page.locator(f'[id="{eve}.E01"]').fill("exp")
    page.locator(f'[id="{eve}.E02"]').fill("9")
    page.get_by_role("button", name="Save").click()
    line = page.get_by_role("alert").get_by_role("link")
    expect(line).to_contain_text("Quill, Gus, Speaking: ")
    line.click()
    assert page.url.endswith(f"#{eve}.E02")
    assert seat.desk.value(eve, "E01") == ("2", 1)
    assert seat.desk.value(eve, "E02") == ("9", 1)


def test_a_pupil_at_a_time_is_walked_through_by_keyboard(seat: Seat) -> None:
    page = seat.open(viewport={"width": 390, "height": 800}).go(
        seat.at("pupil", seat.desk.pupils[6])
    )
    first = page.get_by_role("group", name="Listening, attention and understanding")
    first.get_by_label("2 Expected").check()
    page.get_by_role("button", name="Save and go to the next").click()
    expect(page.get_by_role("status").first).to_contain_text("1 cell.")
    expect(page.locator("h1")).to_have_text("Quill, Hal")
    assert seat.desk.value(seat.desk.pupils[6], "E01") == ("2", 1)


def test_each_line_of_the_check_lands_on_its_cell(seat: Seat) -> None:
    page = seat.open().go(seat.at("check"))
    line = page.get_by_role("alert").get_by_role("link", name="Numerical").first
    line.click()
    cell = f"{seat.desk.pupils[4]}.E12"
    assert page.url.endswith(f"#{cell}")
    expect(page.locator(f'[id="{cell}"]')).to_be_in_viewport()
