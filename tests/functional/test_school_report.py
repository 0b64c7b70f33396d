"""A school's report in a browser: read, on any screen, without script, and printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import Browser, Page, expect

from keystage.reports.school import html
from tests.functional.conftest import Watched, watch
from tests.unit.reports.school.making import LONG, crowd, report

pytestmark = pytest.mark.browser

BOOKS = ("eyfsp-2026", "phonics-2025", "ks1-2026")
SIZES = ((1280, 900), (768, 1024), (320, 640))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report of each collection, of every sort of pupil."""
    folder = tmp_path_factory.mktemp("reports")
    for book in BOOKS:
        made = report(crowd(book, 14), "sex")
        (folder / f"{book}.html").write_text(html.render(made), encoding="utf-8")
    return folder


@pytest.fixture(params=BOOKS)
def watched(
    request: pytest.FixtureRequest, browser: Browser, pages: Path
) -> Iterator[Watched]:
    """One report on a desk's screen; whatever a test does, it stays quiet."""
    path = pages / f"{request.param}.html"
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield (seen := watch(context, path))
    context.close()
    assert seen.complaints == []
    assert seen.requests == [path.as_uri()]


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page


def test_the_page_is_free_of_every_fault_axe_knows(page: Page) -> None:
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


def test_every_picture_has_a_name_and_a_table_in_its_section(page: Page) -> None:
    for picture in page.get_by_role("img").all():
        assert picture.evaluate("e => !!document.getElementById(e.id || 'main')")
        labels = picture.get_attribute("aria-labelledby") or ""
        assert all(page.locator(f"#{name}").text_content() for name in labels.split())
    assert page.locator(".part:has(svg):not(:has(table))").count() == 0


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_screen(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    wide = "() => document.documentElement.scrollWidth - window.innerWidth"
    assert page.evaluate(wide) <= 0
    cut = """() => [...document.querySelectorAll('h1, h2, .card, .said li, figcaption')]
        .filter(one => one.scrollWidth > one.clientWidth + 1).length"""
    assert page.evaluate(cut) == 0


def test_a_table_wider_than_the_screen_is_moved_by_the_keyboard(page: Page) -> None:
    for box in page.locator(".wide-table").all():
        expect(box).to_have_attribute("tabindex", "0")
        expect(box).to_have_attribute("role", "region")


@pytest.mark.parametrize("book", BOOKS)
def test_the_page_says_all_of_it_without_script(
    browser: Browser, pages: Path, book: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / f"{book}.html").as_uri())
    for name in ("What is missing", "Results beside earlier years", "By sex"):
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.get_by_text(LONG).first).to_be_visible()
    context.close()


def test_printed_it_keeps_the_pupils_on_pages_of_their_own(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.get_by_text("Skip to the results")).to_be_hidden()
    for part in page.locator(".list").all():
        assert part.evaluate("e => getComputedStyle(e).breakBefore") == "page"
    for box in page.locator(".wide-table").all():
        assert box.evaluate("e => getComputedStyle(e).overflowX") == "visible"
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
