"""What is wrong with a rulebook, by file and place; nothing, if nothing is.

A rulebook is data that decides over other people's work, so it is refused as
strictly as code is: unknown kinds, codes or sources, a check nobody can see fire, a
doubtful fact weighed as an error, a year that says again what it inherits.
"""

from collections.abc import Iterator
from pathlib import Path

from keystage.checks.model import Rulebook
from keystage.core.errors import RulebookError
from keystage.rulebooks.build import build
from keystage.rulebooks.overlay import Document, resolve
from keystage.rulebooks.review import facts, moves, rules

_MAIN = "rulebook.toml"


def lint(book: str | Path) -> list[str]:
    """Return the complaints about a rulebook: 'eyfsp_2024/checks.toml: checks.P02: …'.

    `book` is an id (`eyfsp-2024`), the folder of a rulebook, or a folder of such
    folders; a folder that is only extended by others is read with them. An id
    nobody knows and a folder without a rulebook are complaints too.
    """
    path = Path(book)
    if not path.is_dir():
        return _lint(str(book).replace("-", "_"), ())
    if (path / _MAIN).is_file():
        return _lint(path.resolve().name, (path.resolve().parent,))
    names = sorted(found.parent.name for found in path.glob(f"*/{_MAIN}"))
    if not names:
        return [f"{path.name}: there is no rulebook in this folder."]
    roots = (path.resolve(),)
    return [
        said
        for name in names
        if not _is_shared(name, roots)
        for said in _lint(name, roots)
    ]


def _is_shared(name: str, roots: tuple[Path, ...]) -> bool:
    """Whether a folder is no rulebook by itself: it has no year, others extend it."""
    try:
        return "year" not in resolve(name, roots).tables
    except RulebookError:
        return False  # the linter shall say why


def _lint(name: str, roots: tuple[Path, ...]) -> list[str]:
    try:
        document = resolve(name, roots)
    except RulebookError as fault:
        return [str(fault)]
    book, faults = build(document)
    faults += _restated(document)
    faults += _named(document, book)
    if not faults:  # the rest would only complain of what is half built
        faults += facts.complaints(book, document)
        faults += rules.complaints(book, document)
        faults += moves.complaints(book, document)
    return faults


def _restated(document: Document) -> Iterator[str]:
    for keys, value in document.own.items():
        if keys in document.inherited and document.inherited[keys] == value:
            yield f"{document.place(*keys)}: says again what is inherited."


def _named(document: Document, book: Rulebook) -> Iterator[str]:
    wanted = book.id.replace("-", "_")
    if document.name != wanted:
        yield f"{document.place()}: the folder should be called {wanted}."
