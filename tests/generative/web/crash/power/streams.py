"""What people do one after another until the power is cut, and what must be there then.

Each turn is either acknowledged, by what it left, or it is not; both are known outside of
the disk that is cut.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.generative.web.crash.deeds import joins
from tests.generative.web.crash.rig import Service
from tests.generative.web.crash.town import INVITED, another
from tests.integration.web.files.content import ctf
from tests.service.asking import Asked
from tests.unit.web.rolls.files import csv, row

type Found = dict[str, Any]
# No two are alike: whom a review holds to be one child it would ask about.
CHILDREN = (
    ("Arden", "Ivy"),
    ("Birch", "Max"),
    ("Cole", "Una"),
    ("Dray", "Kit"),
    ("Elder", "Zoe"),
    ("Finch", "Leo"),
    ("Gorse", "Amy"),
    ("Heath", "Ned"),
    ("Isley", "Eve"),
    ("Jarvis", "Tom"),
    ("Keld", "Ruby"),
    ("Larch", "Hugo"),
)


@dataclass(frozen=True, slots=True)
class Stream:
    """What is sent again and again; `send` returns what was acknowledged, or ''.

    `kept` are the acknowledgements that are borne out by what a check found; `half`
    yields what is neither done nor left alone.
    """

    name: str
    most: int
    send: Callable[[Service, int], str]
    kept: Callable[[Found], set[str]]
    half: Callable[[Found], Iterator[str]]


def _sends(one: Service, turn: int) -> str:
    came = one.send(ctf(turn), f"page-{turn}")
    return came.to.removeprefix("/files/") if came.received else ""


def _takes(one: Service, turn: int) -> str:
    """Send a file of one more child than the last, and save what its review shows."""
    rows = [row(at, *CHILDREN[at - 1]) for at in range(1, turn + 1)]
    session, name = one.told["session"], "roll.csv"
    read = one.post(Asked("/school/roll/import", session, (), name, csv(rows)))
    if read.status != 302:
        return ""
    version = (("version", str(turn - 1)),)
    saved = one.post(Asked(f"{read.to}/save", session, version))
    return CHILDREN[turn - 1][0] if saved.status == 302 else ""


def _joins(one: Service, turn: int) -> str:
    email = another(turn - 1)
    came = one.post(joins(one.told["links"][email]))
    return email if came.to == "/go-on" else ""


def _on_the_roll(found: Found) -> set[str]:
    return {surname for surname, *_ in found["standing"]["read"]["children"]}


def _half_a_roll(found: Found) -> Iterator[str]:
    """Each save adds one child, one version, one entry to the audit and one end."""
    roll = found["standing"]["read"]
    saved = [draft for draft in roll["drafts"] if draft[2]]
    counted = {
        sum(roll["versions"]),
        len(roll["children"]),
        len(saved),
        roll["events"].get("roll.import save", 0),
    }
    if len(counted) > 1:
        yield f"a roll is half saved: {roll}"


def _whole(guest: Found) -> bool:
    """Return whether somebody has an account that can be signed in to."""
    wanted = {
        "invitation": "accepted",
        "state": "active",
        "password": True,
        "terms": True,
    }
    return {**guest, **wanted} == guest and guest["roles"] == ["office"]


def _joined(found: Found) -> set[str]:
    return {email for email, guest in found["guests"].items() if _whole(guest)}


def _half_an_account(found: Found) -> Iterator[str]:
    """A guest is invited still, or has an account, signed in to yet or not."""
    for email, guest in found["guests"].items():
        begun = guest == {"invitation": "sent"}
        if not (begun or _whole({**guest, "state": "active"})):
            yield f"{email} is half there: {guest}"


STREAMS = (
    Stream(
        "upload",
        150,
        _sends,
        lambda found: {row[0] for row in found["files"]},
        lambda _: iter(()),
    ),
    Stream("roll", len(CHILDREN), _takes, _on_the_roll, _half_a_roll),
    Stream("join", INVITED, _joins, _joined, _half_an_account),
)
