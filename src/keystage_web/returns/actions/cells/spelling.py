"""How a value is spelled: as the rulebook has it, or else as it was typed."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.marksheet.values import readers_of, tidy_value
from keystage_web.returns.models.tables import VALUE

_DIGITS = 3  # of the highest mark there is, at the most


def spelled(book: Rulebook, component: str, value: str) -> str | None:
    """Return a value as the cell keeps it; None for one that is too long to be kept.

    Words and forms of a code, and its name, become the code (`exp` becomes `2`), a mark
    loses noughts before it. What is neither stays as it was typed.
    """
    tidy = tidy_value(value)
    if len(tidy) > VALUE:
        return None
    found = _readers(book.id)[component](tidy)
    found = _names(book.id, component).get(found.casefold(), found)
    is_mark = book.components[component].is_mark
    if is_mark and found.isascii() and found.isdigit() and len(found) <= _DIGITS:
        return str(int(found))
    return found


@lru_cache(maxsize=64)
def _readers(book: str) -> Mapping[str, Callable[[str], str]]:
    return readers_of(rulebooks.load(book))


@lru_cache(maxsize=1024)
def _names(book: str, component: str) -> Mapping[str, str]:
    found = rulebooks.load(book)
    codes = found.components[component].codes
    return {found.codes[name].name.casefold(): name for name in codes}
