"""What has changed since another year: a section of a page, and a page of its own."""

from collections.abc import Iterator

from keystage.checks.model import Rulebook
from keystage.rulebooks.comparing import compare

NOTHING = "Nothing has changed but the year."
_NAME_ALONE = "Nothing differs but what they are called."


def section(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield the section of the page of `new` that says what has changed since `old`."""
    yield f"## What has changed since {_when(old)}"
    yield ""
    yield from _told(old, new, heads=False, level="###")


def page(old: Rulebook, new: Rulebook, *, heads: bool = False) -> str:
    """Return a page on how `new` differs from `old`.

    With `heads` it is one for head teachers: without files, formulas and parameters.
    """
    lines = [f"# {_compared(old, new)}", ""]
    lines += _told(old, new, heads=heads, level="##")
    return "\n".join(lines).rstrip() + "\n"


def _told(old: Rulebook, new: Rulebook, *, heads: bool, level: str) -> Iterator[str]:
    told = False
    for part in compare(old, new):
        if heads and not part.for_heads:
            continue
        told = True
        yield f"{level} {part.title}"
        yield ""
        yield from (f"- {line}" for line in part.lines)
        yield ""
    if not told:
        yield NOTHING if old.collection == new.collection else _NAME_ALONE
        yield ""


def _compared(old: Rulebook, new: Rulebook) -> str:
    """Say what is held against what; another collection is no earlier year of one."""
    if old.collection == new.collection:
        return f"{new.title}: what has changed since {_when(old)}"
    if old.title == new.title:
        return f"{new.title} ({new.id}): how it differs from {old.id}"
    return f"{new.title}: how it differs from {old.title}"


def _when(book: Rulebook) -> str:
    sitting = book.id.removeprefix(f"{book.collection}-{book.year}-")
    return str(book.year) if sitting == book.id else f"{sitting} {book.year}"
