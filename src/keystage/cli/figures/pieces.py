"""Files examined for figures: one after another, or in pieces by several processes."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import NamedTuple

from keystage.core.cells import Cell
from keystage.core.errors import Refused
from keystage.core.findings import Place
from keystage.core.records import Result, Return
from keystage.intake.examine import examine
from keystage.intake.shelf import standard
from keystage.intake.sources import Source
from keystage.intake.work import Examined, Known, Work

_NO_CELL = Cell("", Place())
# Pieces of work for each process: enough that none waits long for the last.
_PIECES = 4


class Seen(NamedTuple):
    """A file and what was found in it; else the sentence why it was not read."""

    path: str
    examined: Examined | None
    why: str = ""


def seen(
    sources: Sequence[Source], known: Known, executor: Executor | None, workers: int
) -> Iterator[Seen]:
    """Yield what is found in each of `sources`, in their order.

    `executor` may be any of `concurrent.futures`, or None for this process alone;
    `workers` is how many pieces it works on at a time.
    """
    if executor is None:
        work = _work(known)
        yield from (_one(source, work) for source in sources)
        return
    length = max(1, -(-len(sources) // (workers * _PIECES)))
    pieces = [sources[at : at + length] for at in range(0, len(sources), length)]
    for future in [executor.submit(_piece, piece, known) for piece in pieces]:
        yield from future.result()


def slim(return_: Return) -> Return:
    """Return what figures are made of: a season's files must fit in memory."""
    rows = [
        replace(
            row,
            cells={},
            others=[],
            results={
                name: [Result(one.component, one.value, _NO_CELL) for one in given]
                for name, given in row.results.items()
            },
        )
        for row in return_.rows
    ]
    return replace(return_, rows=rows, header=None, set_aside={})


def _piece(sources: Sequence[Source], known: Known) -> list[Seen]:
    """Examine one piece, in whatever process the executor runs it."""
    work = _work(known)
    return [_one(source, work) for source in sources]


def _work(known: Known) -> Work:
    options = known.options
    return Work(known, standard(options.overrides, options.rulebooks), keep=slim)


def _one(source: Source, work: Work) -> Seen:
    try:
        data = source.read(work.known.options.limits.size)
    except Refused as stop:
        return Seen(source.path, None, stop.message)
    return Seen(source.path, examine(source.path, data, work))
