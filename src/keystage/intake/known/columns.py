"""Which column of a table is which, as somebody wrote it down."""

from pathlib import Path

from keystage.core.errors import UsageError
from keystage.intake import messages
from keystage.intake.known.roll import load
from keystage.marksheet.columns_file import ColumnsFile, from_toml
from keystage.xmlguard import Limits


def load_columns(path: Path, limits: Limits) -> ColumnsFile:
    """Return the columns file at `path`; raises `UsageError` that names it."""
    data = load(path, limits)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        why = "it is not written in UTF-8"
        raise UsageError(messages.COLUMNS_FILE.format(path=path, why=why)) from None
    return from_toml(text, path.name)
