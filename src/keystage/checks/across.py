"""The engine over many returns: what no single school's file can show."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from keystage.checks.model import NotRun, RollEntry, Rulebook
from keystage.checks.registry import prepare
from keystage.checks.run import Outcome, finished, guarded
from keystage.checks.sent import Sent, SentFile
from keystage.checks.telling.folding import Made
from keystage.checks.telling.wording import Voice
from keystage.core.findings import Finding
from keystage.core.records import Return

NOBODY_EXPECTED = "Nobody said which schools a return is due from."
NO_ROLLS = "No school's list of pupils was given."
_OTHERWISE = {"expected_schools": NOBODY_EXPECTED, "rolls": NO_ROLLS}


def across(
    returns: Sequence[Return],
    book_of: Callable[[Return], Rulebook],
    *,
    files: Sequence[SentFile] = (),
    expected: Sequence[str] | None = None,
    rolls: Sequence[RollEntry] | None = None,
) -> list[Finding]:
    """Return what `outcome_across` finds."""
    found = outcome_across(
        returns, book_of, files=files, expected=expected, rolls=rolls
    )
    return found.findings


def outcome_across(
    returns: Sequence[Return],
    book_of: Callable[[Return], Rulebook],
    *,
    files: Sequence[SentFile] = (),
    expected: Sequence[str] | None = None,
    rolls: Sequence[RollEntry] | None = None,
) -> Outcome:
    """Return what is found in all returns together, by collection and year.

    `files` are all files sent, readable or not. `expected` are the schools a
    return is due from, `rolls` what is on schools' own lists. A finding about a file,
    which belongs to no collection, is told once. The order of returns and files does not matter. Raises
    `RulebookError` as `run` does.
    """
    together = Outcome()
    groups = outcomes(returns, book_of, files=files, expected=expected, rolls=rolls)
    for one in groups:
        together.findings += one.outcome.findings
        together.not_run += one.outcome.not_run
        together.crashed = together.crashed or one.outcome.crashed
    return together


class Group(NamedTuple):
    """What the returns of one collection and year show together."""

    collection: str
    year: int
    outcome: Outcome


def outcomes(
    returns: Sequence[Return],
    book_of: Callable[[Return], Rulebook],
    *,
    files: Sequence[SentFile] = (),
    expected: Sequence[str] | None = None,
    rolls: Sequence[RollEntry] | None = None,
) -> list[Group]:
    """Return what `outcome_across` does, kept apart by collection and year."""
    sent: dict[tuple[str, int], list[Return]] = {}
    for return_ in returns:
        sent.setdefault((return_.collection, return_.year), []).append(return_)
    due = None if expected is None else tuple(expected)
    lists = None if rolls is None else tuple(rolls)
    groups: list[Group] = []
    files_left = tuple(files)
    for (collection, year), group in sorted(sent.items(), key=lambda one: one[0]):
        look = Sent(returns=tuple(group), files=files_left, expected=due, rolls=lists)
        files_left = ()
        groups.append(Group(collection, year, _outcome(book_of(group[0]), look)))
    return groups


def _outcome(book: Rulebook, sent: Sent) -> Outcome:
    prepared = prepare(book)
    voice = Voice(book, prepared.facts)
    outcome, made = Outcome(), list[Made]()
    for ready in prepared.checks:
        if ready.across is None:
            continue
        missing = next(
            (need for need in ready.needs if not _is_known(need, sent)), None
        )
        if missing is not None:
            outcome.not_run.append(NotRun(ready.check.id, _OTHERWISE[missing]))
            continue
        made += guarded(ready, outcome, partial(ready.across, sent), voice)
    return finished(outcome, made)


def _is_known(need: str, sent: Sent) -> bool:
    return (sent.rolls if need == "rolls" else sent.expected) is not None
