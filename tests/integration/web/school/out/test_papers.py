"""A school's papers and tables, opened with other people's readers."""

import csv
import io
import shutil
import subprocess
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from pytest_django import Settings

from keystage_web.accounts.roles import Role
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import GOALS, desk
from tests.integration.web.returns.moves.season import submit
from tests.integration.web.school.marksheet.room import text
from tests.integration.web.school.out.hall import Hall, last, name_of, year_before

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def given(hall: Hall, what: str, form: str, **query: str) -> Any:
    """Return a download; the teacher is let in where a paper is for a class."""
    answer = hall.client().get(hall.at(f"papers-{what}", form=form), query)
    assert answer.status_code == 200, answer
    return answer


def words(answer: Any, folder: Path) -> list[str]:
    """Return the words of each page of a PDF."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("no poppler-utils on this machine: they read PDF files")
    path = folder / "paper.pdf"
    path.write_bytes(answer.content)
    asked = [program, "-raw", str(path), "-"]
    done = subprocess.run(asked, check=True, capture_output=True, timeout=60)
    pages = done.stdout.decode().split("\f")
    return [" ".join(one.split()) for one in pages if one.strip()]


@pytest.fixture
def youngest(settings: Settings, db: None) -> Hall:
    """A school with the profile of its youngest begun: all goals of two, some of one."""
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    made = Hall(desk())
    ann, bob, cas, _dot = made.desk.pupils
    made.desk.save(*((ann, goal, "2", 0) for goal in GOALS))
    made.desk.save(*((bob, goal, "1", 0) for goal in GOALS))
    made.desk.save((cas, "E01", "1", 0))
    return made


def test_the_workbook_holds_a_row_for_each_pupil_as_typed(hall: Hall) -> None:
    answer = given(hall, "table", "xlsx")
    assert name_of(answer) == "9992001-phonics-2026.xlsx"
    (sheet,) = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = rows[0]
    at = [
        heads.index(one)
        for one in ("Surname", "Forename", "Date of birth", "Phonics mark")
    ]
    assert [[row[one] for one in at] for row in rows[1:]] == [
        ["Quill", "Ann", datetime(2019, 11, 1), 30],  # noqa: DTZ001 - as a cell has it
        ["Quill", "Bob", datetime(2019, 11, 2), 31],  # noqa: DTZ001
        ["Quill", "Cas", datetime(2019, 11, 3), 32],  # noqa: DTZ001
        ["Quill", "Dot", datetime(2019, 11, 4), 33],  # noqa: DTZ001
    ]
    event, told = last()
    assert (event.action, event.kind) == ("return.export", "looked")
    assert told["about"] == sorted(hall.desk.pupils)


def test_the_table_of_a_class_holds_that_class(hall: Hall) -> None:
    answer = given(hall, "table", "csv", **{"class": hall.desk.oak.pk})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["Forename"], row["Phonics mark"]) for row in rows] == [
        ("Ann", "30"),
        ("Bob", "31"),
    ]
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert last()[1]["about"] == sorted(hall.desk.pupils[:2])
    assert len(given(hall, "table", "csv", **{"class": "x"}).content.splitlines()) == 5


def test_the_list_says_every_result_and_that_it_is_not_sent(
    hall: Hall, tmp_path: Path
) -> None:
    answer = given(hall, "paper", "list")
    assert name_of(answer) == "9992001-phonics-2026-list.pdf"
    (page,) = words(answer, tmp_path)
    assert "Not sent yet: results may still change." in page
    for name, mark in (("Ann", 30), ("Bob", 31), ("Cas", 32), ("Dot", 33)):
        assert f"Quill, {name} 0{mark - 29}/11/2019" in page
        assert str(mark) in page
    submit(hall.desk)
    (page,) = words(given(hall, "paper", "list"), tmp_path)
    assert "Not sent yet" not in page


def test_the_summary_is_one_page_without_names(hall: Hall, tmp_path: Path) -> None:
    (page,) = words(given(hall, "paper", "summary"), tmp_path)
    assert "4 pupils in this return" in page
    assert "Not sent yet" in page
    assert "Quill" not in page
    submit(hall.desk)
    (page,) = words(given(hall, "paper", "summary"), tmp_path)
    assert "Not sent yet" not in page


def test_a_slip_is_for_one_a_class_or_all(youngest: Hall, tmp_path: Path) -> None:
    pages = words(given(youngest, "paper", "slips"), tmp_path)
    assert len(pages) == 4
    (page,) = words(
        given(youngest, "paper", "slips", pupil=youngest.desk.pupils[1]), tmp_path
    )
    assert "Bob Quill Class Oak" in page
    assert "Speaking Emerging" in page
    assert last()[1]["about"] == [youngest.desk.pupils[1]]
    oak = {"class": youngest.desk.oak.pk}
    assert len(words(given(youngest, "paper", "slips", **oak), tmp_path)) == 2


def test_the_handover_says_who_is_not_there_yet(youngest: Hall, tmp_path: Path) -> None:
    page = " ".join(words(given(youngest, "paper", "handover"), tmp_path))
    assert "Handover to year 1: Early years foundation stage profile 2026" in page
    assert "Listening, attention and understanding 2 Bob Quill; Cas Quill" in page
    assert "Speaking 1 Bob Quill" in page


def test_there_is_no_other_form_and_a_handover_of_the_youngest_alone(
    hall: Hall,
) -> None:
    for what, form in (("table", "list"), ("paper", "xlsx"), ("paper", "handover")):
        address = hall.at(f"papers-{what}", form=form)
        assert hall.client().get(address).status_code == 404


def test_the_page_offers_what_one_may_take(youngest: Hall) -> None:
    page = youngest.page("papers")
    assert "Workbook (XLSX)" in page
    assert "Handover to year 1 (PDF)" in page
    assert "Common Transfer File (CTF)" in page
    assert "For 4 pupils:" in page
    page = youngest.page("papers", role=Role.TEACHER)
    assert "List (PDF)" in page
    assert "For 2 pupils:" in page
    assert "Workbook" not in page
    assert "Common Transfer File" not in page
    answer = youngest.client().get(
        youngest.at("papers"), {"class": youngest.desk.elm.pk}
    )
    assert "For 1 pupil:" in text(answer)


def test_a_teacher_takes_slips_of_the_own_class_alone(
    youngest: Hall, tmp_path: Path
) -> None:
    answer = youngest.client(Role.TEACHER).get(
        youngest.at("papers-paper", form="slips")
    )
    assert len(words(answer, tmp_path)) == 2
    other = {"pupil": youngest.desk.pupils[2]}
    answer = youngest.client(Role.TEACHER).get(
        youngest.at("papers-paper", form="slips"), other
    )
    assert "Cas" not in " ".join(words(answer, tmp_path))


def test_the_years_before_stand_beside_in_the_summary(
    hall: Hall, tmp_path: Path
) -> None:
    year_before(hall.desk, "phonics-2025", hall.desk.pupils[0], {"mark": "35"})
    (page,) = words(given(hall, "paper", "summary"), tmp_path)
    assert "2025" in page


def test_tables_ask_for_the_second_factor_again(hall: Hall) -> None:
    session = hall.client().session
    session["proved"] = 0.0
    session.save()
    answer = hall.client().get(hall.at("papers-table", form="csv"))
    assert answer.headers["Location"].startswith(reverse("accounts:step-up"))
