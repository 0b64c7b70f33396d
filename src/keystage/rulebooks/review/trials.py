"""Examples run: a check fires where its example says so, and nowhere else."""

import dataclasses
from collections.abc import Iterator

from keystage.checks.across import outcome_across
from keystage.checks.kind import Scope
from keystage.checks.kinds import KINDS
from keystage.checks.model import Check, Example, Rulebook
from keystage.checks.run import Outcome, run
from keystage.rulebooks.examples import apply
from keystage.rulebooks.overlay import Document


def complaints(book: Rulebook, document: Document) -> Iterator[str]:
    """Yield every example of `book` that does not come out as it says.

    Each check is run alone. `book` must have no other complaint.
    """
    for key, check in book.checks.items():
        if KINDS[check.kind].scope is Scope.READING:
            continue  # shown by files, in the reader's own tests
        labels = document.tables["examples"][key]
        for label, example in zip(labels, check.examples, strict=True):
            if said := _fault(book, key, example):
                place = document.place("examples", key, label)
                yield f"{place}: {example.says!r} {said}."


def _fault(book: Rulebook, key: str, example: Example) -> str:
    outcome = _outcome(book, key, example)
    if outcome.not_run:
        return f"cannot be run: {outcome.not_run[0].reason.rstrip('.')}"
    if bool(outcome.findings) is example.fires:
        return ""
    return "does not fire" if example.fires else "fires"


def _outcome(book: Rulebook, key: str, example: Example) -> Outcome:
    trial = apply(book, example)
    check: Check = dataclasses.replace(trial.book.checks[key], after=())
    alone = dataclasses.replace(trial.book, checks={key: check})
    if KINDS[check.kind].scope is Scope.ACROSS:
        return outcome_across(
            trial.returns,
            lambda _: alone,
            files=trial.files,
            expected=trial.schools,
            rolls=trial.rolls,
        )
    return run(alone, trial.returns[0], trial.context)
