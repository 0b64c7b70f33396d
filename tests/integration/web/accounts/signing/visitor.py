"""Somebody at the door: a person with a password and an app, and their browser."""

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from keystage_web.accounts.models import Person
from keystage_web.accounts.models.people import State
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing.models import Throttle
from keystage_web.audit.models import Event
from keystage_web.jobs.models import Job
from keystage_web.jobs.models import State as JobState
from keystage_web.jobs.registry import kind
from keystage_web.jobs.work import Work
from keystage_web.notices.letters import drawn
from keystage_web.notices.models import Mail
from tests.integration.web.accounts.town import Town, town

WORD = "three green words"
SECRET = "KEYSTAGETESTSONLY234523452345234"  # noqa: S105 - of invented people


@dataclass
class Visitor:
    """A person and the browser they sit at."""

    person: Person
    client: Client = field(default_factory=Client)

    def types(self, word: str = WORD, **more: str) -> Any:
        """Give e-mail address and password."""
        said = {"email": self.person.email, "password": word, **more}
        return self.client.post("/sign-in", said)

    def gives(self, code: str = "", **more: str) -> Any:
        """Give the second factor."""
        return self.client.post("/sign-in/second", {"code": code or now(), **more})

    def enters(self, **more: str) -> Any:
        """Sign in, all the way."""
        free(self.person)
        self.types()
        return self.gives(**more)

    def inside(self) -> bool:
        """Return whether the browser is signed in."""
        return self.client.get("/account").status_code == 200

    def again(self) -> "Visitor":
        """Return the same person at another browser."""
        return Visitor(self.person)


def now(steps: int = 0) -> str:
    """Return the code the app shows, some steps of half a minute away."""
    counter = int(time.time()) // 30 + steps
    return str(totp.format_hotp_value(totp.hotp_value(SECRET, counter)))


def free(person: Person) -> None:
    """Forget which codes were used, as if half a minute had gone by."""
    cache.clear()
    Throttle.objects.all().delete()


def equipped(person: Person, *, app: bool = True) -> Visitor:
    """Give a person a password, the terms and an app."""
    person.set_password(WORD)
    person.terms = settings.CONFIG.terms
    person.state = State.ACTIVE
    person.save()
    if app:
        totp.TOTP.activate(person, SECRET)
    return Visitor(person)


def visitor(role: Role = Role.HEAD, *, at: Town | None = None) -> Visitor:
    """Return a person of a role at the door."""
    place = at or town("999", "2001")
    return equipped(place.holds(role, "" if role.startswith("la_") else "2001").person)


def secret(person: Person) -> str:
    """Return the key of a person's app."""
    row = Authenticator.objects.get(user=person, type="totp")
    return str(decrypt(row.data["secret"]))


def work() -> None:
    """Do what of signing in waits for the worker; mails stay in the outbox."""
    waiting = Job.objects.filter(state=JobState.WAITING, kind__startswith="signing.")
    for job in waiting.order_by("made_at"):
        found = kind(job.kind)
        assert found is not None
        Job.objects.filter(pk=job.pk).update(
            state=JobState.RUNNING,
            worker="here",
            leased_until=job.made_at + timedelta(days=9999),
        )
        found.run(
            Work(
                id=job.pk,
                authority=job.authority,
                values=job.values,
                now=job.due_at,
                turn=job.turn,
            )
        )
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE)


def letters(to: str) -> list[str]:
    """Return the mails to an address as they are read."""
    return [drawn(mail).body for mail in Mail.objects.filter(to=to).order_by("made_at")]


def link(to: str) -> str:
    """Return the path of the link in the last mail to an address."""
    words = letters(to)[-1].split()
    [address] = [word for word in words if word.startswith("http") and "/" in word[9:]][
        :1
    ]
    return "/" + address.split("/", 3)[3]


def actions() -> list[str]:
    """Return what the audit holds, in order."""
    return list(Event.objects.order_by("number").values_list("action", flat=True))
