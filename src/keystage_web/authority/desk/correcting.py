"""Corrections: proposed to the school, agreed by telephone, or a code of the authority."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.desk.door import Act, At, acted, at, barred, done
from keystage_web.authority.desk.forms import Choices, CodeForm, CorrectForm, PhoneForm
from keystage_web.returns import actions, policies
from keystage_web.returns.desk import talk
from keystage_web.returns.states import SHOWN
from keystage_web.ui.pages import Asked, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@_BOTH
@entered
def propose(
    request: HttpRequest, scope: Scope, round_id: str, school: str
) -> HttpResponse:
    """Propose another value: the school agrees on its page, or by telephone."""
    here = at(scope, round_id, school, policies.CORRECT)
    pupils = here.sent().pupils
    if away := barred(request, here, SHOWN):
        return away
    form = CorrectForm(sent(request), pupils=pupils, components=here.components)
    lead = _(
        "Nothing is changed before the school agrees: on its page, or by telephone with "
        "a second officer of yours."
    )
    title = here.title(_("Propose a correction"))
    act = Act(
        policies.CORRECT,
        partial(actions.correct, **here.told),
        _("The school is asked to agree."),
        Asked(title, here.page, _("Ask the school"), lead),
        pupils,
    )
    return acted(request, here, form, act)


@_BOTH
@entered
def code(
    request: HttpRequest, scope: Scope, round_id: str, school: str
) -> HttpResponse:
    """Enter a code that the rulebook keeps for authorities; it stands at once."""
    here = at(scope, round_id, school, policies.CORRECT)
    pupils, codes = here.sent().pupils, codes_of(here)
    if not codes:
        raise Http404
    if away := barred(request, here, SHOWN):
        return away
    components = [
        (id_, title)
        for id_, title in here.components
        if any(code in here.book.components[id_].codes for code, _name in codes)
    ]
    form = CodeForm(sent(request), pupils=pupils, components=components, codes=codes)
    lead = _(
        "A school cannot enter these codes. It stands at once, and the school sees it "
        "with your reason."
    )
    title = here.title(_("Enter a code of the authority"))
    act = Act(
        policies.CORRECT,
        partial(actions.maladministration, **here.told),
        _("The code is entered. The school sees it."),
        Asked(title, here.page, _("Enter the code"), lead),
        pupils,
    )
    return acted(request, here, form, act)


@_BOTH
@entered
def phone(
    request: HttpRequest, scope: Scope, *, round_id: str, school: str, correction: str
) -> HttpResponse:
    """Keep that the school agreed by telephone; a second officer confirms it."""
    there = talk.is_correction(scope, round_id, school, correction)
    here = at(scope, round_id, school, policies.CORRECT, there=there)
    form = PhoneForm(sent(request), now=here.now)

    def do(name: str, **_parts: object) -> None:
        at = form.when()
        actions.by_phone(
            by=scope, correction=correction, name=name, at=at, now=here.now
        )

    said = _("A second officer has to confirm it now.")
    asked = Asked(here.title(_("Agreed by telephone")), here.page)
    return acted(request, here, form, Act(policies.CORRECT, do, said, asked))


@require_POST
@entered
def confirm(
    request: HttpRequest, scope: Scope, *, round_id: str, school: str, correction: str
) -> HttpResponse:
    """Confirm, as a second officer, that the school agreed by telephone."""
    there = talk.is_correction(scope, round_id, school, correction)
    here = at(scope, round_id, school, policies.CONFIRM_CORRECTION, there=there)

    def do() -> None:
        actions.confirm_phone(by=scope, correction=correction, now=here.now)

    return done(request, here, do, _("The correction is made."))


def codes_of(here: At) -> Choices:
    """Return the codes of the round's rulebook that schools do not enter, by its word."""
    return [
        (code.id, f"{code.id}: {code.name}")
        for code in here.book.codes.values()
        if code.role == "la"
    ]
