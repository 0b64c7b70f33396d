"""The name a file should have, by what it holds."""

from keystage import intake
from keystage.core import file_names
from keystage.core.errors import UsageError
from keystage.core.records import CtfFile
from keystage.intake.recognise import recognise
from keystage.intake.shelf import Shelf


def wanted(file: CtfFile, name: str, shelf: Shelf) -> file_names.FileName:
    """Return the parts of the name `file` should have; `name` is its present one.

    `shelf` holds the rulebooks that say of what collection it is.

    The contents decide, save for the number, and a kind it may be called by, which
    are kept where there are such.
    Raises `UsageError` where the header does not give what a name is made of.
    """
    books = recognise(file, shelf, intake.Options()).books
    book = books[0] if len(books) == 1 else None
    to = (
        file_names.addressee(book.ctf.destination, file.header.source) if book else None
    )
    tags = (book.ctf.tag, *book.ctf.tags) if book else (file_names.GENERAL,)
    destination = to or file.header.destination
    parts = file_names.wanted(file.header, destination, tags, name)
    if parts is None:
        raise UsageError(
            f"{name} cannot be named: its header does not say which school sends it "
            "and where it goes. Put the school's LA and establishment numbers into "
            "your system, then export again."
        )
    return parts
