"""A backup holds everything as of one moment, and says so only when it is whole."""

import argparse
import json
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from keystage.core.errors import UsageError
from keystage_web import backups
from keystage_web.backups import Taken, bring, dump, manifest, take
from keystage_web.files import actions
from keystage_web.files.store import Store
from keystage_web.verbs.runs import backup as verb
from keystage_web.verbs.runs import restore as restoring
from tests.integration.web.files.desk import Desk, ctf, later, wrong

pytestmark = pytest.mark.database
WRITERS, TURNS = 8, 4


def taken(ours: Desk, target: Path, keys: Path | None = None) -> Taken:
    return backups.backup(target, data=ours.data, now=later(60), keys=keys)


def entries(target: Path) -> list[str]:
    return [entry.path for entry in manifest.read(target)[1]]


def test_all_there_is_comes_back_and_is_verified(ours: Desk, target: Path) -> None:
    done = taken(ours, target)
    assert (done.files, done.copied, done.damaged) == (4, 4, [])
    assert sorted(path.name for path in target.iterdir()) == sorted(
        [dump.NAMES[connection.vendor], "files", "manifest.jsonl"]
    )
    assert stat.S_IMODE(target.stat().st_mode) == 0o700
    assert len(entries(target)) == 5
    assert not list(backups.checked(target))
    tried = backups.drill(target, scratch=ours.store.tmp)
    assert tried.good, tried.said
    assert "Files: 4" in tried.said
    assert tried.said.endswith("Nothing was changed.")
    assert [one.name for one in ours.store.tmp.iterdir()] == ["removing.lock"]


def test_while_eight_people_send_and_recall_a_backup_is_of_one_moment(
    ours: Desk, target: Path
) -> None:
    by = ours.office

    def write(person: int) -> None:
        try:
            for turn in range(TURNS):
                number = 100 + person * TURNS + turn
                sent = ours.send(ctf(number), by=by, now=later(number))
                if turn % 2:
                    actions.recall(by=by, file=sent.file, now=later(number))
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        begun = [pool.submit(write, person) for person in range(WRITERS)]
        taken(ours, target)
        for one in begun:
            one.result()
    assert wrong() == []
    tried = backups.drill(target, scratch=ours.store.tmp)
    assert tried.good, tried.said


def test_what_was_broken_off_is_gone_on_with_and_until_then_is_none(
    ours: Desk, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, kept = Store.keep, list[object]()

    def full(store: Store, arrival: object, authority: str) -> object:
        if len(kept) == 2:
            raise OSError(28, "No space left on device")
        kept.append(arrival)
        return keep(store, arrival, authority)  # type: ignore[arg-type]  # as it was called

    with monkeypatch.context() as broken:
        broken.setattr(Store, "keep", full)
        with pytest.raises(UsageError, match="No space left on device") as told:
            taken(ours, target)
    assert "Run it again" in str(told.value)
    with pytest.raises(UsageError, match="no finished backup"):
        list(backups.checked(target))
    done = taken(ours, target)
    assert (done.files, done.copied) == (4, 2)
    assert not list(backups.checked(target))
    with pytest.raises(UsageError, match="finished backup"):
        taken(ours, target)


def test_a_file_that_is_damaged_is_left_out_and_named(ours: Desk, target: Path) -> None:
    row = ours.send(ctf(50))
    ours.at(row).write_bytes(b"no longer")
    done = taken(ours, target)
    assert [place.split("/")[-1] for place in done.damaged] == [ours.at(row).name]
    tried = backups.drill(target, scratch=ours.store.tmp)
    assert not tried.good
    assert row.file in tried.said


def test_a_disk_that_gives_back_other_bytes_is_noticed(
    ours: Desk, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = take._files

    def worn(store: Store, away: Store, done: Taken) -> None:
        files(store, away, done)
        next(away.everything()).path.write_bytes(b"worn")

    with monkeypatch.context() as broken:
        broken.setattr(take, "_files", worn)
        with pytest.raises(UsageError, match="is the disk sound"):
            taken(ours, target)
    assert taken(ours, target).copied == 1


def test_keys_go_to_a_place_of_their_own_and_come_from_it(
    ours: Desk, target: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="keep the keys in another place"):
        taken(ours, target, target / "keys")
    safe = tmp_path / "safe"
    taken(ours, target, safe)
    assert (safe / "session.key").read_text() == "secret"
    assert stat.S_IMODE((safe / "session.key").stat().st_mode) == 0o600
    assert not [path for path in target.rglob("*") if "key" in path.name]
    (safe / "session.key").write_text("another")
    with pytest.raises(UsageError, match="is another key"):
        taken(ours, tmp_path / "tuesday", safe)
    with pytest.raises(UsageError, match="no folder of keys"):
        backups.keys.bring_back(tmp_path / "nowhere", ours.data)


def test_a_backup_goes_nowhere_it_could_do_harm(
    ours: Desk, target: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="in the data folder itself"):
        taken(ours, ours.data / "files" / "copy")
    target.mkdir(parents=True)
    (target / "letter.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not empty"):
        taken(ours, target)
    assert (target / "letter.txt").read_text() == "mine"


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [flip, Path.unlink])
def test_every_file_of_a_backup_that_was_harmed_is_named_and_nothing_restored(
    ours: Desk, target: Path, harm: Callable[[Path], None]
) -> None:
    taken(ours, target)
    for name in entries(target):
        kept = (target / name).read_bytes()
        harm(target / name)
        told = list(backups.checked(target))
        assert told[0].startswith(name), told
        (target / name).write_bytes(kept)
    assert not list(backups.checked(target))
    lines = (target / manifest.NAME).read_text().splitlines(keepends=True)
    for at in range(len(lines)):
        for changed in (lines[:at] + lines[at + 1 :], [*lines[:at], "{}\n"]):
            (target / manifest.NAME).write_text("".join(changed))
            with pytest.raises(UsageError):
                list(backups.checked(target))


def test_nothing_is_restored_over_anything_nor_from_what_is_not_understood(
    ours: Desk, target: Path, tmp_path: Path
) -> None:
    taken(ours, target)
    empty = tmp_path / "empty"
    for data, why in ((ours.data, "is in use"), (empty, "The database is in use")):
        with pytest.raises(UsageError, match=why):
            backups.restore(target, data=data, given_keys=None)
    assert not empty.exists()
    head, found = manifest.read(target)
    rows = list(found)
    others = {"sqlite": "postgresql", "postgresql": "sqlite"}
    for changed, why in (
        ({"migrations": [["files", "0999_later"]]}, "knows more than this one"),
        ({"database": others[connection.vendor]}, "The backup is of"),
        ({"form": 2}, "made by a later Keystage"),
    ):
        told = {name: getattr(head, name) for name in manifest.Head.__slots__}
        other = manifest.Head(**{**told, **changed})
        manifest.Writer(target).write(other, iter(rows))
        with pytest.raises(UsageError, match=why):
            backups.restore(target, data=empty, given_keys=None)


def test_a_manifest_that_leads_outside_is_not_followed(
    ours: Desk, target: Path
) -> None:
    taken(ours, target)
    head, found = manifest.read(target)
    rows = [*found, manifest.Entry("../data/keys/session.key", "0" * 64, 6)]
    manifest.Writer(target).write(head, iter(rows))
    with pytest.raises(UsageError, match="damaged"):
        list(backups.checked(target))


def test_where_a_restore_was_broken_off_the_service_does_not_start(ours: Desk) -> None:
    assert bring.unfinished(ours.data) == []
    (ours.data / bring.MARK).touch()
    [told] = bring.unfinished(ours.data)
    assert "was broken off" in told


def test_the_verbs_say_what_was_done_and_how_the_drill_went(
    ours: Desk,
    target: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KEYSTAGE_DATA", str(ours.data))
    asked = argparse.Namespace(target=target, keys=None, drill=True)
    assert verb.run(asked) == 0
    said = capsys.readouterr().out
    assert "Files: 4, of which 4 were copied now" in said
    assert "The drill went well: restored and verified in" in said
    check = argparse.Namespace(source=target, keys=None, check=True, drill=False)
    assert restoring.run(check) == 0
    assert "The backup is whole." in capsys.readouterr().out
    flip(target / entries(target)[1])
    assert restoring.run(check) == 1
    assert "1 faults found." in capsys.readouterr().out
    tried = argparse.Namespace(source=target, keys=None, check=False, drill=True)
    assert restoring.run(tried) == 1
    assert "did NOT go well" in capsys.readouterr().out


def test_the_head_of_a_backup_holds_the_ends_of_the_audit(
    ours: Desk, target: Path
) -> None:
    taken(ours, target)
    told = json.loads((target / manifest.NAME).read_text().splitlines()[0])
    assert told["database"] == connection.vendor
    [checkpoint] = told["checkpoints"]
    assert checkpoint.startswith(f"{ours.office.authority}:4:")
