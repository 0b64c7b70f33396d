"""The file as it was chosen: made by the library, which holds it against what was asked."""

from dataclasses import dataclass
from datetime import datetime

from keystage.core.errors import UsageError
from keystage.core.file_names import LAST_NUMBER
from keystage.exports import outgoing
from keystage.exports.outgoing import Going, Made, Order, tags, usual
from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.moments import LONDON
from keystage_web.returns.outgoing.given import number_of_next
from keystage_web.returns.outgoing.model import Outgoing, Person
from keystage_web.returns.policies import SCHOOL_CTF
from keystage_web.school.out.keeping import Choice
from keystage_web.school.out.where import destination


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that can be made: its tag, and what it would be called."""

    tag: str
    name: str


@dataclass(frozen=True, slots=True)
class Turn:
    """The number that a file gets, and the moment it says it was made at."""

    number: int
    at: datetime


def next_turn(scope: Scope) -> Turn:
    """Return the turn of the next file of a school, made now."""
    return Turn(number_of_next(scope, SCHOOL_CTF, LAST_NUMBER), clock.now())


def kinds(scope: Scope, out: Outgoing, choice: Choice) -> tuple[Kind, ...]:
    """Return the kinds of file there are for whom it goes to, the usual one first.

    None where the school has no number: no Common Transfer File can come from it.
    """
    found, turn = [], next_turn(scope)
    for tag in tags(out.book, destination(out, choice).to):
        try:
            name = outgoing.name_of(_order(out, choice, tag, turn))
        except UsageError:
            return ()
        found.append(Kind(tag, name))
    return tuple(found)


def tag_of(out: Outgoing, choice: Choice) -> str:
    """Return the kind that was chosen, or the usual one."""
    several = tags(out.book, destination(out, choice).to)
    return choice.tag if choice.tag in several else several[0]


def made(out: Outgoing, choice: Choice, turn: Turn) -> Made:
    """Return the file of those chosen. Raises as `keystage.exports.outgoing` does."""
    people = [_going(out, choice, one) for one in choice.people(out)]
    return outgoing.made(people, _order(out, choice, tag_of(out, choice), turn))


def local(moment: datetime) -> datetime:
    """Return a moment as clocks in England show it."""
    return moment.astimezone(LONDON).replace(tzinfo=None)


def with_addresses(out: Outgoing, choice: Choice) -> bool:
    """Whether postcodes go along: where the round asks, to whom it is returned, alone."""
    return out.addresses and destination(out, choice).to is usual(out.book)


def _going(out: Outgoing, choice: Choice, one: Person) -> Going:
    postcode = one.postcode if with_addresses(out, choice) else ""
    return Going(one.row, [(out.book, one.row)], postcode)


def _order(out: Outgoing, choice: Choice, tag: str, turn: Turn) -> Order:
    return Order(
        source=out.school,
        destination=destination(out, choice),
        summer=out.book.year,
        tag=tag,
        moment=local(turn.at),
        number=turn.number,
        descriptor=out.book.ctf.descriptor,
    )
