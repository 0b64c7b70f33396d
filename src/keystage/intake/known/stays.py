"""Dates on a roll: when a pupil was born, joined and left."""

import re
from datetime import date

from keystage.core import years
from keystage.core.records import Element, Pupil, School
from keystage.intake.known.tables import Line, Table
from keystage.movement.facts import YEARS

type Stay = tuple[date | None, date | None]

_ISO = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})(?:[T ].*)?")
_BRITISH = re.compile(
    r"(?P<d>[0-9]{1,2})[/.-](?P<m>[0-9]{1,2})[/.-](?P<y>[0-9]{4})(?: .*)?"
)


def read_date(table: Table, line: Line, heading: str) -> str:
    """Return a date of `line` as YYYY-MM-DD, or '' where there is none.

    Day before month, as British systems export; anything else is a fault.
    """
    text = line.get(heading)
    day = _day(text)
    if text and day is None:
        raise table.fault(
            line, heading, f"{text} is not a date such as 2018-09-30 or 30/09/2018."
        )
    return day.isoformat() if day else ""


def read_stay(table: Table, line: Line) -> Stay:
    """Return the first and the last day on the roll; None where nothing is said.

    A day that is none, or is before the pupil joined, is a fault: who reports the
    pupil may turn on it.
    """
    joined, left = (_school_day(table, line, heading) for heading in ("joined", "left"))
    if joined and left and left < joined:
        wrong = f"{line.get('left')} is before the day this pupil joined."
        raise table.fault(line, "left", wrong)
    return joined, left


def _school_day(table: Table, line: Line, heading: str) -> date | None:
    day = years.parse_date(read_date(table, line, heading))
    if day is not None and day.year not in YEARS:
        wrong = f"{line.get(heading)} is no day of a pupil's time at school."
        raise table.fault(line, heading, wrong)
    return day


def in_history(pupil: Pupil, school: School) -> Stay:
    """Return the first and the last day at `school` by a file's school history.

    Of several stays the last to begin. A day that cannot be read is not known: where
    it decides, it will be asked for.
    """
    history = pupil.section("SchoolHistory")
    stays = [
        (_history_day(one, "EntryDate"), _history_day(one, "LeavingDate"))
        for one in (history.children if history else ())
        if _is_of(one, school)
    ]
    joined, left = max(stays, key=_by_joining, default=(None, None))
    if joined and left and left < joined:
        return joined, None
    return joined, left


def _by_joining(stay: Stay) -> tuple[date, date]:
    joined, left = stay
    return joined or date.min, left or date.max


def _is_of(one: Element, school: School) -> bool:
    found = (one.child_text("LEA"), one.child_text("Estab"))
    return found == (school.la, school.estab)


def _history_day(one: Element, name: str) -> date | None:
    day = _day(one.child_text(name))
    return day if day is not None and day.year in YEARS else None


def _day(text: str) -> date | None:
    found = _ISO.fullmatch(text) or _BRITISH.fullmatch(text)
    if found is None:
        return None
    return years.parse_date(f"{found['y']}-{int(found['m']):02d}-{int(found['d']):02d}")
