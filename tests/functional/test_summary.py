"""The page of `keystage summary` in a browser: read by anyone, on any screen, on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import Browser, Page, expect

from keystage.cli.demo import copied
from keystage.cli.main import run
from tests.functional.conftest import Watched, watch
from tests.integration.cli.test_summary import entry, roll, send

pytestmark = pytest.mark.browser

WIDE, TALL = 1440, 1100
# 400 % of a window 1280 wide leaves the width of a small telephone.
ZOOMED = 1280 // 4
PAGES = ("season", "school", "again")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three pages: a season by sex, one school by class, who takes a check again."""
    folder = tmp_path_factory.mktemp("summary")
    sent, out = folder / "sent", {name: folder / f"{name}.html" for name in PAGES}
    sent.mkdir()
    for name, data in copied.files():
        (sent / name).write_bytes(data)
    marks = {number: str(25 + number) for number in range(1, 14)}
    before = send(folder / "before", "2001", 2025, marks | {14: "A", 15: ""})
    classes = [entry("2001", at, 2025, "Oak" if at % 2 else "Ash") for at in marks]
    known = roll(folder, *classes)
    for name, words in {
        "season": [sent, "--by", "sex"],
        "school": [before, "--roll", known, "--by", "class", "--year", "2025"],
        "again": ["--recheck", "--prior", before, "--roll", known],
    }.items():
        asked = ["summary", *words, "--format", "html", "--output", out[name]]
        run([str(word) for word in asked])
    return out


@pytest.fixture(params=PAGES)
def saved(request: pytest.FixtureRequest, pages: dict[str, Path]) -> Path:
    """One of the pages as a file."""
    return pages[str(request.param)]


@pytest.fixture
def watched(browser: Browser, saved: Path) -> Iterator[Watched]:
    """A page on a desk's screen; whatever a test does, it stays quiet."""
    context = browser.new_context(viewport={"width": WIDE, "height": TALL})
    yield (seen := watch(context, saved))
    context.close()
    assert seen.complaints == []
    assert seen.requests == [saved.as_uri()]


def picture(page: Page, saved: Path, what: str) -> None:
    """Keep what the page looks like beside it, for a person to look at."""
    page.screenshot(path=saved.with_name(f"{saved.stem}-{what}.png"), full_page=True)


def outside(page: Page) -> list[str]:
    """Return what stands out of the window without a frame to scroll in."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('body *')]
            .filter(one => !one.closest('.wide-table') && !one.closest('svg'))
            .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
            .map(one => one.tagName + ' ' + one.textContent.trim().slice(0, 40))"""
    )
    return found


def test_the_page_is_free_of_every_fault_axe_knows(
    watched: Watched, saved: Path
) -> None:
    picture(watched.page, saved, "wide")
    result = Axe().run(watched.page)
    assert result.violations_count == 0, result.generate_report()


def test_without_script_nothing_is_missing(
    browser: Browser, saved: Path, watched: Watched
) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = watch(context, saved).page.locator("main").inner_text()
    assert plain == watched.page.locator("main").inner_text()
    assert plain
    context.close()


def test_at_four_hundred_per_cent_nothing_stands_outside(
    browser: Browser, saved: Path
) -> None:
    context = browser.new_context(viewport={"width": ZOOMED, "height": TALL // 4})
    page = watch(context, saved).page
    picture(page, saved, "zoomed")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= ZOOMED
    assert outside(page) == []
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    context.close()


def test_on_a_narrow_screen_a_count_stands_beneath_its_own_figure(
    browser: Browser, pages: dict[str, Path]
) -> None:
    context = browser.new_context(viewport={"width": ZOOMED, "height": 800})
    page = watch(context, pages["school"]).page
    counts = page.locator(".figures td .of")
    assert counts.count() > 0
    lefts = page.eval_on_selector_all(
        ".figures td .of",
        """all => all.map(one => {
            const figure = document.createRange();
            figure.selectNode(one.previousSibling);
            const [above, below] = [figure, one].map(e => e.getBoundingClientRect());
            return [below.left - above.left, below.top - above.bottom];
        })""",
    )
    assert all(abs(aside) < 1 and down > -1 for aside, down in lefts)
    context.close()


def test_every_picture_has_its_figures_in_words_beside_it(
    browser: Browser, pages: dict[str, Path]
) -> None:
    context = browser.new_context()
    page = watch(context, pages["season"]).page
    drawn = page.locator("svg[role=img]")
    assert drawn.count() > 0
    for at in range(drawn.count()):
        expect(drawn.nth(at).locator("title")).not_to_be_empty()
    assert page.locator("table caption").count() > 0
    assert page.locator("table th[scope=col]").count() > 0
    assert page.locator("table th[scope=row]").count() > 0
    context.close()


def test_on_paper_tables_are_whole_and_nothing_is_cut_off(
    watched: Watched, saved: Path
) -> None:
    page = watched.page
    page.set_viewport_size({"width": 794, "height": 1123})  # A4 at 96 to the inch
    page.emulate_media(media="print")
    picture(page, saved, "paper")
    hidden = page.eval_on_selector_all(
        ".wide-table",
        "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).length",
    )
    assert hidden == 0
    assert len(page.pdf(format="A4")) > 1_000


def test_where_colours_are_forced_the_figures_remain(
    browser: Browser, pages: dict[str, Path]
) -> None:
    context = browser.new_context()
    page = watch(context, pages["school"]).page
    page.emulate_media(forced_colors="active")
    picture(page, pages["school"], "forced")
    ground, bar = (
        page.locator(f"svg rect{kind}").first.evaluate(
            "one => getComputedStyle(one).fill"
        )
        for kind in (".ground", ":not(.ground)")
    )
    assert ground != bar
    context.close()


def test_figures_that_are_hidden_are_not_in_the_page_at_all(
    browser: Browser, pages: dict[str, Path]
) -> None:
    context = browser.new_context()
    page = watch(context, pages["season"]).page
    expect(page.get_by_text("fewer than 5").first).to_be_visible()
    context.close()
