"""What the matrix says must come of a try, and whether it did."""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from django.conf import settings
from django.shortcuts import resolve_url

from keystage_web.accounts.roles import AT_AUTHORITY, AT_SCHOOL
from tests.integration.web.authz.trial import Came
from tests.integration.web.authz.way import Way, column
from tests.integration.web.authz.world import Actor, Place

# Where somebody is sent who may not come in: by name, beside settings.LOGIN_URL.
DOORS = ("accounts:choose", "accounts:factor", "accounts:terms")


class Verdict(StrEnum):
    """What must come of a try."""

    ALLOWED = "allowed: its answer, its effect, its event"
    REFUSED = "refused: 403, nothing changed, the try in the audit"
    ABSENT = "absent: 404 as if it were missing, nothing changed"
    DOOR = "sent to the door, nothing changed"


def expected(way: Way, actor: Actor, place: Place | None, *, other: bool) -> Verdict:
    """Return what must come of an actor's try of a thing at a place; None: it is missing.

    `other` says that the thing is of a class that is not the actor's.
    """
    cell = way.row.cells[column(actor.role)]
    if cell == "pub":
        return Verdict.ALLOWED
    if actor.role is None:
        return Verdict.DOOR
    strange = way.site == "authority" and actor.role in AT_SCHOOL
    if (way.site == "school" and actor.role in AT_AUTHORITY) or (
        strange and way.asked.hidden
    ):
        return Verdict.ABSENT
    if way.asked.of and not (place and seen(way, actor, place)):
        return Verdict.ABSENT
    if (other and cell == "class") or (cell == "self" and way.asked.of):
        return Verdict.ABSENT
    return Verdict.REFUSED if cell == "-" or strange else Verdict.ALLOWED


def seen(way: Way, actor: Actor, place: Place) -> bool:
    """Return whether what is at a place is within an actor's scope."""
    assert actor.place is not None
    if place.authority != actor.place.authority:
        return False
    if actor.role in AT_AUTHORITY:
        return True
    return place.number == actor.place.number or (not place.number and way.asked.open)


@dataclass(frozen=True, slots=True)
class Trial:
    """A try: the way, who, what must come of it, what came, and how missing looks."""

    way: Way
    actor: Actor
    want: Verdict
    came: Came
    missing: bytes | None = None


def wrong(trial: Trial) -> str:
    """Return what is wrong with what came; '' where nothing is."""
    found = _allowed(trial) if trial.want is Verdict.ALLOWED else _kept_out(trial)
    if not found:
        return ""
    told = "; ".join(found)
    return f"{trial.way} by {trial.actor.name}: wanted {trial.want}; {told}"


def _kept_out(trial: Trial) -> list[str]:
    came, want = trial.came, trial.want
    found = ["something changed"] if came.changed else []
    if came.done:
        found.append(f"the audit tells of {came.done}")
    if want is Verdict.DOOR:
        return found + ([] if at_the_door(came) else [f"it came to {came.status}"])
    if came.status != (403 if want is Verdict.REFUSED else 404):
        found.append(f"it came to {came.status} {came.to}")
    tries = {(trial.way.action, trial.actor.person)}
    if came.refused != (tries if want is Verdict.REFUSED else set()):
        found.append(f"the audit's refusals are {came.refused}")
    if want is Verdict.ABSENT and trial.missing not in {None, came.body}:
        found.append("it does not look as if it were missing")
    return found


def _allowed(trial: Trial) -> list[str]:
    way, actor, came = trial.way, trial.actor, trial.came
    found = []
    sent_away = at_the_door(came) and actor.person and not way.asked.leads
    if came.status not in way.asked.status or sent_away:
        found.append(f"it came to {came.status} {came.to}")
    if came.refused:
        found.append(f"the audit's refusals are {came.refused}")
    if not way.asked.effect:
        return found
    if came.changed != (way.method == "POST"):
        found.append("something changed" if came.changed else "nothing changed")
    wanted = {(way.action, actor.person)} if way.method == "POST" else set()
    if came.done != wanted:
        found.append(f"the audit tells of {came.done}")
    return found


def at_the_door(came: Came) -> bool:
    """Return whether somebody was sent to sign in, or to choose a role.

    A script cannot be sent anywhere: it is told 401.
    """
    if came.status == HTTPStatus.UNAUTHORIZED:
        return True
    doors = {resolve_url(name) for name in (settings.LOGIN_URL, *DOORS)}
    return came.status == 302 and came.to.partition("?")[0] in doors
