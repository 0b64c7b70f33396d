"""Papers of a school's own results: lists, slips and a handover, read out of the PDFs."""

import re
import sys
from pathlib import Path

import pytest

from keystage import rulebooks
from keystage.core.errors import MissingExtra
from keystage.reports.papers import handover, listing, pdf, slips
from keystage.reports.papers.model import Paper
from tests.unit.reports.school.making import (
    MADE,
    child,
    crowd,
    person,
    report,
    school,
)
from tests.unit.reports.school.test_pdf import overlapping, plain, poppler

DRAFT = "Not sent yet: results may still change."


def saved(paper: Paper, folder: Path) -> Path:
    path = folder / "paper.pdf"
    path.write_bytes(pdf.render(paper))
    return path


def pages(paper: Paper, folder: Path) -> list[str]:
    """Return the words of each page."""
    found = poppler("pdftotext", "-enc", "UTF-8", "-raw", saved(paper, folder), "-")
    return [" ".join(one.split()) for one in found.split("\f") if one.strip()]


def test_a_slip_is_one_page_for_each_pupil_in_plain_words(tmp_path: Path) -> None:
    goals = {"E01": "1", "E02": "2"}
    made = slips.slips(
        school(
            "eyfsp-2026",
            person(1, goals, surname="Zed", forename="Bea", group="Oak"),
            person(2, {"E01": "2"}, surname="Ash", forename="Cy", group="Elm"),
        ),
        MADE,
        mark=DRAFT,
    )
    first, second = pages(made, tmp_path)
    assert first.startswith(
        "Ash Primary School Early years foundation stage profile 2026 "
        f"{DRAFT} Cy Ash Class Elm What was assessed Result "
        "Listening, attention and understanding Expected Speaking No result yet"
    )
    assert "Bea Zed" in second
    assert "Listening, attention and understanding Emerging Speaking Expected" in second
    assert (
        "Emerging: The child is not yet at the level of development expected" in second
    )
    assert "Expected: The child is at the level of development expected" in second
    assert "please ask Ash Primary School." in second
    assert "Zed" not in first


@pytest.mark.parametrize(
    ("book", "values", "wanted"),
    [
        ("phonics-2026", {"mark": "17"}, ["Phonics mark 17 out of 40", "made known"]),
        ("phonics-2026", {"mark": "A"}, ["Phonics mark Absent", "Absent: The pupil"]),
        ("phonics-2026", {"outcome": "A"}, ["Phonics outcome Absent"]),
        ("phonics-2026", {}, ["Phonics mark No result yet"]),
        ("phonics-2026", {"mark": "99"}, ["Phonics mark 99"]),
        ("phonics-2025", {"mark": "33", "outcome": "WA"}, ["Met the standard"]),
        ("ks2-2026", {"WRI": "GDS"}, ["Writing Working at greater depth", "Science"]),
        ("ks1-2026", {"REA": ["EXS", "WTS"]}, ["Reading Not settled"]),
    ],
)
def test_a_slip_says_what_there_is_and_no_outcome_too_early(
    book: str, values: dict[str, str], wanted: list[str], tmp_path: Path
) -> None:
    (text,) = pages(slips.slips(school(book, person(1, values)), MADE), tmp_path)
    for one in wanted:
        assert one in text
    assert ("Met the standard" in text) == (book == "phonics-2025")


def test_a_slip_holds_nothing_that_is_not_asked_of_the_pupil(tmp_path: Path) -> None:
    made = slips.slips(school("ks2-2026", person(1, {"WRI": "EXS"})), MADE)
    (text,) = pages(made, tmp_path)
    assert "Reading" not in text


def test_a_slip_of_a_pupil_without_a_name_is_the_pupils(tmp_path: Path) -> None:
    made = slips.slips(school("ks1-2026", person(1, {}, surname="", forename="")), MADE)
    assert "Pupil What was assessed" in pages(made, tmp_path)[0]


def test_a_class_of_slips_is_tagged_and_each_fits_its_page(tmp_path: Path) -> None:
    path = saved(slips.slips(crowd("eyfsp-2026", 30), MADE), tmp_path)
    told = poppler("pdfinfo", path)
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"Pages: +30\b", told)
    assert "Results for parents and carers, Early years" in told
    for one in poppler("pdftotext", "-bbox", path, "-").split("<page ")[1:]:
        assert not overlapping(one)
    few = slips.slips(school("eyfsp-2026", child(1, "2"), child(2, "1")), MADE)
    tags = poppler("pdfinfo", "-struct", saved(few, tmp_path))
    assert re.findall(r"^ *H(\d)", tags, re.M) == ["1", "1"]
    assert tags.count("THead") == 2


def test_the_list_holds_each_pupil_and_result_once(tmp_path: Path) -> None:
    made = report(crowd("phonics-2026", 30))
    text = plain(" ".join(pages(listing.listing(made, mark=DRAFT), tmp_path)))
    assert plain(f"Pupil list: {made.title}") in text
    assert plain(DRAFT) in text
    for section in made.lists:
        assert plain(section.title) in text
        assert text.count("[U+674E]") > 0
    narrow = listing.listing(report(school("ks1-2026", person(1, {"REA": "EXS"}))))
    assert [leaf.wide for leaf in narrow.leaves] == [False]
    assert all(
        leaf.wide for leaf in listing.listing(report(crowd("eyfsp-2026", 3))).leaves
    )


def test_a_handover_says_by_goal_who_is_not_there_yet(tmp_path: Path) -> None:
    made = handover.handover(
        school(
            "eyfsp-2026",
            child(1, "2", surname="Ash", forename="Al"),
            person(2, {"E01": "1"}, surname="Zed", forename="Bea", cohort="reception"),
            person(3, {"E01": "1"}, surname="", forename="", cohort="reception"),
        ),
        MADE,
    )
    first, second = pages(made, tmp_path)
    assert first.startswith("Ash Primary School Handover to year 1: Early years")
    assert "Ash, Al" in first
    assert "Goal Children Who Listening, attention and understanding 2 X3; Bea Zed" in (
        second
    )
    assert "Speaking" not in second


def test_a_handover_of_nobody_behind_says_so(tmp_path: Path) -> None:
    made = handover.handover(school("eyfsp-2026", child(1, "2")), MADE)
    assert "Every child with a result met every goal." in pages(made, tmp_path)[1]


@pytest.mark.parametrize(
    ("book", "to"), [("eyfsp-2026", "year 1"), ("phonics-2026", ""), ("ks2-2026", "")]
)
def test_a_handover_is_for_the_youngest(book: str, to: str) -> None:
    assert handover.leads_to(rulebooks.load(book)) == to


def test_the_same_paper_gives_the_same_bytes() -> None:
    made = slips.slips(crowd("ks2-2026", 3), MADE)
    assert pdf.render(made) == pdf.render(made)


def test_without_typst_a_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra, match=r"keystage\[pdf\]"):
        pdf.render(slips.slips(crowd("ks2-2026", 1), MADE))
