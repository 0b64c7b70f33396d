"""Whom to ring first, what was not taken, and what stands between schools."""

import csv as tables
import io
import re
from typing import Any

from keystage.core.findings import Severity
from keystage.reports import csv, html, text, words
from keystage.reports import document as documents
from keystage.reports import schools as grouping
from keystage.reports.schools import School
from keystage.tables.writing.csv import BYTE_ORDER_MARK
from tests.unit.reports.documents import (
    Json,
    document,
    file,
    finding,
    returned,
    unreadable,
)


def not_taken(number: int = 2006, refused: str = "H08") -> Json:
    said = finding(refused, message="The results are of 2025.", pupil=None)
    return file(number, [said], status="unreadable", refused=refused, returns=[])


def between(*numbers: int, **more: Any) -> Json:
    paths = [f"sent/999{number}_FSP_999LLLL_001.xml" for number in numbers]
    return finding("P18", "query", files=paths, message="Of two schools.") | more


def group(data: Json) -> list[School]:
    return grouping.group(documents.read(data))


def rows(data: Json) -> list[dict[str, str]]:
    said = csv.render(data).removeprefix(BYTE_ORDER_MARK)
    return list(tables.DictReader(io.StringIO(said)))


def test_a_file_not_taken_is_not_called_unreadable() -> None:
    data = document(file(2001, [finding()]), not_taken(), unreadable())
    page = html.render(data)
    heading = (
        "1 of 2 schools must put something right, 1 file not taken, "
        "1 file could not be read"
    )
    assert heading in page
    assert "not taken: another year" in page
    assert "Oxlip Meadow 2006 Primary School" in page
    said = text.render(data)
    assert "File 2 of 3: not taken: another year" in said
    assert "File 3 of 3: could not be read" in said
    assert "1 file: not taken" in said
    assert "1 file: could not be read" in said


def test_every_reason_not_to_take_a_file_has_its_words() -> None:
    (one,) = documents.read(document(not_taken(refused="ZZ"))).files
    assert words.status(one) == "not taken"
    for code in ("H04", "H05", "H12", "E04", "E04R", "NO-RULEBOOK"):
        (one,) = documents.read(document(not_taken(refused=code))).files
        assert words.status(one).startswith("not taken: ")


def test_a_finding_between_schools_is_counted_at_each_school_concerned() -> None:
    data = document(file(2001), file(2002), file(2003), across=[between(2001, 2003)])
    schools = group(data)
    assert [(one.number, one.status, one.total(Severity.QUERY)) for one in schools] == [
        ("999/2001", "queries", 1),
        ("999/2003", "queries", 1),
        ("999/2002", "clean", 0),
    ]
    assert len(schools[0].of("eyfsp")) == 1
    (use,) = grouping.by_rule(schools)
    assert (len(use.items), len(use.schools)) == (1, 2)


def test_a_finding_between_schools_is_listed_at_each_and_filtered_by_each() -> None:
    data = document(file(2001), file(2002), file(2003), across=[between(2001, 2003)])
    page = html.render(data)
    assert page.count('class="finding"') == 1
    (ids,) = re.findall(r'data-schools="([^"]+)"', page)
    assert ids.split() == ["school-1", "school-3"]
    for number in (1, 3):
        section = page.split(f'id="school-{number}"')[1].split("</section>")[0]
        assert "Of two schools." in section
        assert 'href="#between"' in section
        assert f'<option value="school-{number}">' in page
    assert '<option value="school-2">' not in page


def test_a_school_that_sent_nothing_for_a_collection_is_told_of_it() -> None:
    nothing = finding("E05", "query", pupil=None, value="9992001", files=[])
    schools = group(document(file(2001), across=[nothing]))
    assert schools[0].status == "queries"
    (row,) = rows(document(file(2001), across=[nothing]))
    assert (row["la"], row["estab"], row["school"]) == (
        "999",
        "2001",
        "Oxlip Meadow 2001 Primary School",
    )
    (row,) = rows(document(across=[nothing]))
    assert (row["la"], row["estab"], row["school"], row["file"]) == (
        "999",
        "2001",
        "",
        "",
    )
    other = finding("E05", "query", pupil=None, value="URN 1", files=[])
    (row,) = rows(document(across=[other]))
    assert (row["la"], row["estab"]) == ("", "")


def test_the_table_for_spreadsheets_has_a_row_for_each_school_concerned() -> None:
    data = document(file(2001), file(2002), across=[between(2001, 2002)])
    found = rows(data)
    assert [(row["la"], row["estab"], row["rule"]) for row in found] == [
        ("999", "2001", "P18"),
        ("999", "2002", "P18"),
    ]
    files = "sent/9992001_FSP_999LLLL_001.xml; sent/9992002_FSP_999LLLL_001.xml"
    assert {row["file"] for row in found} == {files}


def test_those_with_most_to_put_right_come_first() -> None:
    schools = group(
        document(
            file(2001, [finding()]),
            file(2002, [finding(child=n) for n in range(3)]),
            file(2003, [finding(), finding("H05", "query")]),
        )
    )
    assert [one.number[-4:] for one in schools] == ["2002", "2003", "2001"]


def test_a_school_shows_its_commonest_mistake_in_one_line() -> None:
    many = [finding(child=n) for n in range(3)]
    other = [finding("P02", message="The check letter is wrong.")]
    (school,) = group(document(file(2001, [*other, *many])))
    assert school.commonest == (
        "R02 \N{MULTIPLICATION SIGN}3: 3 is not a result for Numerical patterns (E12) since 2022"
    )
    page = html.render(document(file(2001, [*other, *many])))
    assert school.commonest in page
    assert "Commonest mistake" in page
    (one,) = group(document(file(2001, other)))
    assert one.commonest == "P02: The check letter is wrong"
    (clean,) = group(document(file(2001)))
    assert clean.commonest == ""
    long = finding(message="word " * 40)
    (school,) = group(document(file(2001, [long])))
    assert school.commonest.endswith("…")
    assert len(school.commonest) < 90


def test_one_slip_in_many_results_of_a_pupil_is_one_line_on_the_page() -> None:
    goals = [
        finding(
            "R02C",
            "query",
            subject=f"E{n:02}",
            value="a",
            message=f"Goal {n} was read as A.",
            fix="Write A.",
        )
        for n in range(1, 18)
    ]
    page = html.render(document(file(2001, goals)))
    assert page.count('class="finding"') == 1
    assert 'data-findings="17"' in page
    assert "The same in 16 more: " in page
    assert "17 queries" in page


def test_several_files_are_a_list_and_not_a_chain_of_ands() -> None:
    assert words.both(("a", "b", "c")) == "In a, b and c."
    assert words.both(("a",)) == "In a."


def test_what_could_not_be_checked_in_some_files_says_in_how_many() -> None:
    without = returned(not_run=[{"rule": "P15", "reason": "No roll was given."}])
    one, other = file(2001, returns=[without]), file(2002)
    alone, both = document(one), document(one, one)
    some = document(*[one] * 2, *[other] * 2)
    said = "Not checked in 2 of 4 files"
    assert f"{said}: P15 (sex against the roll). No roll" in text.render(some)
    assert f"No roll was given.</bdi> {said}.</li>" in html.render(some)
    assert "Not checked in any of 2 files: P15" in text.render(both)
    assert "  Not checked: P15 (sex against the roll). No roll" in text.render(alone)
    assert "No roll was given.</bdi></li>" in html.render(alone)


def test_what_could_not_be_checked_says_what_it_would_have_asked() -> None:
    unasked = [{"rule": "E05", "reason": "Nobody said which schools are due."}]
    data = document(file(2001), not_run=unasked)
    said = " ".join(text.render(data).split())
    wanted = "E05 (schools that sent nothing)"
    assert f"Not checked: {wanted}. Nobody said which schools are due." in said
    assert f"{wanted}: <bdi>Nobody said which schools are due." in html.render(data)
