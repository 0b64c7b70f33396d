"""Things in each state they may stand in, and in which of them each action is done.

A line is an action, its address, the things by state, the states it is done in, and what
it comes to in the others: refused (403), not there to be done any more (404, 410), or
led back to a page that says so (302).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from keystage_web import clock
from keystage_web.accounts.models import FactorReset, Invitation
from keystage_web.accounts.models.inviting import Invited, Key
from keystage_web.accounts.roles import Role
from keystage_web.files import actions
from keystage_web.jobs.models import State as Undone
from keystage_web.notices.models import Subscription
from keystage_web.returns.actions import rounds as rounding
from keystage_web.returns.states import Move
from tests.integration.web.authz.way import Ids, Way, every
from tests.integration.web.authz.ways import door, files, people, rounds, systems
from tests.integration.web.authz.world import Place

type Things = Mapping[str, Callable[[Place], Ids]]


def _round(place: Place, *moves: Move) -> Ids:
    made = rounds.draft(place)
    by = place.holds(Role.ADMINISTRATOR).scope()
    for move in moves:
        rounding.move(by=by, round_id=made["round_id"], move=move, now=clock.now())
    return made


def _file(place: Place, *, act: Callable[..., Any], role: Role) -> Ids:
    made = files.sent(place)
    act(by=place.holds(role).scope(), file=made["file"], now=clock.now())
    return made


def _ended(place: Place, make: Callable[[Place], Ids], state: Invited) -> Ids:
    made = make(place)
    row = Invitation.unscoped.filter(pk=made["invitation"])
    row.update(state=state, ended_at=timezone.now())
    return made


def _over(place: Place) -> Ids:
    made = people.invitation(place)
    before = timezone.now() - timedelta(days=1)
    Invitation.unscoped.filter(pk=made["invitation"]).update(until=before)
    return made


def _link(place: Place, **changed: Any) -> Ids:
    made = door.offer(place)
    Invitation.unscoped.order_by("-until").filter(name="New Person").update(**changed)
    return made


def _reset(place: Place) -> Ids:
    made = people.reset(place)
    FactorReset.unscoped.filter(pk=made["reset"]).update(ended_at=timezone.now())
    return made


def _hook(place: Place) -> Ids:
    made = systems.hook(place)
    Subscription.objects.filter(pk=made["hook"]).update(ended_at=timezone.now())
    return made


ROUND: Things = {
    "draft": _round,
    "open": lambda place: _round(place, Move.OPEN),
    "closed": lambda place: _round(place, Move.OPEN, Move.CLOSE),
    "archived": lambda place: _round(place, Move.OPEN, Move.CLOSE, Move.ARCHIVE),
}
FILE: Things = {
    "sent": files.sent,
    "received": partial(_file, act=actions.mark_received, role=Role.OFFICER),
    "recalled": partial(_file, act=actions.recall, role=Role.OFFICE),
}
INVITATION: Things = {
    "sent": people.invitation,
    "over": _over,
    "used": partial(_ended, make=people.invitation, state=Invited.ACCEPTED),
    "withdrawn": partial(_ended, make=people.invitation, state=Invited.WITHDRAWN),
}
TO_CONFIRM: Things = {
    "asked": people.asked,
    "used": partial(_ended, make=people.asked, state=Invited.ACCEPTED),
    "withdrawn": partial(_ended, make=people.asked, state=Invited.WITHDRAWN),
}
LINK: Things = {
    "sent": door.offer,
    "over": lambda place: _link(place, until=timezone.now() - timedelta(days=1)),
    "used": lambda place: _link(place, state=Invited.ACCEPTED, digest=""),
    "withdrawn": lambda place: _link(place, state=Invited.WITHDRAWN, digest=""),
}
KEY: Things = {state.value: partial(people.key, state=state) for state in Key}
RESET: Things = {"asked": people.reset, "ended": _reset}
HOOK: Things = {"told": systems.hook, "ended": _hook}
JOB: Things = {state.value: partial(systems.given_up, state=state) for state in Undone}


@dataclass(frozen=True)
class Line:
    """An action at an address, on things by state; `more` is what it sends besides."""

    action: str
    route: str
    things: Things
    done_in: str
    comes_to: int
    method: str = "POST"
    more: Mapping[str, str] | None = None

    def __str__(self) -> str:
        """Return what names it among the tests."""
        said = "-".join((self.more or {}).values())
        return f"{self.action}-{self.method}-{self.route}-{said}".rstrip("-")

    @property
    def way(self) -> Way:
        """The way of the matrix it is a line of."""
        told = (self.action, self.method, self.route)
        return next(
            one for one in every() if (one.action, one.method, one.route) == told
        )


def _moving(move: Move, done_in: str) -> Line:
    route, told = "authority:round-move", {"move": move.value}
    return Line("collections.open_close", route, ROUND, done_in, 302, more=told)


EDIT, EXTEND = "collections.create_edit", "collections.extend_deadline"
INVITE, CONFIRM, RESET_MFA = "users.invite_school", "users.invite_la", "users.reset_mfa"
DECIDE, SIDE = "key.approve_revoke", ("school", "authority")
LINES = (
    Line(EDIT, "authority:round-edit", ROUND, "draft", 302),
    Line(EDIT, "authority:round-edit", ROUND, "draft", 302, method="GET"),
    _moving(Move.OPEN, "draft"),
    _moving(Move.CLOSE, "open"),
    _moving(Move.REOPEN, "closed"),
    _moving(Move.ARCHIVE, "closed"),
    Line(EXTEND, "authority:round-extend", ROUND, "open", 302),
    Line("file.download_original", "files:original", FILE, "sent|received", 403, "GET"),
    Line("file.recall", "files:recall", FILE, "sent", 403),
    Line("file.mark_received", "files:received", FILE, "sent", 403),
    *(Line(INVITE, f"{at}:resend", INVITATION, "sent|over", 404) for at in SIDE),
    *(Line(INVITE, f"{at}:withdraw", INVITATION, "sent|over", 404) for at in SIDE),
    Line(CONFIRM, "authority:confirm", TO_CONFIRM, "asked", 404),
    Line(CONFIRM, "authority:withdraw", TO_CONFIRM, "asked", 404),
    Line("users.accept", "accounts:invited", LINK, "sent", 410, method="GET"),
    Line("users.accept", "accounts:invited", LINK, "sent", 410),
    Line("key.take", "school:key-take", KEY, "approved", 404),
    Line(DECIDE, "authority:key-approve", KEY, "asked", 404),
    *(Line(DECIDE, f"{at}:key-revoke", KEY, "asked|approved|live", 404) for at in SIDE),
    Line(RESET_MFA, "authority:reset-done", RESET, "asked", 404),
    Line(RESET_MFA, "authority:reset-drop", RESET, "asked", 404),
    Line("webhook.try", "authority:hook-try", HOOK, "told", 403),
    Line("webhook.unsubscribe", "authority:hook-end", HOOK, "told", 403),
    Line("job.again", "authority:undone-again", JOB, "failed", 403),
    Line("job.set_aside", "authority:undone-aside", JOB, "failed", 403),
)
# States the matrix names that no line tries, and why.
_RETURNS = "a return's own states: tests/integration/web/returns tries each"
ELSEWHERE = {
    "file.take": "results of a file that was recalled: files/sent/test_results.py",
    "file.columns": "columns of a file that was recalled: files/sent/test_columns.py",
    "file.upload_": "a round that is not open takes no file: files/sent/test_asking.py",
    "marksheet.": _RETURNS,
    "return.": _RETURNS,
}
