"""Pictures: sound markup, nothing told by colour or length alone, nothing outside."""

from typing import Any
from xml.dom.minidom import parseString

import pytest

from keystage.reports import charts
from keystage.reports.charts import Bar, Marks, Piece, Several, Stack

PIECES = (
    Piece("Expected", 24, charts.THIS, charts.PALE),
    Piece("Emerging", 1, charts.GROUND, charts.INK),
    Piece("Not assessed", 0, charts.PALE, charts.INK),
)
PICTURES = {
    "bars": charts.bars("a", "Shares", [Bar("Met", 0.5, "50.0%"), Bar("b", None, "-")]),
    "beside": charts.beside(
        "a",
        "Years",
        [Several("Met", [Bar("2026", 1.0, "100.0%"), Bar("2025", 0, "0")])],
    ),
    "stacked": charts.stacked(
        "a", "Goals", [Stack("Writing", PIECES), Stack("A goal " * 9, PIECES[:1])]
    ),
    "columns": charts.columns("a", "Marks", Marks({0: 2, 33: 1}, 0, 40, 32)),
}


def parsed(drawn: str) -> Any:
    return parseString(drawn).documentElement  # noqa: S318 - our own picture


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_has_a_title_and_a_description_and_no_style(kind: str) -> None:
    root = parsed(PICTURES[kind])
    assert root.getAttribute("role") == "img"
    assert root.getAttribute("aria-labelledby") == "a-t a-d"
    assert [root.childNodes[at].tagName for at in (0, 1)] == ["title", "desc"]
    for word in ("style", "<script", "href", "url("):
        assert word not in PICTURES[kind]


@pytest.mark.parametrize("kind", PICTURES)
def test_nothing_is_drawn_outside_the_picture(kind: str) -> None:
    root = parsed(PICTURES[kind])
    wide, high = (float(root.getAttribute(side)) for side in ("width", "height"))
    for drawn in root.getElementsByTagName("rect"):
        left, top, width, height = (
            float(drawn.getAttribute(name)) for name in ("x", "y", "width", "height")
        )
        assert left >= 0 <= top
        assert left + width <= wide + 0.1
        assert top + height <= high + 0.1


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("bars", "Met: 50.0%; b: -"),
        ("beside", "Met: 2026 100.0%; 2025 0"),
        ("columns", "mark 0: 2; mark 33: 1"),
    ],
)
def test_the_description_reads_every_figure_out(kind: str, said: str) -> None:
    (told,) = parsed(PICTURES[kind]).getElementsByTagName("desc")
    assert told.firstChild.data == said


def test_a_stack_says_what_is_there_and_nothing_of_nought() -> None:
    said = charts.told_stacks([Stack("Writing", PIECES)])
    assert said == "Writing: Expected 24, Emerging 1"


def test_a_count_stands_in_its_stretch_only_where_it_fits() -> None:
    many = [Piece("a", 400, charts.THIS, charts.PALE), Piece("b", 1, "#fff", "#000")]
    texts = parsed(charts.stacked("a", "t", [Stack("S", many)])).getElementsByTagName(
        "text"
    )
    assert [one.firstChild.data for one in texts] == ["a", "b", "S", "400"]


def test_a_long_key_goes_on_in_the_next_line() -> None:
    names = [
        Piece(f"Pre-key stage standard {n}", 1, f"#00000{n}", "#fff") for n in range(6)
    ]
    texts = parsed(charts.stacked("a", "t", [Stack("S", names)])).getElementsByTagName(
        "text"
    )
    assert len({one.getAttribute("y") for one in texts[:6]}) > 1


def test_pictures_of_nothing_are_still_pictures() -> None:
    for drawn in (
        charts.beside("a", "t", []),
        charts.stacked("a", "t", []),
        charts.columns("a", "t", Marks({}, 0, 25)),
    ):
        assert parsed(drawn).tagName == "svg"


def test_text_from_outside_is_text_and_hides_nothing() -> None:
    drawn = charts.bars("a", "<T>", [Bar("\u202e<b>", 0.5, "&")])
    (label,) = [
        one.firstChild.data
        for one in parsed(drawn).getElementsByTagName("text")
        if not one.getAttribute("class")
    ]
    assert label == "<U+202E><b>"
