"""An address whose parts a file tells one by one: what it does not tell stays."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from keystage_web.accounts.register.sheets.columns import PARTS

_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")
_ENDING = re.compile(rf"(?i)\s+({_POSTCODE.pattern})$")
_LIKELY = {"street": 8, "town": 4, "locality": 3, "county": 2, "third": 1}
_SAYS, _CODE = 100, 50  # a line the file has as well; a postcode where one belongs


def merged(ours: str, told: Mapping[str, str]) -> str:
    """Return an address with the parts a file tells in the place of those it had.

    `ours` has a part on each line; `told` is by the names of `PARTS`, never empty. A
    part is found by what the file says as well, by the form of a postcode, and else by
    where the lines of an address stand. Where nothing is another, `ours` is returned.
    """
    placed = _placed(_lines(ours, told), told)
    if all(placed.get(part) == text for part, text in told.items()):
        return ours
    return joined({**placed, **told})


def joined(parts: Mapping[str, str]) -> str:
    """Return an address of its parts, each on a line."""
    return "\n".join(parts[part] for part in PARTS if parts.get(part))


def _lines(address: str, told: Mapping[str, str]) -> list[str]:
    """Return the lines of an address; one written on a single line is taken apart.

    What the file says just so is never taken apart.
    """
    whole = {_folded(text) for text in told.values()}
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    if len(lines) == 1 and _folded(lines[0]) not in whole:
        lines = [part.strip() for part in lines[0].split(",") if part.strip()]
    if lines and _folded(lines[-1]) not in whole:
        lines[-1:] = _ended(lines[-1])
    if (over := len(lines) - len(PARTS)) > 0:
        lines[2 : 3 + over] = ["\n".join(lines[2 : 3 + over])]
    return lines


def _ended(line: str) -> list[str]:
    """Return a line, and apart from it the postcode it ends in."""
    found = _ENDING.search(line)
    return [line[: found.start()].rstrip(","), found[1]] if found else [line]


def _placed(lines: Sequence[str], told: Mapping[str, str]) -> dict[str, str]:
    """Return each line by the part it most likely is; they keep their order."""

    def likely(parts: Iterable[str]) -> int:
        pairs = zip(parts, lines, strict=True)
        return sum(_likely(part, line, told) for part, line in pairs)

    best = max(combinations(PARTS, len(lines)), key=likely)
    return dict(zip(best, lines, strict=True))


def _likely(part: str, line: str, told: Mapping[str, str]) -> int:
    """Return how much speaks for a line to be a part of an address."""
    code = _POSTCODE.fullmatch(line.upper()) is not None
    said = _SAYS if part in told and _folded(told[part]) == _folded(line) else 0
    if part == "postcode":
        return said + (_CODE if code else -_CODE)
    return said + _LIKELY[part] - (_CODE if code else 0)


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
