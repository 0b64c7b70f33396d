"""A school's return of which all is said that names a pupil, and the ids it is found by."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from keystage_web import clock
from keystage_web.accounts.roles import Role
from keystage_web.returns import actions
from keystage_web.returns.models import Version
from keystage_web.returns.versions.content import lines
from tests.integration.web.authz.way import Ids
from tests.integration.web.authz.ways import signing
from tests.integration.web.authz.ways.rolls import taught
from tests.integration.web.authz.world import Place

type Ended = Callable[[Place, Ids], None]
PART = "E02"


def talked(place: Place) -> Ids:
    """Let a pupil be asked about and corrected, once agreed to and once not.

    What is returned is the address of whatever page there is of it.
    """
    made = signing.sent(place)
    at = {"round_id": made["round_id"], "school": place.school.pk}
    first = lines(Version.unscoped.get(id=made["version"]).content)[0].id
    who: dict[str, Any] = {"by": signing.officer(place), "now": clock.now(), **at}
    cell: Any = {"pupil": first, "component": PART}
    agreed = actions.correct(**who, **cell, value="1", reason="So.")
    head = signing.head(place)
    actions.agree(by=head, correction=agreed, now=clock.now())
    waits = actions.correct(**who, **cell, value="2", reason="So.")
    query = actions.query(**who, **cell, text="Is it so?")
    second = Version.unscoped.filter(of_return__round=made["round_id"], number=2)
    return {
        **at,
        **cell,
        "klass": taught(place).pk,
        "version": second.get(school=place.school).id,
        "number": "2",
        "query": query,
        "correction": waits,
        "kind": "uploaded",
        "form": "csv",
    }


def unlocked(place: Place, made: Ids) -> None:
    """Let the pupil's results be changed again, and nobody else's."""
    actions.unlock(
        by=signing.officer(place),
        round_id=made["round_id"],
        school=made["school"],
        pupils=[made["pupil"]],
        components=[],
        until=clock.now() + timedelta(days=1),
        reason="So.",
        now=clock.now(),
    )


def withdrawn(place: Place, made: Ids) -> None:
    """Let the question be answered, and the return be taken back."""
    by = signing.head(place)
    actions.answer(by=by, query=made["query"], text="It is.", now=clock.now())
    told = {"round_id": made["round_id"], "reason": "x"}
    actions.withdraw(by=by, **told, now=clock.now())


def as_it_is(place: Place, made: Ids) -> None:
    """Leave it as it is."""
    del place, made


ENDED: tuple[Ended, ...] = (as_it_is, unlocked, withdrawn)
LOOKING = (Role.TEACHER, Role.HEAD, Role.OFFICER)
