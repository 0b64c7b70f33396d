"""Component sheets made from a rulebook: right, until a test makes them wrong."""

from collections.abc import Callable, Sequence

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.rulebooks.official import Comparison, State, compare, read_table
from keystage.rulebooks.official.model import Table
from keystage.tables import Workbook, read
from tests.unit.tables.making import xlsx, xlsx_rows

HEADINGS = (
    *("Stage", "Subject", "Method", "Component", "Component Text", "Result Qualifier"),
    *("Result Field", "Result Type", "Result Values", "Result Text"),
    *("Applies From Year", "Applies To Year"),
)

type Row = list[str]


def rows_of(book: Rulebook, *, each: bool = False) -> list[Row]:
    """Return the rows of a sheet that says what `book` says.

    With `each` a row for each value, else all values of a component in one row.
    """
    rows: list[Row] = []
    for part in book.components.values():
        coding = part.coding
        values = list(part.codes)
        if part.is_mark:
            values.append(f"{part.minimum}-{part.maximum}")
        for listed in values if each else [", ".join(values)]:
            rows.append(
                [
                    *(coding.stage, coding.subject, coding.method, coding.component),
                    *(coding.text, coding.qualifier, "Result", "Coded", listed, ""),
                    *("2016", ""),
                ]
            )
    return rows


def table(rows: Sequence[Row], headings: Sequence[str] = HEADINGS) -> Table:
    """Return the table a workbook with these rows holds."""
    return read_table(workbook([list(headings), *rows]))


def workbook(rows: Sequence[Row]) -> Workbook:
    """Return a workbook with one sheet of these rows."""
    return read(xlsx(xlsx_rows(rows)))


def compared(
    rows: Sequence[Row], *books: str, headings: Sequence[str] = HEADINGS
) -> Comparison:
    """Return the comparison of rows with rulebooks of ours."""
    return compare(table(rows, headings), [rulebooks.load(book) for book in books])


def changed(rows: Sequence[Row], change: Callable[[Row], object]) -> list[Row]:
    """Return the rows, each a copy that `change` was let loose on."""
    copies = [list(row) for row in rows]
    for row in copies:
        change(row)
    return copies


def said(comparison: Comparison, state: State) -> list[tuple[str, str]]:
    """Return what is said in one state: of what, and the sentence."""
    return [(one.of, one.says) for one in comparison.verdicts if one.state is state]
