"""What a school sends is there, once, as it was sent; or it was not taken."""

import hashlib
import os
from pathlib import Path

import pytest
from django.http import Http404
from pytest_django import Settings

from keystage.core.errors import Refused
from keystage_web.accounts import rights
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event
from keystage_web.files import actions, queries, sweep
from keystage_web.files.models import File, Stored
from keystage_web.files.store import durable
from tests.integration.web.files.desk import Desk, chosen, ctf, faults, later, wrong

pytestmark = [pytest.mark.database, pytest.mark.django_db]
GIVEN = Path(__file__).parents[5] / "shared" / "reference" / "badinput"


def left(ours: Desk) -> list[str]:
    """Return what lies beneath files and tmp, but for the lock."""
    found = [*ours.store.tmp.rglob("*"), *ours.store.root.rglob("*")]
    return [one.name for one in found if one.is_file() and one.suffix != ".lock"]


def test_a_file_lies_under_its_hash_and_its_receipt_says_so(ours: Desk) -> None:
    receipt = ours.send(ctf(1))
    sha256 = hashlib.sha256(ctf(1)).hexdigest()
    where = f"files/{ours.town.authority.id}/{sha256[:2]}/{sha256}"
    assert (ours.data / where).read_bytes() == ctf(1)
    assert left(ours) == [sha256]
    told = queries.proof(now=later(0), by=ours.office, file=receipt.file)
    assert (told.sha256, told.sent.length, told.sent.kind) == (
        sha256,
        len(ctf(1)),
        "ctf",
    )
    event = Event.objects.get(authority=ours.office.authority, number=receipt.number)
    assert (event.action, event.digest) == ("file.upload_ctf", receipt.digest)
    assert told.checkpoint == f"{event.authority}:{event.number}:{event.digest}"
    assert wrong() == []


def test_nothing_but_the_receipts_owner_and_officers_may_ask_for_it(ours: Desk) -> None:
    receipt = ours.send()
    for role in (Role.OFFICER, Role.PROTECTION):
        assert (
            queries.proof(now=later(0), by=ours.who(role), file=receipt.file).number
            == 1
        )
    with pytest.raises(rights.Refused):
        queries.proof(now=later(0), by=ours.who(Role.ANALYST), file=receipt.file)
    with pytest.raises(rights.Refused):
        queries.proof(
            now=later(0), by=ours.who(Role.TEACHER, "2001"), file=receipt.file
        )
    with pytest.raises(Http404):
        queries.proof(now=later(0), by=ours.who(Role.HEAD, "2002"), file=receipt.file)


def test_the_same_bytes_twice_are_one_file_for_one_school_and_two_for_two(
    ours: Desk,
) -> None:
    first = ours.send()
    again = ours.send(by=ours.who(Role.HEAD, "2001"), now=later(5))
    assert (again.file, again.number, again.again) == (first.file, first.number, True)
    attempts = Event.objects.filter(action="file.upload_ctf")
    assert list(attempts.values_list("kind", flat=True)) == ["done", "refused"]
    other = ours.send(by=ours.who(Role.HEAD, "2002"))
    assert other.file != first.file
    assert Stored.objects.get().count == 2
    assert len(left(ours)) == 1
    assert wrong() == []


def test_the_same_page_sent_again_is_no_second_file_even_once_recalled(
    ours: Desk,
) -> None:
    first = ours.send(key="page-1")
    actions.recall(by=ours.office, file=first.file, now=later(1))
    again = ours.send(key="page-1", now=later(2))
    assert (again.file, again.again) == (first.file, True)
    assert ours.send(key="page-2", now=later(3)).file != first.file
    assert ours.send(ctf(7), key="page-1").file != first.file
    assert wrong() == []


def test_another_file_of_the_same_name_hides_nothing(ours: Desk) -> None:
    first, second = ours.send(ctf(1)), ours.send(ctf(2), now=later(1))
    found = queries.of_school(now=later(0), by=ours.office, school=ours.school())
    assert [one.id for one in found] == [second.file, first.file]
    assert {one.name for one in found} == {"results.xml"}
    assert first.number < second.number
    older = queries.of_school(
        now=later(0), by=ours.office, school=ours.school(), before=second.file
    )
    assert [one.id for one in older] == [first.file]
    nothing = queries.of_school(
        now=later(0), by=ours.office, school=ours.school(), before="none"
    )
    assert nothing == []


def test_an_officer_sends_for_a_school_and_it_is_marked_so(ours: Desk) -> None:
    assert ours.row(ours.send(by=ours.officer)).behalf
    assert not ours.row(ours.send(ctf(2))).behalf


def test_who_may_not_send_leaves_nothing(ours: Desk) -> None:
    for role, number in ((Role.TEACHER, "2001"), (Role.ANALYST, "")):
        with pytest.raises(rights.Refused):
            ours.send(by=ours.who(role, number))
    with pytest.raises(Http404):
        ours.send(by=ours.who(Role.HEAD, "2002"), school=ours.school("2001"))
    assert left(ours) == []
    assert not File.unscoped.exists()
    with pytest.raises(Http404):
        queries.of_school(now=later(0), by=ours.office, school=ours.school("2002"))


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "results.xml", "FILE-EMPTY"),
        (b"%PDF-1.7 and so on", "results.xml", "FILE-NOT-XML"),
        (b"<html><body>Sign in</body></html>", "results.xml", "FILE-HTML"),
        (b"PK\x03\x04 a zip cut short", "results.xlsx", "SHEET-BROKEN"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "results.xls", "SHEET-OLD"),
        (b'{"pupils": []}', "results.csv", "FILE-NOT-XML"),
        (b"only words", "results.csv", "FILE-NOT-XML"),
        (b"\x01\x00\x02,\x03", "results.csv", "FILE-NOT-XML"),
        (ctf()[:-40], "results.xml", ""),
        (ctf(), "\u202e\u200b", "FILE-NAME"),
    ],
)
def test_what_is_none_of_ours_is_refused_in_words_and_kept_in_the_audit_alone(
    ours: Desk, content: bytes, name: str, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        ours.send(content, name=name)
    assert caught.value.message
    assert caught.value.fix
    assert code in caught.value.code
    assert left(ours) == []
    assert not File.unscoped.exists()
    assert Event.objects.get().kind == "refused"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (ctf(), "ctf"),
        (b"UPN,Surname\r\nA1,Quince\r\n", "csv"),
        ("UPN;Surname\r\n".encode("utf-16"), "csv"),
    ],
)
def test_a_file_is_what_is_in_it_whatever_it_is_called(
    ours: Desk, content: bytes, kind: str
) -> None:
    row = ours.row(ours.send(content, name="picture.png"))
    assert (row.kind, row.name) == (kind, "picture.png")


def test_too_many_in_an_hour_are_refused_and_after_it_taken(
    ours: Desk, settings: Settings
) -> None:
    settings.CONFIG = chosen(uploads_an_hour=2)
    ours.send(ctf(1))
    ours.send(ctf(2), now=later(10))
    with pytest.raises(Refused) as caught:
        ours.send(ctf(3), now=later(20))
    assert caught.value.code == "RATE"
    ours.send(ctf(3), by=ours.who(Role.HEAD, "2002"), now=later(20))
    assert not ours.send(ctf(3), now=later(61)).again


def test_an_authority_has_so_much_room_and_no_more(
    ours: Desk, settings: Settings
) -> None:
    ours.send(ctf(1))
    settings.CONFIG = chosen(quota=len(ctf(1)) + 10)
    with pytest.raises(Refused) as caught:
        ours.send(ctf(2))
    assert caught.value.code == "FILE-QUOTA"


@pytest.mark.parametrize("call", ["flush", "flush_folder"])
def test_a_disk_that_does_not_take_it_is_never_a_receipt(
    ours: Desk, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(_: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as broken:
        broken.setattr(durable, call, full)
        with pytest.raises(OSError, match="No space"):
            ours.send(key="page-1")
    assert not File.unscoped.exists()
    assert wrong() == []
    assert not ours.send(key="page-1").again
    assert wrong() == []


def test_bytes_swept_away_between_are_no_receipt(
    ours: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = type(ours.store).keep

    def kept_and_lost(store: object, arrival: object, authority: str) -> object:
        place = keep(store, arrival, authority)  # type: ignore[arg-type]  # as it was called
        ours.store.remove(place)
        return place

    with monkeypatch.context() as broken:
        broken.setattr(type(ours.store), "keep", kept_and_lost)
        with pytest.raises(actions.Swept):
            ours.send()
    assert faults() == []
    assert not ours.send().again


def test_what_was_broken_off_goes_after_an_hour_and_nothing_else(ours: Desk) -> None:
    kept = ours.send(ctf(1))
    half = ours.store.begin(1000)
    half.take(b"half of it")
    lone = ours.store.begin(1000)
    lone.take(b"kept, and never written down")
    place = ours.store.keep(lone, ours.office.authority)
    now = ours.at(kept).stat().st_mtime
    assert sweep.sweep(seconds=now + 60) == 0
    assert len(left(ours)) == 3
    assert sweep.sweep(seconds=now + 3700) == 2
    assert left(ours) == [ours.at(kept).name]
    assert not ours.store.has(place, 28)
    half.close()
    assert wrong() == []
