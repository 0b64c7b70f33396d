"""The file of confirmations: written alike each time, read strictly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.core.errors import RulebookError
from keystage.rulebooks.overrides import Fact, Overrides, Source, read, write

DIGEST = "0123456789abcdef" * 4
SOURCE = Source("A_COMP.xlsx", DIGEST, date(2026, 6, 10))
TOP = "format = 1\n"
SHEET = f'[sources.{SOURCE.key}]\nfile = "a"\nsha256 = "{DIGEST}"\nday = 2026-06-10\n'
FACT = (
    '[[fact]]\nbook = "ks2-2026"\nabout = "number"\nof = "P02"\nnow = ["1510"]\n'
    f'source = "{SOURCE.key}"\nat = ""\n'
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ONE = st.tuples(TEXT)
FIVE = st.tuples(TEXT, TEXT, TEXT, TEXT, TEXT)
DIGITS = st.integers(0, 999).map(str)
MARK = st.tuples(DIGITS, DIGITS)


def facts() -> st.SearchStrategy[Fact]:
    """Facts of every sort, as comparisons make them."""

    def of(
        about: str, now: st.SearchStrategy[tuple[str, ...]]
    ) -> st.SearchStrategy[Fact]:
        was = st.just(()) if about == "values" else st.one_of(st.just(()), now)
        return st.builds(
            Fact, TEXT, st.just(about), TEXT, now, st.just(SOURCE.key), was, TEXT
        )

    return st.one_of(
        of("coding", FIVE),
        of("values", st.lists(TEXT, min_size=1, max_size=4).map(tuple)),
        of("add", ONE),
        of("drop", ONE),
        of("mark", MARK),
        of("number", ONE),
    )


@given(st.lists(facts(), max_size=5, unique_by=lambda fact: fact.key), TEXT)
def test_what_is_written_is_read_back(held: list[Fact], name: str) -> None:
    source = Source(name, DIGEST, date(2026, 6, 10))
    whole = Overrides((source,), tuple(held))
    text = write(whole)
    assert read(text, "x.toml") == whole
    assert write(read(text, "x.toml")) == text


def test_a_file_says_who_wrote_it_and_is_read_by_its_format() -> None:
    assert write(Overrides()).startswith("# What was confirmed against")
    assert read(TOP, "x.toml") == Overrides()
    assert read(TOP + SHEET + FACT, "x.toml").facts[0].now == ("1510",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not a file of confirmations"),
        ("format = 2\n", "not a file of confirmations"),
        (TOP + "more = 1\n", "not a file of confirmations"),
        ("format = ", "this is not TOML"),
        ("format = " + "[" * 100_000, "stand too deep"),
        (TOP + "sources = 1\n", "sources must be tables"),
        (TOP + "fact = 1\n", "fact must be a list"),
        (TOP + "fact = [1]\n", "fact 1: must have just"),
        (TOP + "[sources]\na = 1\n", "sources.a: must have just"),
        (TOP + SHEET.replace("2026-06-10", '"soon"'), "day must be a date"),
        (
            TOP + SHEET.replace("2026-06-10", "2026-06-10T10:00:00"),
            "day must be a date",
        ),
        (TOP + SHEET.replace('"a"', "1"), "file must be a text"),
        (TOP + SHEET.replace(f'"{DIGEST}"', f'"{DIGEST[:-1]}"'), "sha256"),
        (TOP + SHEET.replace(f"sources.{SOURCE.key}", "sources.a"), "sha256"),
        (TOP + FACT, "there is no source"),
        (TOP + SHEET + FACT + "more = 1\n", "must have just"),
        (TOP + SHEET + FACT.replace("at =", "where ="), "must have just"),
        (TOP + SHEET + FACT.replace('"number"', '"codes"'), "about must be one of"),
        (TOP + SHEET + FACT.replace('["1510"]', '"1510"'), "now must be a list"),
        (TOP + SHEET + FACT.replace('["1510"]', "[1510]"), "now must be a list"),
        (TOP + SHEET + FACT.replace('["1510"]', "[]"), "too many values, or too few"),
        (TOP + SHEET + FACT.replace('["1510"]', '["1", "2"]'), "too many values"),
        (TOP + SHEET + FACT + 'was = ["1", "2"]\n', "too many values"),
        (TOP + SHEET + FACT * 2, "two facts are about the same"),
        (
            TOP
            + SHEET
            + FACT.replace('"number"', '"mark"').replace('"1510"', '"1", "x"'),
            "a mark is whole numbers",
        ),
    ],
)
def test_anything_else_is_refused_by_file_and_place(text: str, said: str) -> None:
    with pytest.raises(RulebookError, match=said) as fault:
        read(text, "x.toml")
    assert str(fault.value).startswith("x.toml: ")
