"""All that was sent in a round, streamed: read back piece by piece, written down, told."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from keystage.core.errors import KeystageError, UsageError
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.telling import unused
from keystage_web.notices.actions import mail
from keystage_web.returns.actions import received
from keystage_web.returns.giving.files import Form, file_of, lines_of
from keystage_web.returns.giving.telling import administrators
from keystage_web.returns.giving.versions import Given, current, standing
from keystage_web.returns.models import Round
from keystage_web.returns.models.remarks import TEXT
from keystage_web.returns.policies import EXPORT_ALL
from keystage_web.returns.refusals import NotThere
from keystage_web.rolls.looking import looked

_LEFT_OUT = "left-out.txt"


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, once it is written down and told: streamed by `pieces`."""

    by: Scope
    round: str
    book: str
    form: Form
    many: int
    now: datetime

    @property
    def name(self) -> str:
        """How the file is called."""
        ending = "csv" if self.form is Form.CSV else "zip"
        return f"{self.book}-{self.form}.{ending}"


@transaction.atomic
def order(*, by: Scope, round_id: str, form: Form, reason: str, now: datetime) -> Order:
    """Write down who takes all returns of a round and why, and tell the administrators.

    Raises `NotThere`, `UsageError` without a reason or where nothing was sent.
    """
    row = Round.within(by).filter(id=round_id).select_related("book").first()
    if row is None:
        raise NotThere(round_id)
    EXPORT_ALL.demand(by)
    said = reason.strip()
    if not 0 < len(said) <= TEXT:
        raise UsageError("It is said why.")
    many = current(by, round_id).count()
    if not many:
        raise UsageError("Nothing was sent.")
    for email in administrators(by):
        mail(
            authority=by.authority,
            to=email,
            template="returns/exported",
            values={"collection": row.book.book, "count": many, "link": "/authority/"},
            now=now,
            effect_key=f"returns.exported:{unused()}",
        )
    told = {"round": row.id, "form": form.value, "returns": many, "reason": said}
    EXPORT_ALL.done(by, now, said=told)
    return Order(by, row.id, row.book.book, form, many, now)


def pieces(of: Order) -> Iterator[bytes]:
    """Yield the file: a table of all pupils, or a zip with a file for each school.

    Each version is received, and each pupil written down as seen, before its piece.
    """
    if of.form is Form.CSV:
        yield from lines_of(_noted(of))
    else:
        yield from _zipped(of)


def _noted(of: Order) -> Iterator[Given]:
    for given in standing(of.by, of.round):
        received(by=of.by, version=given.id, now=of.now)
        pupils = [line.id for line in given.lines]
        looked(
            by=of.by,
            right=EXPORT_ALL,
            pupils=pupils,
            school=given.school,
            now=of.now,
        )
        yield given


def _zipped(of: Order) -> Iterator[bytes]:
    """Yield a zip as it is written; who could not be put into it is told in it."""
    out = _Pipe()
    lacking = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for given in _noted(of):
            try:
                made = file_of(given, of.form, of.now)
            except KeystageError as error:
                who = given.authority + given.number if given.number else given.urn
                lacking.append(f"{who}: {error}")
                continue
            zipped.writestr(_entry(made.name, of.now), made.data)
            yield out.taken()
        if lacking:
            head = _("These returns could not be put into this file:")
            text = "\r\n".join([head, *lacking, ""])
            zipped.writestr(_entry(_LEFT_OUT, of.now), text.encode())
    yield out.taken()


def _entry(name: str, now: datetime) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, now.timetuple()[:6])
    found.compress_type = zipfile.ZIP_DEFLATED
    found.external_attr = 0o600 << 16
    return found


class _Pipe(io.RawIOBase):
    """What a zip is written to that is taken away while it is written."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: object) -> int:
        """Keep what is written until it is taken."""
        piece = bytes(memoryview(data))  # type: ignore[arg-type] # a buffer, as streams take
        self._held += piece
        return len(piece)

    def taken(self) -> bytes:
        """Return what was written since it was last taken."""
        data, self._held = bytes(self._held), bytearray()
        return data
