"""What became of a file's results: the version they made, and the round they are for."""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import Http404

from keystage_web.accounts.scopes import Scope
from keystage_web.files.models import File
from keystage_web.returns.models import Version
from keystage_web.returns.models.versions import GONE
from keystage_web.returns.versions.reference import reference


@dataclass(frozen=True, slots=True)
class Became:
    """The version a file made, by id, its number, and whether it was signed."""

    version: str
    number: int
    signed: bool

    @property
    def reference(self) -> str:
        """What people call it: the reference of the return as it was sent."""
        return reference(self.version)


@dataclass(frozen=True, slots=True)
class Undone:
    """What is undone with a file: the version it made, and the one that counts again.

    Both by number; `again` is 0 where nothing was sent before.
    """

    number: int
    again: int


def became(scope: Scope, file: str) -> Became | None:
    """Return the version that a file made; None where it made none that still counts."""
    rows = Version.within(scope).filter(file=file)
    row = rows.exclude(steps__act__in=GONE).order_by("number").last()
    return None if row is None else Became(row.id, row.number, row.signed)


def undone(scope: Scope, file: str) -> Undone | None:
    """Return what a recall of a file would undo; None where it is in no return."""
    row = Version.within(scope).filter(file=file).exclude(steps__act__in=GONE)
    found = row.order_by("number").defer("content").last()
    if found is None:
        return None
    earlier = Version.within(scope).filter(
        of_return=found.of_return_id, number__lt=found.number
    )
    rows = earlier.exclude(steps__act__in=GONE).order_by("number")
    last = rows.values_list("number", flat=True).last()
    return Undone(found.number, last or 0)


def made(scope: Scope, files: Collection[str]) -> frozenset[str]:
    """Return which of these files made a version that still counts, by id."""
    rows = Version.within(scope).filter(file__in=files)
    rows = rows.exclude(steps__act__in=GONE)
    return frozenset(rows.values_list("file", flat=True))


def about(scope: Scope, file: str) -> tuple[str, str]:
    """Return the round and the school a file is of, by id; raises `Http404` for none."""
    found = File.within(scope).filter(id=file).values_list("bundle", "school_id")
    row = found.first()
    if row is None:
        raise Http404
    return row
