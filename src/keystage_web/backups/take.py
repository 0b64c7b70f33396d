"""Take a backup while the service runs: the database first, then the files."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import keystage
from keystage.core.errors import UsageError
from keystage_web.audit.append import Checkpoint
from keystage_web.audit.models import Head as ChainHead
from keystage_web.backups import dump, manifest
from keystage_web.backups.keys import lay_apart
from keystage_web.backups.manifest import Entry, Head
from keystage_web.files.store import Place, Store, digest, held
from keystage_web.files.store.durable import flush_folder

_MARK = "unfinished"  # what is here was begun by us, and may be gone on with
_ONLY_ME = 0o700


@dataclass(slots=True)
class Taken:
    """What a backup holds; `damaged` are the places of files that were not copied."""

    folder: Path
    files: int = 0
    copied: int = 0
    bytes: int = 0
    damaged: list[str] = field(default_factory=list)


def backup(target: Path, *, data: Path, now: datetime, keys: Path | None) -> Taken:
    """Write everything beneath `data` into `target`, and the keys into `keys`, if named.

    The database is of one moment; every file it knows then is in the backup, as none
    is taken away meanwhile. One that was broken off is gone on with: the database is
    taken anew, files that are there already are not. Raises `UsageError` for a folder
    that holds anything else, and where something cannot be read or written.
    """
    _begin(target, data)
    if keys is not None:
        lay_apart(data, keys, target)
    store, away = Store(data), Store(target)
    taken = Taken(target)
    try:
        with held(store.tmp, alone=False):
            head = _head(now)
            name = dump.NAMES[connection.vendor]
            unfinished = away.tmp / name
            unfinished.unlink(missing_ok=True)
            dump.take(unfinished)
            unfinished.replace(target / name)
            _files(store, away, taken)
        manifest.Writer(target).write(head, _entries(target, name, away, taken))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            f"The backup in {target} could not be finished ({reason}). Run it again "
            "with the same folder: it goes on from there."
        ) from None
    away.tmp.rmdir()
    (target / _MARK).unlink()
    flush_folder(target)
    return taken


def _begin(target: Path, data: Path) -> None:
    if target.resolve().is_relative_to(data.resolve()):
        raise UsageError(f"{target} is in the data folder itself: name another disk.")
    if (target / manifest.NAME).exists():
        raise UsageError(f"{target} holds a finished backup: name a new folder.")
    mark = target / _MARK
    if target.exists() and not mark.exists() and any(target.iterdir()):
        raise UsageError(f"{target} is not empty, and holds no backup that was begun.")
    target.mkdir(mode=_ONLY_ME, parents=True, exist_ok=True)
    mark.touch(mode=0o600)
    for name in ("files", "tmp"):
        (target / name).mkdir(mode=_ONLY_ME, exist_ok=True)


def _head(now: datetime) -> Head:
    done = MigrationRecorder(connection).applied_migrations()
    chains = ChainHead.objects.order_by("authority")
    return Head(
        made=now.isoformat(timespec="seconds"),
        version=keystage.__version__,
        database=connection.vendor,
        migrations=[list(name) for name in sorted(done)],
        checkpoints=[
            str(Checkpoint(one.authority, one.number, one.digest)) for one in chains
        ],
    )


def _files(store: Store, away: Store, taken: Taken) -> None:
    """Copy each file, each checked as it is copied, unless it is there already."""
    for found in away.unfinished():
        found.path.unlink()
    for found in store.everything():
        place = found.place
        if place is None:
            continue
        taken.files += 1
        if away.has(place, found.path.stat().st_size):
            continue
        if _copied(found.path, away, place):
            taken.copied += 1
        else:
            taken.damaged.append(place.path)


def _copied(path: Path, away: Store, place: Place) -> bool:
    """Copy one file; False, and nothing of it is kept, where it is not what it was."""
    arrival = away.begin(sys.maxsize)
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                arrival.take(piece)
        if arrival.sha256 != place.sha256:
            return False
        away.keep(arrival, place.authority)
        return True
    finally:
        arrival.close()


def _entries(target: Path, name: str, away: Store, taken: Taken) -> Iterator[Entry]:
    """Yield all there is, by what is read back of it."""
    yield _entry(target / name, name)
    for found in away.everything():
        entry = _entry(found.path, found.path.relative_to(target).as_posix())
        taken.bytes += entry.length
        if found.place is None or entry.sha256 != found.place.sha256:
            found.path.unlink()
            raise UsageError(
                f"{entry.path} is not what was copied there: is the disk sound? It was "
                "taken away. Run the backup again with the same folder."
            )
        yield entry


def _entry(path: Path, name: str) -> Entry:
    with path.open("rb") as file:
        return Entry(name, *digest(file))


_PIECE = 256 * 1024
