"""What became of a file's results: the version they made, and the round they are for."""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import Http404

from keystage_web.accounts.scopes import Scope
from keystage_web.files.models import File
from keystage_web.returns.models import Version
from keystage_web.returns.models.versions import GONE


@dataclass(frozen=True, slots=True)
class Became:
    """The version a file made, by id, its number, and whether it was signed."""

    version: str
    number: int
    signed: bool


def became(scope: Scope, file: str) -> Became | None:
    """Return the version that a file made; None where it made none that still counts."""
    rows = Version.within(scope).filter(file=file)
    row = rows.exclude(steps__act__in=GONE).order_by("number").last()
    return None if row is None else Became(row.id, row.number, row.signed)


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
