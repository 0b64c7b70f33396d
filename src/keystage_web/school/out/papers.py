"""A school's papers and tables: for a class or for all, each download on the record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_safe

from keystage.exports.tables import table as tables
from keystage.reports.papers import handover, listing, pdf, slips
from keystage.reports.school import build
from keystage.reports.school import pdf as report
from keystage.reports.school.model import Given, Wishes
from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs import proof
from keystage_web.files.kinds import TYPES, Kind
from keystage_web.files.names import disposition
from keystage_web.returns.outgoing import figures
from keystage_web.returns.outgoing.model import Outgoing, Person
from keystage_web.returns.policies import EXPORT, PAPERS, VIEW
from keystage_web.rolls.looking import looked
from keystage_web.school.out import door
from keystage_web.school.out.making import local
from keystage_web.school.roll.door import at_school

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which results are taken out: its words, and for whom it is."""

    id: str
    title: "StrOrPromise"
    says: "StrOrPromise"


_TABLES = (
    Form(
        "xlsx", gettext_lazy("Workbook (XLSX)"), gettext_lazy("A row for each pupil.")
    ),
    Form(
        "csv", gettext_lazy("Table (CSV)"), gettext_lazy("The same, for any program.")
    ),
)
_PAPERS = (
    Form("list", gettext_lazy("List (PDF)"), gettext_lazy("Every pupil and result.")),
    Form(
        "summary",
        gettext_lazy("Summary on one page (PDF)"),
        gettext_lazy("Figures beside those of the years before; no names."),
    ),
    Form(
        "slips",
        gettext_lazy("Slips for parents and carers (PDF)"),
        gettext_lazy("One page for each pupil, in plain words."),
    ),
    Form(
        "handover",
        gettext_lazy("Handover to year 1 (PDF)"),
        gettext_lazy(
            "For the next teacher: the list, and by goal who is not there yet."
        ),
    ),
)


@require_safe
@at_school
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show what can be taken out, for a class or for all."""
    out = door.out_of(scope, round_id, PAPERS)
    klass = _klass(request, out)
    query = f"?class={klass}" if klass else ""
    seen = [one.id for one in out.of_class(klass)]
    looked(by=scope, right=VIEW, pupils=seen, school=scope.school, now=clock.now())
    told: dict[str, Any] = {
        "out": out,
        "words": out.book.words,
        "trail": door.trail(out, _("Reports and tables")),
        "standing": door.standing(out),
        "klass": klass,
        "classes": sorted(
            {(one.child.klass_name, one.child.klass) for one in out.owed} - {("", "")}
        ),
        "count": len(out.of_class(klass)),
        "people": out.of_class(klass),
        "slips": reverse("school:papers-paper", args=[round_id, "slips"]),
        "papers": [
            (one, reverse("school:papers-paper", args=[round_id, one.id]) + query)
            for one in _PAPERS
            if one.id != "handover" or handover.leads_to(out.book)
        ],
        "tables": [
            (one, reverse("school:papers-table", args=[round_id, one.id]) + query)
            for one in (_TABLES if EXPORT.held(scope) else ())
        ],
        "wizard": reverse("school:out", args=[round_id]) if EXPORT.held(scope) else "",
    }
    return render(request, "school/out/papers.html", told)


@require_GET
@at_school
def table(request: HttpRequest, scope: Scope, round_id: str, form: str) -> HttpResponse:
    """Give the results as a table, a row for each pupil."""
    out = door.out_of(scope, round_id, EXPORT)
    if form not in {one.id for one in _TABLES}:
        raise Http404
    if asked := proof.step_up(request):
        return asked
    people = out.of_class(_klass(request, out))
    now = clock.now()
    told = out.return_of(people)
    grid = tables.of(told, out.book)
    if form == Kind.CSV.value:
        data = tables.as_csv(grid)
    else:
        data = tables.as_xlsx(grid, told, out.book, local(now))
    ids = [one.id for one in people]
    looked(by=scope, right=EXPORT, pupils=ids, school=scope.school, now=now)
    return _saved(data, TYPES[Kind(form)], _name(out, form, ""))


@require_GET
@at_school
def paper(request: HttpRequest, scope: Scope, round_id: str, form: str) -> HttpResponse:
    """Give the results as a PDF."""
    out = door.out_of(scope, round_id, PAPERS)
    make = _MAKING.get(form)
    if make is None or (form == "handover" and not handover.leads_to(out.book)):
        raise Http404
    klass, now = _klass(request, out), clock.now()
    people = out.of_class(klass)
    if one := _one(request, out):
        people = [one]
    earlier = figures.before(scope, round_id, now) if form == "summary" else []
    data = make(out, figures.given(out, people, now, earlier), now)
    ids = [one.id for one in people]
    looked(by=scope, right=PAPERS, pupils=ids, school=scope.school, now=now)
    return _saved(data, _PDF, _name(out, "pdf", f"-{form}"))


def _list(out: Outgoing, given: Given, now: datetime) -> bytes:
    made = build.report(given, Wishes(), local(now).date())
    return pdf.render(listing.listing(made, mark=_mark(out)))


def _summary(out: Outgoing, given: Given, now: datetime) -> bytes:
    made = build.report(given, Wishes(names=False), local(now).date())
    missing = (_mark(out), *made.missing) if _mark(out) else made.missing
    return report.render(replace(made, lists=(), missing=missing))


def _slips(out: Outgoing, given: Given, now: datetime) -> bytes:
    return pdf.render(slips.slips(given, local(now).date(), mark=_mark(out)))


def _handover(out: Outgoing, given: Given, now: datetime) -> bytes:
    return pdf.render(handover.handover(given, local(now).date(), mark=_mark(out)))


_MAKING: Mapping[str, Callable[[Outgoing, Given, datetime], bytes]] = {
    "list": _list,
    "summary": _summary,
    "slips": _slips,
    "handover": _handover,
}


def _mark(out: Outgoing) -> str:
    return "" if out.sent else _("Not sent yet: results may still change.")


def _klass(request: HttpRequest, out: Outgoing) -> str:
    """Return the class that is asked for, '' for all or for what is none."""
    asked = request.GET.get("class", "")
    return asked if asked in {one.child.klass for one in out.owed} else ""


def _one(request: HttpRequest, out: Outgoing) -> Person | None:
    """Return the one pupil that is asked for, if any is."""
    found = out.those({request.GET.get("pupil", "")})
    return found[0] if found else None


def _name(out: Outgoing, ending: str, what: str) -> str:
    """Return a name that tells of the school and of no pupil."""
    school = out.number or out.school.urn or "school"
    return f"{school}-{out.book.id}{what}.{ending}"


def _saved(data: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer.headers["Content-Disposition"] = disposition(name, Kind.CSV)
    return answer
