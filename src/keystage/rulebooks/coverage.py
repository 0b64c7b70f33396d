"""Which rule is in which rulebook, and why not where it is not."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from keystage.checks.model import Rulebook
from keystage.rulebooks.load import available, load
from keystage.rulebooks.overlay import shipped

_LETTERS = {"error": "E", "query": "Q", "note": "N"}
_TOP = """# Which rule is in which rulebook

E an error, Q a query, N a note; two letters where a rule weighs differently by case. A
number is the reason why a rule is not there; the reasons stand below the table.
"""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The table: per rule a cell for each of `books`, and the reasons by number.

    A cell is letters, the number of a reason, or '' where there is neither: `gaps`
    names those.
    """

    books: tuple[str, ...]
    cells: Mapping[str, tuple[str, ...]]
    reasons: tuple[str, ...]

    @property
    def gaps(self) -> list[str]:
        """Blank cells nobody gave a reason for, as 'rule in book'."""
        return [
            f"{rule} in {book}"
            for rule, cells in self.cells.items()
            for book, cell in zip(self.books, cells, strict=True)
            if not cell
        ]

    def page(self) -> str:
        """Return the table and its reasons as a Markdown page."""
        heads = ("Rule", *self.books)
        rows = [heads, ("---",) * len(heads)]
        rows += [(rule, *cells) for rule, cells in self.cells.items()]
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        numbered = "\n".join(f"{n}. {why}." for n, why in enumerate(self.reasons, 1))
        return f"{_TOP}\n{table}\n\n## Why not\n\n{numbered}\n"


def coverage(books: Iterable[Rulebook] | None = None) -> Coverage:
    """Return which rule is in which of `books`; of all that come with Keystage."""
    shelf = tuple(map(load, available()) if books is None else books)
    file = shipped().joinpath("coverage.toml")
    why = tomllib.loads(file.read_text(encoding="utf-8"))
    weights = [_weights(book) for book in shelf]
    rules = sorted({*why["nowhere"], *(rule for one in weights for rule in one)})
    reasons: list[str] = []
    cells = {
        rule: tuple(
            one.get(rule) or _reason(rule, book, why, reasons)
            for book, one in zip(shelf, weights, strict=True)
        )
        for rule in rules
    }
    return Coverage(tuple(book.id for book in shelf), cells, tuple(reasons))


def _weights(book: Rulebook) -> dict[str, str]:
    found: dict[str, str] = {}
    for check in book.checks.values():
        letter = _LETTERS[check.severity.value]
        found[check.id] = "".join(sorted({*found.get(check.id, ""), letter}))
    return found


def _reason(
    rule: str, book: Rulebook, why: Mapping[str, Any], reasons: list[str]
) -> str:
    """Return the number of the reason, added if it is new; '' if there is none."""
    text = why["nowhere"].get(rule) or why["blank"].get(rule, {}).get(book.collection)
    only = next((one for head, one in why["only"].items() if rule.startswith(head)), "")
    if not text and only and only != book.collection:
        text = f"a rule of {only}"
    if not text:
        return ""
    if text not in reasons:
        reasons.append(text)
    return str(reasons.index(text) + 1)
