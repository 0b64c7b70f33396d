"""The pages of docs/reference, each drawn from the code by a function of its own.

A page is a path beneath docs/reference and its Markdown; a module's `pages()`
returns some. What is told here is told nowhere else by hand.
"""

from collections.abc import Iterable


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table; bars and line ends inside a cell are made safe."""

    def line(cells: Iterable[str]) -> str:
        safe = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
        return f"| {' | '.join(safe)} |"

    heads = list(head)
    rule = line("---" for _ in heads)
    return "\n".join([line(heads), rule, *(line(row) for row in rows)])


def code(text: str) -> str:
    """Return a text as Markdown code, or nothing for nothing."""
    return f"`{text}`" if text else ""


def first_line(text: str | None) -> str:
    """Return the first paragraph of a docstring, as one line."""
    return " ".join((text or "").strip().split("\n\n")[0].split())
