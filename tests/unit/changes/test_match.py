"""Who is who in two files."""

from keystage.changes import Match
from keystage.changes.match import pairs
from keystage.core.records import Pupil
from tests.unit.changes.makers import basic, child
from tests.unit.intake.makers import number


def matched(
    before: list[Pupil], after: list[Pupil]
) -> tuple[list[tuple[int, int, Match]], list[int], list[int]]:
    """Return pairs, gone and added by place in the lists."""
    found, gone, added = pairs(before, after)
    where = {
        id(one): place for side in (before, after) for place, one in enumerate(side)
    }
    both = sorted((where[id(a)], where[id(b)], how) for a, b, how in found)
    return both, [where[id(one)] for one in gone], [where[id(one)] for one in added]


def test_the_upn_decides_whatever_its_case_and_the_order() -> None:
    before = [child(1), child(2)]
    after = [child(2, surname="Other"), child(1, upn=f" {number(1).lower()}")]
    assert matched(before, after) == ([(0, 1, Match.UPN), (1, 0, Match.UPN)], [], [])


def test_a_former_upn_leads_to_the_pupil_in_either_file() -> None:
    old, new = child(1, surname="Birch"), basic(child(2), FormerUPN=number(1))
    assert matched([old], [new]) == ([(0, 0, Match.FORMER_UPN)], [], [])
    assert matched([new], [old]) == ([(0, 0, Match.FORMER_UPN)], [], [])
    other = basic(child(2), UPN=number(1))
    assert matched([old], [other])[0] == [(0, 0, Match.FORMER_UPN)]


def test_a_former_upn_that_leads_to_two_pupils_leads_to_none() -> None:
    after = [basic(child(at, surname=f"No{at}"), FormerUPN=number(1)) for at in (2, 3)]
    assert matched([child(1)], after) == ([], [0], [0, 1])


def test_of_two_links_the_one_with_the_same_name_and_birth_holds() -> None:
    before = [basic(child(1), FormerUPN=number(5))]
    after = [child(5, surname="Other"), basic(child(6, surname=child(1).surname))]
    after[1].sections[-1].children = (
        basic(child(9), FormerUPN=number(1)).sections[0].children
    )
    assert matched(before, after)[0] == [(0, 1, Match.FORMER_UPN)]


def test_a_pupil_with_two_links_and_another_name_is_left_apart() -> None:
    before = [basic(child(1), FormerUPN=number(5))]
    after = [
        child(5, surname="Other"),
        basic(child(6, surname="Another"), FormerUPN=number(1)),
    ]
    assert matched(before, after) == ([], [0], [0, 1])


def test_name_and_birth_are_the_last_resort_without_case_and_accents() -> None:
    before = [child(1, surname="Müller", forename="Zoë", dob="2019-11-05T00:00:00")]
    after = [child(2, surname="MULLER", forename="ZO\u200bE", dob="2019-11-05")]
    assert matched(before, after)[0] == [(0, 0, Match.NAME_AND_BIRTH)]


def test_nobody_is_matched_by_a_name_without_a_birth() -> None:
    assert matched([child(1, dob="")], [child(1, upn="", dob="")]) == ([], [0], [0])


def test_a_pupil_given_twice_is_matched_once_for_each_time() -> None:
    twice = [child(1, "EXS EXS EXS EXS"), child(1, "GDS EXS EXS EXS")]
    after = [child(1, "GDS EXS EXS EXS")]
    assert matched(twice, after) == ([(1, 0, Match.UPN)], [0], [])
    assert matched(after, twice) == ([(0, 1, Match.UPN)], [], [0])


def test_two_children_under_one_upn_each_find_their_own() -> None:
    shared = number(1)
    before = [child(1, forename="Ada", upn=shared), child(1, forename="Bo", upn=shared)]
    after = [child(1, forename="Bo", upn=shared), child(2, forename="Ada")]
    after[1].surname = before[0].surname
    assert matched(before, after) == (
        [(0, 1, Match.NAME_AND_BIRTH), (1, 0, Match.UPN)],
        [],
        [],
    )


def test_of_two_children_whose_upns_were_mixed_up_each_finds_their_own() -> None:
    ada = {"surname": "Ashdown", "forename": "Ada", "dob": "2019-01-02"}
    bo = {"surname": "Birch", "forename": "Bo", "dob": "2019-03-04"}
    before, after = [child(1, **ada), child(2, **bo)], [child(2, **ada), child(1, **bo)]
    by_name = [(0, 0, Match.NAME_AND_BIRTH), (1, 1, Match.NAME_AND_BIRTH)]
    assert matched(before, after) == (by_name, [], [])
    assert matched(before, after[:1]) == (by_name[:1], [1], [])
    assert matched(before[:1], after) == (by_name[:1], [], [1])


def test_a_upn_that_passed_to_a_child_of_one_name_decides() -> None:
    ada = {"surname": "Ashdown", "forename": "Ada", "dob": "2019-01-02"}
    twin = {"surname": "Ashdown", "forename": "Bo", "dob": "2019-01-02"}
    before = [child(1, **ada), child(2, **twin)]
    after = [child(2, **ada), child(1, **twin)]
    assert matched(before, after)[0] == [(0, 1, Match.UPN), (1, 0, Match.UPN)]


def test_of_several_of_one_name_and_birth_none_is_meant_by_them() -> None:
    ada = {"surname": "Ashdown", "forename": "Ada", "dob": "2019-01-02"}
    bo = {"surname": "Birch", "forename": "Bo", "dob": "2019-03-04"}
    before = [child(1, **ada), child(2, **bo)]
    after = [child(2, **ada), child(3, **ada), child(1, **bo)]
    assert matched(before, after) == (
        [(0, 1, Match.NAME_AND_BIRTH), (1, 2, Match.NAME_AND_BIRTH)],
        [],
        [0],
    )
