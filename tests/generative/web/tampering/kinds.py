"""Every kind of tampering there is, by name: with files, with rows, with the audit."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.db import DataError, IntegrityError, transaction

from keystage_web.audit import chain
from keystage_web.audit.models import Deletion, Event, Head, Payload, Subject
from keystage_web.audit.verify import Checkpoint
from keystage_web.audit.verify import Code as AuditCode
from keystage_web.audit.verify import Fault as AuditFault
from keystage_web.files.models import File, Step, Stored
from keystage_web.files.store import Store
from keystage_web.files.verify import Fault as FileFault
from tests.integration.web.audit import tampering as audits
from tests.integration.web.files import tampering as filings

type Fault = AuditFault | FileFault
type Way = Callable[[random.Random, Store], "Done | None"]
FILES, AUDIT = (File, Step, Stored), (Event, Payload, Subject, Deletion, Head)
STRANGE = ("notes.txt", "0" * 64, "thumbs.db")


@dataclass
class Done:
    """What was done: with the audit, with files, or so that a checkpoint alone tells.

    `undo` puts back what was changed on the disk; rows go back with the transaction.
    """

    audit: audits.Tampering | None = None
    files: filings.Tampering | None = None
    cut: int = 0  # the event from which on a chain was written anew, and sealed
    undo: dict[Path, bytes | None] = field(default_factory=dict)

    def named(self, found: list[Fault], kept: Checkpoint) -> bool:
        """Return whether a fault names it; `kept` is the checkpoint somebody has."""
        told, filed = apart(found)
        if self.cut:
            return any(
                (one.code, one.authority, one.number)
                == (AuditCode.CHECKPOINT, kept.authority, kept.number)
                for one in told
            )
        if self.audit:
            return self.audit.named(told)
        return self.files is not None and self.files.named(filed)

    def innocent(self, found: list[Fault], there: dict[str, set[int]]) -> list[Fault]:
        """Return the faults that tell of what nobody touched.

        `there` are the numbers of the events there were, by authority.
        """
        told, filed = apart(found)
        if self.cut:
            return [one for one in filed if (one.number or 0) < self.cut]
        if self.audit:
            touched = self.audit.numbers | {self.audit.to}
            wrong = [one for one in filed if one.number not in touched]
            own = there.get(self.audit.authority, set())
            return [*self.audit.innocent(told, own), *wrong]
        assert self.files
        return [*told, *self.files.innocent(filed)]


def apart(found: list[Fault]) -> tuple[list[AuditFault], list[FileFault]]:
    """Return the faults of the audit, and those of files."""
    told = [one for one in found if isinstance(one, AuditFault)]
    return told, [one for one in found if isinstance(one, FileFault)]


def _held(lot: random.Random, store: Store) -> tuple[Stored, Path]:
    row = lot.choice(list(Stored.objects.filter(count__gt=0).order_by("sha256")))
    return row, store.root / row.authority / row.sha256[:2] / row.sha256


def _on_disk(way: str, lot: random.Random, store: Store) -> Done:
    """Harm the bytes of one file."""
    row, path = _held(lot, store)
    good = bytearray(path.read_bytes())
    if way == "flipped":
        good[lot.randrange(len(good))] ^= lot.randrange(1, 256)
    elif way == "truncated":
        good = good[: lot.randrange(len(good))]
    elif way == "lengthened":
        good += lot.randbytes(lot.randint(1, 40))
    done = Done(files=filings.touched(row, way), undo={path: path.read_bytes()})
    if way == "removed":
        path.unlink()
    else:
        path.write_bytes(good)
    return done


def _swapped(lot: random.Random, store: Store) -> Done | None:
    """Let the bytes of two files change places."""
    (one, here), (two, there) = _held(lot, store), _held(lot, store)
    if here == there:
        return None
    first, second = here.read_bytes(), there.read_bytes()
    if first == second:  # two authorities were sent the same: nothing would change
        return None
    done = Done(
        files=filings.touched(one, "swapped"), undo={here: first, there: second}
    )
    assert done.files
    done.files.of |= filings.touched(two, "").of
    here.write_bytes(second)
    there.write_bytes(first)
    return done


def _extra(lot: random.Random, store: Store) -> Done:
    """Put a file beside another, or at the top."""
    name = lot.choice(STRANGE)
    path = (
        _held(lot, store)[1].with_name(name)
        if lot.random() < 0.8
        else store.root / name
    )
    path.write_bytes(lot.randbytes(20))
    return Done(files=filings.Tampering(f"put in {name}", {name}), undo={path: None})


def _column(table: Any, lot: random.Random, _: Store) -> Done | None:
    """Change any column of a row."""
    if table in FILES:
        made = filings.change(lot, table)
        return Done(files=made) if made else None
    found = audits.change(table, lot.choice(audits.columns(table)), lot)
    return Done(audit=found) if found else None


def _only(column: str, table: Any, lot: random.Random, _: Store) -> Done | None:
    """Change one column of a row of the audit."""
    found = audits.change(table, column, lot)
    return Done(audit=found) if found else None


def _removed(table: Any, lot: random.Random, _: Store) -> Done:
    """Take a row away."""
    row = lot.choice(list(table._default_manager.all()))
    if table in FILES:
        done = Done(files=filings.touched(row, "removed"))
        filings.itself(row).delete()
        return done
    audits.of(row).delete()
    return Done(audit=audits.touched(row, "removed"))


def _added(table: Any, lot: random.Random, _: Store) -> Done | None:
    """Put a row in that is like another."""
    if table in FILES:
        found = filings.insertion(lot, table)
        return Done(files=found)
    if table is Head:  # a chain nobody wrote
        number = lot.randint(1, 9)
        row = Head(authority="nobody-1", number=number, digest="0" * 64)
        row.save(force_insert=True)
        return Done(audit=audits.touched(row, "added"))
    made = audits.insertion(lot, table)
    return Done(audit=made)


def _order(table: Any, lot: random.Random, _: Store) -> Done | None:
    """Let two events, or what two tell, change places."""
    found = audits.reordering(
        lot, table, lot.choice(list(Head.objects.all())).authority
    )
    return Done(audit=found)


def _tail(lot: random.Random, _: Store) -> Done:
    """Cut the last events off; the head row still knows of them."""
    return Done(audit=audits.truncation(lot))


def _tail_and_head(lot: random.Random, _: Store) -> Done:
    """Cut the last events off, and let the head row end where they ended before."""
    head = _longest()
    cut = lot.randint(2, head.number)
    for table in (Event, Payload, Subject, Deletion):
        own = table._default_manager.filter(authority=head.authority)
        own.filter(number__gte=cut).delete()
    last = Event.objects.get(authority=head.authority, number=cut - 1)
    rows = Head.objects.filter(authority=head.authority)
    rows.update(number=last.number, digest=last.digest)
    return Done(cut=cut)


def _written_anew(lot: random.Random, _: Store) -> Done:
    """Change a header, and seal the whole chain anew from there on."""
    head = _longest()
    cut, previous = lot.randint(1, head.number), ""
    own = Event.objects.filter(authority=head.authority, number__gte=cut)
    for event in own.order_by("number"):
        event.previous = previous or event.previous
        event.by = "person-9" if event.number == cut else event.by
        previous = event.digest = chain.sealed(event)
        rows = Event.objects.filter(authority=event.authority, number=event.number)
        rows.update(previous=event.previous, by=event.by, digest=previous)
    Head.objects.filter(authority=head.authority).update(digest=previous)
    return Done(cut=cut)


def _longest() -> Head:
    return Head.objects.order_by("-number", "authority")[0]


def _named(words: str, way: Callable[..., Done | None], *tables: Any) -> dict[str, Way]:
    return {f"{one.__name__} {words}": partial(way, one) for one in tables}


KINDS: dict[str, Way] = {
    **{
        f"file {way}": partial(_on_disk, way)
        for way in ("flipped", "truncated", "lengthened", "removed")
    },
    "files swapped": _swapped,
    "file put in": _extra,
    **_named("row changed", _column, *FILES, *AUDIT),
    **_named("row removed", _removed, *FILES, *AUDIT),
    **_named("row added", _added, *FILES, *AUDIT),
    "audit: what it tells": partial(_only, "body", Payload),
    "audit: who did it": partial(_only, "by", Event),
    "audit: when": partial(_only, "at", Event),
    "audit: its hash": partial(_only, "digest", Event),
    "audit: the hash before": partial(_only, "previous", Event),
    "audit: events changed places": partial(_order, Event),
    "audit: tellings changed places": partial(_order, Payload),
    "audit: end cut off": _tail,
    "audit: end and head cut off, against a checkpoint": _tail_and_head,
    "audit: written anew and sealed, against a checkpoint": _written_anew,
}


@contextmanager
def tampered(lot: random.Random, store: Store, way: Way) -> Iterator[Done]:
    """Yield one tampering of a kind, and undo it."""
    with transaction.atomic():
        done = None
        while done is None:
            done = _tried(lot, store, way)
        try:
            yield done
        finally:
            for path, content in done.undo.items():
                path.unlink(missing_ok=True)
                if content is not None:
                    path.write_bytes(content)
        transaction.set_rollback(True)


def _tried(lot: random.Random, store: Store, way: Way) -> Done | None:
    """Tamper, unless the database itself could not hold that."""
    try:
        with transaction.atomic():
            return way(lot, store)
    except (DataError, IntegrityError):
        return None
