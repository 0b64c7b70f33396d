"""What a table would change on a sheet, cell by cell, before anything is saved."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from keystage.checks.fold import folded
from keystage.core import upn
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions.cells.model import Why, sentence
from keystage_web.returns.actions.cells.spelling import spelled
from keystage_web.returns.history import Newer, newer
from keystage_web.returns.moments import day_of
from keystage_web.returns.sheet.model import Cell, Row, Sheet, State
from keystage_web.returns.sheet.plan import Plan, plan_of
from keystage_web.returns.taking.reading import Given, Table
from keystage_web.returns.taking.who import who
from keystage_web.rolls.children import Child

_SHOWN = 40  # characters of a text that is too long

type At = tuple[str, str]


class Kind(StrEnum):
    """What a value of a table meets: all but `CLOSED` are taken, marked where they are."""

    PLAIN = "plain"
    STRANGE = "strange"
    NEWER = "newer"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that would change: what stands there, what would, and what is to be said.

    `base` is the version of the cell that the table knew.
    """

    pupil: str
    component: str
    before: str
    after: str
    base: int
    kind: Kind
    said: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What a table comes to. `changes` are by pupil, in the sheet's order.

    `strangers` are lines of nobody here, in words; of them, `odd` are those that name a
    child of the sheet in part, and `unknown` the lines of the others. `named` are the
    values of those who were found, by pupil. `same` counts cells that stand as they are
    told, `kept` those that were changed here and not in the table, `missing`
    pupils of the sheet it does not name.
    """

    changes: Mapping[str, tuple[Change, ...]]
    strangers: tuple[str, ...]
    same: int
    kept: int
    missing: int
    odd: tuple[str, ...] = ()
    unknown: tuple[Given, ...] = ()
    named: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def taken(self) -> list[Change]:
        """The changes that can be saved."""
        held = (one for found in self.changes.values() for one in found)
        return [one for one in held if one.kind is not Kind.CLOSED]


def review(
    scope: Scope, sheet: Sheet, table: Table, *, now: datetime, sent: bool = False
) -> Review:
    """Return what a table would change on a sheet; nothing is saved.

    `sent` is for a file, which may come where nothing can be typed just now.
    """
    rows = {row.pupil: row for row in sheet.rows}
    children = who(scope, list(rows))
    since = table.since
    past = {} if since is None else newer(scope, sheet.round, since)
    matched, strangers = _matched(table.lines, children)
    judge = _Judge(plan_of(sheet.book, day_of(now)), past, sent=sent)
    changes = {
        id_: tuple(judge.changes(rows[id_], matched[id_]))
        for id_ in rows
        if id_ in matched
    }
    return Review(
        {id_: found for id_, found in changes.items() if found},
        tuple(said for said, _line in strangers),
        judge.same,
        judge.kept,
        missing=len(rows.keys() - matched.keys()),
        odd=tuple(said for said, line in strangers if line is None),
        unknown=tuple(line for _said, line in strangers if line is not None),
        named={id_: line.values for id_, line in matched.items()},
    )


class _Judge:
    """Judges the values of lines, and counts those that change nothing."""

    def __init__(self, plan: Plan, past: Mapping[At, Newer], *, sent: bool) -> None:
        self._plan, self._past = plan, past
        self._open = {State.OPEN, State.LOCKED} if sent else {State.OPEN}
        self.same = self.kept = 0

    def changes(self, row: Row, given: Given) -> Iterator[Change]:
        """Yield what a line changes of its pupil's row."""
        for component, cell in row.cells.items():
            text = given.values.get(component, "")
            if not text:
                continue
            value = spelled(self._plan.book, component, text)
            past = self._past.get((row.pupil, component))
            if value == cell.value:
                self.same += 1
            elif past is not None and value == past.before:
                self.kept += 1
            else:
                told = (
                    component,
                    cell.value,
                    text[:_SHOWN] if value is None else value,
                )
                judged = self._judged(cell, component, value, past)
                yield Change(row.pupil, *told, *judged)

    def _judged(
        self, cell: Cell, component: str, value: str | None, past: Newer | None
    ) -> tuple[int, Kind, str]:
        """Return the version a value follows, what it meets, and what is to be said."""
        if value is None:
            return 0, Kind.CLOSED, sentence(Why.LONG)
        if cell.state not in self._open:
            return 0, Kind.CLOSED, cell.reason
        if past is not None:
            return past.base, Kind.NEWER, _changed(past)
        mark = self._plan.mark(component, value)
        return cell.version, Kind.STRANGE if mark else Kind.PLAIN, mark


def _changed(since: Newer) -> str:
    told = _(
        "%(who)s has changed this since the table was made: you choose after saving."
    )
    return told % {"who": since.by or _("Somebody")}


def _matched(
    lines: Iterable[Given], children: Mapping[str, Child]
) -> tuple[dict[str, Given], list[tuple[str, Given | None]]]:
    """Return the line of each pupil, and what is to be said of the other lines.

    Beside that stands the line, where it is of nobody who is here.
    """
    numbers = {
        number: id_
        for id_, child in children.items()
        for number in (*child.former, child.get("upn"))
        if number
    }
    names = {id_: _name(*_parts(child)) for id_, child in children.items()}
    times = Counter(names.values())
    alone = {name: id_ for id_, name in names.items() if times[name] == 1}
    found, strangers = dict[str, Given](), list[tuple[str, Given | None]]()
    for line in lines:
        number = upn.tidy(line.upn)
        name = _name(line.surname, line.forename)
        id_ = numbers.get(number) if number else alone.get(name)
        told = {"row": line.row, "who": f"{line.surname}, {line.forename}".strip(", ")}
        if id_ is None:
            said = _("Row %(row)d, %(who)s: not on this sheet.")
            strangers.append((said % told, line))
        elif id_ in found:
            said = _("Row %(row)d, %(who)s: named before.")
            strangers.append((said % told, None))
        elif line.surname and name != names[id_]:
            said = _("Row %(row)d, %(who)s: the UPN is of a child of another name.")
            strangers.append((said % told, None))
        else:
            found[id_] = line
    return found, strangers


def _parts(child: Child) -> tuple[str, str]:
    return child.get("surname"), child.get("forename")


def _name(surname: str, forename: str) -> tuple[str, str]:
    return folded(surname), folded(forename)
