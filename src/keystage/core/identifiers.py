"""Numbers that name authorities, schools and learners, and their shapes.

Authority numbers and names are data (`data/authorities.toml`); they are read
once, when first asked for. All digits are ASCII digits: look-alikes of other
scripts are not numbers here.
"""

import re
from collections.abc import Mapping
from functools import cache
from operator import mul
from typing import NamedTuple

from keystage.core import packaged

_LA = re.compile(r"[0-9]{3}")
_ESTAB = re.compile(r"[0-9]{4}")
_URN = re.compile(r"[0-9]{6}")
_EARLY_YEARS_URN = re.compile(r"[567][0-9]{5}")
_LAESTAB = re.compile(r"([0-9]{3})\s*/?\s*([0-9]{4})")
_ULN = re.compile(r"[1-9][0-9]{9}")
_ULN_WEIGHTS = tuple(range(10, 1, -1))
_ULN_MODULUS = 11


class _Authorities(NamedTuple):
    names: Mapping[str, str]
    in_use: tuple[str, ...]
    closed: frozenset[str]
    in_upns: frozenset[str]


@cache
def _authorities() -> _Authorities:
    tables = packaged.toml("keystage.core", "data", "authorities.toml")
    groups: dict[str, dict[str, str]] = tables["names"]
    names = {
        number: name for group in groups.values() for number, name in group.items()
    }
    return _Authorities(
        names=names,
        in_use=tuple(sorted({**groups["england"], **groups["test"]})),
        closed=frozenset(groups["closed"]),
        in_upns=frozenset(names) - set(tables["not_in_upns"]) | set(tables["unnamed"]),
    )


def la_numbers() -> tuple[str, ...]:
    """Return the numbers a school's authority may have now, in order.

    English authorities in force, and the test authorities.
    """
    return _authorities().in_use


def la_name(number: str) -> str:
    """Return the name of authority `number` (three digits), or ''."""
    return _authorities().names.get(number, "")


def la_is_known(number: str) -> bool:
    """Return whether `number` names any authority: English, Welsh, closed, test."""
    return number in _authorities().names


def la_is_closed(number: str) -> bool:
    """Return whether `number` is an English authority that no longer exists."""
    return number in _authorities().closed


def upn_la_accepted(number: str) -> bool:
    """Return whether `number` may stand in a UPN (characters 2 to 4).

    Wider than `la_numbers`: a number once given stays, so closed, Welsh, offshore
    and pseudo authorities are accepted.
    """
    return number in _authorities().in_upns


def is_la(text: str) -> bool:
    """Return whether `text` has the shape of an authority number: three digits."""
    return _LA.fullmatch(text) is not None


def is_estab(text: str) -> bool:
    """Return whether `text` has the shape of an establishment number: four digits."""
    return _ESTAB.fullmatch(text) is not None


def split_laestab(text: str) -> tuple[str, str] | None:
    """Return (LA, establishment) of `9991234`, `999/1234` or `999 1234`, or None."""
    match = _LAESTAB.fullmatch(text.strip())
    return (match[1], match[2]) if match else None


def is_urn(text: str) -> bool:
    """Return whether `text` has the shape of a unique reference number."""
    return _URN.fullmatch(text) is not None


def is_early_years_urn(text: str) -> bool:
    """Return whether `text` is shaped like the URN of an early-years setting."""
    return _EARLY_YEARS_URN.fullmatch(text) is not None


def uln_is_valid(uln: str) -> bool:
    """Return whether `uln` is ten digits whose last one checks the other nine."""
    if not _ULN.fullmatch(uln):
        return False
    total: int = sum(map(mul, _ULN_WEIGHTS, map(int, uln)))
    remainder = total % _ULN_MODULUS
    return remainder != 0 and _ULN_MODULUS - 1 - remainder == int(uln[-1])
