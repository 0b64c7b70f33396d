"""Plain tables for a terminal: wrapped, aligned, and never wider than a report."""

from collections.abc import Iterator, Sequence

from keystage.reports.shown import width, wrap

COLUMNS = 100
GAP = 2
NARROWEST = 9


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], first: int
) -> Iterator[str]:
    """Yield the lines of a table whose first column is `first` columns wide.

    The other columns are aligned to the right and as wide as what is in them;
    those that do not fit stand in a table of their own beneath, the first column
    again beside them.
    """
    widths = [_width(head, [row[at] for row in rows]) for at, head in _others(heads)]
    start = 1
    while start < len(heads):
        end, used = start, first
        while end < len(heads) and used + GAP + widths[end - 1] <= COLUMNS:
            used += GAP + widths[end - 1]
            end += 1
        chosen = range(start, end)
        sizes = [first, *(widths[at - 1] for at in chosen)]
        if start > 1:
            yield ""
        yield from _line([heads[0], *(heads[at] for at in chosen)], sizes)
        yield "-" * (sum(sizes) + GAP * len(chosen))
        for row in rows:
            yield from _line([row[0], *(row[at] for at in chosen)], sizes)
        start = end


def _others(heads: Sequence[str]) -> list[tuple[int, str]]:
    return list(enumerate(heads))[1:]


def _width(head: str, cells: Sequence[str]) -> int:
    longest_word = max((width(word) for word in head.split()), default=0)
    widest = max((width(cell) for cell in cells), default=0)
    return max(NARROWEST, longest_word, widest)


def _line(cells: Sequence[str], sizes: Sequence[int]) -> Iterator[str]:
    """Yield one row, as many lines high as its highest cell."""
    wrapped = [wrap(cell, size) for cell, size in zip(cells, sizes, strict=True)]
    for number in range(max(len(lines) for lines in wrapped)):
        shown = [lines[number] if number < len(lines) else "" for lines in wrapped]
        padded = [shown[0] + " " * (sizes[0] - width(shown[0]))]
        for text, size in zip(shown[1:], sizes[1:], strict=True):
            padded.append(" " * (size - width(text)) + text)
        yield (" " * GAP).join(padded).rstrip()
