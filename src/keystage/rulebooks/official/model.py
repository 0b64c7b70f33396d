"""What stands in an official sheet, and what a comparison says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from keystage.rulebooks.overrides import Fact
from keystage.tables import Cell

type Key = tuple[str, ...]


class State(StrEnum):
    """How a rulebook and a sheet stand to each other in one matter."""

    AGREES = "agrees"
    NEW = "new"  # the sheet gives what the rulebook leaves open
    DIFFERS = "differs"
    NOT_IN_SHEET = "not in the sheet"
    NOT_IN_RULEBOOK = "not in the rulebook"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table beneath its headings: the cells by the column's meaning."""

    sheet: str
    row: int
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """Return what stands in a column, without white space around it."""
        cell = self.cells.get(column)
        return cell.text.strip() if cell else ""

    @property
    def place(self) -> str:
        """Where it is, for a person."""
        return f"{self.sheet!r} row {self.row}"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of every sheet whose headings are known.

    `kind` is 'components' or 'numbers'; `columns` are the meanings found in every
    sheet that has any; `notes` says what was and was not read.
    """

    kind: Literal["components", "numbers"]
    columns: frozenset[str]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one matter of one rulebook.

    `of` is the id of the component or rule and `title` what people call it; `says`
    is a sentence, `at` the place in the sheet. `fact` is what accepting it would
    confirm; where that needs naming, `id` is its name. `known` says that the
    rulebook held it verified before.
    """

    book: str
    of: str
    title: str
    state: State
    says: str
    at: str = ""
    fact: Fact | None = None
    id: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """All verdicts, in the order of rulebooks and components.

    `titles` are what people call the collections, by id of the rulebook; `dated`
    says that the sheet tells the years its rows hold for.
    """

    kind: Literal["components", "numbers"]
    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...]
    titles: Mapping[str, str]
    dated: bool = True
