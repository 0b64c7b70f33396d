"""What an authority has confirmed against the Department's own sheets, kept in a file.

`read` and `write` go between a file of TOML and `Overrides`; `laid_on(book, it)` is
the book with everything confirmed that still fits it, `stale(book, it)` what does
not. A confirmation says what it confirmed: one whose rulebook has since changed
confirms nothing.
"""

from keystage.rulebooks.overrides.apply import laid_on, stale
from keystage.rulebooks.overrides.model import ABOUT, Fact, Overrides, Source
from keystage.rulebooks.overrides.shown import confirmed_lines
from keystage.rulebooks.overrides.toml import read, write

__all__ = [
    "ABOUT",
    "Fact",
    "Overrides",
    "Source",
    "confirmed_lines",
    "laid_on",
    "read",
    "stale",
    "write",
]
