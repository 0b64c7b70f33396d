"""A comparison as a person reads it."""

import pytest

from keystage import rulebooks
from keystage.rulebooks.official import compare, words
from keystage.rulebooks.official.model import Comparison
from keystage.rulebooks.official.words import years_of
from tests.unit.rulebooks.official.sheets import changed, compared, rows_of, table


def test_what_is_the_same_in_several_years_is_said_once_and_differences_first() -> None:
    def change(row: list[str]) -> None:
        row[8] = row[8].replace(", HNM", ", GDS, HNM")

    books = ["ks2-2024", "ks2-2025", "ks2-2026"]
    rows = changed(rows_of(rulebooks.load("ks2-2026")), change)
    lines = list(words(compared(rows, *books)))
    assert lines[:3] == [
        "Sheet 'Codes': headings in row 1, 4 rows beneath.",
        "",
        "Key stage 2 teacher assessment",
    ]
    assert lines[3].startswith(
        "  DIFFERS, 2024 to 2026: SCI (Science): the sheet has the value GDS, the rulebook"
    )
    assert "      --accept-differences ks2-2024:SCI:add:GDS" in lines
    assert "      (the same, each by its own name, for ks2-2025, ks2-2026)" in lines
    assert any("unverified until now" in line for line in lines)
    assert lines[-1].startswith("Agree: ")
    assert "Differ: 3." in lines[-1]
    assert all(len(line) <= 100 for line in lines)


@pytest.mark.parametrize(
    ("books", "years"),
    [
        (["ks2-2026"], "2026"),
        (["ks2-2019", "ks2-2022", "ks2-2023", "ks2-2024"], "2019, 2022 to 2024"),
        (["phonics-2020-autumn", "phonics-2022"], "2022, 2020 autumn"),
    ],
)
def test_years_are_said_in_runs(books: list[str], years: str) -> None:
    assert years_of(books) == years


def test_more_notes_than_a_person_reads_are_counted() -> None:
    notes = tuple(f"note {at}" for at in range(25))
    lines = list(words(Comparison("components", (), notes, {})))
    assert lines[19:21] == ["note 19", "... and 5 more such notes."]


def test_every_book_and_every_state_can_be_said() -> None:
    books = [rulebooks.load(name) for name in rulebooks.available()]
    ((row, *_),) = [rows_of(rulebooks.load("mtc-2026"))]
    row[8] = "0-30, ZZ"
    lines = list(words(compare(table([row]), books)))
    assert any("Not in the rulebook" in line for line in lines)
    assert any("Not in the sheet" in line for line in lines)
