"""The table of movers in a rulebook: found, printed, linted."""

from pathlib import Path

import pytest

from keystage import rulebooks
from keystage.core.errors import RulebookError
from tests.unit.rulebooks.shelf import next_year


def section(book: str) -> list[str]:
    """Return the lines of the section on movers of a rulebook's page."""
    lines = rulebooks.show(rulebooks.load(book)).splitlines()
    heads = [n for n, line in enumerate(lines) if line.startswith("## Who reports")]
    if not heads:
        return []
    (start,) = heads
    end = next(n for n in range(start + 1, len(lines)) if lines[n].startswith("## "))
    return lines[start:end]


def test_every_row_is_printed_with_its_rule_and_where_it_stands() -> None:
    lines = section("ks2-2026")
    assert lines[0] == "## Who reports a pupil who moves"
    (row,) = (line for line in lines if "`moved-during`" in line)
    assert row == (
        "| `moved-during` | started at the new school in the test week; on one roll on "
        "the first day of the test week | the school of registration on the first day "
        "of the test week | A pupil who changes schools in test week is reported by the "
        "school of registration at its beginning. If the pupil has left since the tests, "
        "enter L for writing and science, as guidance of 2024 has it, or a judgement, as "
        "an authority asks. Both are accepted; never leave the pupil out. | An English "
        "county's guidance sheet on key-stage returns, May 2024: KS2, point 2 (the same "
        "in 2023) |"
    )
    table = rulebooks.movement_of(rulebooks.load("ks2-2026"))
    assert table is not None
    assert all(any(f"`{row.id}`" in line for line in lines) for row in table.rows)


def test_weeks_that_are_known_and_rows_that_are_not_sure_are_told() -> None:
    page = "\n".join(section("phonics-2022"))
    assert "The check period: begins 6 June 2022, ends 17 June 2022." in page
    assert "No guidance of this year was found" in page
    assert "Phonics, pupils not checked (unverified) |" in page
    assert "Taken as usual: The pupil is in year 1." in page
    later = "\n".join(section("phonics-2024"))
    assert "The check period: begins 10 June 2024.\n" in later
    assert "No guidance of this year" not in later


def test_a_year_without_guidance_says_so() -> None:
    sentence = "No guidance of this year on who reports a pupil who moves was found."
    assert sentence in section("ks2-2019")


def test_results_that_stay_with_the_school_have_no_such_section() -> None:
    assert section("mtc-2026") == []
    assert not rulebooks.lint("mtc-2026")
    assert rulebooks.movement_of(rulebooks.load("mtc-2026")) is None


def test_unverified_deadlines_open_no_weeks() -> None:
    table = rulebooks.movement_of(rulebooks.load("phonics-2025"))
    assert table is not None
    assert table.settings.opens is None


def test_a_faulty_table_is_told_by_file_and_place(tmp_path: Path) -> None:
    folder = next_year(tmp_path, movement="[movement.rows.odd]\norder = 1\n")
    (said,) = rulebooks.lint(folder)
    assert said.startswith("eyfsp_2028/movement.toml: movement.rows.odd: needs ")
    with pytest.raises(RulebookError, match=r"^rows\.odd: needs "):
        rulebooks.movement_of(rulebooks.load("eyfsp-2028", (tmp_path,)))


def test_days_of_one_summer_are_not_inherited() -> None:
    assert "window" in rulebooks.load("ks1-2023").movement
    assert "window" not in rulebooks.load("ks1-2024").movement
