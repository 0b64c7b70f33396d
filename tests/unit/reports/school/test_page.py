"""A school's report as a page: self-contained, escaped, every figure in a table."""

import re
from html.parser import HTMLParser

import pytest

from keystage.reports.school import html
from tests.unit.reports.school.making import child, crowd, report, school

BOOKS = ("eyfsp-2026", "phonics-2025", "ks1-2026", "ks2-2026", "mtc-2026")


class Outline(HTMLParser):
    """The headings and table cells of a page, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def outline(page: str) -> Outline:
    found = Outline()
    found.feed(page)
    return found


@pytest.mark.parametrize("book", BOOKS)
def test_headings_go_down_one_step_at_a_time_and_ids_are_single(book: str) -> None:
    found = outline(html.render(report(crowd(book, 9), "sex")))
    assert found.levels[0] == 1
    assert set(found.levels[1:]) == {2}
    assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize("book", BOOKS)
def test_every_figure_and_pupil_stands_in_the_page(book: str) -> None:
    made = report(crowd(book, 9))
    text = " ".join("".join(outline(html.render(made)).text).split())
    for section in made.sections:
        for row in section.grid.rows:
            for cell in row:
                for line in cell.splitlines():
                    assert line in text


def test_the_page_fetches_and_runs_nothing() -> None:
    page = html.render(report(school("eyfsp-2026", child(1, "2"))))
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", page)
    assert not re.search(r"<[^>]* style=", page)


def test_markup_in_a_name_is_text() -> None:
    evil = child(1, "2", surname="<img src=x onerror=alert(1)>", group="<b>")
    page = html.render(report(school("eyfsp-2026", evil), "class"))
    assert "<img" not in page
    assert "<b>" not in page


def test_the_number_of_a_school_is_shown_beside_its_name() -> None:
    assert "9992001" in html.render(report(school("eyfsp-2026", child(1, "2"))))


def test_a_missing_result_is_said_in_words_as_well() -> None:
    page = html.render(report(school("eyfsp-2026", child(1, ""))))
    assert '<span class="unseen">no result</span>' in page
