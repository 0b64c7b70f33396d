"""What stands in a school's report: figures, what is missing, years, groups, pupils."""

from dataclasses import replace
from datetime import date

import pytest

from keystage import rulebooks
from keystage.measures import Pupil
from keystage.reports.school.model import Earlier, Report, Section
from keystage.reports.school.values import NONE, NOT_YET
from keystage.reports.summary.model import School
from tests.unit.reports.school.making import GOALS, child, crowd, person, report, school

JUNE = date(2026, 6, 10)
EYFSP = "eyfsp-2026"


def section(made: Report, name: str) -> Section:
    return next(one for one in made.sections if one.id == name)


def rows(made: Report, name: str) -> dict[str, tuple[str, ...]]:
    grid = section(made, name).grid
    return {row[0]: row[1:] for row in grid.rows}


def heads(made: Report, name: str) -> list[str]:
    grid = section(made, name).grid
    return [head.text for head in grid.heads]


def test_the_figures_to_read_first_say_of_how_many_they_are() -> None:
    made = report(school(EYFSP, child(1, "2"), child(2, "1"), child(3, "2")))
    told = [(fact.figure, fact.words) for fact in made.facts]
    assert told[0] == ("3", "children in this return")
    assert told[1] == ("66.7%", "Good level of development (2 of 3)")
    assert told[-1] == ("0", "children with a result missing")
    assert (made.title, made.school) == (
        "Early years foundation stage profile 2026",
        "Ash Primary School",
    )


def test_one_child_is_a_child() -> None:
    made = report(school(EYFSP, child(1, "")))
    assert made.facts[0].words == "child in this return"
    assert made.facts[-1].words == "child with a result missing"
    assert section(made, "pupils-1").title == "The 1 child"


def test_a_collection_without_shares_shows_its_means_first() -> None:
    given = school("phonics-2026", person(1, {"mark": "30"}, cohort="year1"), day=JUNE)
    facts = {fact.words: fact.figure for fact in report(given).facts}
    assert facts["Year 1: average mark (of 1)"] == "30.0"


def test_where_all_is_there_the_report_says_so() -> None:
    made = report(school(EYFSP, child(1, "2"), child(2, "A")))
    assert made.missing == ("Nothing is missing: every child has every result.",)


def test_what_is_missing_is_said_plainly_and_stays_out_of_the_figures() -> None:
    half = dict.fromkeys(GOALS[:-2], "2")
    made = report(
        school(EYFSP, child(1, "2"), person(2, half), person(3, half), errors=1)
    )
    blank, errors = made.missing
    assert blank == (
        "2 children have no result yet for Creating with materials (2), Being "
        "imaginative and expressive (2)."
    )
    assert errors == (
        "1 thing is still to be put right in what was sent, and the figures may "
        "change: 'keystage check' lists it."
    )
    assert rows(made, "results")["Good level of development"] == ("100.0%\n1 of 1",)


def test_children_without_any_result_are_not_listed_goal_by_goal() -> None:
    made = report(school(EYFSP, child(1, ""), child(2, ""), child(3, "2")))
    assert made.missing == ("2 children have no result yet for any of the 17.",)


def test_one_subject_alone_is_named_without_a_number() -> None:
    made = report(school("mtc-2026", person(1, {}, cohort="year4")))
    assert made.missing == (
        "1 pupil has no result yet for Multiplication tables score.",
    )


def test_results_in_doubt_and_results_of_no_code_are_said_and_not_counted() -> None:
    twice = person(1, {"REA": ["EXS", "WTS"], "WRI": "EXS", "MAT": "EXS", "SCI": "EXS"})
    odd = person(2, {"REA": "EXPECTED", "WRI": "EXS", "MAT": "EXS", "SCI": "EXS"})
    made = report(school("ks1-2026", twice, odd, errors=2))
    doubt, strange, errors = made.missing
    assert doubt.startswith("1 pupil has a result given more than once, differently")
    assert strange.startswith("1 pupil has what is no result of this year in Reading:")
    assert "2 things are" in errors
    assert heads(made, "spread") == ["Subject or goal", "EXS", "Other"]
    assert rows(made, "spread")["Reading"] == ("0", "2")
    listed = rows(made, "pupils-1")
    assert listed["Surname001, Ana"][2] == "?"
    assert listed["Surname002, Ana"][2] == "EXPECTED"
    assert "?: given more than once" in section(made, "pupils-1").says[0]


def test_a_return_of_nobody_says_so() -> None:
    made = report(school(EYFSP))
    assert made.missing == ("There is no child in this return.",)
    assert made.facts[0].figure == "0"
    assert not made.lists


def test_the_report_says_that_small_numbers_are_not_hidden() -> None:
    made = report(school(EYFSP, child(1, "2")))
    assert "small numbers are not hidden" in made.notes[0]
    assert rows(made, "results")["Good level of development"] == ("100.0%\n1 of 1",)


def test_years_before_stand_beside_this_one_and_unlike_rules_are_named() -> None:
    def before(year: int, *codes: str) -> Earlier:
        pupils = [
            Pupil(dict.fromkeys(GOALS, code), cohort="reception") for code in codes
        ]
        return Earlier(rulebooks.load(f"eyfsp-{year}"), pupils)

    given = school(EYFSP, child(1, "2"))
    made = report(replace(given, earlier=[before(2025, "2", "1"), before(2021, "1")]))
    assert heads(made, "results") == ["Measure", "2026", "2025", "2021"]
    gld = rows(made, "results")["Good level of development"]
    assert gld[:2] == ("100.0%\n1 of 1", "50.0%\n1 of 2")
    (unlike,) = [note for note in made.notes if "like for like" in note]
    assert unlike.startswith("2021: ")


def test_without_years_before_nothing_is_said_of_them() -> None:
    made = report(school(EYFSP, child(1, "2")))
    assert section(made, "results").title == "Results"
    assert not any("like for like" in note for note in made.notes)


def test_a_picture_shows_as_many_years_as_it_has_room_for() -> None:
    titles = {
        book: report(crowd(book, 12)).summary[0].charts[0].title
        for book in ("ks1-2026", "ks2-2026")
    }
    assert titles == {
        "ks1-2026": "Shares in 2026, 2025",
        "ks2-2026": "Shares in 2026, 2025, 2024",
    }


@pytest.mark.parametrize(
    ("by", "columns"),
    [
        ("sex", ["All children", "Female", "Male"]),
        ("class", ["All children", "Maple", "Class not known"]),
    ],
)
def test_groups_stand_beside_everybody(by: str, columns: list[str]) -> None:
    people = child(1, "2", group="Maple"), child(2, "1", group="")
    made = report(school(EYFSP, *people), by)
    assert heads(made, "groups") == ["Measure", *columns]
    assert rows(made, "groups")["Good level of development"][0] == "50.0%\n1 of 2"
    assert len(section(made, "groups").charts) == 3
    assert "Points total" not in rows(made, "groups")


def test_groups_of_whom_nothing_is_known_have_no_picture() -> None:
    assert not section(report(school(EYFSP, child(1, "")), "sex"), "groups").charts


def test_pupils_are_listed_by_class_and_name_with_what_they_reached() -> None:
    people = (
        child(1, "2", surname="Zola", group="Oak"),
        child(2, "1", surname="adams", forename="", group="Oak"),
        child(3, "A", surname="Brown", group="Elm"),
        child(4, "", surname="", forename="", upn="X4", dob="in May"),
        child(5, "2", surname="", forename="", upn="", dob=""),
    )
    made = report(school(EYFSP, *people))
    listed = rows(made, "pupils-1")
    unnamed = {"X4", "Child without name or UPN"}
    assert set(list(listed)[:2]) == unnamed
    assert list(listed)[2:] == ["Brown, Ana", "adams", "Zola, Ana"]
    assert listed["X4"][:3] == ("in May", "F", "")
    assert listed["Zola, Ana"][0] == "05/01/2021"
    assert listed["Zola, Ana"][-4:] == ("Yes", "Yes", "Yes", "34")
    assert listed["adams"][-4:] == ("No", "No", "No", "17")
    assert listed["Brown, Ana"][-4:] == ("A",) * 4
    assert listed["X4"][-4:] == (NONE,) * 4
    says = section(made, "pupils-1").says[0]
    assert says.startswith("1: Emerging; 2: Expected; A: Not assessed")
    assert says.endswith("\N{EN DASH}: no result.")


def test_letters_with_marks_are_listed_among_those_without() -> None:
    surnames = ("Zaman", "Đặng", "Ş", "Dunn", "O'Neil", "Šimić", "Oakes", "Ševčík")
    people = [
        child(number, "2", surname=surname) for number, surname in enumerate(surnames)
    ]
    listed = rows(report(school(EYFSP, *people)), "pupils-1")
    assert [name.partition(",")[0] for name in listed] == [
        *("Đặng", "Dunn", "O'Neil", "Oakes", "Ş", "Ševčík", "Šimić", "Zaman")
    ]


def test_without_names_nothing_says_who_a_pupil_is() -> None:
    people = [child(1, "2", surname="Zola"), child(2, "1", surname="Adams")]
    made = report(school(EYFSP, *people), names=False)
    assert list(rows(made, "pupils-1")) == ["Child 1", "Child 2"]
    assert heads(made, "pupils-1")[:3] == ["Child", "Sex", "Listening"]
    assert rows(made, "pupils-1")["Child 1"][-1] == "34"
    for secret in ("Zola", "Adams", "X1", "05/01/2021"):
        assert secret not in repr(made)


def test_year_groups_are_listed_apart_with_the_measures_they_are_in() -> None:
    people = (
        person(1, {"mark": "33"}, cohort="year1"),
        person(2, {"mark": "12"}, cohort="year2"),
        person(3, {"outcome": "L"}, cohort="year1"),
        person(4, {"mark": "20"}, cohort=""),
    )
    made = report(school("phonics-2025", *people))
    titles = [one.title for one in made.lists]
    assert titles == [
        "Year 1: 2 pupils",
        "Year 2: 1 pupil",
        "Other year groups: 1 pupil",
    ]
    assert heads(made, "pupils-1")[-1] == "Year 1 met"
    assert heads(made, "pupils-2")[-1] == "Re-check met"
    assert heads(made, "marks-mark") == [
        "Result",
        "Year 1",
        "Year 2",
        "Other year groups",
    ]
    bands = rows(made, "marks-mark")
    assert bands["30 to 34"] == ("1", "0", "0")
    assert bands["Left the school (L)"] == ("1", "0", "0")
    assert section(made, "marks-mark").says == (
        "The line is the standard: 32 or more.",
    )


def test_before_the_threshold_is_published_there_are_marks_only() -> None:
    people = (
        person(1, {"mark": "33", "outcome": "WA"}, cohort="year1"),
        person(2, {"outcome": "WT"}, cohort="year1"),
        person(3, {"outcome": "A"}, cohort="year1"),
    )
    made = report(school("phonics-2026", *people, day=JUNE))
    assert "its threshold is not published yet" in " ".join(made.missing)
    told = repr(made)
    for word in ("WA", "WT", "Met the standard", "Did not meet", "Yes", "The line is"):
        assert word not in told
    listed = rows(made, "pupils-1")
    assert listed["Surname001, Ana"][-2:] == ("33", NOT_YET)
    assert rows(made, "marks-mark")["Not shown yet"] == ("1",)
    assert section(made, "marks-mark").says == ()


def test_an_outcome_column_that_may_say_nothing_is_left_out() -> None:
    only = person(1, {"mark": "33", "outcome": "WA"}, cohort="year1")
    made = report(school("phonics-2026", only, day=JUNE))
    assert heads(made, "pupils-1") == ["Name", "Born", "Sex", "Mark"]


def test_marks_out_of_reach_and_doubts_are_told_apart_from_marks() -> None:
    people = (
        person(1, {"MTC": "26"}, cohort="year4"),
        person(2, {"MTC": ["3", "4"]}, cohort="year4"),
        person(3, {}, cohort="year4"),
    )
    bands = rows(report(school("mtc-2026", *people)), "marks-MTC")
    assert bands["25"] == ("0",)
    assert bands["Other: 26"] == ("1",)
    assert bands["Given more than once, differently"] == ("1",)
    assert bands["No result"] == ("1",)


def test_a_school_without_a_name_is_called_by_its_number_once() -> None:
    made = report(replace(school(EYFSP, child(1, "2")), school=School("9992001")))
    assert (made.school, made.number) == ("9992001", "")


@pytest.mark.parametrize("book", ["eyfsp-2026", "ks1-2026", "ks2-2026", "ks2-2019"])
def test_each_row_of_the_spread_counts_every_pupil_once(book: str) -> None:
    made = report(crowd(book, 40))
    for name, counts in rows(made, "spread").items():
        assert sum(map(int, counts)) == 40, name


@pytest.mark.parametrize("book", ["phonics-2025", "mtc-2026"])
def test_the_marks_count_every_pupil_once(book: str) -> None:
    made = report(crowd(book, 40))
    (name,) = [one.id for one in made.summary if one.id.startswith("marks")]
    assert sum(int(one) for row in rows(made, name).values() for one in row) == 40


def test_the_same_school_gives_the_same_report() -> None:
    assert report(crowd("eyfsp-2026", 9)) == report(crowd("eyfsp-2026", 9))
