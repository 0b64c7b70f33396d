"""Paper, workbook and reading back in a browser: for everyone, and as they are printed."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import Page

from tests.functional.web.marksheet.pages.conftest import Seat
from tests.integration.web.returns.marks.desk import GOALS, child

pytestmark = [pytest.mark.browser, pytest.mark.database]
ZOOMED = {"width": 320, "height": 256}
CLASS = 30
PAGES = re.compile(rb"/Type\s*/Page\b")


def table(seat: Seat) -> str:
    """Return a pasted table: two plain, one bad value, one stranger, one closed row."""
    return (
        "Surname\tForename\tE01\tE02\tE12\n"
        "Quill\tGus\texp\t1\t\nQuill\tEve\t\t\t2\nQuill\tHal\t7\t2\t2\n"
        "Nobody\tHere\t2\t2\t2\n"
    )


def kept(page: Page, name: str) -> None:
    """Keep a picture of a page where somebody asks for pictures."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_out_in_and_read_back_have_nothing_axe_complains_of(seat: Seat) -> None:
    reader = seat.open()
    for name in ("import", "read-back", "print"):
        page = reader.go(seat.at(name))
        found = Axe().run(page)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        kept(page, name)
    page = reader.go(seat.at("import"))
    page.get_by_label("Or paste the table here").fill(table(seat))
    page.get_by_role("button", name="Show what would change").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    kept(page, "review")
    page.get_by_label("Quill, Hal").uncheck()
    page.get_by_role("button", name="Save these results").click()
    gus, hal = seat.desk.pupils[6:8]
    assert seat.desk.value(gus, "E01") == ("2", 1)
    assert seat.desk.value(hal, "E02") == ("", 0)


def test_nothing_of_them_runs_off_the_side_at_four_hundred_per_cent(
    seat: Seat,
) -> None:
    reader = seat.open(viewport=ZOOMED)
    for name in ("import", "read-back", "print"):
        page = reader.go(seat.at(name))
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= ZOOMED["width"], f"{name}: {wide}"


def test_without_a_script_a_table_is_pasted_and_saved(seat: Seat) -> None:
    page = seat.open(java_script_enabled=False).go(seat.at("import"))
    page.get_by_label("Or paste the table here").fill(table(seat))
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("button", name="Save these results").click()
    assert seat.desk.value(seat.desk.pupils[7], "E01") == ("7", 1)


@pytest.mark.parametrize("blank", ["", "?blank=1"], ids=["filled", "empty"])
def test_a_class_of_thirty_fits_one_page_of_paper_lying(seat: Seat, blank: str) -> None:
    where: dict[str, Any] = {"authority": seat.desk.town.authority}
    where |= {"school": seat.desk.town.schools["2001"]}
    names = [f"Maximiliana{number:02}" for number in range(CLASS - 8)]
    made = [child(where, name, seat.desk.oak) for name in names]
    seat.desk.save(*((pupil, goal, "2", 0) for pupil in made for goal in GOALS))
    page = seat.open().go(f"{seat.at('print')}{blank}")
    paper = page.pdf(prefer_css_page_size=True)
    if folder := os.environ.get("PICTURES"):
        (Path(folder) / f"paper{len(blank)}.pdf").write_bytes(paper)
    assert len(PAGES.findall(paper)) == 1
