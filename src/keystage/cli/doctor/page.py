"""Lines for a person's screen: nothing hidden, and no wider than a report."""

from collections.abc import Iterable

from keystage.cli import output
from keystage.reports.shown import plain, wrap

COLUMNS = 100
_FURTHER = 4  # what a line that is broken goes on with


def show(lines: Iterable[str]) -> None:
    """Write `lines` to standard output, broken where they are too wide."""
    told = [part for line in lines for part in _broken(line)]
    output.to_stdout("\n".join(told) + "\n", as_utf8=False)


def _broken(line: str) -> list[str]:
    text = line.lstrip(" ")
    indent = len(line) - len(text)
    first, *rest = wrap(plain(text), COLUMNS - indent - _FURTHER)
    further = " " * (indent + _FURTHER)
    return [" " * indent + first, *(further + part for part in rest)]
