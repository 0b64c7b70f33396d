"""What the board is made of: plain values, no rows of a database and no HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter

from keystage_web.ui.parts import State


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the board is asked for: words of a school, a state, an area, a page.

    `area` is `cluster:` or `ward:` and its name; `page` is 0 for all on one page;
    `round` is the id of the only one that is wanted; `order` is how schools follow each
    other, '' by their names.
    """

    words: str = ""
    state: str = ""
    area: str = ""
    page: int = 1
    round: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A round: its id, what it is called in full and here, and by when it is due.

    `opens` is its first day as long as that is to come.
    """

    round: str
    title: str
    short: str
    due: date
    opens: date | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A school's return of a round: the word it is told by, and how far it is.

    `kind` is what it is found by; `due` is 0 where no number of pupils is known. `more`
    are sentences beside the word; `ours` and `theirs` say on whom it waits, and for what;
    `plain` that it is for no more than being sent. `problems` counts the errors left in
    it, `asked` its open questions.
    """

    kind: str
    word: State
    done: int = 0
    due: int = 0
    more: tuple[str, ...] = ()
    ours: str = ""
    theirs: str = ""
    plain: bool = False
    problems: int = 0
    asked: int = 0
    owed: bool = True

    @property
    def far(self) -> bool:
        """Whether there is a number of pupils to tell of."""
        return self.due > 0


@dataclass(frozen=True, slots=True)
class Line:
    """A school and its returns, in the order of the columns.

    `last` is when something last came of it, and `what` that was.
    """

    id: str
    number: str
    name: str
    cells: tuple[Cell, ...]
    last: datetime | None = None
    what: str = ""

    @property
    def waiting(self) -> tuple[str, ...]:
        """On whom it waits, and for what: ours first, what was just not sent yet last."""
        told = [(0, cell.ours) for cell in self.cells if cell.ours]
        told += [(1 + cell.plain, cell.theirs) for cell in self.cells if cell.theirs]
        told.sort(key=itemgetter(0))
        return tuple(dict.fromkeys(said for _rank, said in told))


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure at the top: what it is, what it comes to, and what it is of."""

    figure: str
    said: str


@dataclass(frozen=True, slots=True)
class Option:
    """Something a list can be narrowed to."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """A page of the board: `found` counts the schools of all `pages` that are wanted."""

    summer: int
    summers: tuple[int, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    tiles: tuple[Tile, ...]
    states: tuple[Option, ...]
    areas: Sequence[tuple[str, tuple[Option, ...]]]
    rounds: tuple[Option, ...]
    orders: tuple[Option, ...]
    found: int
    number: int
    pages: int
    page_size: int

    @property
    def first(self) -> int:
        """The place of the page's first line among all found, from 1."""
        return (self.number - 1) * self.page_size + 1 if self.lines else 0

    @property
    def last(self) -> int:
        """The place of its last line."""
        return self.first + len(self.lines) - 1 if self.lines else 0
