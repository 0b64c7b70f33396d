"""Two authorities with schools and someone in every role, signed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.test import Client

from keystage_web.accounts import ids
from keystage_web.accounts.entrance import CHOSEN
from keystage_web.accounts.models import Membership, Person, School
from keystage_web.accounts.models.people import State
from keystage_web.accounts.roles import AT_AUTHORITY, AT_SCHOOL, Role
from tests.integration.web.accounts.town import BEGIN, Town, town

HOME, BESIDE = "2001", "2002"  # two schools of one authority; the other has HOME too


@dataclass(frozen=True)
class Place:
    """Where an object is: at a school, or (without one) at an authority itself."""

    name: str
    town: Town
    number: str = ""

    @property
    def authority(self) -> str:
        """The authority's id."""
        return self.town.authority.id

    @property
    def school(self) -> School:
        """The school."""
        return self.town.schools[self.number]

    @property
    def roles(self) -> frozenset[Role]:
        """The roles there are here."""
        return AT_SCHOOL if self.number else AT_AUTHORITY

    def holds(self, role: Role) -> Membership:
        """Return who holds a role here, or at this school's authority."""
        return self.town.holds(role, self.number if role in AT_SCHOOL else "")

    def colleague(self, role: Role, name: str = "Another") -> Membership:
        """Make one more person with a role here."""
        person = someone(self.town, f"{name}.{ids.new()}", name)
        return joined(self, person, role)


@dataclass
class Actor:
    """Someone who asks: a role somewhere, in a browser of their own."""

    name: str
    role: Role | None = None
    place: Place | None = None
    membership: Membership | None = None
    client: Client = field(default_factory=Client)
    both: bool = False  # whether they hold a role at another school too

    @property
    def at_school(self) -> bool:
        """Whether the role is one at a school."""
        return self.role in AT_SCHOOL

    @property
    def person(self) -> str:
        """The person's id; empty where nobody is signed in."""
        return self.membership.person_id if self.membership else ""


@dataclass
class World:
    """All there is: where things are, and who asks for them."""

    home: Place
    beside: Place
    abroad: Place
    hall: Place
    other_hall: Place
    actors: list[Actor]
    locals: dict[tuple[Role, str], Actor] = field(default_factory=dict)

    def places(self, level: str) -> list[Place]:
        """Return the places things of a level are at: `school` or `authority`."""
        if level == "school":
            return [self.home, self.beside, self.abroad]
        return [self.hall, self.other_hall]

    def peopled(self) -> None:
        """Let every role be held everywhere, before anything is made and taken back.

        A town keeps who holds a role: made together with a thing they would be taken
        back with it, and the next thing would be of somebody who is not there.
        """
        for place in (*self.places("school"), *self.places("authority")):
            for role in place.roles:
                place.holds(role)

    def local(self, role: Role, place: Place) -> Actor:
        """Return who holds a role at a place where the actors are strangers."""
        if (role, place.name) not in self.locals:
            self.locals[role, place.name] = actor(role, place)
        return self.locals[role, place.name]

    def settled(self) -> None:
        """Let everybody be there, and be signed in, before the first of many ways."""
        self.peopled()
        for place in (self.beside, self.abroad, self.other_hall):
            for role in sorted(local_roles(self, place)):
                self.local(role, place)


def local_roles(made: World, place: Place) -> frozenset[Role]:
    """Return the roles held at a place; its officers' where they are not yet here."""
    strange = place.authority != made.home.authority
    return place.roles | AT_AUTHORITY if strange else place.roles


def world() -> World:
    """Make the world: actors are of the first authority, its first school, and nobody."""
    one, two = town("999", HOME, BESIDE), town("998", HOME)
    home, beside = Place("home", one, HOME), Place("beside", one, BESIDE)
    hall, other = Place("hall", one), Place("other hall", two)
    actors = [Actor("nobody")]
    actors += [actor(role, home) for role in sorted(AT_SCHOOL)]
    actors += [actor(role, hall) for role in sorted(AT_AUTHORITY)]
    for role in sorted(AT_SCHOOL):
        actors.append(both(role, home, beside))
    return World(home, beside, Place("abroad", two, HOME), hall, other, actors)


def someone(where: Town, email: str, name: str) -> Person:
    """Make a person without a role."""
    return Person.objects.create(
        authority=where.authority,
        email=f"{email}@{where.authority.number}.invalid".lower(),
        name=name,
        state=State.ACTIVE,
    )


def joined(place: Place, person: Person, role: Role) -> Membership:
    """Give a person a role at a place."""
    return Membership.unscoped.create(
        authority=place.town.authority,
        school=place.school if place.number else None,
        person=person,
        role=role,
        since=BEGIN,
    )


def actor(role: Role, place: Place) -> Actor:
    """Return who holds a role at a place, signed in."""
    made = Actor(f"{role} at {place.name}", role, place, place.holds(role))
    signed_in(made)
    return made


def both(role: Role, chosen: Place, not_chosen: Place) -> Actor:
    """Return someone with a role at two schools, of which one is chosen."""
    person = someone(chosen.town, f"both.{role}", f"Both {role}")
    joined(not_chosen, person, role)
    name = f"{role} at {chosen.name}, and not chosen at {not_chosen.name}"
    made = Actor(name, role, chosen, joined(chosen, person, role), both=True)
    signed_in(made)
    return made


def signed_in(made: Actor, told: Mapping[str, object] | None = None) -> None:
    """Sign an actor in, in the role they hold; `told` is what the session holds else."""
    assert made.membership is not None
    made.client.force_login(made.membership.person)
    session = made.client.session
    session[CHOSEN] = made.membership.id
    session["proved"] = 0.0  # the second factor, which holds for ever here
    session.update(told or {})
    session.save()
