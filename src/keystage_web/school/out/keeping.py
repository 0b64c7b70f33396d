"""What one has chosen so far: kept with the session, never in an address."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import HttpRequest

from keystage_web.returns.outgoing.model import Outgoing, Person

_OUT = "out"
_MOST = 8  # rounds whose choices are kept


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was given: its number, its moment (ISO), and the digest of its bytes.

    Asked for again as it is, it is the same file and has no other number.
    """

    number: int
    at: str
    digest: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen on the way out of one round.

    `pupils` are ids, None for all that the school returns. `to`, `number` and `tag` are
    '' until they are chosen. `reasons` are those given for queries, by rule.
    `given` is the file that was taken away with these choices.
    """

    pupils: tuple[str, ...] | None = None
    columns: tuple[str, ...] = ()
    to: str = ""
    number: str = ""
    tag: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    given: Given | None = None

    def people(self, out: Outgoing) -> list[Person]:
        """Return those chosen, of the pupils the school returns now."""
        return list(out.owed) if self.pupils is None else out.those(set(self.pupils))


def kept(request: HttpRequest, round_id: str) -> Choice:
    """Return what was chosen for a round, or nothing yet."""
    told: dict[str, Any] = request.session.get(_OUT, {}).get(round_id, {})
    pupils, given = told.get("pupils"), told.get("given")
    return Choice(
        pupils=None if pupils is None else tuple(pupils),
        columns=tuple(told.get("columns", ())),
        to=told.get("to", ""),
        number=told.get("number", ""),
        tag=told.get("tag", ""),
        reasons=told.get("reasons", {}),
        given=Given(**given) if given else None,
    )


def keep(request: HttpRequest, round_id: str, choice: Choice) -> None:
    """Keep what was chosen for a round, beside that of a few others."""
    others = {
        name: told
        for name, told in request.session.get(_OUT, {}).items()
        if name != round_id
    }
    few = dict(list(others.items())[1 - _MOST :])
    request.session[_OUT] = {**few, round_id: asdict(choice)}
