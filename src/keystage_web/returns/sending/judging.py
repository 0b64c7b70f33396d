"""Judge a file as it comes in: whose, of which collection and year, and what is wrong."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from keystage.checks.words import listed
from keystage.core.errors import Refused
from keystage.intake import FileReport
from keystage.intake.output.document import weight
from keystage_web.accounts.models import School
from keystage_web.accounts.scopes import Scope
from keystage_web.files import messages
from keystage_web.files.actions import Judged
from keystage_web.files.kinds import TABLES, Kind
from keystage_web.files.models import Columns
from keystage_web.files.policies import COLUMNS
from keystage_web.returns.locking import closed
from keystage_web.returns.locking.routes import routes_of
from keystage_web.returns.models import Round
from keystage_web.returns.sending.reading import Asked, Looked, look
from keystage_web.returns.sheet.gather.gathering import gathered, standing_of
from keystage_web.returns.sheet.gather.records import entry_of
from keystage_web.returns.states import Route


def asked_of(
    scope: Scope,
    round_id: str,
    school: str,
    now: datetime,
    *,
    latest: datetime | None = None,
) -> Asked | None:
    """Return what a file of a school is asked for in a round; None where it sees none.

    `latest` is the moment no file is made after, where it is not `now`.
    """
    found = standing_of(scope, round_id, now, school)
    if found is None:
        return None
    of = gathered(scope, found, now)
    authority, number = numbers(scope, school)
    return Asked(
        of.plan.book,
        authority,
        number,
        tuple(map(entry_of, of.children)),
        settings.CONFIG.upload_limit,
        now,
        latest=latest,
        answers=COLUMNS.held(scope),
        columns=_columns(scope, school, of.plan.book.collection),
    )


def _columns(scope: Scope, school: str, collection: str) -> Mapping[str, str]:
    """Return what a school says of the headings of its tables."""
    rows = Columns.within(scope).filter(school=school, collection=collection)
    found: Mapping[str, str] | None = rows.values_list("mapping", flat=True).first()
    return found or {}


def numbers(scope: Scope, school: str) -> tuple[str, str]:
    """Return the authority's number and the school's seven digits; '' for who has none."""
    row = School.within(scope).select_related("authority").filter(id=school).first()
    if row is None:
        return "", ""
    whole = row.authority.number + row.number if row.number else ""
    return row.authority.number, whole


def judge(
    name: str, asked: Asked, routes: Collection[Route]
) -> Callable[[Path], Judged]:
    """Return what judges a file called `name`; it raises `Refused` for one not taken.

    `routes` are the ways in which results may come.
    """

    def found(path: Path) -> Judged:
        made = judged(look(name, path.read_bytes(), asked), asked)
        filled = made.kind in TABLES
        if (Route.TEMPLATE if filled else Route.FILE) not in routes:
            title = asked.book.title if asked.book else ""
            raise messages.no_route(title, filled=filled)
        return made

    return found


def routes(scope: Scope, round_id: str, school: str, now: datetime) -> frozenset[Route]:
    """Return the ways in which results of a school may come in a round, just now.

    Raises `Refused` where the round takes nothing, `Http404` where the scope sees none.
    """
    row = Round.within(scope).filter(id=round_id).first()
    if row is None:
        raise Http404
    if said := closed(row, now):
        raise messages.closed(said)
    return routes_of(row, school, now)


def judged(looked: Looked, asked: Asked) -> Judged:
    """Return what a file is and how much was found in it.

    A table whose columns are to be asked about first counts as not checked, where
    somebody is there to answer.
    Raises `Refused` where nothing of it can be taken: it cannot be read, it is another
    school's or another year's, or it holds another collection than was said.
    """
    report = looked.report
    if report.refused is not None:
        why = report.findings[0]
        raise Refused(report.refused, why.message, why.fix)
    form = report.dialect.form if report.dialect else Kind.CTF.value
    if looked.asks and asked.answers:
        return Judged(Kind(form))
    if not looked.rows and asked.book is not None:
        others = listed(looked.others) if looked.others else _("no such results")
        raise messages.not_tagged(asked.book.title, others)
    errors, queries, notes = counts(report)
    return Judged(
        Kind(form),
        checked=True,
        errors=errors,
        queries=queries,
        notes=notes,
        pupils=len(looked.rows),
    )


def counts(report: FileReport) -> tuple[int, int, int]:
    """Return how many errors, queries and notes a report holds."""
    found = [weight(one) for one in report.findings]
    errors, queries, notes = (found.count(at) for at in range(3))
    return errors, queries, notes
