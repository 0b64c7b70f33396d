"""Rulebooks written: tables as TOML, new bases, the year to come."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage import rulebooks
from keystage.core.errors import RulebookError
from keystage.rulebooks import writing
from tests.unit.rulebooks.shelf import next_year, write

# The newest year there is: a year more must break no test.
NEWEST = max(int(name.split("-")[1]) for name in rulebooks.available())
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
PLAIN = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1000, 1, 1)),
)
VALUES = st.recursive(
    PLAIN,
    lambda part: st.one_of(
        st.lists(st.one_of(part, st.dictionaries(TEXTS, part, max_size=3)), max_size=4),
        st.dictionaries(TEXTS, part, max_size=4),
    ),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=6))
def test_what_is_written_reads_back_the_same(tables: dict[str, Any]) -> None:
    assert tomllib.loads(writing.toml(tables)) == tables


def test_tables_are_written_as_a_person_would() -> None:
    text = writing.toml(
        {
            "year": 2026,
            "checks": {"P01": {"kind": "upn", "params": {"fault": ["la", "last"]}}},
            "long": [
                "a text that is rather longer than it need be",
                "and another text",
                "and a third",
                "x",
            ],
            "empty": {},
        }
    )
    assert text == (
        "year = 2026\n"
        "long = [\n"
        '  "a text that is rather longer than it need be",\n'
        '  "and another text",\n'
        '  "and a third",\n'
        '  "x",\n'
        "]\n"
        "\n"
        "[checks.P01]\n"
        'kind = "upn"\n'
        "\n"
        "[checks.P01.params]\n"
        'fault = ["la", "last"]\n'
        "\n"
        "[empty]\n"
    )


@pytest.mark.parametrize("name", rulebooks.available())
def test_a_new_base_is_the_same_rulebook_and_stands_on_nothing(
    tmp_path: Path, name: str
) -> None:
    files = writing.rebased(name)
    assert not any("extends" in tomllib.loads(text) for text in files.values())
    stems = {file.removesuffix(".toml"): text for file, text in files.items()}
    folder = write(tmp_path, name.replace("-", "_"), **stems)
    old, new = rulebooks.load(name), rulebooks.load(name, (tmp_path,))
    assert new == old
    assert new.digest == old.digest
    assert (list(new.components), list(new.checks)) == (
        list(old.components),
        list(old.checks),
    )
    assert rulebooks.lint(folder) == []


def test_a_new_base_may_be_one_file(tmp_path: Path) -> None:
    file = tmp_path / "ks1_2019.toml"
    file.write_text(writing.in_one_file("ks1-2019"), encoding="utf-8")
    assert rulebooks.lint(file) == []
    assert rulebooks.load("ks1-2019", (tmp_path,)) == rulebooks.load("ks1-2019")


def test_a_new_base_keeps_the_revision_its_layers_came_to(tmp_path: Path) -> None:
    next_year(tmp_path, "revision = 3")
    files = writing.rebased("eyfsp-2028", (tmp_path,))
    assert tomllib.loads(files["rulebook.toml"])["revision"] == 3


def test_only_a_rulebook_there_is_can_be_a_base() -> None:
    with pytest.raises(RulebookError, match="no rulebook called ks9_2026"):
        writing.rebased("ks9-2026")


@pytest.mark.uncounted
def test_the_coming_year_is_provisional_has_no_dates_and_lints_clean(
    tmp_path: Path,
) -> None:
    coming = NEWEST + 1
    made = writing.coming_year(coming)
    names = ("eyfsp", "phonics", "ks1", "ks2", "mtc")
    assert set(made) == {f"{name}_{coming}" for name in names}
    for folder, text in made.items():
        write(tmp_path, folder, rulebook=text)
    assert rulebooks.lint(tmp_path, examples=True) == []
    for book in rulebooks.load_own(tmp_path):
        assert (book.year, book.provisional, book.deadlines) == (coming, True, ())
        assert book.threshold is None or not book.threshold.verified


def test_a_sure_threshold_is_doubtful_in_the_coming_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ("phonics-2025", "ks1-2020")
    monkeypatch.setattr(
        "keystage.rulebooks.writing.coming.available", lambda: names, raising=True
    )
    made = writing.coming_year(2026)
    assert set(made) == {"phonics_2026"}  # what was cancelled last is not carried on
    assert made["phonics_2026"].endswith("[threshold]\nverified = false\n")


def test_a_year_there_is_already_is_not_written_again() -> None:
    assert writing.coming_year(NEWEST) == {}
