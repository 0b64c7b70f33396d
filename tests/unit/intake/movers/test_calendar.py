"""The days of a season, for a nation's schools."""

from datetime import date
from pathlib import Path

from keystage.intake.known.calendar import load_calendar
from keystage.xmlguard import Limits


def test_the_half_terms_of_a_nation_are_read(tmp_path: Path) -> None:
    school = '[[school]]\nnumber = "999{}"\nsecond_half = 2026-06-08\n'
    facts = tmp_path / "facts.toml"
    facts.write_text("".join(school.format(1000 + one) for one in range(3_500)))
    assert facts.stat().st_size > 1 << 17
    read = load_calendar(facts, Limits.command_line(), ["eyfsp"])
    assert len(read.second_half) == 3_500
    assert read.second_half["9994499"] == date(2026, 6, 8)
