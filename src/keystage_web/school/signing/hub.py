"""The page of one return: where it stands, what is to be done, all that was said of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.files.policies import DRY_RUN, RECALL
from keystage_web.files.policies import RECEIPT as OF_FILE
from keystage_web.files.receipts import reference as of_file
from keystage_web.returns import policies
from keystage_web.returns.board import own as board
from keystage_web.returns.desk.saying import Words
from keystage_web.returns.queries import Seen
from keystage_web.returns.standing import due, is_taking, left, said, standing
from keystage_web.returns.states import ENTERED, SHOWN, ReturnState
from keystage_web.returns.versions import queries
from keystage_web.returns.versions.facts import Facts, facts
from keystage_web.school.marksheet.doors import Doors
from keystage_web.school.signing import door
from keystage_web.school.signing.saying import gateway
from keystage_web.school.signing.talking import words
from keystage_web.ui.parts import Link, State


@dataclass(frozen=True, slots=True)
class Here:
    """A return before one who looks at it."""

    scope: Scope
    found: Seen
    held: Facts
    said: Words
    taking: bool

    @property
    def state(self) -> ReturnState:
        """Where it stands; what was not begun is a draft."""
        return self.held.state or ReturnState.DRAFT

    @property
    def at_work(self) -> bool:
        """Whether results are entered, or may be."""
        return self.state in ENTERED and self.taking


@require_safe
@door.on_return
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show a return with all that can be done about it just now."""
    found = door.seen(scope, round_id, policies.RETURN)
    held = facts(scope, round_id)
    if held is None:
        raise Http404
    now = clock.now()
    here = Here(scope, found, held, words(scope, found), is_taking(found.dates, now))
    said_ = _told(here)
    door.looked_at(scope, policies.RETURN, said_.pupils)
    told = {
        "found": found,
        "trail": door.trail(found),
        "state": _state(here),
        "due": due(found.dates),
        "left": left(found.dates, now) if here.at_work else "",
        "one": held.current,
        "came": _came(here),
        "held": held,
        "said": said_,
        "locked": here.state in SHOWN,
        "main": _main(here),
        "doors": list(_doors(here)),
        "reading": list(_reading(here)),
        "may_receipt": policies.RECEIPT.held(scope),
        "may_agree": policies.AGREE.held(scope),
        "may_late": policies.LATE.held(scope),
        "may_excuse": policies.EXCUSE.held(scope),
        "may_resume": policies.WITHDRAW.held(scope),
        "withdrawn": here.state is ReturnState.WITHDRAWN,
        "ticks": list(_ticks(here)),
        "unsent": len(queries.unsent(scope, round_id)) if here.at_work else 0,
    }
    return render(request, "school/signing/hub.html", told)


def _told(here: Here) -> Words:
    """Return what of all that was said waits for the school; who may not answer, less."""
    told = here.said.waiting
    if policies.THREAD.held(here.scope):
        return told
    return replace(told, threads=(), proposals=())


def _came(here: Here) -> Link | None:
    """Return the file that what stands came in: its reference, and its receipt."""
    one = here.held.current
    if one is None or not one.file or not OF_FILE.held(here.scope):
        return None
    return Link(of_file(one.file), reverse("files:receipt", args=[one.file]))


def _state(here: Here) -> State:
    """Return the word for the return, as the board has it."""
    mine = board.one(here.scope, here.found, clock.now())
    known = here.held.state is not None or here.taking
    return mine if known else standing(here.found.dates, clock.now())


def _main(here: Here) -> Link | None:
    """Return the one thing that is to be done next, where there is one."""
    scope, at = here.scope, here.found.id
    if here.held.awaits and policies.CONFIRM.held(scope):
        return Link(_("Confirm what was sent"), door.at("confirm", at))
    if here.at_work and policies.SUBMIT.held(scope):
        return Link(_("Check and send"), door.at("sign", at))
    if here.at_work and policies.VIEW.held(scope):
        return Link(_("Enter results"), Doors(at).grid)
    return None


def _doors(here: Here) -> Iterator[Link]:
    """Yield what may be done, in the order in which it is done."""
    scope, at, sent = here.scope, here.found.id, here.held.current
    shown = here.state in SHOWN
    unreceived = here.state is ReturnState.SUBMITTED and not (sent and sent.received)
    in_file = sent.file if sent else ""
    back = reverse("files:recall", args=[in_file]) if in_file else ""
    draft = here.at_work and here.state is ReturnState.DRAFT
    wanted = (
        (
            "unlock",
            _("Ask to unlock it"),
            shown and policies.REQUEST_UNLOCK.held(scope),
        ),
        (
            "withdraw",
            _("Take it back: nobody has received it yet"),
            unreceived and (RECALL if in_file else policies.WITHDRAW).held(scope),
        ),
        ("late", _("We will be late"), here.at_work and policies.LATE.held(scope)),
        ("excuse", _("Nothing to return"), draft and policies.EXCUSE.held(scope)),
        ("mine", _("Compare with your system"), DRY_RUN.held(scope)),
    )
    for name, label, there in wanted:
        if there:
            url = back if name == "withdraw" and back else door.at(name, at)
            yield Link(label, url)


def _reading(here: Here) -> Iterator[Link]:
    """Yield what there is to read."""
    at, scope = here.found.id, here.scope
    yield Link(_("Marksheet"), Doors(at).grid)
    yield Link(_("Marksheet for printing"), Doors(at).to("print"))
    if policies.PAPERS.held(scope):
        papers = reverse("school:papers", args=[at])
        yield Link(_("Reports and tables, and results as a file"), papers)
    if here.held.versions:
        yield Link(_("History of versions"), door.at("versions", at))
    if policies.THREAD.held(scope):
        yield Link(_("Questions and corrections"), door.at("questions", at))
    yield Link(_("What changed this year"), door.at("changed", at))
    yield Link(_("Guidance and contacts"), door.at("guidance", at))


def _ticks(here: Here) -> Iterator[tuple[str, str, str]]:
    """Yield what is done on the national gateway: its words, when it was, where to say it."""
    if not here.held.gateway:
        return
    days = {kind: said(day) for kind, day, _who in here.said.uploads}
    may = policies.UPLOADED.held(here.scope)
    for kind, label in gateway().items():
        url = door.at("uploaded", here.found.id, kind) if may else ""
        yield label, days.get(kind, ""), url
