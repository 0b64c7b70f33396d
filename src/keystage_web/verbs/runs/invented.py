"""Fill a demonstration: an authority, its schools, people, pupils and rounds.

Nobody and nothing of it exists. It is made by the service's own actions, so that its
audit tells of it as of everything else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from keystage.synth.model import Authority as Plan
from keystage.synth.model import Collection, Phase
from keystage.synth.model import School as Made
from keystage.synth.places import schools as planned
from keystage.synth.places import year_at
from keystage.synth.returns import returns
from keystage.synth.writing.ctf import ctf_bytes, file_name
from keystage.synth.writing.rolls import roll_file
from keystage_web.accounts import demonstration
from keystage_web.accounts.models import Authority, Membership, Person
from keystage_web.accounts.models.people import State
from keystage_web.accounts.register import calendar, schools
from keystage_web.accounts.register.facts import Facts
from keystage_web.accounts.roles import AT_SCHOOL, Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions import rounds
from keystage_web.returns.actions.rounds import Plan as Days
from keystage_web.returns.moments import end_of
from keystage_web.returns.states import Move
from keystage_web.rolls import actions as rolls
from keystage_web.rolls.queries import classes

NUMBER, NAME = "999", "Anyshire County Council"
SCHOOLS, SEED = 12, 20260610
SUMMERS = (2024, 2025, 2026)
DOMAIN = "anyshire.invalid"
_MADE = "2026-06-10T09:30:00"  # what the files to send say of themselves

PEOPLE = {
    Role.TEACHER: "Priya Nair",
    Role.OFFICE: "Owen Marsh",
    Role.HEAD: "Ruth Hart",
    Role.DELEGATE: "Samuel Okoro",
    Role.TRUST: "Ivo Grant",
    Role.SETTING: "Lena Voss",
    Role.OFFICER: "Amina Yusuf",
    Role.ANALYST: "Dana Reed",
    Role.ADMINISTRATOR: "Colin Frost",
    Role.PROTECTION: "Petra Holm",
}
_PHASES = {
    Phase.PRIMARY: ("Primary", "Community school"),
    Phase.INFANT: ("Primary", "Community school"),
    Phase.JUNIOR: ("Primary", "Community school"),
    Phase.SPECIAL: ("Not applicable", "Community special school"),
    Phase.SETTING: ("", "Early-years setting"),
}
_CLUSTERS = ("North", "East", "South", "West")
_ROUNDS = {  # collection: first day, last day
    "eyfsp": ((6, 1), (6, 26)),
    "phonics": ((6, 8), (6, 23)),
    "ks1": ((6, 1), (6, 26)),
    "ks2": ((5, 18), (6, 24)),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A school as it was planned, and its id here."""

    plan: Made
    id: str


def fill(now: datetime) -> None:
    """Make everything, or nothing."""
    plan = Plan(NUMBER, SCHOOLS, SEED)
    with transaction.atomic():
        authority = Authority.found(NUMBER, NAME)
        by = _joined(authority, Role.ADMINISTRATOR, now)
        places = [_school(by, one, now) for one in planned(plan)]
        _people(authority, places, now)
        _days(by, plan, now)
        for summer in SUMMERS:
            _rounds(by, summer, now)
        for place in places:
            _roll(authority, plan, place, now)


def to_send(folder: Path) -> str:
    """Write what the first primary school can send this summer; return its name.

    The files fit its roll, and say that they were made as the demonstration begins.
    """
    plan = Plan(NUMBER, SCHOOLS, SEED)
    here = next(one for one in planned(plan) if one.phase is Phase.PRIMARY)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in Collection if one.value in _ROUNDS]
    for made in returns(plan, here.index, SUMMERS[-1], wanted):
        made.header["DateTime"] = _MADE
        (folder / file_name(made)).write_bytes(ctf_bytes(made))
    return here.name


def _joined(
    authority: Authority, role: Role, now: datetime, school: Place | None = None
) -> Scope:
    """Let an invented person in, in a role; return what they see."""
    where = f"{role.value.removeprefix('la_').removesuffix('_user')}"
    email = f"{where}@{DOMAIN}"
    person = Person.of(authority.id).filter(email=email).first()
    if person is None:
        person = Person.of(authority.id).create(
            authority=authority, email=email, name=PEOPLE[role], state=State.ACTIVE
        )
        demonstration.equip(person)
    return _holds(authority, person, role, school, now=now)


def _holds(
    authority: Authority,
    person: Person,
    role: Role,
    school: Place | None,
    *,
    now: datetime,
) -> Scope:
    held = Membership.of(authority.id).create(
        authority=authority,
        school_id=school.id if school else None,
        person=person,
        role=role,
        since=now,
    )
    return held.scope()


def _school(by: Scope, plan: Made, now: datetime) -> Place:
    phase, kind = _PHASES[plan.phase]
    groups = plan.phase.groups
    facts = Facts(
        number=plan.estab,
        urn=plan.urn,
        name=plan.name,
        kind=kind,
        phase=phase,
        lowest=groups[0] + 4 if plan.phase is not Phase.SETTING else 2,
        highest=groups[-1] + 5,
        address=f"1 School Lane\nAnytown\n{plan.postcode}",
        email=f"office@{plan.number}.invalid",
        ward=f"Ward {plan.index % 5 + 1}",
        cluster=_CLUSTERS[plan.index % len(_CLUSTERS)],
        opened=date(1996, 9, 1),
    )
    return Place(plan, schools.add(by=by, facts=facts, now=now))


def _people(authority: Authority, places: list[Place], now: datetime) -> None:
    """Let everybody in: at the first primary school, at the setting, at the authority."""
    primary = next(each for each in places if each.plan.phase is Phase.PRIMARY)
    setting = next(each for each in places if each.plan.phase is Phase.SETTING)
    for role in PEOPLE:
        if role is Role.SETTING:
            _joined(authority, role, now, setting)
        elif role in AT_SCHOOL:
            _joined(authority, role, now, primary)
        elif role is not Role.ADMINISTRATOR:
            _joined(authority, role, now)


def _days(by: Scope, plan: Plan, now: datetime) -> None:
    for summer in SUMMERS:
        year = year_at(plan, 0, summer)
        days = calendar.Summer(
            begins=date(summer, 4, 15),
            half_term=year.break_up,
            second_half=year.second_half,
            ends=year.closes,
        )
        calendar.set_term(by=by, summer=summer, days=days, now=now)


def _rounds(by: Scope, summer: int, now: datetime) -> None:
    """Open this summer's rounds; those before are over."""
    for collection, (first, last) in _ROUNDS.items():
        days = Days(
            opens=date(summer, *first), deadline=end_of(_weekday(date(summer, *last)))
        )
        book = f"{collection}-{summer}"
        made = rounds.create(by=by, book=book, plan=days, now=now)
        for move in _moves(summer):
            rounds.move(by=by, round_id=made, move=move, now=now)


def _moves(summer: int) -> Iterable[Move]:
    if summer == SUMMERS[-1]:
        return (Move.OPEN,)
    return (Move.OPEN, Move.CLOSE, Move.ARCHIVE)


def _weekday(day: date) -> date:
    """Return a day, or the Friday before it where it is at a weekend."""
    return date.fromordinal(day.toordinal() - max(0, day.weekday() - 4))


def _roll(authority: Authority, plan: Plan, place: Place, now: datetime) -> None:
    """Put a school's pupils on its roll, of each summer, by an office of its own."""
    person = _office(authority, place)
    by = _holds(authority, person, Role.OFFICE, place, now=now)
    for summer in SUMMERS:
        file = roll_file(plan, place.plan.index, summer, place.plan.owes)
        if file is not None:
            rolls.take(by=by, year=summer, name=file[0], data=file[1], now=now)
    teacher = Membership.of(authority.id).filter(school=place.id, role=Role.TEACHER)
    for held in teacher:
        for each in classes.classes(by, SUMMERS[-1])[:2]:
            rolls.teachers(by=by, klass=each.id, people=[held.person_id], now=now)


def _office(authority: Authority, place: Place) -> Person:
    number = place.plan.number
    return Person.of(authority.id).create(
        authority=authority,
        email=f"office@{number}.invalid",
        name=f"Office {number}",
        state=State.ACTIVE,
    )
