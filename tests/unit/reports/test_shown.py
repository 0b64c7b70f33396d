"""Text from outside hides nothing and steers nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.reports.shown import pieces, plain, width, wrap


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Zoë O'Brien", "Zoë O'Brien"),
        ("\u202eatsoC", "<U+202E>atsoC"),
        ("Cos\u200bta", "Cos<U+200B>ta"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("one\ttwo\r\nthree", "one two  three"),
        ("line\u2028end", "line<U+2028>end"),
        ("lone \udc80", "lone <U+DC80>"),
        ("e\u0301e", "e\u0301e"),
        ("Z" + "\u0301" * 60, "Z" + "\u0301" * 4 + "<56 more marks>"),
        ("", ""),
    ],
)
def test_hidden_characters_are_named(sent: str, shown: str) -> None:
    assert plain(sent) == shown


@given(st.text())
def test_nothing_that_cannot_be_seen_is_left(sent: str) -> None:
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert not {unicodedata.category(one) for one in plain(sent)} & hidden


@given(st.text(st.characters(categories=["L", "N", "P"])))
def test_letters_digits_and_signs_pass_unchanged(sent: str) -> None:
    assert "".join(piece.text for piece in pieces(sent)) == sent


def test_wide_characters_take_two_columns_and_accents_none() -> None:
    assert width("中村") == 4
    assert width("e\u0301") == 1
    assert width("Costa") == 5


@given(st.text(st.characters(categories=["L", "Zs"])), st.integers(2, 40))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(
    text: str, columns: int
) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_line_is_broken_at_spaces_and_a_long_word_where_the_line_ends() -> None:
    assert wrap("put this right now", 9) == ["put this", "right now"]
    assert wrap("a abcdefgh b", 4) == ["a", "abcd", "efgh", "b"]
    assert wrap("", 10) == [""]
