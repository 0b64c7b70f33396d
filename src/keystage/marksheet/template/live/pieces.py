"""Pieces of formulas that Excel and LibreOffice work out alike.

A cell may hold a code as text or as a number, in small letters, with spaces around
it, or an error; it counts as one of some forms if its tidied text is among them.
Nothing here depends on a program's settings for case or patterns.
"""

from collections.abc import Collection, Iterable, Sequence

from keystage.checks.model import Rulebook

_BAR = "¦"
# A text within a formula may have 255 characters.
_LONGEST = 240


def quoted(text: str) -> str:
    """Return `text` as it stands in a formula, in pieces where it is long."""
    pieces = [text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def forms(book: Rulebook, component: str, codes: Collection[str]) -> tuple[str, ...]:
    """Return every way one of `codes` may be written in `component`, in capitals."""
    own = [name for name in book.components[component].codes if name in codes]
    found = [form for name in own for form in (name, *book.codes[name].synonyms)]
    return tuple(dict.fromkeys(form.upper() for form in found))


def marks(least: int, most: int) -> tuple[str, ...]:
    """Return the marks from `least` to `most` as they are written."""
    return tuple(str(mark) for mark in range(least, most + 1))


def among(cells: str, written: Iterable[str]) -> str:
    """Return what is true where a cell of `cells` holds one of `written`."""
    known = quoted(_BAR + "".join(form + _BAR for form in written))
    return f'ISNUMBER(FIND("{_BAR}"&UPPER(TRIM({cells}))&"{_BAR}",{known}))'


def empty(cells: str) -> str:
    """Return what is true where a cell of `cells` holds nothing to be seen."""
    return among(cells, [""])


def each(cells: str, written: Sequence[str]) -> str:
    """Return 1 where a cell holds one of `written`, else 0; nowhere if there are none."""
    return f"--{among(cells, written)}" if written else f"0*ISNUMBER({cells})"


def across(cells: str, written: Sequence[str], weights: Sequence[int]) -> str:
    """Return for each row of `cells` the weights of those that hold one of `written`."""
    column = ";".join(map(str, weights))
    return f"MMULT({each(cells, written)},{{{column}}})"


def worth(cells: str, least: int, most: int) -> str:
    """Return the marks in `cells`, 0 for anything else, in a row for each cell."""
    row = ",".join(marks(least, most))
    return (
        f'ISNUMBER(FIND("{_BAR}"&UPPER(TRIM({cells}))&"{_BAR}",'
        f'"{_BAR}"&{{{row}}}&"{_BAR}"))*{{{row}}}'
    )


def total(expression: str) -> str:
    """Return the sum of `expression` over all of its cells."""
    return f"SUMPRODUCT({expression})"
