"""A table of pupils: where its headings stand, and what each row says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from keystage.checks.model import RollEntry, Rulebook
from keystage.core import upn
from keystage.core.errors import UsageError
from keystage.intake.interpret import tidy_name
from keystage.intake.known import roll
from keystage.intake.known.tables import Line, Table
from keystage.marksheet import guess, headings
from keystage.reports.shown import plain
from keystage.tables import Cell, Sheet, Workbook
from keystage.tables.writing.csv import unguarded
from keystage_web.rolls.children import FACTS, Fact, Facts, of_subjects, text
from keystage_web.rolls.reading.model import Question
from keystage_web.ui.forms import unseen

_ROWS_TRIED = 60
_FEWEST = 3  # headings known, that a row is one of headings
_LEFT_ALONE = ""
FORMER = "former_upn"
POSTCODE: Fact = "postcode"
# What a heading's id is called among a child's facts, where it is called otherwise.
_CALLED: Mapping[str, Fact] = {"dob": "born", "nc_year": "year_group"}
_WHO = ("upn", "surname", "forename", "dob")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: its number, who, and what stands there besides."""

    number: int
    entry: RollEntry
    facts: Facts
    former: str


def words() -> dict[str, tuple[str, ...]]:
    """Return the headings a roll may have, by the id of what stands beneath."""
    about = {name: headings.about()[name].ways for name in (FORMER, POSTCODE)}
    besides = {one.id: one.ways for one in headings.besides().values()}
    return {**roll.words(), **about, **besides}


def labels() -> dict[str, str]:
    """Return what each column of a roll is called where it is to be chosen."""
    return {name: ways[0] for name, ways in words().items()}


def table_of(name: str, book: Workbook, mapping: Mapping[str, str]) -> Table | None:
    """Return the sheet with most headings known, its rows beneath them; None without.

    `mapping` says of a heading, as it is written, what stands beneath; it comes before
    what is known. Raises `UsageError` where two columns are for the same thing.
    """
    meaning = _meaning(mapping)
    best: tuple[int, Sheet, int] | None = None
    for sheet in book.sheets:
        for at in islice(sheet.rows, 0 if sheet.hidden else _ROWS_TRIED):
            known = sum(bool(meaning.get(_plain(c))) for c in sheet.rows[at].values())
            if known >= _FEWEST and (best is None or known > best[0]):
                best = (known, sheet, at)
    if best is None:
        return None
    plain = unguarded if book.kind == "csv" else str
    return _cut(name, best[1], best[2], (meaning, plain))


def _plain(cell: Cell) -> str:
    return headings.plain(cell.text)


def _meaning(mapping: Mapping[str, str]) -> dict[str, str]:
    known = {headings.plain(way): to for to, ways in words().items() for way in ways}
    return known | {headings.plain(way): to for way, to in mapping.items()}


def _cut(
    name: str,
    sheet: Sheet,
    at: int,
    how: tuple[Mapping[str, str], Callable[[str], str]],
) -> Table:
    meaning, plain = how
    columns: dict[str, int] = {}
    for place, cell in sheet.rows[at].items():
        what = meaning.get(_plain(cell), _LEFT_ALONE)
        if what and what in columns:
            one, other = sheet.rows[at][columns[what]].text, cell.text
            raise UsageError(
                f"{name} has two columns for the same thing: “{one.strip()}” and "
                f"“{other.strip()}”."
            )
        if what:
            columns[what] = place
    lines = [
        Line(
            number,
            {
                to: plain(cells[place].text.strip())
                for to, place in columns.items()
                if place in cells
            },
        )
        for number, cells in sheet.rows.items()
        if number > at
    ]
    heads = {to: sheet.rows[at][place].text.strip() for to, place in columns.items()}
    return Table(name, heads, tuple(line for line in lines if any(line.texts.values())))


def lacking(table: Table) -> list[str]:
    """Return the headings a roll cannot do without and this table has not."""
    known = words()
    return [known[part][0] for part in roll.REQUIRED if part not in table.headings]


def questions(book: Workbook, rules: Rulebook) -> tuple[Question, ...]:
    """Return what each column of the likeliest sheet may be: a person says which."""
    found, known = guess.guess(book, rules), words()
    meaning = _meaning({})
    if found is None:
        return ()
    asked = []
    for one in found.choices:
        guessed = one.id if one.id in known else ""
        to = meaning.get(headings.plain(one.heading), guessed)
        asked.append(Question(one.heading, to, one.why if to else "", one.examples))
    return tuple(one for one in asked if one.heading)


def rows_of(table: Table) -> Iterator[Row | UsageError | int]:
    """Yield each row as it was read, its fault, or its number where nobody stands in it."""
    for line in table.lines:
        if not any(line.get(part) for part in _WHO):
            yield line.number
            continue
        try:
            entry = roll.entry_of(table, line)
            _judge(table, line)
        except UsageError as fault:
            yield fault
            continue
        yield Row(line.number, entry, facts_of(entry, _besides(line)), _former(line))


def _judge(table: Table, line: Line) -> None:
    """Raise `UsageError` for a class of which something cannot be seen.

    Two such would look like one. A name is tidied, and it is told by its own check.
    """
    if unseen(line.get("group")):
        told = plain(line.get("group"))
        said = f"“{told}” has a character nobody sees: take it out."
        raise table.fault(line, "group", said)


def _former(line: Line) -> str:
    return upn.tidy(line.get(FORMER))


def _besides(line: Line) -> Facts:
    yes, sen = line.get("premium").casefold(), line.get("sen").upper()
    return {
        "middle": tidy_name(line.get("middle")),
        "premium": {"": ""}.get(
            yes, "N" if yes in {"n", "no", "0", "f", "false"} else "Y"
        ),
        "sen": sen,
        "language": line.get("language").upper(),
        POSTCODE: tidy_postcode(line.get(POSTCODE)),
    }


def tidy_postcode(text: str) -> str:
    """Return a postcode in capitals, its parts one space apart."""
    return " ".join(text.upper().split())


def facts_of(entry: RollEntry, besides: Facts) -> Facts:
    """Return the facts of a child as a file's entry tells them."""
    return {
        "upn": entry.upn,
        "surname": entry.surname,
        "forename": entry.forename,
        "born": entry.dob,
        "sex": entry.sex,
        "year_group": entry.nc_year,
        "group": entry.group,
        "joined": text(entry.joined),
        "left": text(entry.left),
        "below": of_subjects(entry.below_standard),
        **besides,
    }


def tells(table: Table) -> tuple[Fact, ...]:
    """Return the facts a table says anything of."""
    below = any(one.startswith("below_") for one in table.headings)
    found = {_CALLED.get(one, one) for one in table.headings} | (
        {"below"} if below else set()
    )
    return tuple(fact for fact in FACTS if fact in found)
