"""A table whose headings nobody knows: each column is asked about, once for a school."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keystage_web.accounts.roles import Role
from keystage_web.files.models import Columns, Cover, File
from keystage_web.returns.models import Version
from tests.integration.web.files.desk import wrong
from tests.integration.web.files.sent.results import number
from tests.integration.web.files.sent.seat import School, school, told

__all__ = ["school"]
pytestmark = [pytest.mark.database, pytest.mark.django_db]
HEADS = ("Number of the child", "Family", "Called", "Birthday", "Words right", "Remark")


def table(*marks: object, heads: tuple[str, ...] = HEADS) -> bytes:
    """Return a table of Ann, Bob and so on, headed as nobody else heads one."""
    names = ("Ann", "Bob", "Cas", "Dot")
    rows = [
        f"{number(turn)},Quill,{names[turn - 1]},{turn + 1:02}/11/2019,{mark},well done"
        for turn, mark in enumerate(marks, 1)
    ]
    return "\n".join((",".join(heads), *rows, "")).encode()


def answered(page: str, **changed: str) -> dict[str, Any]:
    """Return what the page of the columns is filled in with: as headed, or `changed`."""
    said = dict(
        zip(HEADS, ("upn", "surname", "forename", "dob", "mark", ""), strict=True)
    )
    found = re.findall(r"Column “([^”]+)”.*?name=\"(column-\d+)\"", page)
    return {name: {**said, **changed}[head] for head, name in found}


def test_unknown_headings_are_asked_about_remembered_and_then_checked(
    school: School,
) -> None:
    file = school.sent(table(31, 32, 33, 99), name="our own.csv")
    assert not Cover.unscoped.get(file=file).checked
    asks = f"/files/{file}/columns"
    assert school.client.get(f"/files/{file}/review").headers["Location"] == asks
    late = school.client.post(f"/files/{file}/take", {"seen": "0", "key": "k"})
    assert late.headers["Location"] == f"/files/{file}/review"
    assert "Say which column is which" in told(school.client.get(f"/files/{file}"))
    page = told(school.client.get(asks))
    assert "For example: 31, 32, 33" in page
    nothing = dict.fromkeys(answered(page), "")
    empty = school.client.post(asks, nothing)
    assert empty.status_code == 422
    assert "UPN / Surname / Name: say which column holds it" in told(empty)
    twice = answered(page, Remark="mark")
    assert "two columns say they hold it" in told(school.client.post(asks, twice))
    assert not Columns.unscoped.exists()
    done = school.client.post(asks, answered(page))
    assert done.headers["Location"] == f"/files/{file}/review", told(done)
    cover = Cover.unscoped.get(file=file)
    assert (cover.checked, cover.pupils, cover.errors > 0) == (True, 4, True)
    assert school.take(file).status_code == 302
    assert school.marks() == {"Ann": "31", "Bob": "32", "Cas": "33", "Dot": "99"}
    assert Version.unscoped.get().file == file
    again = school.sent(table(34, 35, 36, 37), name="newer.csv")
    row = Cover.unscoped.get(file=again)
    assert (row.checked, row.pupils) == (True, 4), "the school said so once"
    assert wrong() == []


def test_what_was_said_of_the_columns_can_be_changed(school: School) -> None:
    file = school.sent(table(31, 99), name="our own.csv")
    asks = f"/files/{file}/columns"
    page = told(school.client.get(asks))
    assert "Which column is which?" in page
    first = school.client.post(asks, answered(page, **{"Number of the child": ""}))
    assert first.status_code == 302, told(first)
    page = told(school.client.get(asks))
    assert '<option value="mark" selected >' in page
    school.client.post(asks, answered(page))
    kept = Columns.unscoped.get().mapping
    assert kept["Number of the child"] == "upn"
    review = told(school.client.get(f"/files/{file}/review"))
    assert "2 results are new." in review
    assert "Change which column is which" in review
    assert "Quill, Bob · Phonics mark · row 3" in review, (
        "where it stands, in plain words"
    )
    assert school.take(file).status_code == 302
    assert school.marks() == {"Ann": "31", "Bob": "99"}


def test_a_table_that_turns_out_to_be_of_another_school_is_not_taken(
    school: School,
) -> None:
    heads = (*HEADS[:5], "Where")
    data = table(31, 32, heads=heads).replace(b"well done", b"9992002")
    file = school.sent(data, name="our own.csv")
    asks = f"/files/{file}/columns"
    page = told(school.client.get(asks))
    names = re.findall(r"Column “([^”]+)”.*?name=\"(column-\d+)\"", page)
    where = next(name for head, name in names if head == "Where")
    said = dict(zip(heads, ("upn", "surname", "forename", "dob", "mark"), strict=False))
    fields = {name: said.get(head, "") for head, name in names} | {where: "school"}
    answer = school.client.post(asks, fields)
    assert answer.status_code == 422
    assert "2002" in told(answer)
    assert not Columns.unscoped.exists()
    assert not Cover.unscoped.get(file=file).checked


def test_nothing_is_asked_of_what_is_known_gone_or_not_to_be_checked(
    school: School,
) -> None:
    known = table(
        31, heads=("UPN", "Surname", "Forename", "Date of birth", "Mark", "X")
    )
    file = school.sent(known, name="known.csv")
    columns = school.client.get(f"/files/{file}/columns")
    assert columns.headers["Location"] == f"/files/{file}/review"
    school.client.post(f"/files/{file}/recall")
    gone = school.client.get(f"/files/{file}/columns")
    assert gone.headers["Location"] == f"/files/{file}"
    note = school.sent(b"Only words.\n", name="note.txt", tag="none")
    other = school.client.get(f"/files/{note}/columns")
    assert other.headers["Location"] == f"/files/{note}"


def test_an_officer_waits_until_the_school_has_said(school: School) -> None:
    file = school.sent(table(31), name="our own.csv")
    officer = school.browser(Role.OFFICER)
    seen = told(officer.get(f"/files/{file}/review"))
    assert "the school has still to say which column is which" in seen
    assert "Say which column is which" not in told(officer.get(f"/files/{file}"))
    assert officer.get(f"/files/{file}/columns").status_code == 403
    taken = officer.post(f"/files/{file}/take", {"seen": "0", "key": "k"})
    assert taken.headers["Location"] == f"/files/{file}/review"
    officer.post(f"/files/{file}/received")
    assert "No row of headings was found" in told(officer.get(f"/files/{file}/review"))
    files = [SimpleUploadedFile("other.csv", table(33))]
    for_it = {"file": files, "tag": school.at.round, "key": "page"}
    answer = officer.post(school.page, for_it)
    assert answer.status_code == 422, "an officer does not know either"
    assert File.unscoped.count() == 1
