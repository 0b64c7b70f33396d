"""Verdicts a person accepts, turned into confirmations."""

from collections.abc import Collection
from dataclasses import replace

from keystage.core.errors import UsageError
from keystage.rulebooks.official.model import Comparison, State, Verdict
from keystage.rulebooks.overrides import Fact, Overrides, Source

AGREEING = (State.AGREES, State.NEW)


def accept(
    comparison: Comparison,
    overrides: Overrides,
    source: Source,
    differences: Collection[str] = (),
) -> Overrides:
    """Return `overrides` with all that agrees, and the differences named by id.

    Nothing that differs is taken unless `differences` names it. Raises `UsageError`
    for a name that is no difference, or one that cannot be accepted.
    """
    named = {verdict.id for verdict in comparison.verdicts if verdict.id}
    chosen = [
        verdict
        for verdict in comparison.verdicts
        if verdict.state in AGREEING or verdict.id in differences
    ]
    rows = {(one.book, one.of) for one in chosen if _is_ground(one)}
    for name in differences:
        if name not in named:
            raise UsageError(
                f"There is no difference called {name} that can be accepted; the "
                "comparison lists those there are."
            )
    # values seen in a row that is not the rulebook's say nothing of the rulebook
    kept = [one for one in chosen if (one.book, one.of) in rows]
    for one in chosen:
        if one.id and one not in kept:
            raise UsageError(
                f"{one.id} stands in a row that differs itself: accept "
                f"{one.book}:{one.of}:coding as well, or neither."
            )
    facts = [
        replace(verdict.fact, source=source.key)
        for verdict in kept
        if verdict.fact is not None
    ]
    _refuse_alike(facts)
    return overrides.with_facts(source, facts)


def _refuse_alike(facts: list[Fact]) -> None:
    """Raise `UsageError` if two components of a rulebook would be coded alike."""
    rows: dict[tuple[str, ...], str] = {}
    for fact in facts:
        if fact.about == "coding":
            other = rows.setdefault((fact.book, *fact.now), fact.of)
            if other != fact.of:
                raise UsageError(
                    f"{fact.book}: {other} and {fact.of} cannot both be "
                    f"{' '.join(fact.now)}: accept one of them."
                )


def _is_ground(verdict: Verdict) -> bool:
    fact = verdict.fact
    return fact is not None and fact.about in ("coding", "number")
