"""What others have, beside and abroad: no page changes for it, and no deed changes it.

A filter that no address leads to stands behind a list, a count, a default. It is tried
by what it keeps out: a page is asked for, rows of every table come to be elsewhere, and
the page must be the same.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone

from keystage_web.accounts.models import (
    DayOff,
    Duty,
    FactorReset,
    Person,
    Predecessor,
    StaffCheck,
    Table,
    Term,
)
from keystage_web.accounts.roles import AT_AUTHORITY, Role
from keystage_web.audit import actions as audit
from keystage_web.returns.models import Extension, Round
from keystage_web.rolls.models import (
    Columns,
    FormerUpn,
    Member,
    Prior,
    Roll,
    Shown,
    Stay,
)
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.authz.run import Thing
from tests.integration.web.authz.trial import taken_back
from tests.integration.web.authz.verdicts import Verdict, expected
from tests.integration.web.authz.way import Way
from tests.integration.web.authz.ways import people, rolls, rounds
from tests.integration.web.authz.world import Actor, Place, World, joined

NAME = "Wyvern"  # of who is of both authorities, and of no school
LATER = date(2026, 6, 15)
# The tables no address leads into, and the way whose page would show others' rows.
SEEN = {
    "FactorReset": "users.list_school-GET-authority:people",
    "Person": "pupil.history-GET-school:pupil-history",
    "Shown": "pupil.view_core-GET-school:roll",
    "StaffCheck": "users.confirm_staff-GET-school:staff",
    "Term": "schools.list-GET-authority:calendar",
}
# What each page has of its own: tokens of forms, ids of what is to be made.
_FRESH = re.compile(
    rb'(name="(?:csrfmiddlewaretoken|key)" value|nonce|id="key" value)="[^"]*"'
)


@dataclass
class Case:
    """A way at home, as somebody who may do it, once others have what they have."""

    way: Way
    actor: Actor
    thing: Thing
    before: bytes

    def faults(self) -> list[str]:
        """Return what others' things changed of the page, and it of others' things."""
        held = rows(self.actor)
        with taken_back(self.actor):
            body = asked(self.way, self.actor, self.thing)
            changed = rows(self.actor) != held
        found = ["others' things were changed"] if changed else []
        if body != self.before:
            found.append("others' things changed the page")
        if self.actor.place and self.actor.place.number and NAME.encode() in body:
            found.append("somebody of no role at the school is told by name")
        return [f"{self.way} by {self.actor.name}: {one}" for one in found]


def may(way: Way, world: World) -> list[Actor]:
    """Return who may do it at home: one of the school, one of the authority."""
    home, found = world.places(way.asked.level)[0], dict[bool, Actor]()
    for one in world.actors:
        if one.role and not one.both:
            allowed = expected(way, one, home, other=False) is Verdict.ALLOWED
            if allowed:
                found.setdefault(one.role in AT_AUTHORITY, one)
    return list(found.values())


@contextmanager
def case(way: Way, world: World, actor: Actor) -> Iterator[Case]:
    """Make a way's thing at home, ask, and let rows of every table be elsewhere."""
    with taken_back(actor):
        home = world.places(way.asked.level)[0]
        told = way.asked.of(home) if way.asked.of else {}
        thing = Thing(home, reverse(way.route, kwargs=dict(told)), way.sent(home, told))
        both = _of_both(world)
        if home.number:
            rolls.child(home, None)
        if "pupil" in told:
            _looked(both, home, told["pupil"])
        with taken_back(actor):
            before = asked(way, actor, thing)
        fill(world, actor, both)
        yield Case(way, actor, thing, before)


def asked(way: Way, actor: Actor, thing: Thing) -> bytes:
    """Return what is shown, but for what is new on every page."""
    ask = getattr(actor.client, way.method.lower())
    sent = thing.sent
    answer = (
        ask(thing.address, sent, content_type="application/json")
        if isinstance(sent, str)
        else ask(thing.address, sent)
    )
    body = b"".join(answer) if answer.streaming else answer.content
    if way.method == "POST" and way.asked.effect:
        return b""  # what comes of it has an id of its own
    return _FRESH.sub(b"", body)


def rows(actor: Actor) -> list[str]:
    """Return all rows of tables that are out of an actor's scope, but sessions' own."""
    assert actor.place is not None
    found = list[str]()
    for model in apps.get_models():
        if not issubclass(model, Table) or model._meta.app_label == "signing":
            continue
        other = ~Q(authority=actor.place.authority)
        if actor.place.number and _has_school(model):
            school = actor.place.school.pk
            other |= Q(school__isnull=False) & ~Q(school=school)
        values = model.unscoped.filter(other).order_by("pk").values()
        found += [f"{model.__name__}: {one}" for one in values]
    return found


def _has_school(model: type[Model]) -> bool:
    return any(field.name == "school" for field in model._meta.get_fields())


def _of_both(world: World) -> Person:
    """Make somebody with a role at both authorities, whom each sees for itself."""
    person = world.hall.colleague(Role.OFFICER, NAME).person
    joined(world.other_hall, person, Role.OFFICER)
    return person


def _looked(by: Person, at: Place, pupil: str) -> None:
    with transaction.atomic():
        audit.looked(
            authority=at.authority,
            by=by.pk,
            action="pupil.view_core",
            now=BEGIN,
            about=[pupil],
            school=at.school.pk,
        )


def fill(world: World, actor: Actor, both: Person) -> None:
    """Make rows of every table where an actor does not see them."""
    _at_hall(world.other_hall, both)
    _at_school(world.abroad)
    if actor.role not in AT_AUTHORITY:
        _at_school(world.beside)


def _at_hall(hall: Place, both: Person) -> None:
    of: dict[str, Any] = {"authority": hall.town.authority}
    rounds.opened(hall)
    people.invitation(hall)
    FactorReset.unscoped.create(
        **of,
        person=both,
        asked_by=hall.holds(Role.ADMINISTRATOR).person,
        asked_at=BEGIN,
    )
    Term.unscoped.create(**of, summer=rolls.YEAR, second_half=LATER)
    DayOff.unscoped.create(**of, day=date(2026, 6, 12), name="Elsewhere")
    Prior.unscoped.create(
        **of,
        upn=rolls.NUMBER,
        born=date(2021, 3, 5),
        surname="quill",
        collection="phonics",
        year=2025,
        component="mark",
        value="30",
    )


def _at_school(place: Place) -> None:
    where: dict[str, Any] = {"authority": place.town.authority, "school": place.school}
    head, klass = place.holds(Role.HEAD).person, rolls.taught(place)
    pupil = {"pupil_id": rolls.child(place, klass, upn=rolls.NUMBER)["pupil"]}
    people.key(place)
    people.invitation(place)
    rolls.draft(place)
    year: dict[str, Any] = {**where, "year": rolls.YEAR}
    Roll.unscoped.create(**year, version=7)
    Shown.unscoped.create(
        authority=place.town.authority, person=head, columns=["upn", "sex"]
    )
    Columns.unscoped.create(**where, mapping={"Wibble": "surname"})
    StaffCheck.unscoped.create(**year, by=head, at=timezone.now())
    group = rolls.group(place)["group"]
    Member.unscoped.create(**where, group_id=group, **pupil)
    FormerUpn.unscoped.create(**where, **pupil, upn=rolls.NUMBER, until=BEGIN)
    Stay.unscoped.create(**where, **pupil, joined=LATER, left=LATER)
    Predecessor.unscoped.create(**where, number="9992001")
    owed = {"collection": "phonics", "summer": rolls.YEAR}
    Duty.unscoped.create(**where, **owed, owes=False, reason="Elsewhere", at=BEGIN)
    Term.unscoped.create(**where, summer=rolls.YEAR, second_half=LATER)
    for one in Round.of(place.authority):
        Extension.unscoped.create(
            **where, round=one, until=BEGIN, reason="Elsewhere", person=head, at=BEGIN
        )
