"""Received or recalled, never both; and nobody gets bytes that are not what was sent."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import Http404

from keystage_web.accounts import rights
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event, Payload
from keystage_web.files import actions, health, queries
from keystage_web.files.models import File, Stored
from keystage_web.files.states import Act, Impossible, State
from keystage_web.files.store import Unsound, held
from tests.integration.web.files.desk import Desk, ctf, faults, later, wrong

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_what_is_recalled_is_gone_and_nobody_gets_it(ours: Desk) -> None:
    receipt = ours.send()
    where = ours.at(receipt)
    actions.recall(by=ours.who(Role.HEAD, "2001"), file=receipt.file, now=later(1))
    assert ours.row(receipt).state == State.RECALLED
    assert not where.exists()
    assert not Stored.objects.exists()
    for by in (ours.office, ours.officer):
        with pytest.raises(rights.Refused):
            actions.fetch(by=by, file=receipt.file, now=later(2))
    with pytest.raises(rights.Refused):
        actions.mark_received(by=ours.officer, file=receipt.file, now=later(3))
    told = queries.proof(now=later(0), by=ours.officer, file=receipt.file)
    assert told.sent.state is State.RECALLED
    assert not told.sent.may_download
    assert not told.sent.may_receive
    assert wrong() == []


def test_bytes_another_file_needs_stay_when_one_is_recalled(ours: Desk) -> None:
    one, two = ours.send(), ours.send(by=ours.who(Role.HEAD, "2002"))
    actions.recall(by=ours.office, file=one.file, now=later(1))
    assert ours.at(two).read_bytes() == ctf()
    assert wrong() == []


def test_what_an_officer_downloads_is_received_and_stays_so(ours: Desk) -> None:
    receipt = ours.send()
    by_school = actions.fetch(by=ours.office, file=receipt.file, now=later(1))
    assert b"".join(by_school.pieces) == ctf()
    assert ours.row(receipt).state == State.SENT
    got = actions.fetch(by=ours.officer, file=receipt.file, now=later(2))
    assert b"".join(got.pieces) == ctf()
    assert (got.length, got.type) == (len(ctf()), "application/xml")
    assert got.disposition.startswith('attachment; filename="results.xml"')
    assert ours.row(receipt).state == State.RECEIVED
    with pytest.raises(rights.Refused):
        actions.recall(by=ours.office, file=receipt.file, now=later(3))
    with pytest.raises(rights.Refused):
        actions.mark_received(by=ours.officer, file=receipt.file, now=later(3))
    downloads = Event.objects.filter(action="file.download_original")
    assert {one.by for one in downloads} == {ours.office.person, ours.officer.person}
    assert wrong() == []


def test_who_has_no_right_moves_nothing(ours: Desk) -> None:
    receipt = ours.send()
    tries = (
        (actions.recall, ours.officer),
        (actions.recall, ours.who(Role.TEACHER, "2001")),
        (actions.mark_received, ours.office),
        (actions.mark_received, ours.who(Role.ADMINISTRATOR)),
        (actions.fetch, ours.who(Role.PROTECTION)),
        (actions.fetch, ours.who(Role.ANALYST)),
    )
    for act, by in tries:
        with pytest.raises(rights.Refused):
            act(by=by, file=receipt.file, now=later(1))
        with pytest.raises(Http404):
            act(by=ours.who(Role.HEAD, "2002"), file=receipt.file, now=later(1))
    assert ours.row(receipt).state == State.SENT
    assert Event.objects.count() == 1


def test_a_file_put_in_the_place_of_another_supersedes_it(ours: Desk) -> None:
    receipt = ours.send()
    which = {"authority": ours.office.authority, "file": receipt.file}
    actions.supersede(by=ours.office.person, **which, now=later(1))
    with pytest.raises(rights.Refused):
        actions.fetch(by=ours.officer, file=receipt.file, now=later(2))
    with pytest.raises(Impossible):
        actions.supersede(by=ours.office.person, **which, now=later(2))
    assert ours.at(receipt).exists()
    assert wrong() == []


def test_an_erasure_takes_bytes_and_name_and_leaves_what_a_receipt_needs(
    ours: Desk,
) -> None:
    receipt = ours.send(name="Marigold Quince.xml")
    which = {"authority": ours.office.authority, "file": receipt.file}
    told = {**which, "by": ours.officer.person, "policy": "originals-1-year"}
    with pytest.raises(Impossible):
        actions.erase(**told, now=later(1))
    actions.mark_received(by=ours.officer, file=receipt.file, now=later(1))
    where = ours.at(receipt)
    actions.erase(**told, now=later(2))
    assert not where.exists()
    assert ours.row(receipt).name == ""
    assert (
        queries.proof(now=later(0), by=ours.office, file=receipt.file).sha256
        == where.name
    )
    assert not any("Quince" in one.body for one in Payload.objects.all())
    last = json.loads(Payload.objects.order_by("-number")[0].body)["said"]
    assert (last["act"], last["policy"]) == ("erase", "originals-1-year")
    with pytest.raises(rights.Refused):
        actions.fetch(by=ours.officer, file=receipt.file, now=later(3))
    with pytest.raises(Impossible):
        actions.erase(**told, now=later(3))
    assert not ours.send().again
    assert wrong() == []


@pytest.mark.parametrize("harm", ["flip", "cut", "gone", "link"])
def test_bytes_that_are_not_what_was_sent_are_given_to_nobody(
    ours: Desk, harm: str
) -> None:
    receipt = ours.send()
    where = ours.at(receipt)
    good = where.read_bytes()
    assert health.sound.ask() == ""
    where.unlink()
    if harm == "flip":
        where.write_bytes(bytes([good[0] ^ 1]) + good[1:])
    elif harm == "cut":
        where.write_bytes(good[:-1])
    elif harm == "link":
        (ours.data / "elsewhere").write_bytes(good)
        where.symlink_to(ours.data / "elsewhere")
    with pytest.raises(actions.Damaged):
        actions.fetch(by=ours.officer, file=receipt.file, now=later(1))
    assert ours.row(receipt).state == State.SENT
    assert Event.objects.filter(kind="refused").count() == 1
    assert "1 files are not" in health.sound.ask()
    assert {fault.file for fault in faults()} - {""} == {receipt.file}
    where.unlink(missing_ok=True)
    where.write_bytes(good)
    assert [fault.code for fault in faults()] == ["flag"]
    got = actions.fetch(by=ours.officer, file=receipt.file, now=later(2))
    assert b"".join(got.pieces) == good
    assert health.sound.ask() == ""
    assert wrong() == []


def test_sent_again_damaged_bytes_are_put_right(ours: Desk) -> None:
    receipt = ours.send()
    ours.at(receipt).write_bytes(b"no longer")
    ours.send(by=ours.who(Role.HEAD, "2002"))
    assert wrong() == []


def test_a_change_while_the_bytes_are_on_their_way_keeps_their_end_back(
    ours: Desk,
) -> None:
    content = ctf() + b"\n" * 600_000
    receipt = ours.send(content)
    got = actions.fetch(by=ours.office, file=receipt.file, now=later(1))
    with ours.at(receipt).open("r+b") as file:
        file.seek(590_000)
        file.write(b"x")
    came: list[bytes] = []
    with pytest.raises(Unsound):
        came.extend(got.pieces)
    assert sum(map(len, came)) < len(content)


def test_while_a_backup_reads_nothing_is_taken_away(ours: Desk) -> None:
    receipt = ours.send()
    where = ours.at(receipt)
    with held(ours.store.tmp, alone=False):
        actions.recall(by=ours.office, file=receipt.file, now=later(1))
        assert where.exists()
    assert Stored.objects.get().count == 0
    assert wrong() == []
    again = ours.send(now=later(2))
    assert ours.at(again).exists()
    assert wrong() == []


TURNS = 20


def raced(ours: Desk, file: str) -> tuple[bool, bool]:
    """Let a recall and a download meet; return which of them was done."""

    def recall() -> bool:
        try:
            actions.recall(by=ours.office, file=file, now=later(1))
        except rights.Refused:
            return False
        finally:
            connection.close()
        return True

    def download() -> bool:
        try:
            got = actions.fetch(by=ours.officer, file=file, now=later(1))
            assert b"".join(got.pieces).startswith(b"<?xml")
        except rights.Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        one, two = pool.submit(recall), pool.submit(download)
        return one.result(), two.result()


def test_of_a_recall_and_a_download_exactly_one_wins(ours: Desk, scale: float) -> None:
    for role in (Role.OFFICE, Role.OFFICER):  # made before they meet
        ours.who(role, "2001" if role is Role.OFFICE else "")
    for turn in range(max(TURNS, round(1000 * scale) // 5)):
        receipt = ours.send(ctf(turn), key=f"page-{turn}", now=later(70 * turn))
        recalled, received = raced(ours, receipt.file)
        assert recalled != received
        state = State.RECALLED if recalled else State.RECEIVED
        assert ours.row(receipt).state == state
        assert ours.at(receipt).exists() is received
    assert wrong() == []


def test_the_same_file_sent_by_two_at_one_moment_is_one(ours: Desk) -> None:
    people = [ours.office, ours.who(Role.HEAD, "2001")]

    def send(by: object) -> str:
        try:
            return ours.send(by=by).file
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        files = set(pool.map(send, people))
    assert len(files) == 1
    assert File.unscoped.count() == 1
    assert wrong() == []


def test_only_what_is_listed_becomes_of_a_file() -> None:
    assert {act.value for act in Act} == {
        *("send", "recall", "receive", "open", "fetch", "supersede", "erase")
    }
