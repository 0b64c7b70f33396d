"""Unique pupil numbers: shape, check letter, authority part, likely repairs.

A UPN has 13 characters: a check letter, three digits for the authority that gave
it, four for the school, two for the year, then three digits (permanent) or two
digits and a letter (temporary).
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from enum import StrEnum
from itertools import compress, count, pairwise
from operator import mul

from keystage.core import identifiers
from keystage.core.errors import UsageError

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
LENGTH = 13
_MODULUS = len(LETTERS)
_WEIGHTS = tuple(range(2, LENGTH + 1))
_DIGITS = "0123456789"
_VALUES = {letter: value for value, letter in enumerate(LETTERS)} | {
    digit: int(digit) for digit in _DIGITS
}
_BODY = re.compile(rf"[0-9]{{11}}[0-9{LETTERS}]")
_NUMBER = re.compile(rf"[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]")
_LAST_PLACE = LENGTH - 1
_SCHOOL_LIFE = 9  # nursery to year 6, and a year's grace

_LOOK_ALIKE_PAIRS = (
    *("O0", "Q0", "D0", "I1", "L1", "S5", "B8", "Z2", "G6", "17", "38"),
    *("OQ", "OD", "IJ", "IL", "CG", "EF", "UV", "PR"),
)
_LOOK_ALIKE = frozenset(map(frozenset, _LOOK_ALIKE_PAIRS))
_KEY_ROWS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
_KEY_NEIGHBOURS = frozenset(
    frozenset(pair) for row in _KEY_ROWS for pair in pairwise(row)
)


class Fault(StrEnum):
    """What is wrong with a UPN, in the order a person is told.

    `SHAPE` is a wrong length or a first character that is no letter, `DIGITS`
    something other than digits at characters 5 to 12, `LAST` a last character
    that is neither a digit nor one of the 23 letters.
    """

    CHECK_LETTER = "check_letter"
    LA = "la"
    DIGITS = "digits"
    LAST = "last"
    SHAPE = "shape"
    MISSING = "missing"


class _Likelihood:
    """How a slip ranks among slips; smaller is likelier."""

    LOOK_ALIKE = 0
    SWAP = 1
    KEYBOARD = 2
    CHECK_LETTER = 3
    OTHER = 4


def tidy(text: str) -> str:
    """Return `text` in capitals without spaces or invisible characters.

    Only the letters a to z are raised: a letter of another script stays what it
    is, and is a fault.
    """
    if text.isascii() and text.isalnum():
        return text.upper()
    kept = (
        char.upper() if char.isascii() else char
        for char in text
        if not char.isspace() and unicodedata.category(char) not in {"Cc", "Cf"}
    )
    return "".join(kept)


def _remainder(twelve: str) -> int:
    total: int = sum(map(mul, _WEIGHTS, map(_VALUES.__getitem__, twelve)))
    return total % _MODULUS


def check_letter(twelve: str) -> str:
    """Return the letter that belongs before characters 2 to 13 of a UPN.

    `twelve` is eleven digits and a digit or letter; anything else raises
    `UsageError`, because no letter belongs to it.
    """
    if not _BODY.fullmatch(twelve):
        raise UsageError(
            "A check letter belongs to eleven digits followed by a digit or letter."
        )
    return LETTERS[_remainder(twelve)]


def expected_letter(upn: str) -> str:
    """Return the check letter a tidied `upn` should begin with, or ''.

    '' means that characters 2 to 13 cannot be a UPN's, so no letter is right.
    """
    body = upn[1:]
    return LETTERS[_remainder(body)] if _BODY.fullmatch(body) else ""


def faults(upn: str) -> tuple[Fault, ...]:
    """Return everything wrong with a tidied UPN; empty means it is sound.

    A wrong length hides the places of all else, so it is told alone. The check
    letter is judged only where the other twelve characters could be a UPN's: it
    is then wrong by itself and not because of them.
    """
    if _NUMBER.fullmatch(upn) and LETTERS[_remainder(upn[1:])] == upn[0]:
        return () if identifiers.upn_la_accepted(upn[1:4]) else (Fault.LA,)
    if not upn:
        return (Fault.MISSING,)
    if len(upn) != LENGTH:
        return (Fault.SHAPE,)
    letter_first = "A" <= upn[0] <= "Z"
    wrong = (
        letter_first and expected_letter(upn) not in {"", upn[0]},
        not identifiers.upn_la_accepted(upn[1:4]),
        not (upn[4:12].isascii() and upn[4:12].isdigit()),
        upn[12] not in _VALUES,
        not letter_first,
    )
    return tuple(compress(Fault, wrong))


def is_temporary(upn: str) -> bool:
    """Return whether a tidied `upn` has the temporary form: a letter at its end."""
    return len(upn) == LENGTH and upn[-1] in LETTERS


def authority(upn: str) -> str:
    """Return the three authority digits of a tidied `upn`, or ''."""
    part = upn[1:4]
    sound = len(upn) == LENGTH and part.isascii() and part.isdigit()
    return part if sound else ""


def make(
    la: str, estab: str, year: int, serial: int, *, temporary: bool = False
) -> str:
    """Return the UPN a school would give: its check letter comes with it.

    `la` has three digits, `estab` four; `year` is the year of allocation (four
    or two digits, the last two count); `serial` is 0 to 999, or 0 to 2299 for
    temporary numbers (hundreds pick the last letter). Other values raise
    `UsageError`.
    """
    hundreds, rest = divmod(serial, 100)
    if not 0 <= hundreds < (_MODULUS if temporary else 10):
        raise UsageError(f"A UPN has no room for the serial number {serial}.")
    last = f"{rest:02d}{LETTERS[hundreds]}" if temporary else f"{serial:03d}"
    twelve = f"{la}{estab}{year % 100:02d}{last}"
    if not (identifiers.is_la(la) and identifiers.is_estab(estab)):
        raise UsageError("A UPN takes a 3-digit authority and a 4-digit school number.")
    return check_letter(twelve) + twelve


def repairs(
    upn: str, limit: int = 5, *, hints: Collection[str] = (), year: int | None = None
) -> tuple[str, ...]:
    """Return up to `limit` sound UPNs one slip away from a faulty one.

    A slip is one character changed, left out or put in, or two neighbours
    swapped. Likeliest first, by these tests in turn:

    1. it begins (after the letter) with one of `hints`: the seven authority and
       school digits common among the file's other pupils;
    2. its authority part is the one written, or an English authority in force,
       and its year, if the summer `year` is given, is one a primary pupil's
       number can have been made in;
    3. the slip: characters that look alike (O and 0, I and 1, S and 5, B and 8,
       Z and 2, G and 6 …) or a check letter left out; then neighbours swapped or
       a character doubled; then neighbouring keys; then another check letter;
       then any other change;
    4. the place of the slip, from the left.

    A sound UPN, an empty text and one further off have no repairs.
    """
    if not faults(upn):
        return ()
    ranks: dict[str, tuple[int, int]] = {}
    for place, (candidate, likelihood) in zip(count(), _slips(upn), strict=False):
        if not faults(candidate):
            rank = (likelihood, place)
            ranks[candidate] = min(rank, ranks.get(candidate, rank))

    def order(candidate: str) -> tuple[bool, bool, tuple[int, int]]:
        stranger = candidate[1:8] not in hints
        return stranger, not _plausible(candidate, upn, year), ranks[candidate]

    return tuple(sorted(ranks, key=order)[:limit])


def _plausible(candidate: str, upn: str, year: int | None) -> bool:
    part = candidate[1:4]
    if part != upn[1:4] and part not in identifiers.la_numbers():
        return False
    return year is None or (year - int(candidate[8:10])) % 100 <= _SCHOOL_LIFE


def _slips(upn: str) -> Iterator[tuple[str, int]]:
    """Yield (what may have been meant, likelihood) for every slip."""
    if len(upn) == LENGTH:
        yield from _changed(upn)
        yield from _swapped(upn)
    elif len(upn) == LENGTH - 1:
        yield from _left_out(upn)
    elif len(upn) == LENGTH + 1:
        for at in range(LENGTH + 1):
            doubled = upn[at] in upn[at + 1 : at + 2]
            likelihood = _Likelihood.SWAP if doubled else _Likelihood.OTHER
            yield upn[:at] + upn[at + 1 :], likelihood


def _changed(upn: str) -> Iterator[tuple[str, int]]:
    letter = expected_letter(upn)
    if letter:
        likelihood = min(_Likelihood.CHECK_LETTER, _confused(upn[0], letter))
        yield letter + upn[1:], likelihood
    for at in range(1, LENGTH):
        for right in _characters_wanted(upn, at):
            changed = upn[:at] + right + upn[at + 1 :]
            yield changed, _confused(upn[at], right)


def _characters_wanted(upn: str, at: int) -> str:
    """Return the characters that, standing at `at`, make the letter right."""
    others = upn[1:at] + "0" + upn[at + 1 :]
    if upn[0] not in LETTERS or not _BODY.fullmatch(others):
        return ""
    missing = _VALUES[upn[0]] - _remainder(others)
    value = missing * pow(_WEIGHTS[at - 1], -1, _MODULUS) % _MODULUS
    digit = _DIGITS[value : value + 1]
    return digit + LETTERS[value] if at == _LAST_PLACE else digit


def _swapped(upn: str) -> Iterator[tuple[str, int]]:
    for at in range(LENGTH - 1):
        swapped = upn[:at] + upn[at + 1] + upn[at] + upn[at + 2 :]
        yield swapped, _Likelihood.SWAP


def _left_out(upn: str) -> Iterator[tuple[str, int]]:
    if _BODY.fullmatch(upn):
        yield check_letter(upn) + upn, _Likelihood.LOOK_ALIKE
    for at in range(1, LENGTH):
        gap = upn[:at] + "0" + upn[at:]
        for right in _characters_wanted(gap, at):
            doubled = right in upn[max(at - 1, 1) : at + 1]
            likelihood = _Likelihood.SWAP if doubled else _Likelihood.OTHER
            yield upn[:at] + right + upn[at:], likelihood


def _confused(seen: str, right: str) -> int:
    pair = frozenset((seen, right))
    if pair in _LOOK_ALIKE:
        return _Likelihood.LOOK_ALIKE
    return _Likelihood.KEYBOARD if pair in _KEY_NEIGHBOURS else _Likelihood.OTHER
