"""Years and words are written once and filled in."""

from typing import Any

import pytest

from keystage.rulebooks.tokens import filled


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("<year>", "2026"),
        ("<year-6>-09-01", "2020-09-01"),
        ("<year+1>", "2027"),
        ("<yy-1>.0 or <yy>.0", "25.0 or 26.0"),
        ("the <pupils>", "the children"),
        ("no token", "no token"),
    ],
)
def test_a_token_is_filled(text: str, meant: str) -> None:
    unknown: list[str] = []
    assert filled(text, 2026, {"pupils": "children"}, unknown) == meant
    assert unknown == []


def test_the_last_two_digits_keep_their_nought() -> None:
    assert filled("<yy+4>", 2099, {}, []) == "03"


def test_keys_lists_and_tables_are_filled_and_numbers_left() -> None:
    value: dict[str, Any] = {"ks1-<year-1>": ["<yy>", {"a": "<year>"}, 3]}
    assert filled(value, 2026, {}, []) == {"ks1-2025": ["26", {"a": "2026"}, 3]}


@pytest.mark.parametrize("text", ["<nobody>", "<pupils+1>", "<number>"])
def test_what_means_nothing_stays_and_is_reported(text: str) -> None:
    unknown: list[str] = []
    assert filled(text, 2026, {"pupils": "children", "number": 3}, unknown) == text
    assert unknown == [text]
