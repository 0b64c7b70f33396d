"""A return as the bytes of a spreadsheet, by its layout."""

from keystage.core.errors import UsageError
from keystage.synth.model import Collection
from keystage.synth.returns import Layout, Return
from keystage.synth.sheets import filled, la_csv, tables
from keystage.synth.sheets.hands import Form, hand_of, kind_of

_NO_SHEET = "A return of {collection} does not come as {layout}."


def layouts(collection: Collection) -> tuple[Layout, ...]:
    """Return the kinds of spreadsheet a collection may come as."""
    if collection is Collection.MTC:
        return ()  # the marks go to the Department from its own service
    if kind_of(collection).file:
        return (Layout.TEMPLATE, Layout.LA_CSV, Layout.TABLE)
    return (Layout.TEMPLATE, Layout.TABLE)


def needs_workbook(return_: Return) -> bool:
    """Return whether writing it needs the extra `xlsx`."""
    if return_.layout is Layout.TABLE:
        return hand_of(return_).form is Form.XLSX
    return return_.layout is Layout.TEMPLATE


def sheet_name(return_: Return) -> str:
    """Return what the school calls the file.

    Raises `UsageError` for a layout the collection does not come as.
    """
    _demand(return_)
    if return_.layout is Layout.TEMPLATE:
        return filled.name(return_)
    if return_.layout is Layout.LA_CSV:
        return la_csv.name(return_)
    return tables.name(return_)


def sheet_bytes(return_: Return) -> bytes:
    """Return the file: the same bytes for the same return, on any machine.

    Raises `UsageError` for a layout the collection does not come as, `MissingExtra`
    where a workbook is wanted and XlsxWriter is not installed.
    """
    _demand(return_)
    if return_.layout is Layout.TEMPLATE:
        return filled.data(return_)
    if return_.layout is Layout.LA_CSV:
        return la_csv.data(return_)
    return tables.data(return_)


def sheet_remarks(return_: Return) -> tuple[str, ...]:
    """Return the codes of what is rightly said of the file's form, in order, each once.

    They are notes and queries that tell how a table was read; there is nothing wrong.
    Raises `UsageError` for a layout the collection does not come as.
    """
    _demand(return_)
    return tables.remarks(return_) if return_.layout is Layout.TABLE else ()


def _demand(return_: Return) -> None:
    if return_.layout not in layouts(return_.collection):
        raise UsageError(
            _NO_SHEET.format(
                collection=return_.collection.value, layout=return_.layout.value
            )
        )
