"""What is done with one child: come, leave, come back, be put right. Nobody is deleted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from keystage.core import upn as numbers
from keystage.core.errors import KeystageError, UsageError
from keystage_web.accounts.ids import LENGTH
from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.actions.writing import Writing
from keystage_web.rolls.children import Child, Fact, Facts, name_of, of_subjects, text
from keystage_web.rolls.models import Pupil
from keystage_web.rolls.policies import ADD, BELOW, CORRECT, LEAVE, MOVES

_ID = frozenset("0123456789abcdefghjkmnpqrstvwxyz")


class Known(KeystageError):
    """A child of this roll has that UPN, or that name and birth date: `pupil` is its id."""

    def __init__(self, pupil: str, *, number: bool) -> None:
        super().__init__("This child may be on the roll already.")
        self.pupil = pupil
        self.number = number


@dataclass(frozen=True, slots=True)
class Move:
    """Where a child was before, or is now: what the table of movers asks.

    `place` is one of `movement.Place`, or ''; `school` seven digits where one is known;
    `also_at` is a school whose roll the child is on too.
    """

    place: str = ""
    school: str = ""
    also_at: str = ""


NOWHERE = Move()


def add(
    *,
    by: Scope,
    year: int,
    key: str,
    facts: Facts,
    now: datetime,
    move: Move = NOWHERE,
    sure: bool = False,
) -> str:
    """Put a child on the roll and return the id, which is `key`: sent twice, done once.

    Raises `Known` where a child of the roll has that UPN; and, unless one is `sure`,
    where one has that name and birth date. Raises `UsageError` for a `key` no page of
    this roll gave.
    """
    ADD.demand(by)
    if len(key) != LENGTH or not _ID.issuperset(key):
        raise UsageError("A child is known by a random id.")
    with transaction.atomic():
        writing = Writing.begin(by, year, now)
        state = writing.state()
        if key in state:
            return key
        _hold_new(state, facts, sure=sure)
        id_ = _added(writing, facts, key)
        row = Pupil.of(by.authority).get(id=id_)
        row.came_from, row.from_school = move.place, move.school
        row.also_at = move.also_at
        row.save(update_fields=["came_from", "from_school", "also_at"])
        writing.changed(id_, "came_from", "", _told(move))
        writing.end(ADD.action)
    return id_


def _added(writing: Writing, facts: Facts, key: str) -> str:
    """Put a child on the roll; whose id it is, if another's, is told to nobody."""
    try:
        with transaction.atomic():
            (id_,) = writing.add([(facts, (), ())], keys=[key])
    except IntegrityError:
        raise UsageError("A child is known by an id of its own.") from None
    return id_


def leave(
    *, by: Scope, pupil: str, day: date, now: datetime, move: Move = NOWHERE
) -> None:
    """Mark a child as having left, on the last day on the roll, and where to."""

    def after(row: Pupil, child: Child) -> Facts:
        if row.joined and day < row.joined:
            raise UsageError("The last day on the roll is before the first.")
        row.gone_to, row.to_school = move.place, move.school
        return {"left": text(day)}

    _change(by, LEAVE, pupil, how=(after, {"gone_to": _told(move)}), now=now)


def back(*, by: Scope, pupil: str, now: datetime) -> None:
    """Undo that a child was marked as having left."""

    def after(row: Pupil, child: Child) -> Facts:
        row.gone_to, row.to_school = "", ""
        return {"left": ""}

    _change(by, LEAVE, pupil, how=(after, {"undone": True}), now=now)


def correct(*, by: Scope, pupil: str, facts: Facts, now: datetime) -> None:
    """Put facts of a child right, but for the UPN."""

    def after(row: Pupil, child: Child) -> Facts:
        return {fact: value for fact, value in facts.items() if fact != "upn"}

    _change(by, CORRECT, pupil, how=(after, {}), now=now)


def renumber(*, by: Scope, pupil: str, upn: str, now: datetime) -> None:
    """Give a child another UPN; the one before is kept as a former one.

    Raises `Known` where it is another child's of this roll.
    """
    number = numbers.tidy(upn)

    def after(row: Pupil, child: Child) -> Facts:
        others = Pupil.of(by.authority).filter(
            school=row.school_id, year=row.year, upn=number
        )
        other = others.exclude(id=row.id).first() if number else None
        if other is not None:
            raise Known(other.id, number=True)
        return {"upn": number}

    _change(by, CORRECT, pupil, how=(after, {}), now=now)


def move(
    *, by: Scope, year: int, pupils: Sequence[str], group: str, now: datetime
) -> int:
    """Put children into a class by its name ('' for none); return how many moved."""
    CORRECT.demand(by)
    with transaction.atomic():
        writing = Writing.begin(by, year, now)
        state = writing.state()
        moved = [state[id_] for id_ in pupils if id_ in state]
        moved = [(row, child) for row, child in moved if child.get("group") != group]
        for row, child in moved:
            writing.change(row, child.facts, {"group": group})
        writing.save([row for row, _ in moved])
        writing.end(CORRECT.action, {"step": "class"})
    return len(moved)


def below(*, by: Scope, pupil: str, subjects: Sequence[str], now: datetime) -> None:
    """Say of which subjects' tests a child is registered as below the standard."""

    def after(row: Pupil, child: Child) -> Facts:
        return {"below": of_subjects(subjects)}

    _change(by, BELOW, pupil, how=(after, {}), now=now)


def answer(
    *, by: Scope, pupil: str, collection: str, told: Mapping[str, str], now: datetime
) -> None:
    """Keep the answer to the one question that decides who reports a child.

    `told` has `fact`, `school` and `value`, as `rolls.movement` asks for them. An answer
    to a question that was answered before takes its place.
    """

    def after(row: Pupil, child: Child) -> Facts:
        asked = {"collection": collection, **told}
        same = ("collection", "fact", "school")
        kept = [
            one
            for one in row.answers
            if any(one.get(name) != asked.get(name) for name in same)
        ]
        row.answers = [*kept, asked]
        return {}

    _change(by, MOVES, pupil, how=(after, {"asked": collection, **told}), now=now)


def forget_answers(*, by: Scope, pupil: str, now: datetime) -> None:
    """Take all answers about who reports a child away, to be asked anew."""

    def after(row: Pupil, child: Child) -> Facts:
        row.answers = []
        return {}

    _change(by, MOVES, pupil, how=(after, {"asked": ""}), now=now)


type _After = Callable[[Pupil, Child], Facts]


def _change(
    by: Scope,
    right: Right,
    pupil: str,
    *,
    how: tuple[_After, Mapping[str, object]],
    now: datetime,
) -> None:
    """Change one child whom the scope sees; only what is otherwise counts as changed."""
    seen = Pupil.within(by).get(id=pupil)
    right.demand(by)
    after, told = how
    with transaction.atomic():
        writing = Writing.begin(by, seen.year, now)
        row, child = writing.state()[pupil]
        facts: dict[Fact, str] = {
            fact: value
            for fact, value in after(row, child).items()
            if child.get(fact) != value
        }
        former = child.get("upn") if facts.get("upn", "") and child.get("upn") else ""
        writing.about.add(pupil)
        writing.change(row, child.facts, facts)
        if former and former not in child.former:
            writing.keep(row, (), (former,))
        row.save()
        writing.end(right.action, told)


def _hold_new(
    state: Mapping[str, tuple[Pupil, Child]], facts: Facts, *, sure: bool
) -> None:
    """Raise `Known` where a new child may be one of the roll."""
    new = Child("", facts)
    for id_, (_, child) in state.items():
        if facts.get("upn") and facts.get("upn") in (child.get("upn"), *child.former):
            raise Known(id_, number=True)
        alike = name_of(child) == name_of(new) and child.get("born") == new.get("born")
        if alike and not sure:
            raise Known(id_, number=False)


def _told(given: Move) -> dict[str, str]:
    told = {"place": given.place, "school": given.school, "also_at": given.also_at}
    return {name: value for name, value in told.items() if value}
