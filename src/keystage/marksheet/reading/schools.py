"""Which school a marksheet says it is of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from keystage.core import identifiers
from keystage.core.findings import Finding
from keystage.marksheet import messages
from keystage.marksheet.model import Line, Value
from keystage.marksheet.values import school_number

_LA, _ESTAB, _URN = 3, 4, 6
_SEVEN = re.compile(r"(?<![0-9])[2-9][0-9]{6}(?![0-9])")  # authorities begin at 201
_UNKNOWN_LA = "999"


@dataclass(frozen=True, slots=True)
class Number:
    """A school as a line, a file name or a tag names it: seven digits, or a URN."""

    number: str = ""
    urn: str = ""

    @property
    def shown(self) -> str:
        """The number to show."""
        return self.number or self.urn


def number_of(text: str, authority: str) -> Number:
    """Return the school that `text` names, with `authority` for four digits alone."""
    bare = text.strip()
    if parts := identifiers.split_laestab(bare):
        return Number("".join(parts))
    if identifiers.is_estab(bare) and authority:
        return Number(school_number(authority, bare))
    return Number(urn=bare) if identifiers.is_urn(bare) else Number()


def in_name(name: str) -> Number:
    """Return the school whose seven digits stand in a file's name, as a whole number."""
    numbers = set(_SEVEN.findall(name))
    return Number(numbers.pop()) if len(numbers) == 1 else Number()


def schools_of(
    lines: Iterable[Line], authority: str
) -> tuple[dict[Number, Value], list[Finding]]:
    """Return the schools lines name, each with the first value that does; findings.

    A number with a digit too few is a finding, and a school's name is no number.
    """
    found: dict[Number, Value] = {}
    faults: list[Finding] = []
    for line in lines:
        said = [
            (name, line.values[name])
            for name in ("school", "estab", "urn")
            if name in line.values and line.values[name].read
        ]
        here: dict[Number, Value] = {}
        for name, value in said:
            la = line.get("la") or authority
            number = number_of(value.read, la)
            if number.shown:
                here.setdefault(number, value)
            elif value.read.isascii() and value.read.isdigit():
                faults.append(_too_short(name, value, la))
        for number, value in _one_by_both(here).items():
            found.setdefault(number, value)
    return found, _first_of_each(faults)


def _one_by_both(here: dict[Number, Value]) -> dict[Number, Value]:
    """Return the schools of a line: its number and its URN together are one school's."""
    numbers = {one.number for one in here} - {""}
    urns = {one.urn for one in here} - {""}
    if len(numbers) == len(urns) == 1:
        return {Number(numbers.pop(), urns.pop()): next(iter(here.values()))}
    return here


def _too_short(name: str, value: Value, la: str) -> Finding:
    whole = value.read.zfill(_ESTAB)
    if name == "urn" or len(value.read) > _ESTAB:
        wanted = "999/1234"
    else:
        wanted = whole if name == "estab" else f"{la or _UNKNOWN_LA}/{whole}"
    return messages.finding(
        "estab", value.place, subject=name, value=value.text, wanted=wanted
    )


def _first_of_each(faults: list[Finding]) -> list[Finding]:
    """Return the first finding of each value: the same slip is in every row."""
    kept: dict[tuple[str | None, str | None], Finding] = {}
    for one in faults:
        kept.setdefault((one.subject, one.value), one)
    return list(kept.values())
