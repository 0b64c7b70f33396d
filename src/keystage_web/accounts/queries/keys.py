"""Suppliers' keys of a scope: who has one, and how it stands. The key is not kept."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from keystage_web.accounts.models import SupplierKey
from keystage_web.accounts.models.inviting import Key
from keystage_web.accounts.scopes import Scope
from keystage_web.ui.parts import State, Tone

PAGE = 100
_STATES = {
    Key.ASKED: State(_("Waiting for the authority"), Tone.WAITING),
    Key.APPROVED: State(_("Ready to be taken"), Tone.QUERY),
    Key.LIVE: State(_("In use"), Tone.DONE),
    Key.REFUSED: State(_("Not approved")),
    Key.REVOKED: State(_("Revoked")),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A supplier's key as a page lists it; `ending` is its last letters."""

    id: str
    supplier: str
    school: str
    kind: Key
    ending: str
    asked_by: str
    asked_at: datetime

    @property
    def state(self) -> State:
        """How it stands, in words."""
        return _STATES[self.kind]

    @property
    def open(self) -> bool:
        """Whether it may yet be revoked."""
        return self.kind in {Key.ASKED, Key.APPROVED, Key.LIVE}


def listed(scope: Scope) -> list[Told]:
    """Return the keys of a scope, those that are open first: a page of them."""
    rows = SupplierKey.within(scope).select_related("school", "asked_by")
    found = [_told(row) for row in rows.order_by("-asked_at", "pk")[:PAGE]]
    return sorted(found, key=lambda one: not one.open)


def one(scope: Scope, key: str) -> Told | None:
    """Return a key of the scope, or None."""
    rows = SupplierKey.within(scope).filter(pk=key)
    row = rows.select_related("school", "asked_by").first()
    return _told(row) if row else None


def _told(row: SupplierKey) -> Told:
    return Told(
        id=row.pk,
        supplier=row.supplier,
        school=row.school.name,
        kind=Key(row.state),
        ending=row.ending,
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
    )
