"""What the columns of an unknown table may be, by heading and by content."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import islice

from keystage.checks.model import Rulebook
from keystage.core import upn, years
from keystage.marksheet import headings
from keystage.marksheet.columns_file import ColumnsFile
from keystage.marksheet.grid import Kind, columns
from keystage.marksheet.headings import plain
from keystage.marksheet.reading.dates import from_serial, read_date
from keystage.marksheet.reading.match import IGNORED, Matcher
from keystage.marksheet.values import readers_of, year_group
from keystage.tables import Cell, Sheet, Workbook, column_letters

_ROWS_TRIED = 60
_VALUES_TRIED = 200
_MOST = 0.8  # of a column's values, that it may be taken for what they are
_FEWEST = 2  # values that agree, where one alone does not
_ALIKE = 0.75  # of two headings, that one may be meant for the other
_EXAMPLES = 3
_SHORTEST = 4  # letters by which a part of a title is known
_UPN = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")


class Sure(StrEnum):
    """How sure a guess is."""

    KNOWN = "known"
    """The heading is one that is read anyway."""
    LIKELY = "likely"
    """What stands in the column and its heading agree, or only it can be so."""
    MAYBE = "maybe"
    """One of the two says so."""
    NO = "no"
    """Nothing says what it holds."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A column, what it may hold ('' where nobody knows), how sure that is and why.

    `examples` are some of its values, to confirm the guess by.
    """

    letters: str
    heading: str
    id: str
    sure: Sure
    why: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """What the columns of a sheet may be: each of them, in the sheet's order."""

    sheet: str
    row: int
    choices: tuple[Choice, ...]

    def remembered(self, book: Rulebook) -> ColumnsFile:
        """Return the guess as a columns file: what is to be confirmed, then kept."""
        return ColumnsFile(
            {one.heading: one.id for one in self.choices if one.heading},
            book.collection,
            book.year,
        )


def guess(workbook: Workbook, book: Rulebook) -> Guess | None:
    """Return what the columns of the likeliest sheet may be; None without a table.

    Nothing is read by a guess: a person confirms it, and then it is a columns file.
    """
    matcher = Matcher(book)
    best, most = None, (0, 0)
    for sheet in workbook.sheets:
        row = None if sheet.hidden else _row_of_headings(sheet, matcher)
        if row is not None:
            # a sheet of instructions may have more rows, but not more headings
            heads = sheet.rows[row].values()
            known = sum(bool(matcher.meaning(cell.text)) for cell in heads)
            if (known, len(sheet.rows)) > most:
                best, most = (sheet, row), (known, len(sheet.rows))
    return _guessed(*best, matcher) if best else None


def _row_of_headings(sheet: Sheet, matcher: Matcher) -> int | None:
    """Return the row with most headings known, else the first with most cells.

    A row with a UPN, a date or a number in it is a pupil's, if there is another.
    """

    def weight(row: int) -> tuple[int, int]:
        cells = sheet.rows[row].values()
        return sum(bool(matcher.meaning(cell.text)) for cell in cells), len(cells)

    rows = [row for row in islice(sheet.rows, _ROWS_TRIED) if len(sheet.rows[row]) > 1]
    words = [row for row in rows if not any(map(_is_data, sheet.rows[row].values()))]
    return max(words or rows, key=weight, default=None)


def _is_data(cell: Cell) -> bool:
    text = cell.text.strip()
    return text.isdigit() or _is_upn(text) or _is_date(text)


def _guessed(sheet: Sheet, row: int, matcher: Matcher) -> Guess:
    heads = sheet.rows[row]
    known = {
        column: meant
        for column, cell in heads.items()
        if (meant := matcher.meaning(cell.text))
    }
    taken = set(known.values())
    tests = _tests(matcher.book)
    choices = []
    for column in sorted(heads):
        held = _values(sheet, row, column)
        if column in known:
            one = _known(heads[column], known[column], matcher)
        else:
            one = _unknown(heads[column], held, matcher, tests)
            if one.id in taken:
                one = Choice(
                    one.letters, one.heading, "", Sure.NO, _already(one, matcher)
                )
            taken.add(one.id or IGNORED)
        choices.append(_with_examples(one, held))
    return Guess(sheet.name, row, tuple(choices))


def _known(cell: Cell, meant: str, matcher: Matcher) -> Choice:
    letters = column_letters(cell.column)
    if meant == IGNORED:
        why = "it is worked out from others, or not asked for"
        return Choice(letters, cell.text.strip(), "", Sure.KNOWN, why)
    title = matcher.titles[meant]
    why = "the heading says so"
    if plain(cell.text) != plain(title):
        why = f"that is another heading for {title}"
    return Choice(letters, cell.text.strip(), meant, Sure.KNOWN, why)


def _unknown(
    cell: Cell,
    held: list[Cell],
    matcher: Matcher,
    tests: Mapping[str, Callable[[str], bool]],
) -> Choice:
    letters, text = column_letters(cell.column), cell.text.strip()
    by_values = _by_values(held, tests)
    by_heading = _by_heading(text, matcher)
    both = [name for name in by_heading if name in by_values]
    if both:
        title = matcher.titles[both[0]]
        why = f"the heading is like {title}, and so is what stands there"
        return Choice(letters, text, both[0], Sure.LIKELY, why)
    if len(by_values) == 1:
        title = matcher.titles[by_values[0]]
        why = f"what stands there can only be {title}"
        return Choice(letters, text, by_values[0], Sure.LIKELY, why)
    if by_heading and not held:
        title = matcher.titles[by_heading[0]]
        why = f"the heading is like {title}; the column is empty"
        return Choice(letters, text, by_heading[0], Sure.MAYBE, why)
    if by_values:
        titles = [matcher.titles[name] for name in by_values[:_EXAMPLES]]
        why = f"what stands there may be {', '.join(titles)} or another"
        return Choice(letters, text, "", Sure.MAYBE, why)
    return Choice(letters, text, "", Sure.NO, "nothing says what it holds")


def _by_heading(text: str, matcher: Matcher) -> list[str]:
    """Return ids whose titles are like the heading, the most alike first."""
    bare = plain(text)
    scores = {name: _likeness(bare, plain(to)) for name, to in matcher.titles.items()}
    alike = [name for name, score in scores.items() if score >= _ALIKE]
    return sorted(alike, key=lambda name: -scores[name])


def _likeness(bare: str, title: str) -> float:
    """Return how alike two headings are, from 0 to 1; a part of one is all of it."""
    if len(bare) >= _SHORTEST and bare in title:
        return 1.0
    return SequenceMatcher(None, bare, title).ratio()


def _by_values(
    held: list[Cell], tests: Mapping[str, Callable[[str], bool]]
) -> list[str]:
    """Return ids whose values nearly all of these could be; the narrowest test first."""
    if not held:
        return []
    fits = [
        name
        for name, test in tests.items()
        if _fits(sum(test(cell.text) for cell in held), len(held))
    ]
    for strong in ("upn", "dob", "sex"):  # whose values are nobody else's
        if strong in fits:
            return [strong]
    return fits


def _fits(many: int, of: int) -> bool:
    """Whether so many values pass a test that one odd value, or a few, count for nothing."""
    return many >= _MOST * of or (many >= _FEWEST and many == of - 1)


def _tests(book: Rulebook) -> dict[str, Callable[[str], bool]]:
    tests: dict[str, Callable[[str], bool]] = {
        "upn": _is_upn,
        "dob": _is_date,
        "sex": lambda text: text.strip().casefold() in headings.sexes(),
    }
    readers = readers_of(book)
    for one in columns(book):
        if one.kind is Kind.RESULT:
            part = book.components[one.id]
            allowed = {*part.codes}
            if part.maximum is not None:
                allowed |= {str(n) for n in range(part.minimum or 0, part.maximum + 1)}
            tests[one.id] = _one_of(readers[one.id], allowed)
    tests["nc_year"] = lambda text: bool(year_group(text))
    return tests


def _one_of(read: Callable[[str], str], allowed: set[str]) -> Callable[[str], bool]:
    return lambda text: read(text) in allowed


def _is_upn(text: str) -> bool:
    return _UPN.fullmatch(upn.tidy(text)) is not None


def _is_date(text: str) -> bool:
    serial = from_serial(text.strip(), from_1904=False)
    return years.parse_date(serial or read_date(text)) is not None


def _values(sheet: Sheet, row: int, column: int) -> list[Cell]:
    below = (
        cells[column]
        for number, cells in sheet.rows.items()
        if number > row and column in cells and not _is_total(cells)
    )
    return list(islice(below, _VALUES_TRIED))


def _is_total(cells: Mapping[int, Cell]) -> bool:
    """Whether a row counts what stands above it: a word for it, nobody's UPN or birth."""
    texts = [cell.text for cell in cells.values()]
    if any(_is_upn(text) or _is_date(text) for text in texts):
        return False
    words = {plain(text).rstrip("0123456789") for text in texts}
    return not headings.totals().isdisjoint(words)


def _with_examples(one: Choice, held: Iterable[Cell]) -> Choice:
    shown = tuple(islice(dict.fromkeys(cell.text.strip() for cell in held), _EXAMPLES))
    return Choice(one.letters, one.heading, one.id, one.sure, one.why, shown)


def _already(one: Choice, matcher: Matcher) -> str:
    return f"{one.why}, but another column is {matcher.titles[one.id]}"
