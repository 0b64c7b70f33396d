"""Write down what people do to their account, and tell them by mail: nobody hides it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from keystage_web.accounts import ids
from keystage_web.accounts.models import Person
from keystage_web.audit import actions as audit
from keystage_web.audit.actions import Change
from keystage_web.notices.actions import mail

_GROUP = 4
_NOTHING: Mapping[str, Any] = {}


def unused() -> str:
    """Return a name for an effect that can be asked for any number of times."""
    found = ids.new()
    return "-".join(found[at : at + _GROUP] for at in range(0, ids.LENGTH, _GROUP))


def note(
    person: Person,
    action: str,
    now: datetime,
    *,
    changes: Sequence[Change] = (),
    said: Mapping[str, Any] = _NOTHING,
) -> None:
    """Write into the audit what a person did at the door, last in its transaction."""
    audit.record(
        authority=person.authority_id,
        by=person.pk,
        action=action,
        now=now,
        changes=changes,
        said=said,
    )


def tell(person: Person, what: str, now: datetime, *, to: str = "") -> None:
    """Tell a person of `what` (a mail's name), as part of an action.

    `to` is another address than the person's: the one they had until now.
    """
    mail(
        authority=person.authority_id,
        to=to or person.email,
        template=f"accounts/{what}",
        values={},
        now=now,
        effect_key=f"signing.{what}:{unused()}",
    )
