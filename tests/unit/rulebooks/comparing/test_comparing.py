"""What differs between two rulebooks, in words."""

import dataclasses
from datetime import date
from typing import Any

import pytest

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.core.findings import Severity
from keystage.rulebooks import comparing
from keystage.rulebooks.pages import changed

LOAD = rulebooks.load


def told(old: Rulebook, new: Rulebook) -> dict[str, tuple[str, ...]]:
    return {part.title: part.lines for part in comparing.compare(old, new)}


def with_code(book: Rulebook, id_: str, **changes: Any) -> Rulebook:
    code = dataclasses.replace(book.codes[id_], **changes)
    return dataclasses.replace(book, codes={**book.codes, id_: code})


def with_part(book: Rulebook, name: str, **changes: Any) -> Rulebook:
    part = dataclasses.replace(book.components[name], **changes)
    return dataclasses.replace(book, components={**book.components, name: part})


def with_cohort(book: Rulebook, **changes: Any) -> Rulebook:
    first, *rest = book.cohorts
    cohorts = (dataclasses.replace(first, **changes), *rest)
    return dataclasses.replace(book, cohorts=cohorts)


def with_check(book: Rulebook, key: str, **changes: Any) -> Rulebook:
    check = dataclasses.replace(book.checks[key], **changes)
    return dataclasses.replace(book, checks={**book.checks, key: check})


@pytest.mark.parametrize("name", rulebooks.available())
def test_a_rulebook_does_not_differ_from_itself(name: str) -> None:
    book = dataclasses.replace(LOAD(name), deadlines=())
    if book.threshold and not book.threshold.visible_from:
        book = dataclasses.replace(book, threshold=None)
    if book.status != "cancelled":
        assert comparing.compare(book, book) == ()


def test_no_year_says_nothing_twice_and_no_section_is_empty() -> None:
    for name in rulebooks.available():
        before = comparing.last_year(LOAD(name))
        if before is not None:
            sections = comparing.compare(before, LOAD(name))
            for part in sections:
                assert part.lines
                assert len(set(part.lines)) == len(part.lines)
                assert not any("{" in line for line in part.lines)


def test_new_goals_and_a_code_that_has_gone_are_told_by_name() -> None:
    said = told(LOAD("eyfsp-2019"), LOAD("eyfsp-2022"))
    assert (
        "New in Literacy: Comprehension (E08), Word reading (E09) and Writing (E10)."
        in said["What is given"]
    )
    assert (
        "No longer in Mathematics: Numbers (G11) and Shape, space and measures (G12)."
        in said["What is given"]
    )
    assert "No longer: 3 (Exceeding)." in said["Codes"]
    assert (
        "New: Average number of goals at the expected level, assessed only."
        in said["Measures"]
    )
    assert "The row of Writing has been seen in files." not in said.get("Files", ())


def test_the_meaning_of_a_that_changed_in_2023_is_told_both_ways() -> None:
    said = told(LOAD("eyfsp-2022"), LOAD("eyfsp-2023"))
    assert (
        "A now means: An exemption holds, for the setting or for this child; on all 17 "
        "goals. Before: The child was not assessed: long absence, too little time here, "
        "or an exemption."
    ) in said["Codes"]
    assert any(
        line.startswith("New, a query (EY-X4)") for line in said["What is checked"]
    )
    assert any(
        line.startswith("Now an error, before a query (EY-X1)")
        for line in said["What is checked"]
    )
    assert "EY-X1 is verified." in said["How it is checked"]


def test_subjects_that_changed_alike_share_a_sentence() -> None:
    said = told(LOAD("ks2-2023"), LOAD("ks2-2024"))
    assert said["What is given"] == ("Reading and Maths may no longer be L, F or P.",)
    assert said["Words"] == ("“Sex” stands where “Gender” stood.",)
    assert (
        "Schools to the Department: Friday 28 June 2024; in 2023, Friday 30 June 2023."
        in said["Dates"]
    )
    assert any(
        line.startswith("No longer asked (K2-X12)") for line in said["What is checked"]
    )


def test_a_duty_that_became_optional_is_told() -> None:
    said = told(LOAD("ks1-2023"), LOAD("ks1-2024"))
    (line,) = said["Whether it is due"]
    assert line == (
        "Now it is optional, and an authority asks for it; before, every school "
        "concerned returns it."
    )
    assert any(line.startswith("Optional (new): ") for line in said["Guidance"])


def test_of_a_cancelled_year_only_that_is_told() -> None:
    said = told(LOAD("ks1-2019"), LOAD("ks1-2020"))
    sentence = (
        "2020: Key stage 1 assessment was cancelled in 2020, and nothing was collected."
    )
    assert said == {"Whether it is due": (sentence,)}


def test_a_year_carried_forward_says_so_and_its_threshold_is_no_mark() -> None:
    said = told(LOAD("phonics-2025"), LOAD("phonics-2027"))
    assert said["Whether it is due"] == ("Carried forward and not yet confirmed.",)
    assert said["Dates"] == (
        "The threshold is not published yet; until then there are marks only.",
    )


def test_cohorts_that_come_go_or_change_are_told() -> None:
    said = told(LOAD("phonics-2019"), LOAD("phonics-2020-autumn"))["Who"]
    assert said[0].startswith("No longer: Pupils who reach 6 by the end")
    assert said[1].startswith("Now: Pupils who reach 7")
    assert said[2].endswith(
        "all of them; before, those who have not met the standard, or whose result is "
        "not known."
    )
    assert "born 1 September 2013 to 31 August 2014; before" in said[3]
    back = told(LOAD("phonics-2020-autumn"), LOAD("phonics-2022"))["Who"]
    assert back[0].startswith("New: Pupils who reach 6 by the end of the school year")


def test_an_ordinary_year_moves_births_on_and_no_more() -> None:
    assert told(LOAD("mtc-2024"), LOAD("mtc-2025")) == {
        "Who": ("Dates of birth move on with the year.",)
    }


def test_a_cohort_of_another_year_group_or_choice_is_told() -> None:
    book = LOAD("mtc-2026")
    changed_ = with_cohort(book, nc_years=("4", "5"), include="some")
    assert told(book, changed_)["Who"] == (
        "Pupils in year 4: year 4 or 5; before, year 4.",
        "Pupils in year 4: some; before, all of them.",
    )


def test_a_code_told_in_every_way_it_may_change() -> None:
    book = dataclasses.replace(LOAD("eyfsp-2026"), measures={})
    other = with_code(
        book,
        "2",
        name="Secure",
        points=5,
        counts="out",
        role="la",
        verified=False,
        use_when="You are sure.",
    )
    assert told(book, other)["Codes"] == (
        "2 is called Secure; before, Expected.",
        "2. Use it when: You are sure.",
        "2 is worth 5 points; before, 2 points.",
        "2 leaves the pupil out of the figures; before, it counts as met.",
        "2 is entered by the authority only.",
        "2 is not confirmed for this year.",
    )
    back = told(other, with_code(other, "2", role="school", points=None, verified=True))
    assert back["Codes"] == (
        "2 is worth no points; before, 5 points.",
        "2 is entered by schools too.",
        "2 is confirmed.",
    )


def test_a_subject_told_in_every_way_it_may_change() -> None:
    book = LOAD("mtc-2026")
    coding = dataclasses.replace(book.components["MTC"].coding, verified=False)
    other = with_part(
        book, "MTC", title="Tables", required=False, maximum=30, coding=coding
    )
    assert told(book, other) == {
        "What is given": (
            "Tables was Multiplication tables score.",
            "Tables is for only the pupils it applies to.",
            "Tables may now be 0 to 30 and may no longer be 0 to 25.",
        ),
        "Files": ("The row of Tables is not verified.",),
    }
    assert (
        "Multiplication tables score is for every pupil."
        in (told(other, book)["What is given"])
    )
    seen = told(other, book)["Files"]
    assert seen == ("The row of Multiplication tables score has been seen in files.",)


def test_a_rule_that_works_or_speaks_otherwise_is_told_apart_from_heads() -> None:
    book = LOAD("eyfsp-2026")
    other = with_check(
        book, "EY-X5", params={**book.checks["EY-X5"].params, "more_than_pupils": 3}
    )
    other = with_check(other, "P07", message="{value} is temporary.", verified=False)
    other = with_check(other, "P01", kind="upn", fix="Find it.")
    said = told(book, other)["How it is checked"]
    assert said == (
        "P01 advises: Find it.",
        "P01 looks for something else: `upn`.",
        "P07 says: [value] is temporary.",
        "P07 is not verified for this year.",
        "EY-X5 looks for something else: `share` (more_than_pupils).",
    )
    assert "EY-X5" not in changed.page(book, other, heads=True)
    assert "EY-X5" in changed.page(book, other)


def test_a_threshold_files_and_a_measure_that_changed_are_told() -> None:
    book = LOAD("phonics-2024")
    assert book.threshold is not None
    ctf = dataclasses.replace(book.ctf, versions=("30.0",), tag="PSC")
    other = dataclasses.replace(
        book,
        threshold=dataclasses.replace(book.threshold, mark=30),
        ctf=ctf,
        measures={
            **{k: v for k, v in book.measures.items() if k != "mean_mark"},
            "met": {
                **book.measures["met"],
                "out": ["L", "Q"],
                "denominator": ["A", "D"],
            },
        },
    )
    said = told(book, other)
    assert "The threshold is 30; before, 32." in said["Dates"]
    assert said["Files"][0] == "CTF version 30.0; before, 23.0 or 24.0."
    assert said["Files"][1].startswith("Named PSC and described as")
    assert "No longer: Year 1: average mark." in said["Measures"]
    assert "Year 1: met the standard is worked out otherwise." in said["Measures"]


def test_a_version_that_is_no_number_does_not_move_on() -> None:
    book = LOAD("phonics-2024")
    ctf = dataclasses.replace(book.ctf, versions=("next",))
    old = dataclasses.replace(book, ctf=ctf, year=2023)
    assert told(old, dataclasses.replace(old, year=2024)).get("Files") is None


def test_the_change_in_the_end_of_year_2_is_told_with_its_reason() -> None:
    said = told(LOAD("phonics-2023"), LOAD("phonics-2024"))["Measures"]
    assert any("for a pupil who is in year 2 here now" in line for line in said)


def test_a_weight_that_changes_is_told_once() -> None:
    book = LOAD("ks1-2026")
    other = with_check(book, "K1-X1", severity=Severity.NOTE)
    (line,) = told(book, other)["What is checked"]
    assert line == "Now a note, before an error (K1-X1): [component] has no result."


def test_a_date_with_no_other_before_stands_alone() -> None:
    said = told(LOAD("eyfsp-2025"), LOAD("eyfsp-2026"))["Dates"]
    assert said[0] == "Schools and settings to the authority: Tuesday 30 June 2026."
    assert date(2026, 6, 30).strftime("%A") == "Tuesday"


def test_the_year_before_is_the_last_that_was_not_cancelled() -> None:
    pairs = {
        "eyfsp-2022": "eyfsp-2019",
        "eyfsp-2021": "eyfsp-2019",
        "phonics-2022": "phonics-2019",
        "phonics-2020-autumn": "phonics-2019",
        "phonics-2021-autumn": "phonics-2020-autumn",
        "ks2-2026": "ks2-2025",
    }
    for name, before in pairs.items():
        found = comparing.last_year(LOAD(name))
        assert found is not None
        assert found.id == before
    assert comparing.last_year(LOAD("mtc-2022")) is None


def test_a_page_is_headed_by_what_is_compared_and_may_have_nothing_to_tell() -> None:
    book = dataclasses.replace(LOAD("mtc-2026"), deadlines=())
    page = changed.page(book, book)
    assert page == (
        "# Multiplication tables check 2026: what has changed since 2026\n\n"
        "Nothing has changed but the year.\n"
    )
    autumn = changed.page(LOAD("phonics-2020-autumn"), LOAD("phonics-2021-autumn"))
    assert autumn.startswith(
        "# Phonics screening check, autumn 2021: what has changed since autumn 2020\n"
    )


def test_a_rulebooks_page_may_say_what_has_changed() -> None:
    page = rulebooks.show(LOAD("ks2-2024"), since=LOAD("ks2-2023"))
    at = page.index("## What has changed since 2023")
    assert at < page.index("## Who")
    assert (
        "### What is given\n\n- Reading and Maths may no longer be L, F or P." in page
    )
