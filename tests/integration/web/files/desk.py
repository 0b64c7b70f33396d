"""A school that sends files and an officer who receives them, each in one line."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import verify as audited
from keystage_web.files import actions, verify
from keystage_web.files.models import File
from keystage_web.files.store import Place, Store
from tests.integration.web.accounts.town import BEGIN, Town, town
from tests.integration.web.files.content import ctf

__all__ = ["Desk", "chosen", "ctf", "desk", "faults", "later", "wrong"]


@dataclass
class Desk:
    """One authority with two schools, and its files beneath `data`."""

    town: Town
    data: Path

    def who(self, role: Role, number: str = "") -> Scope:
        """Return what somebody in a role sees."""
        return self.town.holds(role, number).scope()

    @property
    def office(self) -> Scope:
        return self.who(Role.OFFICE, "2001")

    @property
    def officer(self) -> Scope:
        return self.who(Role.OFFICER)

    @property
    def store(self) -> Store:
        return Store(self.data)

    def school(self, number: str = "2001") -> str:
        return self.town.schools[number].id

    def send(self, content: bytes | None = None, **told: Any) -> actions.Receipt:
        """Send a file, by the office unless told otherwise."""
        by = told.pop("by", None) or self.office
        arrival = self.store.begin(settings.CONFIG.upload_limit)
        try:
            arrival.take(ctf() if content is None else content)
            usual = {"school": by.school or self.school(), "name": "results.xml"}
            usual["now"] = told.pop("now", BEGIN)
            return actions.send(by=by, arrival=arrival, **{**usual, **told})
        finally:
            arrival.close()

    def row(self, receipt: actions.Receipt) -> File:
        return File.unscoped.get(id=receipt.file)

    def at(self, receipt: actions.Receipt) -> Path:
        """Return where a file's bytes lie."""
        row = self.row(receipt)
        return self.store.at(Place(row.authority_id, row.sha256))


def desk(data: Path, number: str = "999") -> Desk:
    """Make a desk whose files lie beneath `data`."""
    for name in ("files", "tmp"):
        (data / name).mkdir(exist_ok=True)
    return Desk(town(number, "2001", "2002"), data)


def faults() -> list[verify.Fault]:
    """Return what is wrong with the files there are."""
    return [one for one in verify.verify() if isinstance(one, verify.Fault)]


def wrong() -> list[str]:
    """Return all that is wrong, with files or with the audit, in sentences."""
    found = [one for one in audited.verify() if isinstance(one, audited.Fault)]
    return [one.sentence for one in found] + [one.sentence for one in faults()]


def later(minutes: int) -> datetime:
    """Return a moment after the beginning."""
    return BEGIN + timedelta(minutes=minutes)


def chosen(**changed: Any) -> Any:
    """Return the settings with some of them changed."""
    return replace(settings.CONFIG, **changed)
