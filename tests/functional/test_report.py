"""The HTML report in a browser: read, filtered, printed, on any screen, by anyone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import Browser, Page, expect

from keystage.reports import html
from tests.functional.conftest import Watched, watch
from tests.unit.reports.documents import (
    Json,
    document,
    file,
    finding,
    returned,
    unreadable,
)

pytestmark = pytest.mark.browser


def season() -> Json:
    """Return what four schools and one stray web page give."""
    long = {
        "upn": "T004200119001",
        "surname": "\u202eCosta" + "\u0301" * 60 + "<img src=x onerror=alert(1)>",
        "forename": "Wolfeschlegelsteinhausenbergerdorff" * 4,
        "dob": "2020-11-05",
    }
    return document(
        file(
            2001,
            [
                finding(child=0),
                finding(child=1, place={"line": 240, "path": None}),
                finding(
                    "P02",
                    official_rule="1510",
                    child=2,
                    message="The check letter of the UPN is wrong.",
                    fix="Copy the UPN again from the pupil's file.",
                    value="T004200119001",
                    allowed=[],
                    system={"name": "Arbor", "steps": "Students > UPN"},
                    consequences=[finding("P14", message="Not on the roll.")],
                ),
                finding("CTF-GENDER", "note", collection=None, pupil=None),
            ],
            returns=[returned(), returned("phonics")],
        ),
        file(
            2002,
            [
                finding("H05", "query", pupil=None, message="Sent to the agency."),
                finding("NAME-BIDI", "query", pupil=long, message="Odd characters."),
                finding("PH-X3", "query", child=6, collection="phonics"),
            ],
            returns=[returned("phonics"), returned()],
        ),
        file(2003),
        file(2004),
        unreadable(),
        across=[finding("P18", "query", child=5, files=["a.xml", "b.xml"])],
    )


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report as a file."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html.render(season()), encoding="utf-8")
    return path


@pytest.fixture
def watched(browser: Browser, saved: Path) -> Iterator[Watched]:
    """The report on a desk's screen; whatever a test does, it stays quiet."""
    context = browser.new_context(viewport={"width": 1440, "height": 1100})
    yield (seen := watch(context, saved))
    context.close()
    assert seen.complaints == []
    assert seen.requests == [saved.as_uri()]


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page


def shown_findings(page: Page) -> int:
    return page.locator(".finding:visible").count()


def unfold(page: Page) -> None:
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")


def test_the_page_is_free_of_every_fault_axe_knows(page: Page) -> None:
    unfold(page)
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


def test_a_hostile_name_runs_nothing(page: Page) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    expect(page.get_by_text("<img src=x onerror=alert(1)>").first).to_be_visible()
    page.wait_for_timeout(100)
    assert dialogs == []


def test_the_filter_works_by_keyboard_alone(page: Page) -> None:
    everything = shown_findings(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the findings")).to_be_focused()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.get_by_label("Find", exact=True).evaluate(
            "e => e === document.activeElement"
        ):
            break
    expect(page.get_by_label("Find", exact=True)).to_be_focused()
    page.keyboard.type("check letter")
    expect(page.locator("#shown")).to_have_text("1 of 9 listed findings match")
    assert shown_findings(page) == 1
    page.keyboard.press("Tab")
    expect(page.get_by_label("Show")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Clear")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Find", exact=True)).to_be_focused()
    expect(page.locator("#shown")).to_have_text("9 findings listed")
    assert shown_findings(page) == everything


@pytest.mark.parametrize(
    ("field", "choice", "left"),
    [
        ("Show", "Must be put right", 4),
        ("Show", "To know", 1),
        ("Collection", "Phonics", 1),
        ("School", "Oxlip Meadow 2002 Primary School 999/2002", 3),
    ],
)
def test_each_list_narrows_the_findings(
    page: Page, field: str, choice: str, left: int
) -> None:
    page.get_by_label(field, exact=True).select_option(label=choice)
    expect(page.locator("#shown")).to_have_text(f"{left} of 9 listed findings match")
    assert shown_findings(page) == left


def test_a_search_finds_pupils_upns_rules_schools_and_words(page: Page) -> None:
    for words, left in [
        ("adeyemi", 1),
        ("kowalska phonics", 0),
        ("1510", 1),
        ("oxlip 2002", 3),
        ("web page", 1),
        ("nobody of this name", 0),
    ]:
        page.get_by_label("Find", exact=True).fill(words)
        expect(page.locator("#shown")).to_have_text(
            f"{left} of 9 listed findings match"
        )


def test_filtering_leaves_no_empty_frames_and_keeps_the_schools_that_match(
    page: Page,
) -> None:
    page.get_by_label("Find", exact=True).fill("check letter")
    expect(page.locator("#shown")).to_have_text("1 of 9 listed findings match")
    assert page.locator("#findings .school:visible").count() == 1
    assert page.locator("#findings .rule:visible").count() == 1
    assert page.locator("tr[data-school]:visible").count() == 1
    page.get_by_label("Find", exact=True).fill("2004")
    expect(page.locator("#shown")).to_have_text("0 of 9 listed findings match")
    rows = page.locator("tr[data-school]:visible")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Oxlip Meadow 2004 Primary School")


def test_enter_in_the_search_box_does_not_leave_the_page(page: Page) -> None:
    page.get_by_label("Find", exact=True).fill("adeyemi")
    page.keyboard.press("Enter")
    expect(page.locator("#shown")).to_have_text("1 of 9 listed findings match")


def test_a_link_in_the_table_leads_to_the_school(page: Page) -> None:
    link = page.get_by_role("link", name="Oxlip Meadow 2002 Primary School").first
    link.click()
    heading = page.get_by_role(
        "heading", name=re.compile("Oxlip Meadow 2002 Primary School")
    )
    expect(heading).to_be_in_viewport()


def test_without_script_everything_is_there_to_read(
    browser: Browser, saved: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = watch(context, saved).page
    expect(page.get_by_role("search")).to_have_count(0)
    assert shown_findings(page) == 8  # the note waits in its closed list
    page.get_by_role("heading", name="To know").click()
    assert shown_findings(page) == 9
    context.close()


@pytest.mark.parametrize("width", [320, 480, 768, 1024])
def test_no_screen_is_too_narrow(browser: Browser, saved: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = watch(context, saved).page
    unfold(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    context.close()


def test_the_narrow_page_is_free_of_faults_too(browser: Browser, saved: Path) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 900})
    result = Axe().run(watch(context, saved).page)
    assert result.violations_count == 0, result.generate_report()
    context.close()


def test_on_paper_nothing_is_folded_away_and_nothing_is_for_clicking(
    page: Page,
) -> None:
    page.emulate_media(media="print")
    expect(page.get_by_role("search")).to_be_hidden()
    expect(page.get_by_role("navigation")).to_be_hidden()
    # Closed in the window, but not on paper.
    assert page.locator("details.weight.note").get_attribute("open") is None
    expect(page.locator("details.weight.note .finding")).to_be_visible()
    breaks = page.locator("#findings > .school ~ .school").first.evaluate(
        "element => getComputedStyle(element).breakBefore"
    )
    assert breaks == "page"


def test_one_school_chosen_is_one_school_printed(page: Page) -> None:
    label = "Oxlip Meadow 2002 Primary School 999/2002"
    page.get_by_label("School", exact=True).select_option(label=label)
    expect(page.locator("#shown")).to_have_text("3 of 9 listed findings match")
    page.emulate_media(media="print")
    expect(page.locator("table.schools").first).to_be_hidden()
    expect(page.locator("h1")).to_be_hidden()
    assert page.locator("#findings .school:visible").count() == 1


def test_where_colours_are_forced_the_words_and_shapes_remain(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    expect(page.get_by_text("■ 3 errors").first).to_be_visible()
    expect(page.get_by_text("✕ could not be read").first).to_be_visible()


def test_a_column_of_the_table_sorts_it_and_says_so(page: Page) -> None:
    table = page.locator("table.schools").first
    firsts = table.locator("tbody tr th")
    expect(firsts.nth(0)).to_contain_text("letter.xml")
    table.get_by_role("button", name="Errors").click()
    expect(firsts.nth(0)).to_contain_text("Oxlip Meadow 2001")
    errors = table.get_by_role("columnheader", name="Errors")
    expect(errors).to_have_attribute("aria-sort", "descending")
    table.get_by_role("button", name="Errors").click()
    expect(errors).to_have_attribute("aria-sort", "ascending")
    table.get_by_role("button", name="School").click()
    expect(errors).not_to_have_attribute("aria-sort", re.compile("."))
    expect(firsts.nth(0)).to_contain_text("letter.xml")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("words", ["garcia", "OBRIEN", "o'brien", "o\u2019brien"])
def test_a_search_needs_neither_accents_nor_apostrophes(
    browser: Browser, tmp_path: Path, words: str
) -> None:
    path = tmp_path / "names.html"
    people = [finding(child=2), finding(child=3, subject="E11"), finding(child=0)]
    path.write_text(html.render(document(file(2001, people))), encoding="utf-8")
    context = browser.new_context()
    page = watch(context, path).page
    page.get_by_label("Find", exact=True).fill(words)
    expect(page.locator("#shown")).to_have_text("1 of 3 listed findings match")
    context.close()


def test_a_school_chosen_shows_what_stands_between_it_and_another(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "between.html"
    files = ["sent/9992001_FSP_999LLLL_001.xml", "sent/9992002_FSP_999LLLL_001.xml"]
    shared = finding("P18", "query", files=files)
    data = document(file(2001), file(2002), file(2003, [finding()]), across=[shared])
    path.write_text(html.render(data), encoding="utf-8")
    context = browser.new_context()
    page = watch(context, path).page
    choice = "Oxlip Meadow 2002 Primary School 999/2002"
    page.get_by_label("School", exact=True).select_option(label=choice)
    expect(page.locator("#shown")).to_have_text("1 of 2 listed findings match")
    expect(page.locator("#between .finding")).to_be_visible()
    context.close()
