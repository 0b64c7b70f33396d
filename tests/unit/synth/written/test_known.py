"""Rolls, earlier results and days: what our own readers make of what is written."""

import csv
import io
from pathlib import Path

import pytest

from keystage.intake.known.calendar import load_calendar
from keystage.intake.known.prior import read_prior
from keystage.intake.known.roll import read_roll
from keystage.intake.known.schools import read_schools
from keystage.synth import writing
from keystage.synth.model import Authority, Collection, Phase
from keystage.synth.places import roll, school, schools, year_at
from keystage.synth.returns import returns
from keystage.xmlguard import Limits

AUTHORITY = Authority("999", 24, 7)
LIMITS = Limits.command_line()
ALL = tuple(Collection)
SUMMER = 2025


@pytest.mark.parametrize("summer", [2024, SUMMER])
@pytest.mark.parametrize("index", range(0, AUTHORITY.schools, 2))
def test_a_roll_is_read_back_as_it_was_meant(index: int, summer: int) -> None:
    here = school(AUTHORITY, index)
    found = writing.roll_file(AUTHORITY, index, summer, ALL)
    if here.phase is Phase.SETTING:
        assert found is None
        return
    assert found is not None
    name, data = found
    entries = read_roll(name, data, LIMITS)
    groups = sorted({group for each in ALL for group in each.groups})
    meant = [one for group in groups for one in roll(AUTHORITY, index, summer, group)]
    closes = year_at(AUTHORITY, index, summer).closes
    assert [
        (one.upn, one.surname, one.dob, one.sex, one.school, one.joined, one.left)
        for one in entries
    ] == [
        (
            *(one.child.upn, one.child.surname, one.child.born.isoformat()),
            *(one.child.sex, here.number, one.stay.joined),
            one.stay.left if one.stay.left < closes else None,
        )
        for one in meant
    ]
    assert {one.nc_year for one in entries} <= {"R", "1", "2", "4", "6"}


def test_a_roll_tells_who_is_below_the_standard_of_a_test() -> None:
    ticked, told = set(), set()
    for here in schools(AUTHORITY):
        found = writing.roll_file(AUTHORITY, here.index, SUMMER, (Collection.KS2,))
        if found is None or here.phase is Phase.INFANT:
            continue
        for one in read_roll(*found, LIMITS):
            ticked |= {(one.upn, part) for part in one.below_standard}
        for made in returns(AUTHORITY, here.index, SUMMER, [Collection.KS2]):
            told |= {
                (row.upn, one.component)
                for row in made.rows
                for one in row.results
                if one.component in {"REA", "MAT"}
            }
    assert told
    assert told <= ticked


def test_there_is_no_roll_where_nobody_is_in_the_years_asked_for() -> None:
    infants = next(one for one in schools(AUTHORITY) if one.phase is Phase.INFANT)
    found = writing.roll_file(AUTHORITY, infants.index, SUMMER, (Collection.KS2,))
    assert found is None


def test_earlier_results_are_last_summers_returns() -> None:
    files = dict(writing.prior_files(AUTHORITY, 1, SUMMER, ALL))
    before = returns(AUTHORITY, 1, SUMMER - 1, ALL)
    assert len(files) == len(before)
    for (name, data), return_ in zip(files.items(), before, strict=True):
        assert name.startswith(f"{return_.collection.value}/")
        prior = read_prior(name, data, LIMITS)
        assert set(prior.results) == {row.upn for row in return_.rows}


def test_nothing_is_known_before_the_first_summer_with_results() -> None:
    assert list(writing.prior_files(AUTHORITY, 1, 2022, ALL)) == []
    assert writing.learned(AUTHORITY, 1, 2022) == ""


def test_what_was_learned_is_read_and_is_of_children_nobody_here_returned() -> None:
    text = writing.LEARNED_HEADINGS
    returned = set()
    for here in schools(AUTHORITY):
        text += writing.learned(AUTHORITY, here.index, SUMMER)
        for made in returns(AUTHORITY, here.index, SUMMER - 1, [Collection.PHONICS]):
            returned |= {row.upn for row in made.rows}
    known = read_prior("learned.csv", text.encode(), LIMITS).results
    assert known
    assert not returned & set(known)


def test_the_facts_hold_the_days_of_the_season(tmp_path: Path) -> None:
    facts = tmp_path / "facts.toml"
    own = [writing.school_facts(AUTHORITY, one, SUMMER) for one in schools(AUTHORITY)]
    facts.write_text(writing.season_facts(AUTHORITY, SUMMER) + "".join(own))
    read = load_calendar(facts, LIMITS, ["phonics", "ks1", "ks2"])
    for one in schools(AUTHORITY):
        year = year_at(AUTHORITY, one.index, SUMMER)
        known = read.second_half.get(one.number, read.general.second_half)
        assert known == year.second_half or not one.estab
    assert (read.own["ks2"].opens, read.own["ks2"].closes) == year.tests


def test_schools_owe_what_they_have_pupils_to_return_in() -> None:
    text = writing.due_headings(ALL)
    for here in schools(AUTHORITY):
        made = returns(AUTHORITY, here.index, SUMMER, ALL)
        line = writing.due(here, made, ALL)
        assert bool(line) == bool(here.estab)
        text += line
    listed = read_schools("schools.csv", text.encode())
    assert len(listed) == sum(bool(one.estab) for one in schools(AUTHORITY))
    names = [row[1] for row in csv.reader(io.StringIO(text))][1:]
    assert names == [one.name for one in listed]


def test_a_school_is_found_by_its_number() -> None:
    found = writing.school_at(AUTHORITY, school(AUTHORITY, 5).number)
    assert found == school(AUTHORITY, 5)
    assert writing.school_at(AUTHORITY, "1") is None
