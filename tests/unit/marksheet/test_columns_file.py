"""Which column is which, remembered in a small file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.core.errors import UsageError
from keystage.marksheet.columns_file import ColumnsFile, from_toml, to_toml
from tests.unit.marksheet.making import HEADS, MINA, one, reading, told

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(
    st.dictionaries(TEXTS, TEXTS, min_size=1),
    TEXTS,
    st.integers(min_value=0, max_value=9_999),
)
def test_a_columns_file_comes_back_as_it_was(
    columns: dict[str, str], collection: str, year: int
) -> None:
    held = ColumnsFile(columns, collection, year)
    assert from_toml(to_toml(held)) == held


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("what?", "no TOML"),
        ("[columns]\na = 'upn'", "format = 1"),
        ("format = 1\nspeed = 2", "'speed'"),
        ("format = 1", "no table [columns]"),
        ("format = 1\n[columns]", "no table [columns]"),
        ("format = 1\ncolumns = 2", "no table [columns]"),
        ("format = 1\n[columns]\nScore = 3", "'Score'"),
        ("format = 1\nyear = '2026'\n[columns]\na = 'upn'", "a number (2026)"),
        ("format = 1\nyear = true\n[columns]\na = 'upn'", "a number (2026)"),
        ("format = 1\ncollection = 1\n[columns]\na = 'upn'", "a word in quotes"),
    ],
)
def test_a_wrong_columns_file_is_told_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(UsageError) as stop:
        from_toml(text, "ours.toml")
    assert says in str(stop.value)
    assert str(stop.value).startswith("ours.toml")


def test_what_a_columns_file_says_comes_before_what_the_heading_does() -> None:
    said = ColumnsFile({"Wert": "mark", "Mark": ""}, "phonics", 2026)
    made = reading((*HEADS, "Wert"), (*MINA, "7"), columns=said, year=None)
    assert made.lines[0].get("mark") == "7"
    assert not told(made)


def test_a_columns_file_for_another_table_is_told() -> None:
    said = ColumnsFile({"Wert": "mark"}, "phonics", 2026)
    made = reading(HEADS, MINA, columns=said)
    assert "wert" in one(made, "SHEET-COLUMNS").message
