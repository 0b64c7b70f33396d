"""Invented children have names of many origins, sound numbers and plausible lives."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from keystage.core import upn
from keystage.synth import people
from keystage.synth.model import Authority, Child, Origin, Phase, School, Sen
from keystage.synth.people.names import traditions
from keystage.synth.places import school, schools

LA = Authority("999", 30, 7)
SPECIAL = next(one for one in schools(LA) if one.phase is Phase.SPECIAL)
SETTING = next(one for one in schools(LA) if one.phase is Phase.SETTING)
PRIMARY = next(one for one in schools(LA) if one.phase is Phase.PRIMARY)


def born_into(where: School, count: int, cohort: int = 2024) -> list[Child]:
    """Return children as if one class were as large as that."""
    years = [cohort + year for year in range(-(-count // 100))]
    told = [
        Origin(7, "999", where.index, year, n) for year in years for n in range(100)
    ]
    return [people.make(where, origin) for origin in told[:count]]


@pytest.fixture(scope="module")
def many() -> list[Child]:
    return born_into(PRIMARY, 4000)


def test_a_child_is_the_same_however_often_it_is_made() -> None:
    assert born_into(PRIMARY, 30) == born_into(PRIMARY, 30)


def test_names_come_from_every_tradition_and_are_written_as_families_write_them(
    many: list[Child],
) -> None:
    forenames = Counter(child.forename for child in many)
    for tradition, _ in traditions():
        assert any(forenames[name] for name in tradition.forenames["F"])
        assert any(forenames[name] for name in tradition.forenames["M"])
    surnames = {child.surname for child in many}
    for mark in ("'", "-", " "):
        assert any(mark in name for name in surnames)
    assert any(not name.isascii() for name in surnames)


def test_girls_and_boys_are_about_as_many(many: list[Child]) -> None:
    boys = sum(child.sex == "M" for child in many)
    assert 0.48 < boys / len(many) < 0.55


def test_children_are_born_in_the_year_of_their_class_but_for_a_few_held_back(
    many: list[Child],
) -> None:
    late = 0
    for child in many:
        cohort = child.origin.cohort
        if child.delayed:
            late += 1
            assert date(cohort - 6, 4, 1) <= child.born <= date(cohort - 6, 8, 31)
        else:
            assert date(cohort - 6, 9, 1) <= child.born <= date(cohort - 5, 8, 31)
    assert 0 < late < 0.01 * len(many)


def test_a_setting_keeps_the_summer_born_only() -> None:
    for child in born_into(SETTING, 200, 2023):
        cohort = child.origin.cohort
        assert date(cohort - 5, 4, 1) <= child.born <= date(cohort - 5, 8, 31)
        assert not child.delayed


def test_every_child_of_a_special_school_has_a_plan_and_few_elsewhere_do(
    many: list[Child],
) -> None:
    assert {child.sen for child in born_into(SPECIAL, 50)} == {Sen.PLAN}
    counted = Counter(child.sen for child in many)
    assert 0.015 < counted[Sen.PLAN] / len(many) < 0.04
    assert 0.11 < counted[Sen.SUPPORT] / len(many) < 0.17


def test_twins_share_a_home_and_are_told_apart(many: list[Child]) -> None:
    pairs = [
        (one, other)
        for one, other in zip(many[::2], many[1::2], strict=True)
        if people.twins(one.origin)
    ]
    assert 20 < len(pairs) < 110
    for one, other in pairs:
        assert (one.surname, one.born, one.postcode, one.disadvantaged) == (
            other.surname,
            other.born,
            other.postcode,
            other.disadvantaged,
        )
        assert one.forename != other.forename
    assert people.twins(pairs[0][1].origin)


def test_upns_are_sound_and_most_are_permanent(many: list[Child]) -> None:
    assert not any(upn.faults(child.upn) for child in many)
    assert all(child.upn[1:4] == "004" for child in many)
    assert 0 < sum(child.temporary for child in many) < 0.01 * len(many)
    former = [child.former_upn for child in many if child.former_upn]
    assert former
    assert not any(upn.faults(number) for number in former)
    assert all(number[-1].isalpha() for number in former)


def test_who_arrives_is_numbered_in_the_year_of_arriving() -> None:
    origin = Origin(7, "999", PRIMARY.index, 2020, people.arrival(4, 3))
    assert people.group_of(origin) == 4
    assert not people.twins(origin)
    assert people.make(PRIMARY, origin).upn[8:10] == "23"
    assert people.group_of(replace(origin, number=17)) == 0


def test_some_who_arrive_have_a_temporary_number() -> None:
    told = [
        Origin(7, "999", PRIMARY.index, cohort, people.arrival(group, place))
        for cohort in (2019, 2020)
        for group in range(7)
        for place in range(people.EACH_GROUP)
    ]
    temporary = sum(people.make(PRIMARY, origin).temporary for origin in told)
    assert 10 < temporary < 50


def test_some_children_had_another_surname(many: list[Child]) -> None:
    renamed = [child for child in many if child.former_surname]
    assert 15 < len(renamed) < 90
    assert all(child.former_surname != child.surname for child in renamed)


def test_disadvantage_follows_the_school(many: list[Child]) -> None:
    share = 1000 * sum(child.disadvantaged for child in many) / len(many)
    assert abs(share - school(LA, PRIMARY.index).disadvantaged) < 40
