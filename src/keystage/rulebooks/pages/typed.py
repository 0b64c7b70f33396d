"""What a rulebook says of typing results in, as sections of its page."""

from collections.abc import Iterator
from dataclasses import replace

from keystage import measures
from keystage.checks.model import Rulebook
from keystage.rulebooks.entry import FILLED, Ask, Entry, entry_of


def page(book: Rulebook) -> Iterator[str]:
    """Yield the sections on entry of a rulebook's page, as lines of Markdown."""
    entry = entry_of(book)
    if replace(entry, declares={}, signs={}) != Entry():
        yield from _typed(book, entry)
    if entry.declares:
        yield "## What whoever signs declares of them"
        yield ""
        yield from (f"- {text}" for text in entry.declares.values())
        yield ""


def _typed(book: Rulebook, entry: Entry) -> Iterator[str]:
    yield "## Where results are typed"
    yield ""
    for ask in entry.asks:
        yield f"- {ask.value} asks: {ask.question}{_answers(ask)}"
    for one in entry.closed:
        where = "All results" if len(one.components) == len(book.components) else ""
        where = where or ", ".join(book.components[id_].title for id_ in one.components)
        opened = " Opened by giving a reason." if one.openable else ""
        says = one.says.format(**FILLED)
        yield f"- {where} may be closed: {says} {one.fix}{opened}"
    if entry.figures:
        titles = {spec.id: spec.title for spec in measures.specs(book)}
        yield f"- At the foot: {'; '.join(titles[id_] for id_ in entry.figures)}."
    for id_ in entry.sums:
        yield f"- At the foot, of {book.components[id_].title}: count and sum of the marks."
    yield ""


def _answers(ask: Ask) -> str:
    return f" ({'; '.join((*ask.choices.values(), *ask.grounds.values()))})"
