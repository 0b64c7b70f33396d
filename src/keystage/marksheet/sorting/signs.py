"""Short signs of who stands in a row, by which a name beside another's UPN shows.

A template keeps them in its document properties: three letters each for UPN, surname,
forename and date of birth. They tell whether a row is still together, and nobody can
read a name out of them.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from keystage.core import upn
from keystage.marksheet.values import tidy_name

FIELDS = ("surname", "forename", "dob")
"""What stands beside a UPN and says whose it is."""

_NAME = "Keystage rows {}"
_SHORT, _LONG = 3, 12  # letters: for a class in a property, for a school's whole roll
_WIDTH = _SHORT * (1 + len(FIELDS))
_MOST = 255 // _WIDTH * _WIDTH  # letters a property of a workbook may hold
_BLANK = "=" * _SHORT  # which no sign begins with


class Person(Protocol):
    """Whoever has a UPN, a name and a date of birth, as YYYY-MM-DD."""

    @property
    def upn(self) -> str:
        """The unique pupil number."""

    @property
    def surname(self) -> str:
        """The surname."""

    @property
    def forename(self) -> str:
        """The forename."""

    @property
    def dob(self) -> str:
        """The date of birth."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of some people: by that of a UPN, those of what belongs beside it.

    `size` is how many letters a sign has.
    """

    size: int
    beside: Mapping[str, tuple[str, ...]]

    def of(self, field: str, text: str) -> str:
        """Return the sign of a text in one of the `FIELDS`, '' for a blank."""
        return _sign(field, tidy_name(text).casefold(), self.size)

    def of_upn(self, text: str) -> str:
        """Return the sign of a UPN, '' for a blank."""
        return _sign("upn", upn.tidy(text), self.size)


def of_roll(people: Iterable[Person]) -> Signs:
    """Return the signs of a school's roll; long ones, as nobody has to keep them."""
    return Signs(_LONG, dict(_signed(people, _LONG)))


def to_properties(people: Iterable[Person]) -> dict[str, str]:
    """Return the signs of `people` as custom document properties of their template."""
    text = "".join(
        part or _BLANK
        for number, beside in _signed(people, _SHORT)
        for part in (number, *beside)
    )
    pieces = (text[at : at + _MOST] for at in range(0, len(text), _MOST))
    return {_NAME.format(at): piece for at, piece in enumerate(pieces, 1)}


def from_properties(properties: Mapping[str, str]) -> Signs:
    """Return the signs in a workbook's properties; none where it has none."""
    found: dict[str, tuple[str, ...]] = {}
    number = 1
    while text := properties.get(_NAME.format(number), ""):
        for at in range(0, len(text) - len(text) % _WIDTH, _WIDTH):
            parts = [text[at + n : at + n + _SHORT] for n in range(0, _WIDTH, _SHORT)]
            first, *rest = ("" if part == _BLANK else part for part in parts)
            found[first] = tuple(rest)
        number += 1
    return Signs(_SHORT, found)


def _signed(
    people: Iterable[Person], size: int
) -> Iterator[tuple[str, tuple[str, ...]]]:
    signs = Signs(size, {})
    for one in people:
        if number := signs.of_upn(one.upn):
            texts = (one.surname, one.forename, one.dob)
            pairs = zip(FIELDS, texts, strict=True)
            yield number, tuple(signs.of(name, text) for name, text in pairs)


def _sign(field: str, text: str, size: int) -> str:
    if not text:
        return ""
    digest = hashlib.sha256(f"{field}\0{text}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:size]
