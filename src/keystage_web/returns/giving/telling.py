"""What officers take of single schools, counted: past a number in an hour it is told."""

from datetime import datetime, timedelta

from django.conf import settings

from keystage_web.accounts.models import Membership
from keystage_web.accounts.models.people import State
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing import throttles
from keystage_web.accounts.signing.telling import unused
from keystage_web.accounts.signing.throttles import Limit
from keystage_web.notices.actions import mail

_HOUR = timedelta(hours=1)
_TOLD = Limit("download.told", 1, _HOUR)


def administrators(by: Scope) -> list[str]:
    """Return the addresses of an authority's administrators."""
    rows = Membership.within(by).filter(
        role=Role.ADMINISTRATOR, until=None, suspended="", person__state=State.ACTIVE
    )
    return sorted(set(rows.values_list("person__email", flat=True)))


def counted(by: Scope, now: datetime) -> None:
    """Count that an officer took a return, or a file; tell of more than an hour's number.

    Nobody is kept from their work: the administrators get a mail, once an hour for
    each officer.
    """
    many = settings.CONFIG.downloads_an_hour
    within = Limit("download.single", many, _HOUR / many)
    if not throttles.take(within, by.person, now):
        return
    if throttles.take(_TOLD, by.person, now):
        return
    for email in administrators(by):
        mail(
            authority=by.authority,
            to=email,
            template="returns/taken",
            values={"count": many, "link": "/authority/"},
            now=now,
            effect_key=f"returns.taken:{unused()}",
        )
