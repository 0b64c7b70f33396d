"""Change files and their rows behind the service's back, in every way one change can."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import DatabaseError, models, transaction

from keystage_web.accounts.models import School
from keystage_web.files.models import File, Step, Stored
from keystage_web.files.verify import Fault
from tests.integration.web.files.desk import Desk, faults

type Table = type[models.Model]
TABLES: tuple[Table, ...] = (File, Step, Stored)


@dataclass
class Tampering:
    """What was done, and to what: ids of files, or digests of bytes."""

    what: str
    of: set[str] = field(default_factory=set)
    number: int = 0  # of the event a step was of: all that is known once it is erased

    def named(self, found: list[Fault]) -> bool:
        """Return whether a fault tells of what was touched."""
        return any(map(self._at, found))

    def innocent(self, found: list[Fault]) -> list[Fault]:
        """Return the faults told of what nobody touched."""
        return [fault for fault in found if not self._at(fault)]

    def _at(self, fault: Fault) -> bool:
        placed = any(one and one in fault.place for one in self.of)
        lone = not fault.file and fault.number == self.number
        return fault.file in self.of or placed or lone


def columns(table: Table) -> list[str]:
    """Return the names of every column a table has."""
    return [one.attname for one in table._meta.concrete_fields if one.name != "pk"]


def rows(table: Table) -> models.QuerySet[Any]:
    """Return all rows of a table."""
    return table._default_manager.all()


def itself(row: Any) -> models.QuerySet[Any]:
    """Return one row, to be changed or taken away."""
    return rows(type(row)).filter(pk=row.pk)


def touched(row: Any, what: str) -> Tampering:
    """Return that this row was touched: by its file, or all files of its bytes."""
    done = Tampering(f"{type(row).__name__} {what}")
    if isinstance(row, Stored):
        own = File.unscoped.filter(authority=row.authority, sha256=row.sha256)
        done.of = {row.sha256, *own.values_list("id", flat=True)}
    elif isinstance(row, File):  # and its bytes are counted wrong then
        done.of = {row.id, row.sha256}
    else:
        done.of, done.number = {row.file}, row.number
    return done


def other(value: Any, lot: random.Random) -> Any:
    """Return another value of the same sort."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return abs(value + lot.choice((-1, 1, lot.randint(2, 90))))
    at = lot.randrange(len(value)) if value else 0
    return lot.choice(
        (
            value[:at] + lot.choice("0123456789abcdefx") + value[at + 1 :],
            value[:at] + value[at + 1 :],
            value[::-1],
        )
    )


def change(lot: random.Random, table: Table | None = None, column: str = "") -> Any:
    """Change one column of one row; None where that changed nothing."""
    row = lot.choice(list(rows(table or lot.choice(TABLES))))
    column = column or lot.choice(columns(type(row)))
    old = getattr(row, column)
    if column == "school_id":
        new = lot.choice(list(School.unscoped.exclude(id=old))).id
    elif column == "authority_id":
        new = School.unscoped.exclude(authority_id=old)[0].authority_id
    elif column == "state":
        new = lot.choice(
            [one for one in ("sent", "received", "recalled") if one != old]
        )
    else:
        new = other(old, lot)
    done = touched(row, f"{column}: {old!r} -> {new!r}")
    if new == old or not itself(row).update(**{column: new}):
        return None
    if column in {"file", "id", "sha256"}:
        done.of.add(new)
    return done


def removal(lot: random.Random) -> Tampering:
    """Take any row away."""
    row = lot.choice(list(rows(lot.choice(TABLES))))
    done = touched(row, "removed")
    itself(row).delete()
    return done


def insertion(lot: random.Random, table: Table | None = None) -> Tampering:
    """Put a row in that is like another."""
    row = lot.choice(list(rows(table or lot.choice(TABLES))))
    if isinstance(row, File):
        row.id, row.key = "inserted00000000", "inserted"
        row.state = "superseded"
    elif isinstance(row, Step):
        row.number += lot.randint(1, 500)
    else:
        row.sha256 = row.sha256[::-1]
    row.save(force_insert=True)
    done = touched(row, "inserted")
    if isinstance(row, File):  # its bytes are counted once too few then
        done.of |= {row.sha256}
        done.of |= set(
            File.unscoped.filter(sha256=row.sha256).values_list("id", flat=True)
        )
    return done


def harm(path: Path, lot: random.Random) -> str:
    """Change the bytes of a file in any way; return which."""
    good = bytearray(path.read_bytes())
    way = lot.choice(("bit", "cut", "more", "gone", "empty", "folder"))
    path.unlink()
    if way == "bit":
        good[lot.randrange(len(good))] ^= 1 << lot.randrange(8)
    elif way == "cut":
        good = good[: lot.randrange(len(good))]
    elif way == "more":
        good += bytes([lot.randrange(256)])
    elif way == "empty":
        good = bytearray()
    if way == "folder":
        path.mkdir()
    elif way != "gone":
        path.write_bytes(good)
    return way


def on_disk(ours: Desk, lot: random.Random) -> Tampering:
    """Harm the bytes of a file, let two change places, or put a strange one in."""
    held = list(Stored.objects.filter(count__gt=0))
    row = lot.choice(held)
    path = ours.store.root / row.authority / row.sha256[:2] / row.sha256
    way = lot.randrange(6)
    if way == 0:
        strange = path.with_name(
            lot.choice(("notes.txt", "0" * 64, path.name + ".bak"))
        )
        strange.write_bytes(b"put here")
        return Tampering(f"put in {strange.name}", {strange.name})
    if way == 1:
        two = lot.choice([one for one in held if one.sha256 != row.sha256])
        away = ours.store.root / two.authority / two.sha256[:2] / two.sha256
        one_bytes, two_bytes = path.read_bytes(), away.read_bytes()
        path.write_bytes(two_bytes)
        away.write_bytes(one_bytes)
        done = touched(row, "changed places")
        done.of |= touched(two, "").of
        return done
    return touched(row, f"on the disk: {harm(path, lot)}")


@contextmanager
def tampered(ours: Desk, lot: random.Random, way: Callable[..., Any]) -> Iterator[Any]:
    """Yield one tampering, and undo it."""
    if way is on_disk:
        kept = ours.data / "kept"
        shutil.copytree(ours.store.root, kept)
        try:
            yield on_disk(ours, lot)
        finally:
            shutil.rmtree(ours.store.root)
            kept.rename(ours.store.root)
        return
    with transaction.atomic():
        done = None
        while done is None:
            done = tried(lot, way)
        yield done
        transaction.set_rollback(True)


def tried(lot: random.Random, way: Callable[..., Any]) -> Any:
    """Tamper, unless the database itself could not hold that."""
    try:
        with transaction.atomic():
            return way(lot)
    except DatabaseError:
        return None


WAYS = (change, change, change, removal, insertion, on_disk, on_disk, on_disk)


def missed(ours: Desk, lot: random.Random, turns: int) -> list[str]:
    """Return the tamperings that were not found and named, or for which others were."""
    lost = []
    for _ in range(turns):
        with tampered(ours, lot, lot.choice(WAYS)) as done:
            found = faults()
        if not done.named(found) or done.innocent(found):
            lost.append(f"{done}: {[fault.sentence for fault in found]}")
    return lost
