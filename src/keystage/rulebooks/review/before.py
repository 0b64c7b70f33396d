"""What an authority's own rulebook follows: last year's beside it, or what it extends."""

from pathlib import Path

from keystage.checks.model import Rulebook
from keystage.rulebooks.comparing import last_year
from keystage.rulebooks.load import load
from keystage.rulebooks.overlay import EXTENDS, resolve
from keystage.rulebooks.review import found


def before(path: Path, book: Rulebook) -> Rulebook | None:
    """Return what `book`, the only rulebook at `path`, is compared with, or None.

    The last of its collection before it, beside it or come with Keystage; where there
    is none, the rulebook it extends. Raises `RulebookError` where that has a fault.
    """
    root, _ = found(path)
    _, names = found(root)
    own = (_loaded(name, root) for name in names if _is_earlier(name, book))
    return last_year(book, own) or _extended(book, root)


def _is_earlier(name: str, book: Rulebook) -> bool:
    collection, _, when = name.partition("_")
    return collection == book.collection and when < str(book.year)


def _extended(book: Rulebook, root: Path) -> Rulebook | None:
    name = resolve(book.id.replace("-", "_"), (root,)).own.get(EXTENDS)
    if name is None or "year" not in resolve(name, (root,)).tables:
        return None
    return _loaded(name, root)


def _loaded(name: str, root: Path) -> Rulebook:
    return load(name.replace("_", "-"), (root,))
