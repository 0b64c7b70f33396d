"""A way of doing an action of the matrix: one line each, in `ways/<app>.py`."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from keystage_web.accounts.roles import Role
from tests.integration.web.authz.world import Actor, Place
from tests.spec.authz import matrix

WAYS = "tests.integration.web.authz.ways"
ROWS = {row.action: row for row in matrix.read()}
COLUMNS = {Role.OFFICE: "school_admin"}  # the other roles are called as their columns

type Ids = Mapping[str, str]
type Sent = Mapping[str, Any]


def column(role: Role | None) -> str:
    """Return the column of a role; of nobody."""
    return "anon" if role is None else COLUMNS.get(role, role.value)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a way says beside its action, its method and its route.

    `of` makes the thing it is about at a place, and returns the ids of its address;
    the last of them is the one that may be missing. Without `of`, it is about the
    place one is at. `data` is what is sent: a mapping, or made for the thing's place.
    `level` is where such things are: at a school, or at the authority itself;
    `open` things of the authority are within the scope of its schools' roles too.
    `hidden` pages of the authority are not there for roles at a school.
    `leads` is whether it may lead on to a page of the door, as signing out does.
    `mine` makes somebody's own thing, where none of another's is there for them.
    `effect` is whether it changes anything (a POST does). `status` is what it answers
    where allowed. `beside` makes a thing of another class of the same school.
    """

    of: Callable[[Place], Ids] | None = None
    data: Sent | Callable[[Place, Ids], Sent] | None = None
    level: str = "school"
    open: bool = False
    hidden: bool = False
    leads: bool = False
    mine: Callable[[Actor], Ids] | None = None
    effect: bool = True
    status: tuple[int, ...] = (200, 302, 303)
    beside: Callable[[Place], Ids] | None = None
    demonstration: bool = False


class Way:
    """An action done by a method at a route; `more` is what `Asked` says."""

    def __init__(self, action: str, method: str, route: str, **more: Any) -> None:
        self.action, self.method, self.route = action, method, route
        self.asked = Asked(**more)

    def __str__(self) -> str:
        """Return what names it among the tests."""
        return f"{self.action}-{self.method}-{self.route}"

    @property
    def row(self) -> matrix.Row:
        """The action's row in the matrix."""
        return ROWS[self.action]

    @property
    def site(self) -> str:
        """Whose pages it is of: `school`, `authority`, or neither's alone."""
        space = self.route.split(":")[0]
        return space if space in {"school", "authority"} else ""

    @property
    def public(self) -> bool:
        """Whether nobody is asked who they are."""
        return self.row.cells["anon"] == "pub"

    def sent(self, place: Place, ids: Ids) -> Sent:
        """Return what is sent about a thing."""
        data = self.asked.data
        return data(place, ids) if callable(data) else data or {}


def every() -> list[Way]:
    """Return all ways, of all modules in `ways` and its folders."""
    folder = Path(__file__).parent / "ways"
    parts = [
        one.relative_to(folder).with_suffix("").parts for one in folder.rglob("*.py")
    ]
    names = sorted(".".join((WAYS, *one)) for one in parts)
    return [way for name in names for way in importlib.import_module(name).WAYS]
