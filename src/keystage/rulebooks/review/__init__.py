"""What is wrong with a rulebook, by file and place; nothing, if nothing is.

A rulebook is data that decides over other people's work, so it is refused as
strictly as code is: unknown kinds, codes or sources, a check nobody can see fire, a
doubtful fact weighed as an error, a year that says again what it inherits.
"""

from collections.abc import Iterator
from pathlib import Path

from keystage.checks.model import Rulebook
from keystage.core.errors import RulebookError
from keystage.rulebooks import entry
from keystage.rulebooks.build import build
from keystage.rulebooks.load import available, load
from keystage.rulebooks.overlay import Document, resolve
from keystage.rulebooks.review import facts, moves, rules, trials

_MAIN = "rulebook.toml"
UNTRIED = "the examples are tried once this is put right."


def lint(book: str | Path, *, examples: bool = False) -> list[str]:
    """Return the complaints about a rulebook: 'eyfsp_2024/checks.toml: checks.P02: …'.

    `book` is an id (`eyfsp-2024`), or a path as `found` takes it. An id nobody knows
    and a folder without a rulebook are complaints too. With `examples` they are run,
    which takes a second or so for each rulebook; where other faults keep them from
    it, the last complaint ends in `UNTRIED`.
    """
    path = Path(book)
    if not path.is_dir() and path.suffix != ".toml":
        return _lint(str(book).replace("-", "_"), (), examples=examples)
    root, names = found(path)
    if not names:
        return [f"{path.name}: there is no rulebook here."]
    return [said for name in names for said in _lint(name, (root,), examples=examples)]


def found(path: Path) -> tuple[Path, tuple[str, ...]]:
    """Return the rulebooks at `path`: the folder they are in, and their names.

    `path` is the folder of a rulebook, one file that is a rulebook by itself, or a
    folder of both. A folder that is only extended by others is no rulebook.
    """
    whole = path.resolve()
    if whole.is_file():
        return whole.parent, (whole.stem,)
    if (whole / _MAIN).is_file():
        return whole.parent, (whole.name,)
    names = {one.parent.name for one in whole.glob(f"*/{_MAIN}")}
    names |= {one.stem for one in whole.glob("*.toml")}
    roots = (whole,)
    return whole, tuple(n for n in sorted(names) if not _is_shared(n, roots))


def load_own(path: Path) -> tuple[Rulebook, ...]:
    """Return the rulebooks at `path`, as `found` finds them, after the same lint as ours.

    Raises `RulebookError` with every complaint, where there is none, and for one that
    would stand in the place of ours.
    """
    complaints = lint(path) if path.exists() else [f"There is no {path}."]
    root, names = found(path)
    complaints += in_place_of_ours(path, names)
    if complaints:
        raise RulebookError("\n".join(complaints))
    return tuple(load(name.replace("_", "-"), (root,)) for name in names)


def in_place_of_ours(path: Path, names: tuple[str, ...]) -> Iterator[str]:
    """Yield a complaint for each that has the id of a rulebook of ours.

    A return checked by other rules than everybody's, and nobody told, is worse than
    one that is not checked. A national fact is corrected by an override.
    """
    for book in (name.replace("_", "-") for name in names):
        if book in available():
            yield (
                f"{path.name}: {book} comes with Keystage and is not replaced. Give a "
                "collection of your own a name of its own; correct a coding of ours "
                "with 'rules compare --accept'."
            )


def _is_shared(name: str, roots: tuple[Path, ...]) -> bool:
    """Whether a folder is no rulebook by itself: it has no year, others extend it."""
    try:
        return "year" not in resolve(name, roots).tables
    except RulebookError:
        return False  # the linter shall say why


def _lint(name: str, roots: tuple[Path, ...], *, examples: bool) -> list[str]:
    try:
        document = resolve(name, roots)
    except RulebookError as fault:
        return [str(fault)]
    book, faults = build(document)
    faults += _restated(document)
    faults += _named(document, book)
    if not faults:  # the rest would only complain of what is half built
        faults += facts.complaints(book, document)
        # An example changes a sound return: of codes and cohorts that cannot stand
        # none can be made, and every example would say so again.
        faults += rules.complaints(book, document, tried=not faults)
        faults += moves.complaints(book, document)
        faults += [
            f"{document.place(*keys)}: {one}" for keys, one in entry.faults(book)
        ]
    if examples:
        untried = [f"{document.place()}: {UNTRIED}"]
        faults += untried if faults else trials.complaints(book, document)
    return faults


def _restated(document: Document) -> Iterator[str]:
    for keys, value in document.own.items():
        if keys in document.inherited and document.inherited[keys] == value:
            yield f"{document.place(*keys)}: says again what is inherited."


def _named(document: Document, book: Rulebook) -> Iterator[str]:
    wanted = book.id.replace("-", "_")
    if document.name != wanted:
        place = document.place()
        called = wanted if "/" in place else f"{wanted}.toml"
        what = "folder" if "/" in place else "file"
        yield f"{place}: the {what} should be called {called}."
