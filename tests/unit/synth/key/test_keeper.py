"""When the key says what shows only beside other files: as soon as it can."""

import json
from copy import deepcopy

from keystage.synth.key import Key
from keystage.synth.model import Authority, Collection
from keystage.synth.places import DISTRICT, school
from keystage.synth.returns.made import one
from keystage.synth.season import Written

SUMMER, KIND = 2025, Collection.EYFSP


def told(schools: int) -> tuple[list[str], list[str]]:
    """Return the rules told with the last school of a district, and at the end.

    Two schools of it return the same child.
    """
    authority = Authority("999", schools, 7)
    key = Key(authority, (KIND,))
    owing = [
        here
        for here in (school(authority, index) for index in range(DISTRICT))
        if KIND in here.owes and here.estab
    ]
    first, second = (one(authority, here, SUMMER, KIND) for here in owing[:2])
    second.rows.append(deepcopy(first.rows[0]))
    by_school = {
        here.index: [Written(f"{here.number}.xml", return_, ())]
        for here, return_ in zip(owing, (first, second), strict=False)
    }
    lines: list[str] = []
    for index in range(DISTRICT):
        lines = list(key.of_school(index, SUMMER, by_school.get(index, [])))
    return rules(lines), rules(list(key.finish(SUMMER)))


def rules(lines: list[str]) -> list[str]:
    return [line["rule"] for line in map(json.loads, lines)]


def test_a_small_authority_is_laid_side_by_side_at_the_end() -> None:
    with_last, at_end = told(30)
    assert "P18" not in with_last
    assert "P18" in at_end


def test_of_a_large_one_each_district_is_as_soon_as_it_is_whole() -> None:
    with_last, at_end = told(401)
    assert "P18" in with_last
    assert at_end == []
