"""The list of those who take the check again, in its four forms."""

import csv
import io
from datetime import UTC, datetime

from keystage.reports.shown import width
from keystage.reports.summary import again, again_shown
from keystage.reports.summary.again import Again, OfSchool, OnTheList
from keystage.reports.summary.layout import COLUMNS

ADA = OnTheList(
    upn="X004200124106",
    surname="Ash",
    forename="Ada",
    dob="2019-02-06",
    group="2 Beech",
    result="22",
    because="below",
    reason="mark 22, below 32",
)
NAMELESS = OnTheList("", "=Oak", "", "", "", "", "unknown", "no result known")
LONG = OnTheList(
    "X" * 13,
    "Fotheringham-Featherstonehaugh-Smythe",
    "Maximiliana",
    "2019-01-01",
    "The Class of the Green Caterpillars",
    "A",
    "code",
    "Absent (A)",
)
FOUND = Again(
    collection="phonics",
    title="Phonics screening check 2026",
    year=2026,
    from_year=2025,
    threshold=32,
    schools=(
        OfSchool("9991001", "Ash & Elm", (ADA, NAMELESS, LONG), met=12, gone=2),
        OfSchool("9991002", "", (), met=3, gone=None),
    ),
    notes=("No roll was given.",),
)


def test_the_list_is_read_school_by_school() -> None:
    told = again_shown.render_text(FOUND)
    assert told.startswith(
        "Phonics screening check 2026: 3 pupils take the check of 2025 again\n"
    )
    heading = (
        "Ash & Elm 9991001: 3 pupils, 12 met the standard, 2 no longer on the roll"
    )
    assert f"\n{heading}\n" in told
    assert "X004200124106  2019-02-06     2 Beech" in told
    assert "\n9991002: 0 pupils, 3 met the standard\n\nNobody takes the check" in told
    assert told.endswith("No roll was given.\n")
    assert max(map(width, told.splitlines())) <= COLUMNS
    assert "Caterpillars" in told
    assert "\x1b" not in told
    assert f"\x1b[1m{heading}" in again_shown.render_text(FOUND, colour=True)


def test_one_pupil_takes_it_again() -> None:
    school = OfSchool("9991001", "Ash", (ADA,), met=0, gone=0)
    alone = Again("phonics", "Phonics 2026", 2026, 2025, 32, (school,))
    assert (
        again_shown.title(alone)
        == "Phonics 2026: 1 pupil takes the check of 2025 again"
    )
    assert "roll" not in again_shown.render_text(alone)


def test_the_page_has_a_table_for_each_school() -> None:
    page = again_shown.render_html(FOUND, made_at=datetime(2026, 6, 1, tzinfo=UTC))
    assert page.count("<table>") == 1
    assert '<th scope="row"><bdi>Ash, Ada</bdi></th>' in page
    assert "<bdi>Ash &amp; Elm 9991001: 3 pupils" in page
    assert "<p>Nobody takes the check again.</p>" in page
    assert "<li><bdi>No roll was given.</bdi></li>" in page
    assert "<script" not in page


def test_csv_has_a_line_for_each_pupil_and_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(again.render_csv(FOUND).lstrip("\ufeff"))))
    assert rows[0][:4] == ["school", "name", "upn", "surname"]
    assert rows[1] == [
        *("9991001", "Ash & Elm", "X004200124106", "Ash", "Ada", "2019-02-06"),
        *("2 Beech", "22", "below", "mark 22, below 32"),
    ]
    assert rows[2][3] == "'=Oak"
    assert len(rows) == 4


def test_the_plain_values_hold_all_of_it() -> None:
    told = again.to_dict(FOUND)
    assert (told["schema"], told["threshold"]) == ("recheck-1", 32)
    assert told["schools"][0]["pupils"][0]["reason"] == "mark 22, below 32"
    assert told["schools"][1]["gone"] is None
