"""A file's turn to be read: one of a school at a time, so many of a person in an hour.

A draft with bytes and no reading is being read. One that was replaced, or thrown away,
is emptied and stays a day, without anything of a child, as one of the hour's files.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from keystage.core.errors import KeystageError
from keystage_web.accounts.models import School
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.models import Draft
from keystage_web.rolls.reading.apart import LONGEST

_HOUR = timedelta(hours=1)


class Busy(KeystageError):
    """Another file of the school is being read just now."""


class TooMany(KeystageError):
    """The person has sent `most` files within an hour: as many as are taken."""

    def __init__(self, most: int) -> None:
        super().__init__("So many files are not taken within an hour.")
        self.most = most


def begin(
    *, by: Scope, year: int, name: str, data: bytes, version: int, now: datetime
) -> str:
    """Let a new file have its turn, and return its draft's id.

    What the person sent before for the year, and did not save, is emptied. Raises
    `Busy` and `TooMany`.
    """
    with transaction.atomic():
        _free(by, now)
        mine = Draft.of(by.authority).filter(person=by.person)
        most = settings.CONFIG.uploads_an_hour
        if mine.filter(made_at__gt=now - _HOUR).count() >= most:
            raise TooMany(most)
        empty(mine.filter(school=by.school, year=year, saved_at=None))
        draft = Draft.of(by.authority).create(
            authority_id=by.authority,
            school_id=by.school,
            year=year,
            person_id=by.person,
            made_at=now,
            name=name,
            data=data,
            version=version,
        )
    return draft.id


def again(*, by: Scope, draft: str, now: datetime) -> Draft | None:
    """Let a draft's file have another turn, its day begun anew; None without a file.

    Raises `Busy`.
    """
    with transaction.atomic():
        _free(by, now)
        row = Draft.of(by.authority).filter(id=draft, school=by.school).first()
        if row is None or not row.data:
            return None
        row.reading, row.made_at = None, now
        row.save(update_fields=["reading", "made_at"])
    return row


@contextmanager
def turn(by: Scope, draft: str) -> Iterator[None]:
    """Have a draft emptied if its reading fails, so that nobody waits for it."""
    try:
        yield
    except BaseException:
        empty(Draft.of(by.authority).filter(id=draft, school=by.school))
        raise


def empty(rows: "QuerySet[Draft]") -> None:
    """Take all that drafts hold of their files away."""
    rows.update(name="", data=b"", reading=None)


def _free(by: Scope, now: datetime) -> None:
    """Raise `Busy` while a file of the school is read; others wait until it is said."""
    School.within(by).select_for_update().get(id=by.school)
    read = Draft.of(by.authority).filter(school=by.school, reading__isnull=True)
    if read.filter(made_at__gt=now - LONGEST).exclude(data=b"").exists():
        raise Busy("A file of this school is being read.")
