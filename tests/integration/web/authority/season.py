"""Schools of an authority whose returns stand in every way there is, for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client

from keystage_web.accounts.models import School
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions import rounds
from keystage_web.returns.models import (
    Extension,
    Late,
    Progress,
    Query,
    Return,
    Unlock,
    Version,
)
from keystage_web.returns.moments import end_of
from keystage_web.returns.states import Move, ReturnState
from keystage_web.rolls.models import Pupil
from tests.integration.web.accounts.town import BEGIN, Town, town

SUMMER = 2026
BOOKS = ("eyfsp", "phonics", "ks1", "ks2")


@dataclass
class Season:
    """A town with rounds, by collection."""

    town: Town
    rounds: dict[str, str] = field(default_factory=dict)

    @property
    def admin(self) -> Scope:
        return self.town.holds(Role.ADMINISTRATOR).scope()

    @property
    def officer(self) -> Scope:
        return self.town.holds(Role.OFFICER).scope()

    def client(self, role: Role = Role.OFFICER, number: str = "") -> Client:
        found = Client()
        found.force_login(self.town.holds(role, number).person)
        return found

    def school(self, number: str, **facts: Any) -> School:
        told: dict[str, Any] = {"lowest": 4, "highest": 11, "phase": "Primary"}
        made = School.unscoped.create(
            authority=self.town.authority,
            number=number,
            **({"name": f"School {number}"} | told | facts),
        )
        self.town.schools[number] = made
        return made

    def open(self, *collections: str, summer: int = SUMMER) -> None:
        plan = rounds.Plan(
            opens=date(summer, 6, 1), deadline=end_of(date(summer, 6, 23))
        )
        for name in collections:
            book = f"{name}-{summer}"
            made = rounds.create(by=self.admin, book=book, plan=plan, now=BEGIN)
            rounds.move(by=self.admin, round_id=made, move=Move.OPEN, now=BEGIN)
            self.rounds[name if summer == SUMMER else book] = made

    def where(self, number: str) -> dict[str, Any]:
        return {
            "authority": self.town.authority,
            "school": self.town.schools[number],
        }

    def stands(
        self, number: str, collection: str, state: ReturnState, *far: int
    ) -> Return:
        """Let a return stand somewhere: so many pupils, complete, with errors.

        Nothing is entered in one of which that is not said.
        """
        made = Return.unscoped.create(
            **self.where(number), round_id=self.rounds[collection], state=state
        )
        pupils, complete, errors = (*far, 0, 0, 0)[:3]
        Progress.unscoped.create(
            **self.where(number),
            of_return=made,
            seq=0,
            due=pupils,
            complete=complete,
            given=complete,
            errors=errors,
            begun=bool(far),
            at=BEGIN,
        )
        return made

    def sent(self, row: Return, *, at: datetime = BEGIN, **more: Any) -> Version:
        """Let a return have a version, of a content that says nothing."""
        head = self.town.holds(Role.HEAD, row.school.number).person
        row.version += 1
        row.save(update_fields=["version"])
        told: dict[str, Any] = {
            "key": f"key-{row.version}",
            "asked": "",
            "source": "marksheet",
            "content": "{}",
            "digest": "",
            "counts": {},
            "errors": 0,
            "queries": 0,
            "explained": {},
            "declaration": {},
            "signed": True,
            "on_time": True,
            "book": "",
            "book_digest": "",
            "revision": 1,
            "seq": 0,
            "event": 1,
            "event_digest": "",
        }
        return Version.unscoped.create(
            **self.where(row.school.number),
            of_return=row,
            number=row.version,
            person=head,
            name=head.name,
            role=Role.HEAD,
            at=at,
            **(told | more),
        )

    def given(self, number: str, collection: str, until: date) -> None:
        Extension.unscoped.create(
            **self.where(number),
            round_id=self.rounds[collection],
            until=end_of(until),
            reason="Snow",
            person=self.town.holds(Role.OFFICER).person,
            at=BEGIN,
        )

    def late(self, row: Return, day: date, *, moderation: bool = False) -> None:
        Late.unscoped.create(
            **self.where(row.school.number),
            of_return=row,
            day=day,
            moderation=moderation,
            person=self.town.holds(Role.HEAD, row.school.number).person,
            at=BEGIN,
        )

    def question(self, row: Return, *, days: int = 0, state: str = "open") -> None:
        Query.unscoped.create(
            **self.where(row.school.number),
            of_return=row,
            state=state,
            at=BEGIN - timedelta(days=days),
        )

    def unlock(self, row: Return, **told: Any) -> None:
        Unlock.unscoped.create(**self.where(row.school.number), of_return=row, **told)

    def pupils(self, number: str, group: str, many: int) -> None:
        Pupil.unscoped.bulk_create(
            Pupil(
                **self.where(number),
                year=SUMMER,
                surname=f"Quill{at}",
                forename="Ann",
                key=f"quill{at} ann",
                born=date(2021, 3, 5),
                year_group=group,
            )
            for at in range(many)
        )


def season(*numbers: str, collections: Sequence[str] = BOOKS) -> Season:
    """Make a town of schools of all ages, with rounds that are open."""
    made = Season(town("999"))
    for number in numbers:
        made.school(number)
    made.open(*collections)
    return made
