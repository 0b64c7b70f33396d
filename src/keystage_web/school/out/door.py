"""The way into what is taken out: the round, the right to it, and where its pages are."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from keystage_web import clock
from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import queries
from keystage_web.returns.outgoing.going import outgoing
from keystage_web.returns.outgoing.model import Outgoing
from keystage_web.returns.policies import SCHOOL_CTF
from keystage_web.ui.parts import Link


def out_of(scope: Scope, round_id: str, right: Right = SCHOOL_CTF) -> Outgoing:
    """Return what goes out of a round; there is no page where the scope sees none."""
    if queries.one(scope, round_id) is None:
        raise Http404
    right.demand(scope)
    found = outgoing(scope, round_id, clock.now())
    if found is None:
        raise Http404
    return found


def trail(out: Outgoing, last: str) -> list[Link]:
    """Return the breadcrumbs of a page."""
    return [
        Link(_("Home"), reverse("school:home")),
        Link(out.book.title, reverse("school:marksheet", args=[out.round])),
        Link(last, "", current=True),
    ]


def at(out: Outgoing, step: str = "") -> str:
    """Return the address of a step."""
    return reverse(f"school:out-{step}" if step else "school:out", args=[out.round])


def standing(out: Outgoing) -> str:
    """Return whether this is what was sent, in a sentence."""
    if out.sent:
        return _("These are the results as they were sent (version %(n)d).") % {
            "n": out.version
        }
    if out.changed:
        return _(
            "Unlocked: these are the results on the marksheet, not sent again yet."
        )
    return _("Not sent yet: these are the results as they stand on the marksheet.")
