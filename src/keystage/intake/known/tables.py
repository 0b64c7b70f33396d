"""Tables people export: any encoding, any separator, headings in their own words."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from keystage import tables
from keystage.core.errors import Refused, UsageError
from keystage.marksheet.headings import plain

_SEPARATORS = (",", ";", "\t", "|")
_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its number in the file, and its texts by heading.

    `number` counts the rows as a spreadsheet shows them.
    """

    number: int
    texts: Mapping[str, str]

    def get(self, heading: str) -> str:
        """Return the trimmed text under `heading`, or ''."""
        return self.texts.get(heading, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table read whole. `headings` gives each known heading as it was written."""

    name: str
    headings: Mapping[str, str]
    lines: tuple[Line, ...]

    def fault(self, line: Line, heading: str, wrong: str) -> UsageError:
        """Return the error that says where in the table `wrong` stands."""
        column = self.headings[heading]
        return UsageError(f"{self.name}, row {line.number}, column “{column}”: {wrong}")


def read_table(
    name: str,
    data: bytes,
    words: Mapping[str, tuple[str, ...]],
    required: tuple[str, ...],
) -> Table:
    """Return the table in `data`: text with separators, or a workbook's first sheet.

    `words` gives for each heading the ways people write it, compared without case
    and punctuation; other columns are left alone. Empty rows are left out. Raises
    `UsageError` where there is no text, a `required` heading is missing or stands
    twice, or a row has more cells than there are headings.
    """
    numbered = _cells(name, data) if is_workbook(data) else _texts(name, data)
    if not numbered:
        raise UsageError(f"{name} is empty.")
    (_, first), *rest = numbered
    columns = _columns(name, first, words)
    missing = [heading for heading in required if heading not in columns]
    if missing:
        lacking, wanted = (
            [words[part][0] for part in ps] for ps in (missing, required)
        )
        raise UsageError(_missing(name, lacking, wanted))
    lines = [
        Line(number, {at: _cell(row, place) for at, place in columns.items()})
        for number, row in rest
    ]
    headings = {heading: first[place].strip() for heading, place in columns.items()}
    return Table(
        name, headings, tuple(line for line in lines if any(line.texts.values()))
    )


def is_workbook(data: bytes) -> bool:
    """Whether `data` begins as an .xlsx or .ods does, whatever it is called."""
    return data.startswith(_ZIP)


def _cells(name: str, data: bytes) -> list[tuple[int, list[str]]]:
    """Return the rows of the first sheet that is shown and holds anything."""
    try:
        sheets = tables.read(data).sheets
    except Refused as stop:
        raise UsageError(f"{name} could not be read. {stop.message}") from None
    shown = (sheet.rows for sheet in sheets if sheet.rows and not sheet.hidden)
    return [
        (number, [row[at].text if at in row else "" for at in range(1, max(row) + 1)])
        for number, row in sorted(next(shown, {}).items())
    ]


def _texts(name: str, data: bytes) -> list[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(decode(name, data), newline=""), _dialect(data))
    try:
        return [(number, row) for number, row in enumerate(rows, 1) if any(row)]
    except csv.Error as error:
        raise UsageError(f"{name} is not a table Keystage can read: {error}.") from None


def decode(name: str, data: bytes) -> str:
    """Return `data` as text: UTF-16 by its mark, else UTF-8, else Windows-1252."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        tries = ["utf-16"]
    else:
        tries = ["utf-8-sig", "cp1252"]
    for encoding in tries:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UsageError(
        f"{name} is not a table Keystage can read: save it as CSV or .xlsx."
    )


def _dialect(data: bytes) -> type[csv.Dialect]:
    """Return the dialect whose separator the first line uses most."""
    first = data.lstrip(b"\xef\xbb\xbf\xff\xfe\r\n").split(b"\n", 1)[0]
    first = first.replace(b"\0", b"")

    class Found(csv.excel):
        delimiter = max(_SEPARATORS, key=lambda mark: first.count(mark.encode()))
        strict = True

    return Found


def _columns(
    name: str, first: list[str], words: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    meaning = {plain(word): heading for heading, ways in words.items() for word in ways}
    columns: dict[str, int] = {}
    for place, written in enumerate(first):
        heading = meaning.get(plain(written))
        if heading is None:
            continue
        if heading in columns:
            raise UsageError(
                f"{name} has two columns for the same thing: "
                f"“{first[columns[heading]].strip()}” and “{written.strip()}”."
            )
        columns[heading] = place
    return columns


def _missing(name: str, missing: list[str], wanted: list[str]) -> str:
    # What stands in the first row is not said: without headings, that is a pupil.
    return (
        f"{name} has no column {' or '.join(missing)}. Its first row is to hold the "
        f"headings, with these among them: {', '.join(wanted)}."
    )


def _cell(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""
