"""Every change of a file, on the disk or in its rows, is found and named."""

import random
from pathlib import Path

import pytest
from django.db import transaction

from keystage.core.errors import UsageError
from keystage_web.accounts.roles import Role
from keystage_web.audit import actions as audit
from keystage_web.audit import seals
from keystage_web.audit.models import Payload
from keystage_web.files import actions, sweep
from keystage_web.files.models import File, Step, Stored
from keystage_web.files.verify import Code, disk, rows
from tests.integration.web.accounts.town import BEGIN, town
from tests.integration.web.files.desk import Desk, ctf, faults, later, wrong
from tests.integration.web.files.tampering import (
    TABLES,
    Table,
    change,
    columns,
    missed,
    tried,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def lot(seed: int) -> random.Random:
    return random.Random(seed)


@pytest.fixture
def season(ours: Desk) -> Desk:
    """Files in every state, some of the same bytes, of two authorities."""
    sent = [ours.send(ctf(turn), now=later(turn)) for turn in range(6)]
    ours.send(ctf(1), by=ours.who(Role.HEAD, "2002"), now=later(7))
    actions.recall(by=ours.office, file=sent[0].file, now=later(8))
    actions.mark_received(by=ours.officer, file=sent[1].file, now=later(9))
    for by in (ours.office, ours.officer):
        got = actions.fetch(by=by, file=sent[2].file, now=later(10))
        assert b"".join(got.pieces) == ctf(2)
    which = {"authority": ours.office.authority, "by": ours.officer.person}
    actions.supersede(**which, file=sent[3].file, now=later(11))
    actions.erase(**which, file=sent[2].file, policy="p-1", now=later(12))
    Desk(town("998", "2001", "2002"), ours.data).send(ctf(4), now=later(13))
    sweep.sweep(seconds=0)  # bytes let go: a test's transaction does not end
    assert wrong() == []
    return ours


def test_of_a_thousand_tamperings_a_thousand_are_found_and_named(
    season: Desk, lot: random.Random, scale: float
) -> None:
    assert missed(season, lot, max(100, round(1000 * scale))) == []
    assert wrong() == []


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_every_table_is_held(
    season: Desk, lot: random.Random, table: Table
) -> None:
    for column in columns(table):
        for _ in range(40):
            done = tried(lot, lambda lot, column=column: change(lot, table, column))
            if done is not None:
                break
        assert done is not None, column
        assert done.named(faults()), done


@pytest.mark.parametrize("deaf", ["bytes", "rows"])
def test_a_verify_that_does_not_look_misses_some_so_this_test_can_be_red(
    season: Desk, lot: random.Random, monkeypatch: pytest.MonkeyPatch, deaf: str
) -> None:
    if deaf == "bytes":
        monkeypatch.setattr(disk, "_bytes", lambda *_: iter(()))
    else:
        monkeypatch.setattr(rows, "_judged", lambda *_: iter(()))
    assert missed(season, lot, 40) != []


def test_an_event_without_its_step_is_named_with_its_file(season: Desk) -> None:
    step = Step.objects.order_by("number")[0]
    Step.objects.filter(authority=step.authority, number=step.number).delete()
    found = [fault for fault in faults() if fault.code is Code.STEP]
    assert [(one.file, one.number) for one in found] == [(step.file, step.number)]


def forget(season: Desk, *, erased: bool) -> list[str]:
    """Have the audit forget the sending of files that are erased, or that are not."""
    files = File.of(season.office.authority).filter(erased=erased)
    ids = list(files.values_list("id", flat=True))
    sent = Step.objects.filter(file__in=ids, act="send")
    audit.erase(
        authority=season.office.authority,
        by=season.officer.person,
        now=BEGIN,
        policy="all-of-it",
        numbers=sent.values_list("number", flat=True),
    )
    return ids


def test_the_audit_does_not_forget_the_sending_of_a_file_that_is_kept(
    season: Desk,
) -> None:
    before = Payload.objects.count()
    with pytest.raises(UsageError, match="held against"):
        forget(season, erased=False)
    assert Payload.objects.count() == before


def test_it_may_forget_the_sending_of_a_file_that_is_erased_and_verify_is_content(
    season: Desk,
) -> None:
    [file] = forget(season, erased=True)
    told = Step.objects.filter(file=file, act="send").values("number")
    assert not Payload.objects.filter(
        authority=season.office.authority, number__in=told
    ).exists()
    assert wrong() == []


@pytest.mark.parametrize("column", columns(File))
def test_a_row_whose_sending_the_audit_forgot_is_still_held_in_every_column(
    season: Desk, lot: random.Random, column: str
) -> None:
    [file] = forget(season, erased=True)
    for _ in range(200):
        with transaction.atomic():
            done = tried(lot, lambda lot: change(lot, File, column))
            if done is not None and file in done.of:
                break
            transaction.set_rollback(True)
    assert done is not None
    assert file in done.of
    assert done.named(faults()), done


def test_without_the_seal_an_erasure_carries_on_such_a_row_is_held_against_nothing(
    season: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    [file] = forget(season, erased=True)
    File.unscoped.filter(id=file).update(at="2026-01-01T00:00:00.000000+00:00")
    assert [fault.code for fault in faults()] == [Code.FACTS]
    monkeypatch.setattr(seals, "kept", lambda *_: {})
    assert faults() == []


def test_a_place_that_is_none_is_named_and_verify_goes_on(season: Desk) -> None:
    Stored.objects.create(authority="nobody", sha256="../../keys", length=1, count=1)
    (season.store.root / "strange").write_text("put here")
    link = season.store.root / "linked"
    link.symlink_to(season.store.root / season.office.authority)
    told = {fault.place for fault in faults()}
    assert told == {"nobody/../../keys", "strange", "linked"}
    assert [fault.sentence for fault in faults() if fault.place == "strange"] == [
        "Authority '', 'strange': lies among the files and is none of them"
    ]


def test_nothing_personal_of_a_file_lies_anywhere_but_in_its_row(
    season: Desk, tmp_path: Path
) -> None:
    season.send(ctf(77), name="Marigold Quince 2018.xml", now=later(80))
    assert File.unscoped.filter(name__contains="Quince").exists()
    names = [one.as_posix() for one in tmp_path.rglob("*")]
    assert not [one for one in names if "Quince" in one or "Marigold" in one]
    assert not [one for one in Payload.objects.all() if "Quince" in one.body]
    left = [one for one in season.store.tmp.rglob("*") if one.suffix != ".lock"]
    assert left == []
