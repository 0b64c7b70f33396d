"""Files of one school made one: nothing lost, nothing decided."""

from dataclasses import replace

import pytest

from keystage.changes import Meaning, merge
from keystage.core.errors import UsageError
from keystage.core.records import Assessment, Element, Pupil
from tests.unit.changes.makers import basic, child, given
from tests.unit.intake.makers import ctf_file, mark, number, outcome, pupil


def folded(part: Assessment) -> Meaning:
    kind = part.kind
    return Meaning((kind.component, kind.qualifier), part.result.upper(), "Phonics")


def one(*results: Assessment, **fields: str) -> Pupil:
    return pupil(1, results, **fields)


def joined(first: Pupil, second: Pupil) -> Pupil:
    found = merge([ctf_file([first]), ctf_file([second])], folded)
    (same,) = found.file.pupils
    assert found.in_both == (same,)
    return same


def test_one_file_stays_as_it_is() -> None:
    file = ctf_file([child(1), child(1)])
    assert merge([file]).file is file


def test_pupils_of_both_files_stand_in_one_numbered_afresh() -> None:
    files = ctf_file([child(1), child(2)]), ctf_file([child(3)])
    files[0].extra = [Element("Beside", "a"), Element("Beside", "a")]
    files[1].extra = [Element("Beside", "a"), Element("Beside", "b")]
    found = merge(files)
    assert [(p.position, p.upn) for p in found.file.pupils] == [
        (at, number(at)) for at in (1, 2, 3)
    ]
    assert found.file.header == files[0].header
    assert [part.text for part in found.file.extra] == ["a", "a", "b"]
    assert (found.in_both, found.alike, found.reworded) == ((), (), ())


def test_a_pupil_in_both_has_what_either_says() -> None:
    first = basic(one(mark("33"), uln=""), NCyearActual="1")
    second = basic(one(outcome("WA"), upn=number(1).lower()), Ethnicity="WBRI")
    second.sections.append(Element("Email", "a@b.invalid"))
    first.sex, second.uci = "", "123"
    same = joined(first, second)
    assert [part.result for part in same.assessments] == ["33", "WA"]
    assert [part.name for part in same.sections] == ["BasicDetails", "Email"]
    details = same.section("BasicDetails")
    assert details
    assert [part.name for part in details.children] == ["NCyearActual", "Ethnicity"]
    assert (same.sex, same.uci, same.upn) == ("F", "123", number(1))


def test_a_result_in_both_stands_once_with_the_date_either_gives() -> None:
    first, second = one(outcome("wa")), one(replace(outcome("WA"), date="2026-06-09"))
    found = merge([ctf_file([first]), ctf_file([second])], folded)
    (part,) = found.file.pupils[0].assessments
    assert (part.result, part.date) == ("wa", "2026-06-09")
    assert found.reworded == (
        f"Mina Ashdownb ({number(1)}, born 2019-11-05): Phonics wa, not WA",
    )


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (one(mark("33")), one(mark("34")), "Phonics 33 and 34"),
        (one(mark("")), one(mark("34")), "Phonics empty and 34"),
        (
            one(replace(mark("33"), date="2026-06-09")),
            one(replace(mark("33"), date="2026-06-10")),
            "date of Phonics 2026-06-09 and 2026-06-10",
        ),
        (one(surname="Birch"), one(surname="Beech"), "Surname Birch and Beech"),
        (
            basic(one(), NCyearActual="1"),
            basic(one(), NCyearActual="2"),
            "NCyearActual 1 and 2",
        ),
    ],
)
def test_a_contradiction_is_refused_by_name(
    first: Pupil, second: Pupil, said: str
) -> None:
    with pytest.raises(UsageError, match="contradict each other: Mina") as stop:
        merge([ctf_file([first]), ctf_file([second])], folded)
    assert said in str(stop.value)
    assert number(1) in str(stop.value)


def test_many_contradictions_are_counted() -> None:
    files = [
        ctf_file([pupil(at, [mark(value)]) for at in range(7)]) for value in ("1", "2")
    ]
    with pytest.raises(UsageError, match="And 2 more"):
        merge(files)


def test_of_parts_that_come_several_times_all_that_differ_are_kept() -> None:
    def phones(*numbers: str) -> Element:
        held = [Element("Phone", children=[Element("PhoneNo", n)]) for n in numbers]
        return Element("Phones", children=held)

    first, second = one(), one()
    first.sections, second.sections = [phones("1", "2")], [phones("2", "3")]
    (part,) = joined(first, second).sections
    assert [phone.child_text("PhoneNo") for phone in part.children] == ["1", "2", "3"]


def test_pupils_without_a_upn_stay_apart_unless_all_is_alike() -> None:
    nobody = one(mark("33"), upn="")
    other = one(mark("34"), upn="")
    found = merge([ctf_file([nobody]), ctf_file([replace(nobody), other])])
    assert [p.assessments[0].result for p in found.file.pupils] == ["33", "34"]
    assert len(found.alike) == 1


def test_one_child_under_two_upns_is_told_and_kept_twice() -> None:
    twin = child(2, surname=child(1).surname)
    found = merge([ctf_file([child(1), child(3, dob="")]), ctf_file([twin])])
    assert len(found.file.pupils) == 3
    assert [(a.upn, b.upn) for a, b in found.alike] == [(number(1), number(2))]


def test_a_pupil_a_single_file_gives_twice_stays_twice() -> None:
    found = merge([ctf_file([child(1), child(1)]), ctf_file([child(2), child(2)])])
    assert len(found.file.pupils) == 4


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"estab": "1002"}, "different schools, 9991001 and 9991002"),
        ({"la": "", "estab": ""}, "and one that does not say"),
        ({"academic": "2024"}, "school years, from 2025 and from 2024"),
    ],
)
def test_files_of_different_senders_or_years_are_not_made_one(
    fields: dict[str, str], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        merge([ctf_file([child(1)]), ctf_file([], **fields)])


def test_a_value_that_stands_several_times_is_found_again() -> None:
    first = one(given("EXS"), given("GDS"))
    assert len(joined(first, one(given("GDS"))).assessments) == 2
