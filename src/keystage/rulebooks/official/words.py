"""A comparison as lines to read: by collection, component and years."""

import textwrap
from collections.abc import Iterator, Sequence

from keystage.rulebooks.official.model import Comparison, State, Verdict

_WIDTH = 100
_MOST_NOTES = 20
_IN_WORDS = {
    State.AGREES: "Agrees",
    State.NEW: "New",
    State.DIFFERS: "DIFFERS",
    State.NOT_IN_SHEET: "Not in the sheet",
    State.NOT_IN_RULEBOOK: "Not in the rulebook",
}
_WORST_FIRST = (
    State.DIFFERS,
    State.NOT_IN_RULEBOOK,
    State.NOT_IN_SHEET,
    State.NEW,
    State.AGREES,
)


def words(comparison: Comparison) -> Iterator[str]:
    """Yield what a comparison says, at most 100 characters a line.

    What is the same in several years is said once, with the years. Differences come
    first, each with the names it can be accepted by; the counts come last.
    """
    yield from _notes(comparison.notes)
    gathered: dict[str, list[Verdict]] = {}
    for verdict in comparison.verdicts:
        title = comparison.titles[verdict.book]
        gathered.setdefault(title, []).append(verdict)
    for title, held in gathered.items():
        yield ""
        yield title
        yield from _collection(held)
    yield ""
    yield from _counts(comparison.verdicts)


def _notes(notes: Sequence[str]) -> Iterator[str]:
    for note in notes[:_MOST_NOTES]:
        yield from _wrapped(note, "")
    if len(notes) > _MOST_NOTES:
        yield f"... and {len(notes) - _MOST_NOTES} more such notes."


def _collection(verdicts: Sequence[Verdict]) -> Iterator[str]:
    for state in _WORST_FIRST:
        same: dict[tuple[str, str, str, bool], list[Verdict]] = {}
        for verdict in verdicts:
            if verdict.state is state:
                key = (verdict.of, verdict.title, verdict.says, verdict.known)
                same.setdefault(key, []).append(verdict)
        for held in same.values():
            yield from _matter(state, held)


def _matter(state: State, held: Sequence[Verdict]) -> Iterator[str]:
    first = held[0]
    named = " ".join(filter(None, (first.of, _quoted(first))))
    doubt = "" if first.known or first.fact is None else "; unverified until now"
    at = f" ({first.at})" if first.at else ""
    said = ": ".join(filter(None, (named, first.says)))
    years = years_of([verdict.book for verdict in held])
    yield from _wrapped(f"{_IN_WORDS[state]}, {years}: {said}{doubt}{at}", "  ")
    if first.id:
        yield f"      --accept-differences {first.id}"
    if first.id and held[1:]:
        others = ", ".join(verdict.book for verdict in held[1:])
        yield from _wrapped(f"(the same, each by its own name, for {others})", "      ")


def _quoted(verdict: Verdict) -> str:
    return f"({textwrap.shorten(verdict.title, 60)})" if verdict.title else ""


def years_of(books: Sequence[str]) -> str:
    """Return the years of rulebooks of one collection: `2019, 2022 to 2027`."""
    labels = [book.split("-", 1)[1] for book in books]
    plain = sorted({int(label) for label in labels if label.isdigit()})
    runs: list[list[int]] = []
    for year in plain:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    said = [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    sittings = [label.replace("-", " ") for label in labels if not label.isdigit()]
    return ", ".join([*said, *sittings])


def _counts(verdicts: Sequence[Verdict]) -> Iterator[str]:
    def many(state: State) -> int:
        return sum(verdict.state is state for verdict in verdicts)

    new = [
        verdict
        for verdict in verdicts
        if verdict.state in (State.AGREES, State.NEW) and not verdict.known
    ]
    yield (
        f"Agree: {many(State.AGREES) + many(State.NEW)} ({len(new)} unverified until "
        f"now). Differ: {many(State.DIFFERS)}. Not in the sheet: "
        f"{many(State.NOT_IN_SHEET)}. Not in the rulebooks: "
        f"{many(State.NOT_IN_RULEBOOK)}."
    )


def _wrapped(text: str, indent: str) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
