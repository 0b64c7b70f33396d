"""How often something may be tried: counted in the database, for all processes alike.

Each try costs `every`; up to `burst` of them may be ahead of time. So nobody waits
longer than `every` for the next one, and no more than `burst` and what an hour holds
are let through in an hour.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils.crypto import salted_hmac

from keystage_web.accounts.signing.models import Throttle

_SALT = "keystage.signing.throttle"


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted, how many tries there are in a row, and what one more costs."""

    name: str
    burst: int
    every: timedelta


# Five and five more in an hour: ten passwords an hour reach the hash, and an outsider
# keeps nobody out for longer than twelve minutes.
PASSWORD_OF_ACCOUNT = Limit("password.account", 5, timedelta(minutes=12))
# A whole authority may come from one address: only what fails is counted.
PASSWORD_FROM_ADDRESS = Limit("password.address", 30, timedelta(seconds=30))
# Codes: five in a row for one sign-in half done, or one session that is asked again, so
# that a stranger's tries are not its person's. Whoever has the password begins as many
# sign-ins as they like: what holds all of them up is the account's own count, of 20 and
# then five an hour. Of a million codes, of which three count at a time, a day of guessing
# finds one in about 2,400 cases. Passkeys, trusted browsers and sessions pass it by.
CODE = Limit("code", 5, timedelta(minutes=12))
CODE_OF_ACCOUNT = Limit("code.account", 20, timedelta(minutes=12))
SAME_CODE = Limit("code.same", 1, timedelta(minutes=2))
LINK_TO_ACCOUNT = Limit("link.account", 3, timedelta(minutes=20))
LINK_FROM_ADDRESS = Limit("link.address", 20, timedelta(minutes=1))
LINK_OPENED = Limit("link.opened", 30, timedelta(seconds=30))

# Mails that invite: no head types a hundred in a row, and no mailbox wants a sixth link.
INVITING = Limit("invite.sender", 100, timedelta(minutes=1))
INVITED = Limit("invite.address", 5, timedelta(minutes=30))


def take(limit: Limit, who: str, now: datetime) -> int:
    """Count a try; return 0 if it may be made, or the seconds to wait for it.

    What is further ahead than any count can be was counted by a clock that has gone
    back, as a demonstration's does when it is started again: it holds nobody up.
    """
    with transaction.atomic():
        key = _key(limit, who)
        Throttle.objects.get_or_create(key=key, defaults={"free_at": now})
        row = Throttle.objects.select_for_update().get(key=key)
        most = now + limit.every * limit.burst
        free = now if row.free_at > most else row.free_at
        ahead = max(free, now) + limit.every
        wait = ahead - now - limit.every * limit.burst
        if wait > timedelta():
            return max(1, ceil(wait.total_seconds()))
        row.free_at = ahead
        row.save(update_fields=["free_at"])
        return 0


def give_back(limit: Limit, who: str) -> None:
    """Count a try no longer: it was made by the right person."""
    with transaction.atomic():
        rows = Throttle.objects.select_for_update().filter(key=_key(limit, who))
        for row in rows:
            row.free_at -= limit.every
            row.save(update_fields=["free_at"])


def forget(now: datetime) -> None:
    """Throw away what no longer holds anyone up."""
    Throttle.objects.filter(free_at__lt=now).delete()


def _key(limit: Limit, who: str) -> str:
    text = f"{limit.name}:{who}"
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()
