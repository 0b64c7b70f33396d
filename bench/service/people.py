"""The invented authority that is looked at: its schools, a full roll, two people."""

import csv
import io
import time
from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from bench import made
from bench.service import Place
from keystage import rulebooks
from keystage_web import clock
from keystage_web.accounts.models import Authority, Membership, Person, School
from keystage_web.accounts.models.people import State
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing.models import Throttle
from keystage_web.accounts.signing.seats import SEAT
from keystage_web.rolls.actions import imports
from keystage_web.school.roll.door import year

WORD = "three green words"
SECRET = "KEYSTAGEBENCHONLY234523452345234"  # noqa: S105 - of invented people
CLASSES = ("Elm", "Oak")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person who can sign in, and the browser they sit at."""

    email: str
    client: Client

    def types(self) -> None:
        """Give address and password, with nothing held against earlier tries."""
        cache.clear()
        Throttle.objects.all().delete()
        said = {"email": self.email, "password": WORD}
        assert self.client.post("/sign-in", said).status_code == 302

    def gives(self) -> None:
        """Give the code the app shows."""
        counter = int(time.time()) // 30
        code = totp.format_hotp_value(totp.hotp_value(SECRET, counter))
        assert self.client.post("/sign-in/second", {"code": code}).status_code == 302

    def enters(self) -> None:
        """Sign in, all the way."""
        self.types()
        self.gives()
        assert self.client.session[SEAT]

    def elsewhere(self) -> "Visitor":
        """Return the same person at a browser that nobody is signed in at."""
        return Visitor(self.email, Client(SERVER_NAME="localhost"))


def people(place: Place) -> tuple[Visitor, Visitor, Visitor]:
    """Make the authority; return a head, an officer, and somebody at the door."""
    authority = Authority.objects.create(number="999", name="Invented")
    schools = [
        School.unscoped.create(
            authority=authority,
            number=str(2000 + number),
            name=f"School {number}",
            phase="Primary",
            lowest=4,
            highest=11,
        )
        for number in range(place.schools)
    ]
    head = person_of(authority, schools[0], Role.HEAD)
    imports.take(
        by=head.scope(),
        year=year(),
        name="roll.csv",
        data=roll(place.pupils),
        now=clock.now(),
    )
    officer = person_of(authority, None, Role.OFFICER)
    visitor = Visitor(head.person.email, Client(SERVER_NAME="localhost"))
    other = Visitor(officer.person.email, Client(SERVER_NAME="localhost"))
    return visitor, other, other.elsewhere()


def person_of(authority: Authority, school: School | None, role: Role) -> Membership:
    """Make somebody who can sign in and holds a role."""
    person = Person(
        authority=authority,
        email=f"{role}@authority.invalid",
        name=str(role.label),
        state=State.ACTIVE,
        terms=settings.CONFIG.terms,
    )
    person.set_password(WORD)
    person.save()
    totp.TOTP.activate(person, SECRET)
    return Membership.unscoped.create(
        authority=authority, school=school, person=person, role=role, since=clock.now()
    )


def roll(pupils: int, classes: Sequence[str] = CLASSES) -> bytes:
    """Return a roll of so many children in these classes by turns, as CSV."""
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(("UPN", "Surname", "Forename", "DOB", "Sex", "Year", "Class"))
    book = rulebooks.load(f"eyfsp-{made.YEAR}")
    for place, one in enumerate(made.rows(book, pupils)):
        told = (one.upn, one.surname, one.forename, one.dob, one.sex)
        sheet.writerow((*told, "R", classes[place % len(classes)]))
    return out.getvalue().encode()
