"""Rights: which roles may do what. Each app lists its own, in `policies`.

A right says nothing of where: the scope does (`Table.within`). So a thing outside the
scope is not found, and a thing inside it may still be refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import actions as audit
from keystage_web.audit.actions import Change

_NOTHING: Mapping[str, Any] = {}


class Refused(Exception):
    """The role may not do this. The page says so (403), and the audit keeps it."""

    def __init__(self, right: "Right") -> None:
        super().__init__(right.action)
        self.right = right


@dataclass(frozen=True, slots=True)
class Right:
    """An action of the authorisation matrix, and the roles that may do it."""

    action: str
    roles: frozenset[Role]

    def among(self, roles: frozenset[Role]) -> "Right":
        """Return the same right for some roles alone, as those a page is for."""
        return Right(self.action, self.roles & roles)

    def held(self, scope: Scope) -> bool:
        """Return whether the scope's role may do this."""
        return scope.role in self.roles

    def done(
        self,
        by: Scope,
        now: datetime,
        *,
        school: str = "",
        changes: Sequence[Change] = (),
        said: Mapping[str, Any] = _NOTHING,
    ) -> None:
        """Write into the audit that one in a scope did this: last in its transaction."""
        audit.record(
            authority=by.authority,
            by=by.person,
            action=self.action,
            now=now,
            school=school,
            changes=changes,
            said=said,
        )

    def demand(self, scope: Scope) -> None:
        """Go on if the scope's role may do this; raise `Refused` if not."""
        if not self.held(scope):
            raise Refused(self)


def right(action: str, *roles: Role | Iterable[Role]) -> Right:
    """Return the right to an action, of these roles and groups of roles."""
    every: set[Role] = set()
    for role in roles:
        every |= {role} if isinstance(role, Role) else set(role)
    return Right(action, frozenset(every))
