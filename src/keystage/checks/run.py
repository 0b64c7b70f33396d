"""The engine: every check of a rulebook over one return, and nothing else decides.

A check answers what it found. Whether it can be asked at all, what becomes of it
when it breaks, the words, the order and the folding are settled here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from keystage.checks.model import Context, Hit, NotRun, Rulebook
from keystage.checks.registry import Ready, prepare
from keystage.checks.scene import Scene
from keystage.checks.telling.folding import Made, folded_findings
from keystage.checks.telling.wording import Voice
from keystage.core.findings import Finding
from keystage.core.records import Return


@dataclass(slots=True)
class Outcome:
    """What came of a run.

    `findings` are in an order that does not depend on that of the file, with
    consequences inside their causes. `crashed` is True where a check broke, which
    makes the run a failure whatever was found. `refused` is the first finding of
    a check that refuses the file, if any.
    """

    findings: list[Finding] = field(default_factory=list)
    not_run: list[NotRun] = field(default_factory=list)
    crashed: bool = False
    refused: Finding | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """Something a check cannot do without, and what to say when it is not there."""

    known: Callable[[Scene], bool]
    otherwise: str


# The same for both, so that a reader meets it once.
_WHOSE = "Nobody said which school of which authority the file was expected from."

NEEDS: Mapping[str, Need] = {
    "header": Need(
        lambda scene: scene.return_.header is not None,
        "The results did not come in a Common Transfer File, so there is no header.",
    ),
    "file_name": Need(
        lambda scene: bool(scene.return_.file_name), "The file has no name."
    ),
    "now": Need(
        lambda scene: scene.context.now is not None, "The present time was not given."
    ),
    "school": Need(
        lambda scene: bool(scene.context.school),
        _WHOSE,
    ),
    "authority": Need(
        lambda scene: bool(scene.context.authority),
        _WHOSE,
    ),
    "collection": Need(
        lambda scene: bool(scene.context.collection),
        "Nobody said which collection was expected.",
    ),
    "year": Need(
        lambda scene: scene.context.year is not None,
        "Nobody said which year was expected.",
    ),
    "roll": Need(
        lambda scene: scene.context.roll is not None,
        "The school's list of pupils was not given.",
    ),
    "prior": Need(
        lambda scene: scene.context.prior is not None,
        "No results of earlier years were given.",
    ),
    "last_year": Need(
        lambda scene: scene.context.last_year is not None,
        "The school's return of last year was not given.",
    ),
    "expected": Need(
        lambda scene: scene.context.expected is not None,
        "The expected number of pupils was not given.",
    ),
    "opens": Need(
        lambda scene: scene.context.opens is not None,
        "The first day of the weeks of the tests was not given.",
    ),
    "address": Need(
        lambda scene: "address" in scene.context.asks_for,
        "The authority does not ask for addresses.",
    ),
    "threshold": Need(
        lambda scene: scene.threshold_day is not None,
        "The day from which the threshold may be used is not known.",
    ),
    "published": Need(
        lambda scene: scene.threshold_visible, "The threshold is not published yet."
    ),
}


def run(book: Rulebook, return_: Return, context: Context) -> Outcome:
    """Return what the checks of `book` find in `return_`.

    Nothing in the return makes this raise. Raises `RulebookError` where the
    rulebook itself cannot be used.
    """
    prepared = prepare(book)
    scene = Scene(book, return_, context)
    voice = Voice(book, prepared.facts, return_.header)
    outcome, made = Outcome(), list[Made]()
    for ready in prepared.checks:
        if ready.whole is None:
            continue
        missing = next((n for n in ready.needs if not NEEDS[n].known(scene)), None)
        if missing is not None:
            outcome.not_run.append(NotRun(ready.check.id, NEEDS[missing].otherwise))
            continue
        made += guarded(ready, outcome, partial(ready.whole, scene), voice)
    return finished(outcome, made)


def guarded(
    ready: Ready, outcome: Outcome, look: Callable[[], Iterable[Hit]], voice: Voice
) -> list[Made]:
    """Return what one check finds; where it breaks, nothing, and say so.

    What a broken check had found before is dropped: how much that is would depend
    on the order of the file.
    """
    try:
        return [voice.made(ready, hit) for hit in look()]
    except Exception as broken:  # noqa: BLE001 - one broken check must hide no other
        reason = f"Internal error ({type(broken).__name__}); please report it."
        outcome.not_run.append(NotRun(ready.check.id, reason))
        outcome.crashed = True
        return []


def finished(outcome: Outcome, made: list[Made]) -> Outcome:
    """Return `outcome` with the findings folded, in order, and the refusal, if any."""
    outcome.findings = folded_findings(made)
    refusals = [one for one in made if one.refuses]
    if refusals:
        outcome.refused = min(refusals, key=lambda one: one.order).finding
    return outcome
