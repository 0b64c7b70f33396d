"""Rows of a file as facts of schools, and what keeps a row from being one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from keystage_web.accounts.register.facts import NAMES, Facts, Unreadable, read
from keystage_web.accounts.register.review.address import joined
from keystage_web.accounts.register.review.model import Problem
from keystage_web.accounts.register.sheets import columns
from keystage_web.accounts.register.sheets.reading import Row, cell

_NONE = {"0", "0000"}  # the register's number of what has none


@dataclass(frozen=True, slots=True)
class Given:
    """A school as a line tells of it: the facts it has a word on, by name.

    `parts` are those of the address, where they stand in columns of their own; of a
    school that is here, only these parts change.
    """

    line: int
    told: Mapping[str, Any]
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """All facts, empty where the line says nothing."""
        return Facts(**self.told)


def given(
    rows: Iterable[Row], places: Mapping[str, int]
) -> tuple[list[Given], list[Problem]]:
    """Return what each row tells, and what is wrong with the rows that tell nothing."""
    found, wrong = [], []
    for line, row in rows:
        try:
            parts = _parts(row, places)
            told = _told(row, places, joined(parts))
        except Unreadable as error:
            number = cell(row, places.get("number"))[-4:]
            wrong.append(Problem(line, str(error), number))
            continue
        if told.get("name") and (told.get("number") or told.get("urn")):
            found.append(Given(line, told, parts))
        else:
            sentence = _("A school needs a name, and a number or a URN.")
            wrong.append(Problem(line, sentence))
    return found, wrong


def _told(
    row: Sequence[str], places: Mapping[str, int], address: str
) -> dict[str, Any]:
    """Return the facts of a row by name; an empty cell says nothing."""
    told: dict[str, Any] = {}
    for name in NAMES:
        text = cell(row, places.get(name))
        if name == "address" and name not in places:
            text = address
        if text and not (name == "number" and text in _NONE):
            told[name] = read(name, text)
    return told


def _parts(row: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    """Return the parts of the address a row tells; none where it tells the whole."""
    if "address" in places:
        return {}
    told = {part: cell(row, places.get(part)) for part in columns.PARTS}
    lines = {part: ", ".join(text.splitlines()) for part, text in told.items()}
    return {part: text for part, text in lines.items() if text}


def one_each(rows: Iterable[Given]) -> tuple[list[Given], list[Given], list[Problem]]:
    """Return one line for each number, those that went before it, and what is unclear.

    A school that becomes an academy keeps its number and gets another URN, so that the
    register has two lines: the later is the school as it is now.
    """
    alone, wrong = _urns_once(rows)
    numbered: dict[str, list[Given]] = {}
    now: list[Given] = []
    for row in alone:
        number = row.facts.number
        if number:
            numbered.setdefault(number, []).append(row)
        else:
            now.append(row)
    before: list[Given] = []
    for number, several in numbered.items():
        living = [row for row in several if row.facts.closed is None]
        if len(living) > 1:
            lines = ", ".join(str(row.line) for row in living)
            told = _("Lines %(lines)s all tell of an open school %(number)s.")
            wrong += [
                Problem(row.line, told % {"lines": lines, "number": number}, number)
                for row in living
            ]
            continue
        ordered = sorted(several, key=_age)
        now.append(ordered[-1])
        before += ordered[:-1]
    return sorted(now, key=lambda row: row.line), before, wrong


def _urns_once(rows: Iterable[Given]) -> tuple[list[Given], list[Problem]]:
    """Return the lines whose URN no other line has, and what is wrong with the rest."""
    found = list(rows)
    held: dict[str, list[int]] = {}
    for row in found:
        if row.facts.urn:
            held.setdefault(row.facts.urn, []).append(row.line)
    twice = {urn: lines for urn, lines in held.items() if len(lines) > 1}
    told = _("Lines %(lines)s all have the URN %(urn)s.")
    wrong = [
        Problem(
            row.line,
            told % {"lines": ", ".join(map(str, twice[row.facts.urn])), "urn": urn},
            row.facts.number,
        )
        for row in found
        if (urn := row.facts.urn) in twice
    ]
    return [row for row in found if row.facts.urn not in twice], wrong


def _age(row: Given) -> tuple[bool, str, str, int]:
    """Return what tells the later of two schools: open, then by its days."""
    facts = row.facts
    closed = facts.closed.isoformat() if facts.closed else ""
    opened = facts.opened.isoformat() if facts.opened else ""
    return (facts.closed is None, closed, opened, row.line)
