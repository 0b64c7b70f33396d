"""A summary as text, CSV and a page: the same figures, nothing cut, nothing fetched."""

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any
from xml.dom.minidom import parseString

import pytest

from keystage.measures import Unit
from keystage.reports.charts import Bar, bars
from keystage.reports.shown import width
from keystage.reports.summary import csv as as_csv
from keystage.reports.summary import html, layout, text, words
from keystage.reports.summary.model import (
    Column,
    Figure,
    Files,
    LeftOut,
    Part,
    Row,
    Summary,
)

NOW = datetime(2026, 6, 10, 9, 5, tzinfo=UTC)


def column(id_: str, unit: Unit = Unit.SHARE, **said: Any) -> Column:
    usual: dict[str, Any] = {
        "title": f"The measure {id_}",
        "short": id_.upper(),
        "note": "",
        "source": "A source",
        "verified": True,
        "national": True,
        "said": True,
    }
    return Column(id=id_, unit=unit, **(usual | said))


SHARE = column("gld")
MEAN = column("average", Unit.MEAN, national=False, verified=False)
TOTAL = column("points", Unit.TOTAL, note="Only complete rows.")
SECRET = column("met", said=False, note="Not shown yet.", source="")
SHOWN = Figure(20, 30, 20 / 30)
HIDDEN = Figure(denominator=30, hidden=True)
AWAY = Figure(hidden=True)


def row(title: str, *figures: Figure, of: str = "all", id_: str = "") -> Row:
    return Row(of, id_, title, 30, figures)


def part(columns: tuple[Column, ...], *rows: Row, **said: Any) -> Part:
    usual: dict[str, Any] = {
        "collection": "eyfsp",
        "year": 2026,
        "title": "Early years profile 2026",
        "book": "eyfsp-2026",
        "digest": "abc",
        "pupil": "child",
        "pupils": "children",
        "schools": 1,
        "left_out": (),
        "outside": 0,
        "several": 0,
    }
    return Part(columns=columns, rows=rows, **(usual | said))


def summary(*parts: Part, files: Files | None = None, least: int = 5) -> Summary:
    return Summary(parts, files or Files(1), None, least)


ALONE = part(
    (SHARE, MEAN, TOTAL, SECRET),
    row("Ash & Elm", SHOWN, Figure(423, 30, None, 14.1), Figure(2291, 30), Figure()),
)
TABLE = part(
    (SHARE, MEAN),
    row("All schools", SHOWN, Figure(423, 30, None, 14.1)),
    row("=Ash School", HIDDEN, HIDDEN, of="school", id_="9991001"),
    row("Oak School", AWAY, Figure(0, 0), of="school", id_="9991002"),
    schools=2,
    left_out=(
        LeftOut("incomplete", "", 12, ("gld", "average")),
        LeftOut("", "", None, ("gld",)),
    ),
    outside=1,
    several=None,
)


@pytest.mark.parametrize(
    ("measure", "figure", "shown", "counted", "cell"),
    [
        (SHARE, SHOWN, "66.7%", "20 of 30", "66.7% 20/30"),
        (SHARE, HIDDEN, "c", "c of 30", "c (30)"),
        (SHARE, AWAY, "c", "c", "c"),
        (SHARE, Figure(0, 0), "-", "0 of 0", "-"),
        (MEAN, Figure(423, 30, None, 14.1), "14.1", "30", "14.1 (30)"),
        (MEAN, HIDDEN, "c", "30", "c (30)"),
        (TOTAL, Figure(2291, 1030), "2,291", "1,030", "2,291 (1,030)"),
        (SECRET, Figure(), "-", "", "-"),
    ],
)
def test_a_figure_is_shown_the_same_everywhere(
    measure: Column, figure: Figure, shown: str, counted: str, *, cell: str
) -> None:
    assert words.value(measure, figure) == shown
    assert words.counted(measure, figure) == counted
    assert words.cell(measure, figure) == cell


def test_one_school_is_read_downward() -> None:
    told = text.render(summary(ALONE))
    assert told.startswith("Early years profile 2026: Ash & Elm, 30 children\n")
    assert "The measure gld          66.7%   20 of 30\n" in told
    assert "The measure points       2,291         30\n" in told
    assert "The measure met: Not shown yet.\n" in told
    assert "The measure average: not a national measure.\n" in told
    assert "The measure average: not confirmed by a published source.\n" in told
    assert "-: there is nothing to count, or it cannot be given.\n" in told
    assert "c: hidden" not in told


def test_schools_stand_under_each_other() -> None:
    told = text.render(summary(TABLE))
    assert told.startswith("Early years profile 2026: 2 schools, 30 children\n")
    assert "All schools  66.7% 20/30  14.1 (30)\n" in told
    assert "=Ash School       c (30)     c (30)\n" in told
    assert "Oak School             c          -\n" in told
    assert "12 children left out of all figures: incomplete.\n" in told
    assert "Some children left out of GLD.\n" in told
    assert "1 child of no year group these figures are for.\n" in told
    assert "Some children in the files of more than one school" in told
    assert "c: hidden, because fewer than 5 children" in told
    assert "In brackets: how many children count.\n" in told


def test_how_many_they_are_may_be_hidden() -> None:
    hidden = part((SHARE,), Row("all", "", "Ash", None, (HIDDEN,)))
    assert words.heading(hidden) == "Early years profile 2026: Ash"


def test_files_that_are_not_in_the_figures_are_named() -> None:
    files = Files(3, 2, (("a.xml", "It is a picture."),))
    told = text.render(summary(files=files))
    assert told == (
        "No results were found to summarise.\n\n"
        "2 files have errors: the figures may change when they are put right. Run "
        "'keystage check' to see\nthem.\n"
        "a.xml is not in the figures. It is a picture.\n"
    )
    assert "1 file has errors" in text.render(summary(files=Files(1, 1)))


def test_headings_are_coloured_only_if_wished() -> None:
    assert "\x1b" not in text.render(summary(ALONE))
    assert text.render(summary(ALONE), colour=True).startswith("\x1b[1mEarly")


def test_a_table_is_never_wider_than_a_report() -> None:
    columns = tuple(column(f"m{n}", short=f"Some measure {n}") for n in range(12))
    name = "The Very Long Named School of the Invented Saints and All Their Friends"
    wide = part(columns, row(name, *[SHOWN] * 12), row("B", *[SHOWN] * 12))
    lines = text.render(summary(wide)).splitlines()
    assert max(map(width, lines)) <= layout.COLUMNS
    assert " ".join(line[:30].strip() for line in lines).count("Saints") == 3
    assert sum(line.count("66.7% 20/30") for line in lines) == 24


def test_csv_holds_every_figure_and_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(as_csv.render(summary(TABLE)).lstrip("\ufeff"))))
    assert rows[0] == list(as_csv.HEADINGS)
    assert len(rows) == 1 + 6
    assert rows[1][:6] == ["eyfsp", "2026", "all", "", "All schools", "gld"]
    assert rows[1][7:13] == ["share", "20", "30", str(20 / 30), "", "no"]
    assert rows[3][4] == "'=Ash School"
    assert rows[3][8:13] == ["", "30", "", "", "yes"]
    assert rows[2][13:15] == ["no", "no"]


def pictures(page: str) -> list[str]:
    return re.findall(r"<svg.*?</svg>", page, re.S)


def test_the_page_needs_nothing_but_itself() -> None:
    page = html.render(summary(ALONE, TABLE), made_at=NOW)
    assert not re.search(r'(?:src|href)="(?!#|data:,)', page)
    assert "<script" not in page
    assert "style=" not in page
    assert "default-src 'none'; style-src 'sha256-" in page
    assert "Made 10 June 2026, 09:05" in page
    assert "Made" not in html.render(summary(ALONE)).split("<h1>")[0]


def test_every_picture_says_what_it_shows() -> None:
    found = pictures(html.render(summary(ALONE, TABLE)))
    assert len(found) == 2
    for picture in found:
        drawn = parseString(picture).documentElement  # noqa: S318 - our own page
        assert drawn is not None
        assert drawn.getAttribute("role") == "img"
        ids = drawn.getAttribute("aria-labelledby").split()
        named = [drawn.getElementsByTagName(tag)[0] for tag in ("title", "desc")]
        assert [part.getAttribute("id") for part in named] == ids
    assert "All schools: 66.7%; =Ash School: c; Oak School: c" in found[1]
    assert len({re.findall(r'id="([^"]+)"', picture)[0] for picture in found}) == 2


def test_the_figures_stand_as_tables_beside_the_pictures() -> None:
    page = html.render(summary(TABLE))
    assert "<title>Early years profile 2026: 2 schools, 30 children" in page
    assert page.count("<table") == 1
    assert '<td class="number" data-label="GLD">66.7%<span class="of">20 of 30' in page
    assert '<td class="number" data-label="GLD">c</td>' in page
    assert '<bdi>=Ash School</bdi> <span class="no">9991001</span>' in page
    assert '<tr class="school">' in page


def test_a_page_of_several_collections_has_a_heading_for_each() -> None:
    page = html.render(summary(ALONE, TABLE))
    assert "<h1>What results come to</h1>" in page
    assert page.count("<h2>Early years profile 2026: ") == 2
    assert "Ash &amp; Elm" in page
    assert "<dt>Early years profile 2026: The measure met</dt>" in page
    assert "Not shown yet. Source: none is named." in page
    assert "Source: A source. Not confirmed by a published source." in page


def test_too_many_bars_leave_the_table_to_speak() -> None:
    rows = [row(f"School {n}", SHOWN, SHOWN) for n in range(html.MOST_BARS + 1)]
    assert not pictures(html.render(summary(part((SHARE, MEAN), *rows))))
    only_mean = part((MEAN,), row("Ash", Figure(1, 1, None, 1.0)))
    assert not pictures(html.render(summary(only_mean)))


def test_a_page_of_nothing_says_so() -> None:
    page = html.render(summary(files=Files(0, 0, (("a", "No."),))))
    assert "No results were found to summarise." in page
    assert "<h2>Files</h2>" in page
    assert "How it is counted" not in page
    assert "<h2>Files</h2>" not in html.render(summary(ALONE))


def test_a_long_label_takes_two_lines_and_no_figure_draws_no_bar() -> None:
    drawn = bars("a", "<T>", [Bar("word " * 20, 0.5, "50.0%"), Bar("b", None, "c")])
    assert drawn.count("<rect") == 3
    assert drawn.count("<text") == 5
    assert 'height="106"' in drawn
    assert "&lt;T&gt;" in drawn
