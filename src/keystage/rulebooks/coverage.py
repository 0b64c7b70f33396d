"""Which rule is in which rulebook, and why not where it is not."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from keystage.checks.model import Rulebook
from keystage.rulebooks.entry import entry_of
from keystage.rulebooks.load import available, load
from keystage.rulebooks.overlay import shipped

_LETTERS = {"error": "E", "query": "Q", "note": "N"}
_RANGE = re.compile(r"([a-z0-9]+)(?::([0-9]{4})-([0-9]{4}))?")
_TOP = """# Which rule is in which rulebook

E an error, Q a query, N a note; two letters where a rule weighs differently by case. T
what is asked, closed or shown where results are typed: no rule, but the rulebook's too. A
number is the reason why a rule is not there; the reasons stand below the tables. A
rulebook of a cancelled year has one rule, which says so, and no column.
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

    def of(self, book: str) -> dict[str, str]:
        """Return the column of one book: its cells by rule."""
        at = self.books.index(book)
        return {rule: cells[at] for rule, cells in self.cells.items()}

    def page(self) -> str:
        """Return a table for each collection and the reasons as a Markdown page."""
        collections = dict.fromkeys(book.partition("-")[0] for book in self.books)
        tables = (line for name in collections for line in self._table(name))
        numbered = "\n".join(f"{n}. {why}." for n, why in enumerate(self.reasons, 1))
        return f"{_TOP}\n{'\n'.join(tables)}\n## Why not\n\n{numbered}\n"

    def _table(self, collection: str) -> Iterator[str]:
        columns = {
            book.partition("-")[2]: self.of(book)
            for book in self.books
            if book.partition("-")[0] == collection
        }
        yield f"## {collection}"
        yield ""
        yield f"| Rule | {' | '.join(columns)} |"
        yield f"|{' --- |' * (len(columns) + 1)}"
        for rule in self.cells:
            cells = (column[rule] for column in columns.values())
            yield f"| {rule} | {' | '.join(cells)} |"
        yield ""


def coverage(books: Iterable[Rulebook] | None = None) -> Coverage:
    """Return which rule is in which of `books`; of all that come with Keystage.

    Cancelled years are left out.
    """
    given = map(load, available()) if books is None else books
    shelf = tuple(book for book in given if book.status != "cancelled")
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
    return found | dict.fromkeys(entry_of(book).parts(), "T")


def _reason(
    rule: str, book: Rulebook, why: Mapping[str, Any], reasons: list[str]
) -> str:
    """Return the number of the reason, added if it is new; '' if there is none."""
    blank = why["blank"].get(rule, {})
    own = (text for books, text in blank.items() if _is_among(book, books))
    text = why["nowhere"].get(rule) or next(own, "")
    only = next((one for head, one in why["only"].items() if rule.startswith(head)), "")
    if not text and only and only != book.collection:
        text = f"a rule of {only}"
    if not text:
        return ""
    if text not in reasons:
        reasons.append(text)
    return str(reasons.index(text) + 1)


def _is_among(book: Rulebook, books: str) -> bool:
    """Whether `books` names `book`: by id, collection, or collection and years."""
    if books == book.id:
        return True
    found = _RANGE.fullmatch(books)
    if found is None or found[1] != book.collection:
        return False
    return found[2] is None or int(found[2]) <= book.year <= int(found[3])
