"""A school sends its results as a file: checked, looked at, made a version, recalled."""

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from keystage.transfer import verify
from keystage_web.accounts.roles import Role
from keystage_web.files.models import Cover, File
from keystage_web.files.receipts import reference
from keystage_web.files.states import State
from keystage_web.returns.models import Round, Version
from keystage_web.rolls.models import Pupil
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.files.desk import chosen, wrong
from tests.integration.web.files.sent.results import (
    as_csv,
    marked,
    number,
    results,
)
from tests.integration.web.files.sent.seat import School, school, told

__all__ = ["school"]
pytestmark = [pytest.mark.database, pytest.mark.django_db]
ALL = (marked("Ann", 1, 31), marked("Bob", 2, 32), marked("Cas", 3, 33))
WHOLE = (*ALL, marked("Dot", 4, 34))


def test_a_file_is_checked_looked_at_sent_and_confirmed(school: School) -> None:
    listed = told(school.client.get(school.page))
    assert "Phonics" in listed
    assert f"{school.page}/{school.at.round}" in listed
    file = school.sent(results(*WHOLE))
    row = Cover.unscoped.get(file=file)
    assert (row.checked, row.errors, row.pupils) == (True, 0, 4)
    page = told(school.client.get(f"/files/{file}/review"))
    assert "4 results are new." in page
    assert "Results not sent yet" in page
    assert "has the file. Its results are in no return yet" in page
    for early in ("are sent and locked", "stays sent", "They wait for"):
        assert early not in page, "nothing is said to be done before it is"
    assert school.marks() == {}
    waits = "In no return yet: look at it"
    assert waits in told(school.client.get(school.page))
    answer = school.take(file)
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/files/{file}/take",
    ), told(answer)
    assert school.marks() == {"Ann": "31", "Bob": "32", "Cas": "33", "Dot": "34"}
    version = Version.unscoped.get()
    assert (version.file, version.source, version.signed) == (file, "file", False)
    assert waits not in told(school.client.get(school.page))
    done = told(school.client.get(f"/files/{file}/take"))
    assert "Sent to " in done
    assert "Sent, awaiting confirmation" in done
    receipt = told(school.client.get(f"/files/{file}"))
    assert "sent as version 1 of your return" in receipt
    assert "Phonics screening check 2026" in receipt
    for page in (done, receipt):
        assert reference(version.id) in page, "the return's"
        assert reference(file) in page, "the file's own"
    assert "They wait to be signed." in receipt
    assert wrong() == []


def test_a_head_signs_in_place_and_says_why_errors_stay(school: School) -> None:
    file = school.sent(results(*ALL, marked("Dot", 4, 99)))
    head = school.browser(Role.HEAD)
    page = told(head.get(f"/files/{file}/review"))
    assert "Who signs these results?" in page
    assert "99" in page
    later = school.take(file, head, sign="now")
    assert later.status_code == 422
    for said in ("Tick it to sign", "Your name is missing", "Say why this is right"):
        assert said in told(later)
    names = set(re.findall(r'name="((?:said|why)_[^"]+)"', page))
    ticks = {name: "on" for name in names if name.startswith("said_")}
    whys = {name: "It is so." for name in names if name.startswith("why_")}
    assert len(ticks) > 2
    answer = school.take(file, head, sign="now", name="Ruth Hart", **ticks, **whys)
    assert answer.status_code == 302, told(answer)
    version = Version.unscoped.get()
    assert version.signed
    assert version.declaration["name"] == "Ruth Hart"
    assert version.explained


@pytest.mark.parametrize(
    ("declaration", "office", "head"),
    [("sender", True, True), ("head", False, True), ("apart", False, False)],
)
def test_who_may_sign_in_place_is_as_the_round_says(
    school: School, declaration: str, office: bool, head: bool
) -> None:
    Round.unscoped.update(declaration=declaration)
    file = school.sent(results(*WHOLE))
    for role, may in ((Role.OFFICE, office), (Role.HEAD, head)):
        page = told(school.browser(role).get(f"/files/{file}/review"))
        assert ("Who signs these results?" in page) == may
    assert school.take(file, sign="later").status_code == 302
    assert not Version.unscoped.get().signed


def test_the_signature_asks_for_the_second_factor_again(school: School) -> None:
    file = school.sent(results(*WHOLE))
    head = school.browser(Role.HEAD)
    session = head.session
    session["proved"] = 0.0
    session.save()
    answer = school.take(file, head, sign="now")
    assert answer.status_code == 302
    assert (
        "step-up" in answer.headers["Location"] or "next=" in answer.headers["Location"]
    )
    assert not Version.unscoped.exists()


def test_another_school_another_year_and_another_collection_are_told_at_once(
    school: School,
) -> None:
    for content, said in (
        (results(*WHOLE, school="9992002"), "2002"),
        (results(*WHOLE, school="8882001"), "888"),
        (results(*WHOLE, book="phonics-2025"), "2025"),
        (b"%PDF-1.7 and so on", "PDF"),
        (results(*WHOLE)[:-60], ""),
        (b"", "empty"),
    ):
        answer = school.send(content)
        assert answer.status_code == 422, said
        assert "There is a problem" in told(answer)
        assert said in told(answer)
    assert not File.unscoped.exists()


def test_a_second_file_adds_or_replaces_as_it_is_asked(school: School) -> None:
    first = school.sent(results(*ALL))
    assert school.take(first).status_code == 302
    second = school.sent(results(marked("Dot", 4, 34), marked("Ann", 1, 36)))
    page = told(school.client.get(f"/files/{second}/review"))
    for said in (
        "There are results already",
        "1 result is new.",
        "1 result is another than the one that stands.",
        "2 pupils on your list are not in the file.",
        "Results of 2 pupils would be taken away",
    ):
        assert said in page
    assert "Choose whether the file is added or replaces" in told(school.take(second))
    assert school.take(second, way="add").status_code == 302
    both = {"Ann": "36", "Bob": "32", "Cas": "33", "Dot": "34"}
    assert school.marks() == both
    third = school.sent(results(marked("Bob", 2, 40)))
    assert school.take(third, way="replace").status_code == 302
    assert school.marks() == {"Bob": "40"}
    assert Version.unscoped.count() == 3
    answer = school.client.post(f"/files/{third}/recall")
    assert answer.status_code == 302
    assert school.marks() == both
    assert File.unscoped.get(id=third).state == State.RECALLED
    assert wrong() == []


def test_year_one_and_year_two_come_in_two_files_and_stand_together(
    school: School,
) -> None:
    Pupil.unscoped.filter(forename__in=("Cas", "Dot")).update(
        year_group="2", born=date(2018, 11, 4)
    )
    one = school.sent(results(*WHOLE[:2]))
    school.take(one)
    two = school.sent(results(*(marked(p.name, p.turn, 20, "2") for p in WHOLE[2:])))
    assert school.take(two, way="add").status_code == 302
    assert school.marks() == {"Ann": "31", "Bob": "32", "Cas": "20", "Dot": "20"}


def test_a_child_who_is_not_on_the_list_is_put_there_or_told_to_be_left_out(
    school: School,
) -> None:
    school.take(school.sent(results(*WHOLE)))
    extra = school.sent(results(marked("Eve", 5, 37)), comment="One more pupil")
    page = told(school.client.get(f"/files/{extra}/review"))
    assert "Not on your list of pupils" in page
    assert "Quill, Eve" in page
    left = school.take(extra, way="add")
    assert left.status_code == 302
    done = told(school.client.get(f"/files/{extra}/take"))
    assert "1 pupil of the file is not on your list, and was left out." in done
    again = school.sent(results(marked("Eve", 5, 38)))
    assert school.take(again, way="add", add=["1"]).status_code == 302
    assert school.marks()["Eve"] == "38"
    assert Pupil.unscoped.get(forename="Eve").upn == number(5)


def test_a_child_of_another_age_cannot_be_put_on_the_list_and_is_named(
    school: School,
) -> None:
    old = marked("Old", 6, 30, "5")
    file = school.sent(results(*WHOLE, old))
    page = told(school.client.get(f"/files/{file}/review"))
    assert "Quill, Old: not on your list" in page
    Pupil.unscoped.filter(forename="Dot").update(year_group="5")
    file = school.sent(results(marked("Dot", 4, 30)))
    answer = school.take(file, way="add", add=["1"])
    assert answer.status_code == 422
    assert "is on your list already" in told(answer)


def test_what_was_received_is_recalled_never_and_takes_no_other_file(
    school: School,
) -> None:
    file = school.sent(results(*WHOLE))
    school.take(file)
    officer = school.browser(Role.OFFICER)
    seen = told(officer.get(f"/files/{file}/review"))
    assert "4 pupils; 0 to put right" in seen
    assert "Quill" not in seen
    asked = told(officer.get(f"/files/{file}/original"))
    assert "results.xml, as it was sent. Why you take it is written down." in asked
    assert officer.post(f"/files/{file}/original").status_code == 422
    assert File.unscoped.get(id=file).state == State.SENT
    got = officer.post(f"/files/{file}/original", {"reason": "To look"})
    assert b"Quill" in b"".join(got)
    assert "4 results are the same already." not in seen
    page = told(school.client.get(school.page))
    assert "Received" in page
    late = school.client.post(f"/files/{file}/recall", follow=True)
    assert "has received this return already" in told(late)
    assert File.unscoped.get(id=file).state == State.RECEIVED
    more = school.sent(results(marked("Ann", 1, 40)))
    answer = school.take(more, way="add")
    assert answer.status_code == 422
    assert "has received this return" in told(answer)
    assert school.marks()["Ann"] == "31"


def test_a_file_is_one_that_stands_as_it_was_drawn_or_it_is_looked_at_again(
    school: School,
) -> None:
    file = school.sent(results(*ALL))
    other = school.sent(results(marked("Dot", 4, 34)))
    school.take(other)
    answer = school.client.post(
        f"/files/{file}/take", {"seen": "0", "key": "old", "way": "add"}
    )
    assert answer.status_code == 422
    assert "have changed since you looked" in told(answer)


def test_several_files_and_a_zip_are_each_taken_or_refused_by_name(
    school: School,
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("one.xml", results(*ALL))
        made.writestr("two.pdf", b"%PDF-1.7")
        made.writestr("three.csv", as_csv(marked("Dot", 4, 34)))
    answer = school.send(packed.getvalue(), name="both.zip")
    assert answer.status_code == 422
    page = told(answer)
    assert "2 files were sent." in page
    assert "two.pdf" in page
    assert {row.name for row in File.unscoped.all()} == {"one.xml", "three.csv"}
    assert {row.inside for row in Cover.unscoped.all()} == {"both.zip"}
    several = school.send(results(marked("Ann", 1, 30)), results(marked("Ann", 1, 29)))
    assert several.status_code == 302
    assert File.unscoped.count() == 4
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as made:
        made.writestr(".hidden", b"x")
    assert "The zip holds no file." in told(school.send(empty.getvalue()))
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as made:
        for at in range(41):
            made.writestr(f"{at}.xml", b"x")
    assert "more than 40 files" in told(school.send(many.getvalue()))


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 and so on", b"\x89PNG\r\n\x1a\n....", b"Only words. No table.\n"],
)
def test_other_kinds_are_kept_unchecked_under_no_tag(
    school: School, content: bytes
) -> None:
    file = school.sent(content, name="note.pdf", tag="none")
    assert not Cover.unscoped.get(file=file).checked
    done = told(school.client.get(f"/files/{file}/take"))
    assert "An officer will look at it." in done
    assert school.client.get(f"/files/{file}/review").status_code == 302
    got = b"".join(school.client.get(f"/files/{file}/original"))
    assert got == content


def test_the_copy_is_there_for_thirty_days_after_it_was_received(
    school: School, settings: Settings
) -> None:
    file = school.sent(results(*WHOLE))
    officer = school.browser(Role.OFFICER)
    officer.post(f"/files/{file}/received")
    assert "You can download your copy until 10 July 2026." in told(
        school.client.get(f"/files/{file}")
    )
    got = school.client.get(f"/files/{file}/original")
    assert b"Quill" in b"".join(got)
    settings.CONFIG = chosen(data=settings.CONFIG.data, copy_days=1)
    settings.CLOCK = BEGIN.replace(day=20)
    school.client = school.browser(Role.OFFICE)
    answer = school.client.get(f"/files/{file}/original")
    assert answer.status_code == 410
    assert "no longer given out" in told(answer)
    assert "Download the file" not in told(school.client.get(f"/files/{file}"))


def test_the_receipt_is_a_page_a_pdf_and_a_signed_document(school: School) -> None:
    content = results(*WHOLE)
    file = school.sent(content, comment="All of them")
    page = told(school.client.get(f"/files/{file}"))
    assert "All of them" in page
    signed = school.client.get(f"/files/{file}/receipt.json")
    verdict = verify(signed.content, file=io.BytesIO(content))
    assert verdict.good
    assert verdict.receipt is not None
    assert verdict.receipt.file is not None
    assert verdict.receipt.file.length == len(content)
    assert verdict.receipt.collection is not None
    assert verdict.receipt.collection.book == "phonics-2026"
    assert b"Quill" not in signed.content
    pdf = school.client.get(f"/files/{file}/receipt.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["Content-Disposition"].startswith("attachment")


def test_a_file_is_checked_without_being_sent(school: School) -> None:
    assert school.client.get("/school/check").status_code == 200
    for browser in (school.client, school.browser(Role.OFFICER)):
        for tag in (school.at.round, "none"):
            sent = {
                "file": [SimpleUploadedFile("mine.xml", results(*WHOLE))],
                "tag": tag,
                "key": "page",
            }
            page = told(browser.post("/school/check", sent))
            assert "mine.xml" in page
            assert "4 pupils" in page
    strange = SimpleUploadedFile("x.xml", results(*WHOLE, school="9992002"))
    page = told(
        school.client.post(
            "/school/check", {"file": [strange], "tag": school.at.round, "key": "k"}
        )
    )
    assert "This file would not be taken." in page
    assert not File.unscoped.exists()


def test_a_table_comes_back_in_the_schools_own_area_and_makes_a_version(
    school: School,
) -> None:
    file = school.sent(as_csv(*WHOLE), name="phonics.csv")
    assert File.unscoped.get(id=file).kind == "csv"
    assert school.take(file).status_code == 302
    assert school.marks() == {"Ann": "31", "Bob": "32", "Cas": "33", "Dot": "34"}


def test_the_same_file_sent_again_is_told_with_its_first_receipt(
    school: School,
) -> None:
    content = results(*WHOLE)
    file = school.sent(content)
    again = school.send(content, key="another", name="other.xml")
    assert again.headers["Location"] == f"/files/{file}"
    shown = told(school.client.get(f"/files/{file}"))
    assert "This file had been sent already: nothing was sent again." in shown
    assert "Its results are not in the return yet." in shown


def test_a_page_of_findings_leads_on_where_there_is_nothing_to_take(
    school: School,
) -> None:
    file = school.sent(results(*WHOLE))
    school.client.post(f"/files/{file}/recall")
    for address in ("review", "take"):
        answer = school.client.get(f"/files/{file}/{address}")
        assert answer.headers["Location"] == f"/files/{file}"
    late = school.client.post(f"/files/{file}/take", {"seen": "0", "key": "k"})
    assert late.headers["Location"] == f"/files/{file}"
    assert school.client.get("/files/0123456789abcdef/review").status_code == 404


def test_damaged_bytes_are_neither_read_nor_taken(
    school: School, settings: Settings
) -> None:
    file = school.sent(results(*WHOLE))
    for path in (settings.CONFIG.data / "files").rglob("*"):
        if path.is_file():
            path.write_bytes(b"no longer")
    answers = (
        school.client.get(f"/files/{file}/review"),
        school.client.post(f"/files/{file}/take", {"seen": "0", "key": "k"}),
        school.client.get(f"/files/{file}/original"),
    )
    for answer in answers:
        assert answer.status_code == 503
        assert "is not what was sent" in told(answer)


def test_findings_are_told_by_rule_with_counts_and_by_pupil(school: School) -> None:
    file = school.sent(results(*(marked(p.name, p.turn, 99) for p in WHOLE)))
    page = told(school.client.get(f"/files/{file}/review"))
    assert "4 things to put right" in page
    assert "4 like this:" in page
    assert page.count("Quill, Dot") >= 2
    row = Cover.unscoped.get(file=file)
    assert row.errors == 4
    listed = told(school.client.get(school.page))
    assert "4 to put right" in listed


def test_what_only_shows_once_it_is_in_the_return_is_asked_for_and_then_taken(
    school: School,
) -> None:
    head = school.browser(Role.HEAD)
    file = school.sent(results(*ALL))
    page = told(head.get(f"/files/{file}/review"))
    names = set(re.findall(r'name="(said_[^"]+)"', page))
    signed: dict[str, Any] = {
        **dict.fromkeys(names, "on"),
        "sign": "now",
        "name": "Ruth Hart",
    }
    asked = school.take(file, head, **signed)
    assert asked.status_code == 422
    assert "Say why this is right, or sign later" in told(asked)
    more = re.findall(r'name="(of_[^"]+)" value="([^"]+)"', told(asked))
    assert more
    reasons = {f"why_{name.removeprefix('of_')}": "Dot is away." for name, _ in more}
    missing = {**signed, **dict(more), "name": ""}
    again = school.take(file, head, **missing, **reasons)
    assert "Your name is missing" in told(again)
    assert "Dot is away." in told(again)
    assert school.take(file, head, **signed, **dict(more), **reasons).status_code == 302
    assert Version.unscoped.get().explained


def test_what_a_zip_holds_is_refused_by_name_where_it_is_too_large_or_packed_too_tight(
    school: School, settings: Settings
) -> None:
    settings.CONFIG = chosen(data=settings.CONFIG.data, upload_limit=60_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("large.xml", b"<a>" * 30_000)
        made.writestr("larger.xml", b"x" * 700_000)
        made.writestr("inner.zip", b"PK")
    page = told(school.send(packed.getvalue(), name="all.zip"))
    for name in ("large.xml", "larger.xml", "inner.zip"):
        assert name in page
    assert not File.unscoped.exists()


def test_a_word_document_is_an_attachment_and_a_program_is_none(
    school: School,
) -> None:
    for part, kind in (("word/document.xml", "docx"), ("mimetype", "other")):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as made:
            made.writestr("[Content_Types].xml", b"<Types/>")
            made.writestr(part, b"application/vnd.oasis.opendocument.text")
        file = school.sent(packed.getvalue(), name="letter", tag="other")
        assert File.unscoped.get(id=file).kind == kind
    for content in (b"MZ\x90\x00", b"#!/bin/sh\n", b"<script>", b"PK\x03\x04 cut"):
        assert school.send(content, tag="other").status_code == 422
