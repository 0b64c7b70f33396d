"""What differs between two files, and what only looks as if it did."""

from dataclasses import replace

import pytest

from keystage.changes import Change, Match, Meaning, as_written, difference
from keystage.core.records import Assessment, Element, Kind, School
from tests.unit.changes.makers import basic, between, child, files, given, only, told
from tests.unit.intake.makers import number


def by_code(part: Assessment) -> Meaning:
    """Read results without case, as a rulebook would."""
    return Meaning((part.kind.component.upper(),), part.result.upper(), "Writing")


def results(before: list[Assessment], after: list[Assessment]) -> list[Change]:
    one, other = child(1), child(1)
    one.assessments, other.assessments = before, after
    found = difference(*files([one], [other]), by_code)
    return [change for pupil in found.pupils for change in pupil.changes]


def test_a_file_does_not_differ_from_itself() -> None:
    found = between([child(1), child(2)], [child(2), child(1)])
    assert (found.header, found.pupils, found.same) == ((), (), 2)
    assert not found.matters


def test_a_result_that_differs_is_told_with_both_its_values() -> None:
    found = between([child(1)], [child(1, "EXS GDS GDS EXS")])
    (change,) = only(found).changes
    assert (change.part, change.title) == ("result", "KS1 ENG WRI NC")
    assert (change.old, change.new, change.same) == ("WTS", "GDS", False)
    assert found.changed
    assert found.matters


def test_pupils_only_one_file_has_bring_all_their_results() -> None:
    found = between([child(1)], [child(2)])
    (gone,), (added,) = found.gone, found.added
    given_before = [(change.old, change.new) for change in gone.changes]
    assert sorted(given_before) == [(v, None) for v in ("EXS", "EXS", "GDS", "WTS")]
    assert gone.mirrored.changes == added.changes
    assert (gone.how, added.before, gone.after) == (None, None, None)


def test_pupils_stand_as_people_look_for_their_names() -> None:
    names = ["Đorđević", "Zola", "Dunn", "Éa", "Evans"]
    found = between([], [child(at, surname=name) for at, name in enumerate(names, 1)])
    told = [one.after.surname for one in found.pupils if one.after]
    assert told == ["Đorđević", "Dunn", "Éa", "Evans", "Zola"]


def test_an_entry_more_that_says_no_more_is_told_with_its_pupil() -> None:
    twice = [child(1), child(1), child(1, sex="f"), child(2)]
    found = between(twice, [child(2), child(1)])
    assert (found.gone, found.added, found.same) == ((), (), 2)
    assert not found.matters
    assert [one.before and one.before.upn for one in found.repeated] == [number(1)] * 2
    back = between([child(2), child(1)], twice)
    assert [one.mirrored for one in back.repeated] == list(found.repeated)
    assert (back.gone, back.added) == ((), ())


def test_an_entry_more_that_says_something_else_is_gone_or_added() -> None:
    twice = [child(1), child(1, "GDS GDS GDS GDS")]
    assert len(between(twice, [child(1)]).gone) == 1
    assert len(between([child(1)], twice).added) == 1
    named = [child(1), child(2, upn=number(1))]
    assert len(between(named, [child(1)]).gone) == 1


def test_the_order_of_results_and_sections_never_counts() -> None:
    one = basic(child(1), MiddleNames="Eve", Ethnicity="WBRI")
    one.sections.append(Element("Email", "a@b.invalid"))
    other = replace(one, assessments=one.assessments[::-1], sections=one.sections[::-1])
    assert not between([one], [other]).pupils


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("upn", number(1), f"{number(1).lower()} "),
        ("surname", "Ash\u200bdown", "ASHDOWN"),
        ("forename", "Mina  May", "Mina May"),
        ("sex", "Female", "F"),
        ("sex", "m", "M"),
    ],
)
def test_the_same_in_other_words_is_a_note(field: str, old: str, new: str) -> None:
    found = between([child(1, **{field: old})], [child(1, **{field: new})])
    (change,) = only(found).changes
    assert (change.name, change.same) == (field, True)
    assert (found.matters, len(found.noted), found.changed) == (False, 1, ())


@pytest.mark.parametrize(
    ("field", "new"),
    [("surname", "Ashdówn"), ("dob", "2019-11-06"), ("sex", "M"), ("sex", "")],
)
def test_other_words_for_somebody_else_are_a_change(field: str, new: str) -> None:
    found = between([child(1)], [child(1, **{field: new})])
    (change,) = only(found).changes
    assert (change.name, change.new, change.same) == (field, new or None, False)


def test_a_corrected_upn_is_a_change_of_the_same_child() -> None:
    new = child(2, surname=child(1).surname)
    one = only(between([child(1)], [new]))
    assert one.how is Match.NAME_AND_BIRTH
    assert told(one.changes) == [("upn", number(1), number(2))]


def test_values_that_mean_the_same_are_a_note() -> None:
    (change,) = results([given("exs")], [given("EXS")])
    assert (change.old, change.new, change.same) == ("exs", "EXS", True)


def test_dates_and_ways_to_write_a_subject_are_notes() -> None:
    before, after = given("EXS", "2026-06-01"), given("EXS", component="wri")
    changes = results([before], [after])
    assert [(change.aspect, change.same) for change in changes] == [
        ("date", True),
        ("kind", True),
    ]
    assert (changes[0].old, changes[0].new) == ("2026-06-01", None)
    assert changes[1].new == "KS1 ENG 2026 ENG TA wri R NC"


def test_a_result_given_several_times_is_compared_as_often() -> None:
    changes = results(
        [given("EXS"), given("exs"), given("WTS")], [given("EXS"), given("GDS")]
    )
    assert sorted((change.old or "", change.new or "") for change in changes) == [
        ("WTS", ""),
        ("exs", "GDS"),
    ]
    assert results([], [given("")]) == [
        Change("result", "WRI", "Writing", None, "", about="")
    ]


def test_of_several_those_that_mean_the_same_are_compared_first() -> None:
    changes = results([given("exs"), given("GDS")], [given("A"), given("EXS")])
    assert [(change.old, change.new, change.same) for change in changes] == [
        ("exs", "EXS", True),
        ("GDS", "A", False),
    ]


def test_the_header_is_compared_field_by_field() -> None:
    one, other = files([], [])
    other.header = replace(
        one.header,
        version="26.0",
        qualifier="FULL",
        destination=School("NAA", "llll"),
        source=replace(one.header.source, estab="1002"),
        extra=[Element("SuppInfo", "x")],
    )
    other.extra = [Element("Beside", children=[Element("Inner", "1")])]
    found = difference(one, other)
    assert [(change.name, change.old, change.new) for change in found.header] == [
        ("version", "25.0", "26.0"),
        ("qualifier", "partial", "FULL"),
        ("source.estab", "1001", "1002"),
        ("destination.la", "999", "NAA"),
        ("destination.estab", "LLLL", "llll"),
        ("Header/SuppInfo", None, "x"),
        ("Beside", None, "Inner 1"),
    ]
    assert [change.same for change in found.header] == [
        True,
        *[False] * 3,
        True,
        *[False] * 2,
    ]
    assert found.matters


def test_other_parts_are_told_by_their_path_as_deep_as_they_differ() -> None:
    one = basic(child(1), MiddleNames="Eve", NCyearActual="1")
    other = basic(child(1), NCyearActual="2", Ethnicity="WBRI")
    assert told(only(between([one], [other])).changes) == [
        ("BasicDetails/Ethnicity", None, "WBRI"),
        ("BasicDetails/MiddleNames", "Eve", None),
        ("BasicDetails/NCyearActual", "1", "2"),
    ]


def test_of_several_parts_of_a_name_equal_ones_are_set_aside() -> None:
    def phones(*numbers: str) -> Element:
        return Element(
            "Phones",
            children=[
                Element("Phone", children=[Element("PhoneNo", text)])
                for text in numbers
            ],
        )

    one, other = child(1), child(1)
    one.sections, other.sections = [phones("1", "2", "3")], [phones("3", "4")]
    assert told(only(between([one], [other])).changes) == [
        ("Phones/Phone/PhoneNo", "1", "4"),
        ("Phones/Phone", "PhoneNo 2", None),
    ]
    other.sections = [Element("Phones", "none")]
    assert told(only(between([one], [other])).changes) == [
        ("Phones", "Phone PhoneNo 1, Phone PhoneNo 2, Phone PhoneNo 3", "none")
    ]


def test_without_a_rulebook_a_result_is_what_is_written() -> None:
    means = as_written(Assessment(given("x").kind._replace(subject=""), "EXS"))
    assert (means.title, means.value, means.about) == ("KS1 WRI NC", "EXS", "2026")
    nothing = Assessment(Kind(*[""] * 8), "1")
    assert as_written(nothing).title == "Result"
