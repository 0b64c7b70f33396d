"""What jobs, deliveries and what went wrong with them are called on pages."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from keystage_web.accounts.rights import Right
from keystage_web.authority.systems.policies import AGAIN, SET_ASIDE
from keystage_web.ui.parts import State, Tone

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

JOBS: "dict[str, StrPromise]" = {
    "accounts.asleep": _("Let accounts sleep that nobody used for a year"),
    "accounts.staff": _("Ask schools in May who is still there"),
    "notices.event": _("Tell another system of an event"),
    "notices.mail": _("Send a mail"),
    "notices.sweep": _("Forget what left the service long ago"),
    "returns.digest": _("Tell the officers what schools did in an hour"),
    "rolls.erase_drafts": _("Erase rolls that nobody saved"),
    "signing.failed": _("Tell somebody of tries to sign in as them"),
    "signing.reset": _("Send a link for a new password"),
    "signing.sweep": _("Forget old sessions and links"),
}
SENDINGS = {
    "waiting": State(_("Waiting"), Tone.WAITING),
    "sent": State(_("Taken"), Tone.DONE),
    "failed": State(_("Given up"), Tone.PROBLEM),
    "kept": State(_("Kept here"), Tone.QUIET),
}
FAILURES: "dict[str, StrPromise]" = {
    "ConnectionRefusedError": _("Nobody listens there"),
    "NotOutside": _("The name does not lead to the internet"),
    "NotTaken": _("It did not say that it took it"),
    "SSLCertVerificationError": _("Its certificate is not one to trust"),
    "SubscriptionEnded": _("It was to be told no more"),
    "TimeoutError": _("It did not answer in time"),
    "WorkerLost": _("The worker that did it was stopped"),
    "gaierror": _("Nothing has this name"),
}
TOLD, ENDED = State(_("Told"), Tone.DONE), State(_("Ended"), Tone.QUIET)
TRIED = _("A try, to see that it works")
DONE: "dict[Right, StrPromise]" = {
    AGAIN: _("It is tried again."),
    SET_ASIDE: _("It was set aside."),
}


def job(kind: str) -> str:
    """Return what a kind of job does; its name in the code where no words are kept."""
    return str(JOBS.get(kind, kind))


def failure(name: str) -> str:
    """Return what went wrong; its class in the code where no words are kept."""
    return str(FAILURES.get(name, name))


def sending(state: str) -> State:
    """Return how a delivery stands."""
    return SENDINGS[state]
