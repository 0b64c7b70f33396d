"""Tell people by mail what was done to their account: whoever did it cannot hide it."""

from datetime import datetime

from keystage_web.accounts import ids
from keystage_web.accounts.models import Person
from keystage_web.notices.actions import mail

_GROUP = 4


def unused() -> str:
    """Return a name for an effect that can be asked for any number of times."""
    found = ids.new()
    return "-".join(found[at : at + _GROUP] for at in range(0, ids.LENGTH, _GROUP))


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
