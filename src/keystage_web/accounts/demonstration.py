"""The people of a demonstration, and how they sign in: shown there and nowhere else.

Their addresses end in `.invalid`, so that nobody of the world is meant. Whoever fills
a demonstration calls `equip` for those who are to be shown.
"""

import time
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction

from keystage.core.errors import UsageError
from keystage_web.accounts.models import Membership, Person
from keystage_web.accounts.models.people import State
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing import terms
from keystage_web.accounts.signing.proofs import factors

PASSWORD = "demonstration of results"  # noqa: S105 - shown on the page, for invented people
_SECRET = "KEYSTAGEDEMONSTRATION23452345234"  # noqa: S105 - the same
_DOMAIN = ".invalid"
_PERIOD = 30  # seconds a code is shown for
_ORDER = (Role.TEACHER, Role.OFFICE, Role.HEAD, Role.OFFICER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody to try the service as."""

    name: str
    role: str
    email: str
    password: str
    school: str = ""


@transaction.atomic
def equip(person: Person) -> None:
    """Give an invented person the password, the app and the terms of a demonstration.

    Raises `UsageError` anywhere else, and for a person who may be of this world.
    """
    if not settings.CONFIG.demonstration or not person.email.endswith(_DOMAIN):
        raise UsageError("Only invented people of a demonstration are shown.")
    person.set_password(PASSWORD)
    person.terms = terms.of(person.authority_id).version
    person.state = State.ACTIVE
    person.save(update_fields=["password", "terms", "state"])
    factors.clear(person.pk)
    totp.TOTP.activate(person, _SECRET)


def people() -> list[Shown]:
    """Return the people to try the service as, one for each role; none elsewhere."""
    if not settings.CONFIG.demonstration:
        return []
    shown = Authenticator.objects.filter(type=factors.APP).values("user")
    rows = (
        Membership.unscoped.filter(
            person__in=shown, person__email__endswith=_DOMAIN, until=None
        )
        .select_related("person", "school")
        .order_by("-person__email")
    )
    found = {row.role: row for row in rows.filter(role__in=_ORDER)}
    return [_shown(found[role], role) for role in _ORDER if role in found]


def _shown(row: Membership, role: Role) -> Shown:
    one, school = row.person, row.school.name if row.school else ""
    return Shown(one.name, str(role.label), one.email, PASSWORD, school)


def code(person: str) -> str:
    """Return the code the app of an invented person shows now; '' elsewhere."""
    row = Authenticator.objects.filter(user_id=person, type=factors.APP).first()
    return code_of(decrypt(row.data["secret"])) if row else ""


def code_of(secret: str) -> str:
    """Return the code of an app's key now; '' outside a demonstration."""
    if not settings.CONFIG.demonstration:
        return ""
    counter = int(time.time()) // _PERIOD
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))
