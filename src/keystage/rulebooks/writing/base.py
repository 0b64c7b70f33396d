"""A rulebook written out whole, so that it stands on no other: a new base."""

from collections.abc import Sequence
from importlib.resources.abc import Traversable

from keystage.rulebooks.overlay import FILES, Document, leaves, resolve, tables
from keystage.rulebooks.writing.toml import toml

_TOP = "# {title}: written out whole from its layers, and standing on none.\n\n"


def rebased(book_id: str, roots: Sequence[Traversable] = ()) -> dict[str, str]:
    """Return the files of `book_id` as a base, by file name, in the order they are read.

    Each holds what stood in the files of its name in the layers. Read again they give
    the same rulebook with the same digest; comments are not kept. Raises
    `RulebookError` where there is no such book.
    """
    document = resolve(book_id.replace("-", "_"), roots)
    written = {name: _file(document, name) for name in FILES}
    return {name: text for name, text in written.items() if text}


def in_one_file(book_id: str, roots: Sequence[Traversable] = ()) -> str:
    """Return `book_id` as a base in one file; raises as `rebased`."""
    document = resolve(book_id.replace("-", "_"), roots)
    return _TOP.format(title=document.name.replace("_", "-")) + toml(document.tables)


def _file(document: Document, name: str) -> str:
    values = {
        keys: value
        for keys, value in leaves(document.tables)
        if _file_of(document, keys) == name
    }
    if not values:
        return ""
    return _TOP.format(title=document.name.replace("_", "-")) + toml(tables(values))


def _file_of(document: Document, keys: tuple[str, ...]) -> str:
    origin = document.origin.get(keys, FILES[0])
    name = origin.rpartition("/")[2]
    return name if name in FILES else FILES[0]
