"""A table somebody at the school made, in the school's own words."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from keystage.core.years import parse_date
from keystage.synth.returns import Return
from keystage.synth.sheets import delimited, stored
from keystage.synth.sheets.cells import texts
from keystage.synth.sheets.hands import Form, Hand, Kind, hand_of, kind_of, usual_heads
from keystage.tables.writing import BookOut, CellOut, ColumnOut, RowOut, SheetOut, Style

type Cell = str | int | date | None

_RESULTS = "results"
_BESIDE = "beside"
_INITIALS = "KH"
_OUTCOME = "outcome"
_FIRST_SERIAL = date(1899, 12, 30)  # the day that a spreadsheet counts as nought
_DAY, _WIDTH = Style(number="dd/mm/yyyy"), 14
_FORMS = {
    "british": "%d/%m/%Y",
    "dotted": "%d.%m.%Y",
    "short": "%d/%m/%y",
}
# Not the locale's own names, which differ from one machine to another.
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def name(return_: Return) -> str:
    """Return what the school calls the file: its number is in it, no pupil is."""
    hand = hand_of(return_)
    what = kind_of(return_.collection).what
    again = f" v{return_.number}" if return_.number > 1 else ""
    return f"{what} {return_.school.number}{again}.{hand.form.value}"


def data(return_: Return) -> bytes:
    """Return the file; raises `MissingExtra` for a workbook without XlsxWriter."""
    hand = hand_of(return_)
    lines = list(_lines(return_, hand))
    if hand.form is Form.CSV:
        width = max(map(len, lines))
        padded = [[*line, *[None] * (width - len(line))] for line in lines]
        return delimited.write(padded, hand.separator, hand.encoding)
    return stored.write(_book(return_, lines))


def remarks(return_: Return) -> tuple[str, ...]:
    """Return the codes of what is said of a table made in this way."""
    hand, kind = hand_of(return_), kind_of(return_.collection)
    words = kind.words[hand.worded]
    found = {
        "CSV-DELIMITER": hand.form is Form.CSV and hand.separator != ",",
        "CSV-ENCODING": hand.form is Form.CSV and _is_asked(return_, hand),
        "SHEET-COLUMNS": bool(hand.beside and return_.rows),
        "SHEET-TOTALS": bool(hand.total),
        "SHEET-WORDS": any(
            row[column] in words
            for row in texts(return_)
            for column in _results(return_, kind)
        ),
    }
    return tuple(code for code, holds in found.items() if holds)


def _is_asked(return_: Return, hand: Hand) -> bool:
    """Return whether the reader says how it read the letters."""
    if hand.encoding == "utf-16":
        return True
    told = data(return_)
    return hand.encoding == "cp1252" and not (told.isascii() or _is_utf_8(told))


def _is_utf_8(told: bytes) -> bool:
    return told.startswith(b"\xef\xbb\xbf")


def _lines(return_: Return, hand: Hand) -> Iterator[list[Cell]]:
    kind = kind_of(return_.collection)
    results = _results(return_, kind)
    columns = _columns(return_, hand, results)
    facts = {"school": return_.school.name, "what": kind.what}
    for line in hand.above:
        yield [line.format(**facts, summer=return_.summer) or None]
    heads = {**usual_heads(), **hand.heads, _BESIDE: hand.beside}
    heads |= {name: kind.results[name][hand.results] for name in results}
    yield [heads[column] for column in columns]
    for place, row in enumerate(texts(return_), 1):
        yield [_cell(row, column, hand, kind) for column in columns]
        if hand.gaps and place % hand.gaps == 0:
            yield []
    if hand.total:
        told = [_counted(return_, column, results) for column in columns]
        yield [hand.total, *told[1:]]
    yield from ([] for _ in range(hand.blank_end))


def _results(return_: Return, kind: Kind) -> list[str]:
    """Return the results there is a column for: an outcome only beside a mark."""
    told = any(
        row.get(_OUTCOME, "") not in {"", row.get("mark")} for row in texts(return_)
    )
    return [name for name in kind.results if told or name != _OUTCOME]


def _columns(return_: Return, hand: Hand, results: Sequence[str]) -> list[str]:
    """Return the columns in order; a setting has its URN for a school's number."""
    order = list(hand.order)
    if not return_.school.estab:
        order = [column for column in order if column != "school"] + ["urn"]
    if not any(row["former_upn"] for row in texts(return_)):
        order.remove("former_upn")
    at = order.index(_RESULTS)
    order[at : at + 1] = results
    return [*order, _BESIDE] if hand.beside else order


def _cell(row: dict[str, str], column: str, hand: Hand, kind: Kind) -> Cell:
    if column == "name":
        return f"{row['surname']}, {row['forename']}"
    if column == _BESIDE:
        return _INITIALS
    text = row[column]
    if column == "dob":
        return _dated(text, hand.dates)
    if column in kind.results:
        return _result(kind.words[hand.worded].get(text, text), hand)
    said = {"sex": hand.sexes, "nc_year": hand.years}.get(column, {})
    return said.get(text, text) or None


def _result(text: str, hand: Hand) -> Cell:
    """Return a result: a number in a workbook, where a person would have typed one."""
    if hand.form is Form.XLSX and text.isascii() and text.isdigit():
        return int(text)
    return text or None


def _dated(text: str, how: str) -> Cell:
    """Return a date of birth as this hand writes it; what is no date stays as it is."""
    day = parse_date(text)
    if day is None:
        return text or None
    if how == "serial":
        return (day - _FIRST_SERIAL).days
    if how == "named":
        return f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}"
    return day.strftime(_FORMS[how]) if how in _FORMS else day


def _counted(return_: Return, column: str, results: Sequence[str]) -> Cell:
    if column not in results:
        return None
    return sum(bool(row[column]) for row in texts(return_))


def _book(return_: Return, lines: Sequence[Sequence[Cell]]) -> BookOut:
    rows = {
        number: RowOut(
            {
                column: CellOut(value, _DAY if isinstance(value, date) else Style())
                for column, value in enumerate(line, 1)
                if value is not None
            }
        )
        for number, line in enumerate(lines, 1)
        if line
    }
    columns = [ColumnOut(_WIDTH) for _ in max(lines, key=len)]
    sheet = SheetOut(name="Sheet1", rows=rows, columns=columns, gridlines=True)
    made = datetime(return_.summer, 6, 22, 15, tzinfo=UTC)
    return BookOut(sheets=[sheet], title="", made=made)
