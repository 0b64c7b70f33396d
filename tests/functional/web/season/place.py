"""Who takes part in the season, and where its pages are."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from keystage.synth.model import Collection, Entry
from keystage_web.accounts.models import School
from keystage_web.accounts.roles import AT_AUTHORITY, Role
from tests.functional.web.season.invented import SUMMER, Invented, list_of
from tests.functional.web.season.walking import Person, Read, day, upload
from tests.integration.web.accounts.register.sheets import line, register
from tests.integration.web.accounts.town import Town, town

_NAMES = {
    Role.HEAD: "Ruth Hart",
    Role.OFFICE: "Sam Okoro",
    Role.OFFICER: "Imogen Vale",
    Role.ADMINISTRATOR: "Devi Marsh",
}
SEEN = {"opens": (8, 6, 2026), "deadline": (1, 7, 2026)}
type Look = Callable[[str, Person, str], None]
"""Takes a picture: what it is called, who looks, and where."""


@dataclass
class Place:
    """The authority, as its people found it: they sign in, and all else they enter."""

    town: Town
    collection: Collection
    read: Read
    look: Look = lambda *_: None
    round: str = ""
    people: dict[tuple[Role, str], Person] = field(default_factory=dict)

    def who(self, role: Role, number: str = "") -> Person:
        """Return somebody, signed in."""
        key = role, "" if role in AT_AUTHORITY else number
        if key not in self.people:
            held = self.town.holds(*key)
            held.person.name = _NAMES[role]
            held.person.save(update_fields=["name"])
            self.people[key] = Person(held, self.read)
        return self.people[key]

    @property
    def officer(self) -> Person:
        """The data officer of the authority."""
        return self.who(Role.OFFICER)

    def take_in(self, schools: list[Invented]) -> None:
        """Let the administrator take in the register, and open the round."""
        admin = self.who(Role.ADMINISTRATOR)
        admin.go("/authority/schools/register")
        lines = [
            line(one.number, one.meant.school.urn, one.meant.school.name)
            for one in schools
        ]
        admin.send({"schools": upload("schools.csv", register(*lines))})
        self.look("register", admin, admin.address)
        said = admin.send({})
        rows = School.of(self.town.authority.id).all()
        self.town.schools |= {one.number: one for one in rows}
        assert {one.number for one in schools} <= set(self.town.schools), said

    def open(self) -> None:
        """Let the administrator make the round, and open it."""
        admin = self.who(Role.ADMINISTRATOR)
        admin.go(f"/authority/rounds/make?book={self.collection}-{SUMMER}")
        self.look("round", admin, admin.address)
        days = {**day("opens", *SEEN["opens"]), **day("deadline", *SEEN["deadline"])}
        admin.send({**days, "declaration": "head"})
        self.round = admin.address.split("/")[3]
        said = admin.send({"move": "open"}, to="move")
        assert "schools that owe it see it now" in said
        self.look("opened", admin, admin.address)


@dataclass
class Here:
    """One school of the season, and what is true of it."""

    place: Place
    key: Invented

    @cached_property
    def id(self) -> str:
        """The school's id, as it stands in addresses."""
        return self.place.town.schools[self.key.number].id

    def who(self, role: Role) -> Person:
        """Return somebody of the school, signed in."""
        return self.place.who(role, self.key.number)

    @property
    def head(self) -> Person:
        """The headteacher."""
        return self.who(Role.HEAD)

    @property
    def office(self) -> Person:
        """The office."""
        return self.who(Role.OFFICE)

    def at(self, name: str = "") -> str:
        """Return an address of the school's return."""
        return f"/school/results/{self.place.round}{f'/{name}' if name else ''}"

    @property
    def sheet(self) -> str:
        """The address of the school's marksheet, with all classes on it."""
        return f"{self.at()}?class=all"

    def desk(self, name: str = "") -> str:
        """Return an address of the return at the authority."""
        more = f"/{name}" if name else ""
        return f"/authority/rounds/{self.place.round}/results/{self.id}{more}"

    @property
    def files(self) -> str:
        """The address of the school's files."""
        return f"/school/{self.id}/files"

    def enrol(self, without: str = "") -> None:
        """Let the office take the roll from a file; one child may be missing from it."""
        self.office.go("/school/roll/import")
        data = list_of(self.key, without)
        said = self.office.send({"file": upload("roll.csv", data)})
        assert "Look before it is saved" in said, said
        said = self.office.send({}, to="save")
        assert "The roll is saved" in said, said
        if gone := self.key.gone():
            self._left(gone)

    def _left(self, gone: list[Entry]) -> None:
        """Let the office say who left, to be taught at home, and when."""
        ids = self._ids()
        for one in gone:
            self.office.go(f"/school/pupils/{ids[one.child.upn]}/leave")
            when = one.stay.left
            told = day("day", when.day, when.month, when.year)
            said = self.office.send({**told, "gone_to": "home_education"})
            assert "Marked as left." in said, said

    @cached_property
    def ids(self) -> dict[str, str]:
        """The id of each child by UPN, as the pages of the roll say it."""
        return self._ids()

    def _ids(self) -> dict[str, str]:
        person = Person(self.office.held, self.place.read)
        person.go("/school/roll")
        known = [one.child.upn for one in self.key.listed()]
        found = {}
        for one in set(re.findall(r'/school/pupils/([^/"?]+)"', person.page)):
            page = person.go(f"/school/pupils/{one}")
            found[next(upn for upn in known if upn in page)] = one
        return found

    def named(self, upn: str) -> str:
        """Return a child as pages name it."""
        row = next(one for one in self.key.faulty.rows if one.upn == upn)
        return f"{row.fields['Surname']}, {row.fields['Forename']}"


def made(collection: Collection, read: Read) -> Place:
    """Make an authority without a school in it, and its people."""
    return Place(town("999"), collection, read)
