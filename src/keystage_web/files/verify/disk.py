"""Judge the bytes on the disk against the rows, and the rows that count them."""

from collections.abc import Collection, Iterator
from itertools import batched
from pathlib import Path
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from keystage_web.files.models import File, Stored
from keystage_web.files.states import State
from keystage_web.files.store import Place, Store, digest
from keystage_web.files.verify.faults import Code, Fault, Summary

_CHUNK = 2000  # rows held at once
_BATCH = 200  # files on the disk asked for at once
_HELD = ~Q(state=State.RECALLED) & Q(erased=False)


def sound(store: Store, authority: str, summary: Summary) -> Iterator[Fault]:
    """Yield what is wrong with an authority's bytes, and with the count of them."""
    own = File.of(authority).filter(_HELD, sha256=OuterRef("sha256"))
    several = own.order_by().values("sha256").annotate(n=Count("id")).values("n")
    rows: Any = Stored.objects.filter(authority=authority).annotate(held=several)
    for row in rows.order_by("sha256").iterator(_CHUNK):
        wanted = row.held or 0
        if row.count != wanted or not _formed(authority, row.sha256):
            yield Fault(authority, Code.COUNT, place=f"{authority}/{row.sha256}")
        elif wanted:
            yield from _bytes(store, row, summary)
    counted = Stored.objects.filter(authority=authority, sha256=OuterRef("sha256"))
    lone = File.of(authority).filter(_HELD, ~Exists(counted))
    for file in lone.order_by("id").iterator(_CHUNK):
        place = f"{authority}/{file.sha256}"
        yield Fault(authority, Code.COUNT, file=str(file.id), place=place)


def loose(store: Store, names: Collection[str], summary: Summary) -> Iterator[Fault]:
    """Yield what lies among the files, beneath these names, and is none of them.

    What only a broken-off sending left is counted in `summary`.
    """
    for name in names:
        for some in batched(store.everything(name), _BATCH):
            kept = _kept({one.place for one in some if one.place})
            for found in some:
                if found.place is not None and found.place in kept:
                    continue
                if found.place is None or not _itself(found.path, found.place):
                    told = found.path.relative_to(store.root).as_posix()
                    yield Fault(summary.authority, Code.STRAY, place=told)
                else:
                    summary.left += 1


def _kept(places: set[Place]) -> set[Place]:
    """Return those of some places that files are kept at."""
    found: set[Place] = set()
    for authority in {place.authority for place in places}:
        hashes = [place.sha256 for place in places if place.authority == authority]
        rows = Stored.objects.filter(authority=authority, sha256__in=hashes)
        for sha256, count in rows.values_list("sha256", "count"):
            if count:
                found.add(Place(authority, sha256))
    return found


def _bytes(store: Store, row: Any, summary: Summary) -> Iterator[Fault]:
    """Judge the bytes of one place that files are kept for."""
    place = Place(row.authority, row.sha256)
    path = store.at(place)
    code: Code | None = None
    try:
        with path.open("rb") as file:
            sha256, length = digest(file)
        if sha256 != row.sha256 or path.is_symlink():
            code = Code.ALTERED
        elif length != row.length:
            code = Code.COUNT
        elif row.damaged is not False:
            code = Code.FLAG
        summary.bytes += length
    except OSError:
        code = Code.LOST
    if code is not None:
        own = File.of(row.authority).filter(_HELD, sha256=row.sha256)
        for one in own.order_by("id").values_list("id", flat=True):
            yield Fault(row.authority, code, file=str(one), place=place.path)


def _itself(path: Path, place: Place) -> bool:
    """Return whether a file is what its place says."""
    try:
        with path.open("rb") as file:
            return digest(file)[0] == place.sha256
    except OSError:
        return False


def _formed(authority: str, sha256: Any) -> bool:
    """Return whether a place can be made of what the database holds."""
    try:
        Place(authority, sha256)
    except (TypeError, ValueError):
        return False
    return True
