"""One child's pages: what the roll says, coming, leaving, putting right."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from keystage.core.errors import UsageError
from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.policies import SCHOOL_CTF
from keystage_web.rolls import actions, pages
from keystage_web.rolls.children import Fact, day
from keystage_web.rolls.looking import looked
from keystage_web.rolls.pages import pupil_context
from keystage_web.rolls.policies import (
    ADD,
    BELOW,
    CORRECT,
    HISTORY,
    LEAVE,
    SENSITIVE,
    VIEW,
    VIEW_PRIORS,
)
from keystage_web.rolls.queries import child as queries
from keystage_web.rolls.queries import roll
from keystage_web.rolls.queries.priors import priors_of
from keystage_web.school.roll.door import at_school, year
from keystage_web.school.roll.forms import Add, Identity, Leave, Renumber
from keystage_web.ui.forms import Form

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY


def found(scope: Scope, pupil: str) -> queries.Shown:
    """Return a pupil whom the scope sees; else there is no such page."""
    try:
        return queries.pupil(scope, pupil)
    except queries.NotThere:
        raise Http404 from None


@require_safe
@at_school
def page(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Show a pupil: what the roll says, and who reports."""
    one = found(scope, pupil)
    VIEW.demand(scope)
    looked(by=scope, right=VIEW, pupils=[pupil], school=one.school, now=clock.now())
    told = pupil_context(scope, one) | {
        "may_correct": CORRECT.held(scope),
        "may_leave": LEAVE.held(scope),
        "may_below": BELOW.held(scope),
        "may_history": HISTORY.held(scope),
        "may_transfer": SCHOOL_CTF.held(scope),
        "may_needs": SENSITIVE.held(scope),
    }
    return render(request, "school/roll/pupil.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def add(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Put a child on the roll by hand; the child's page says who reports."""
    ADD.demand(scope)
    classes = [name for _id, name in roll.class_names(scope, year())]
    if request.method != "POST":
        form = Add(classes, initial={"key": ids.new()})
        return render(request, "school/roll/add.html", {"form": form})
    form = Add(classes, request.POST)
    if form.is_valid():
        held = form.cleaned_data
        move = actions.Move(held["came_from"], held["from_school"], held["also_at"])
        try:
            pupil = actions.add(
                by=scope,
                year=year(),
                key=held["key"],
                facts=form.facts(),
                move=move,
                sure=held["sure"],
                now=clock.now(),
            )
        except actions.Known as known:
            return _known(request, scope, form, known)
        except UsageError:
            form.add_error(None, _("Load this page again, and send it once more"))
            return _drawn(request, "add", form)
        return redirect("school:pupil", pupil)
    return _drawn(request, "add", form)


def _known(
    request: HttpRequest, scope: Scope, form: Add, known: actions.Known
) -> HttpResponse:
    """Say which child of the roll it may be, with a link to it."""
    if known.number:
        form.add_error("upn", _("UPN: another child of this roll has it, or had it"))
    else:
        said = _("A child of this name and date of birth is on the roll: look first")
        form.add_error("sure", said)
    there = queries.chosen(scope, year(), [known.pupil])
    seen = [known.pupil]
    looked(by=scope, right=VIEW, pupils=seen, school=scope.school, now=clock.now())
    return _drawn(request, "add", form, {"there": there})


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def leave(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Mark a child as having left."""
    one = found(scope, pupil)
    LEAVE.demand(scope)
    form = Leave(request.POST) if request.method == "POST" else Leave()
    if form.is_valid():
        held = form.cleaned_data
        move = actions.Move(held["gone_to"], held["to_school"])
        try:
            actions.leave(
                by=scope, pupil=pupil, day=held["day"], move=move, now=clock.now()
            )
        except UsageError:
            form.add_error("day", _("Last day on the roll: it is before the first day"))
        else:
            messages.success(
                request, _("Marked as left. You can undo it on this page.")
            )
            return redirect("school:pupil", pupil)
    return _of(request, scope, "leave", form, one=one)


@require_POST
@at_school
def back(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Undo that a child was marked as having left."""
    found(scope, pupil)
    actions.back(by=scope, pupil=pupil, now=clock.now())
    messages.success(request, _("This child is on the roll again."))
    return redirect("school:pupil", pupil)


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def renumber(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Put a UPN right; the one before is kept as a former one."""
    one = found(scope, pupil)
    CORRECT.demand(scope)
    form = Renumber(request.POST if request.method == "POST" else None)
    field = form.fields["upn"]
    field.hint, field.year = one.registered.number, one.year  # type: ignore[attr-defined]  # ours
    if form.is_valid():
        try:
            number = form.cleaned_data["upn"]
            actions.renumber(by=scope, pupil=pupil, upn=number, now=clock.now())
        except actions.Known:
            form.add_error("upn", _("UPN: another child of this roll has it"))
        else:
            messages.success(
                request, _("The UPN was put right; the one before is kept.")
            )
            return redirect("school:pupil", pupil)
    return _of(request, scope, "upn", form, one=one)


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def correct(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Put who a child is right."""
    one = found(scope, pupil)
    CORRECT.demand(scope)
    if request.method == "POST":
        form = Identity(request.POST)
    else:
        form = Identity(initial=_initial(one))
    if form.is_valid():
        actions.correct(by=scope, pupil=pupil, facts=form.facts(), now=clock.now())
        messages.success(request, _("Put right."))
        return redirect("school:pupil", pupil)
    return _of(request, scope, "facts", form, one=one)


@require_POST
@at_school
def below(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Say of which subjects' tests a child is registered as below the standard."""
    one = found(scope, pupil)
    BELOW.demand(scope)
    known = [id_ for id_, _title in pupil_context(scope, one)["tests"]]
    ticked = [id_ for id_ in known if id_ in request.POST.getlist("below")]
    actions.below(by=scope, pupil=pupil, subjects=ticked, now=clock.now())
    messages.success(request, _("Saved."))
    return redirect("school:pupil", pupil)


@require_safe
@at_school
def history(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Show what was done with a child, and who looked."""
    one = found(scope, pupil)
    HISTORY.demand(scope)
    return pages.history(request, scope, one, reverse("school:pupil", args=[pupil]))


@require_safe
@at_school
def needs(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Show pupil premium, SEN, first language and postcode, where the authority asks for them."""
    one = found(scope, pupil)
    SENSITIVE.demand(scope)
    looked(
        by=scope, right=SENSITIVE, pupils=[pupil], school=one.school, now=clock.now()
    )
    told = pupil_context(scope, one)
    return render(request, "school/roll/needs.html", told)


@require_safe
@at_school
def priors(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Show results of earlier years, where all that tells who it is matches."""
    one = found(scope, pupil)
    VIEW_PRIORS.demand(scope)
    now = clock.now()
    looked(by=scope, right=VIEW_PRIORS, pupils=[pupil], school=one.school, now=now)
    told = {"one": one, "results": priors_of(scope, one)}
    return render(request, "school/roll/priors.html", told)


def _of(
    request: HttpRequest, scope: Scope, page: str, form: Form, *, one: queries.Shown
) -> HttpResponse:
    """Draw a page with a form about a child, who is seen on it."""
    looked(by=scope, right=VIEW, pupils=[one.id], school=one.school, now=clock.now())
    return _drawn(request, page, form, {"one": one})


def _initial(one: queries.Shown) -> dict[str, object]:
    plain: tuple[Fact, ...] = ("surname", "forename", "middle", "sex", "year_group")
    days: tuple[Fact, ...] = ("born", "joined")
    held: dict[str, object] = {name: one.child.get(name) for name in plain}
    return held | {name: day(one.child.get(name)) for name in days}


def _drawn(
    request: HttpRequest, page: str, form: Form, told: dict[str, object] | None = None
) -> HttpResponse:
    """Draw a page with a form; one with problems comes back as 422."""
    status = _WRONG if form.is_bound and form.errors else HTTPStatus.OK
    context = {"form": form, **(told or {})}
    return render(request, f"school/roll/{page}.html", context, status=status)
