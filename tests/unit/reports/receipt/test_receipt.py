"""A receipt for people says what the file says, in words, and gives the whole of it."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from keystage import rulebooks
from keystage.reports import receipt as report
from keystage.reports.receipt.moments import in_london, shown
from keystage.transfer import Body, Collection, Counts, Declared, Receipt, sign
from tests.unit.reports.school.test_pdf import poppler
from tests.unit.transfer.receipts import JUNE, KEY, NAMED, receipt, untagged

WORDS = {
    "head": "Headteacher",
    "agreed": "They are agreed.",
    "phonics": "Phonics check",
}


def told(one: Receipt) -> dict[str, Any]:
    """Return what stands under `receipt` in the signed file."""
    found: dict[str, Any] = json.loads(sign(one, KEY))["receipt"]
    return found


def lines(one: Receipt, **words: str) -> dict[str, tuple[str, ...]]:
    parts = report.parts(told(one), words)
    return {row.label: row.lines for part in parts for row in part.rows}


def test_everything_a_receipt_knows_is_said() -> None:
    found = lines(receipt(), **WORDS)
    assert found["School"] == ("Zoë's Primary School (9991234)",)
    assert found["Pupils"] == ("31 pupils, 30 complete",)
    assert found["Phonics check"] == ("10: 1, 2: 1, Wa: 28",)
    assert found["Left when sent"] == ("0 errors, 1 query",)
    assert found["Sent"] == ("10 June 2026, 10:00:05 UK time, on time",)
    assert found["By"] == ("Ada Quill, Headteacher",)
    assert found["Declared by"] == ("Ada Quill", "They are agreed.", "moderated")
    assert found["Confirmed by"][1:] == (
        "10 June 2026, 10:00:05 UK time",
        "They are agreed.",
    )
    assert found["Event in the audit"] == (f"k3v9x2m7q1p5t8w4:812:{'d' * 64}",)
    assert found["Fingerprint of the key"] == (NAMED,)


def test_the_librarys_own_words_name_people_results_and_statements_in_order() -> None:
    stated = ("as_head", "agreed", "older", "administered", "pupils", "results")
    one = receipt(
        declaration=Declared("head", stated, "Ada Quill"),
        counts=Counts(31, 30, {"mark": {"mark": 28, "A": 2}}),
    )
    found = lines(one, **report.words_of(told(one)))
    assert found["By"] == ("Ada Quill, Headteacher",)
    assert found["How"] == ("In a file",)
    assert found["File"][1].startswith("Common Transfer File, ")
    assert found["Phonics mark"] == ("A: 2, marks: 28",)
    name, *said = found["Declared by"]
    assert name == "Ada Quill"
    assert [text.split()[0] for text in said] == [
        *("The", "All", "The", "The", "I", "older")
    ]
    assert said[0].startswith("The results are true")
    assert said[3].startswith("The check was given")


def test_children_are_called_children_where_the_collection_does() -> None:
    book = rulebooks.load("eyfsp-2026")
    profile = Collection(book.id, book.title, 1, "a" * 64)
    one = receipt(collection=profile)
    found = lines(one, **report.words_of(told(one)))
    assert found["Children"] == ("31 children, 30 complete",)


def test_without_a_rulebook_of_the_name_ids_stand_as_they_are() -> None:
    strange = receipt(collection=Collection("kiln-2026", "Kiln", 1, "a" * 64))
    assert report.words_of(told(strange)) == report.WORDS
    assert report.words_of(told(untagged())) == report.WORDS
    assert lines(strange, **report.WORDS)["Declared by"][1:] == ("agreed", "moderated")


def test_what_it_does_not_know_has_no_row() -> None:
    found = lines(untagged())
    assert {"Collection", "Version", "Pupils", "Declared by", "Rulebook"}.isdisjoint(
        found
    )
    assert found["Sent"] == ("10 June 2026, 10:00:05 UK time",)
    of_sheet = lines(receipt(file=None))
    assert {"File", "SHA-256 of the file"}.isdisjoint(of_sheet)
    late = replace(receipt(), sent=replace(receipt().sent, on_time=False))
    assert lines(late)["Sent"][0].endswith("UK time, after the deadline")


def test_the_fragment_is_plain_summary_lists_and_every_text_is_escaped() -> None:
    one = receipt(school=Body("9991234", "<script>&"), counts=None)
    html = report.fragment(told(one))
    assert "&lt;script&gt;&amp;" in html
    assert html.count("<dl") == html.count("</dl>") == 3
    assert not re.search(r" (style|on[a-z]+)=", html)
    empty = Counts(3, 0, {"phonics": {}})
    assert "none" in report.fragment(told(receipt(counts=empty)))


def test_the_pdf_is_tagged_and_can_be_copied_from(tmp_path: Path) -> None:
    file = tmp_path / "receipt.pdf"
    values = told(receipt(school=Body("9991234", "李 School")))
    file.write_bytes(report.pdf(values, WORDS))
    assert file.read_bytes() == report.pdf(values, WORDS)
    assert b"/MarkInfo" in file.read_bytes()
    said = poppler("pdftotext", "-enc", "UTF-8", "-layout", file, "-")
    for row in (row for part in report.parts(values, WORDS) for row in part.rows):
        for line in row.lines if row.code else ():
            assert line in said, row.label
    assert "[U+674E] School" in said
    assert "keystage verify RECEIPT.json" in said


def test_the_pdf_of_a_file_nobody_tagged_is_one_too() -> None:
    assert report.pdf(told(untagged())).startswith(b"%PDF")


@given(st.datetimes(datetime(1996, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 - UTC
def test_moments_are_shown_as_the_clock_in_london_has_them(moment: datetime) -> None:
    at = moment.replace(tzinfo=UTC)
    assert in_london(at) == at.astimezone(ZoneInfo("Europe/London")).replace(
        tzinfo=None
    )


def test_a_moment_of_a_receipt_is_read_back() -> None:
    assert in_london(JUNE).hour == 10
    assert shown("2026-01-05T23:59:59Z") == "5 January 2026, 23:59:59"
