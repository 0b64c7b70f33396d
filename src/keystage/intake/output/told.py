"""What is told of a file's returns, and of the checks that were run on them."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple

from keystage.checks.model import NotRun, Rulebook
from keystage.checks.run import Outcome
from keystage.core.findings import Finding, Place, PupilRef
from keystage.core.records import Return, Row
from keystage.intake import messages
from keystage.intake.output.document import ReturnReport

# How the engine begins the reason of a check that broke.
_BROKEN = "Internal error"


def broken(outcomes: Iterable[Outcome]) -> list[Finding]:
    """Return the finding that says which checks broke, so that none seems passed."""
    rules = {
        one.rule
        for part in outcomes
        for one in part.not_run
        if part.crashed and one.reason.startswith(_BROKEN)
    }
    if not rules:
        return []
    return [messages.finding("INTERNAL", rules=messages.listed(sorted(rules)))]


def once(findings: Iterable[Finding]) -> list[Finding]:
    """Return `findings` without those a second return of the file says again."""
    kept: dict[object, Finding] = {}
    for finding in findings:
        place = finding.place
        where = _where(place) if place else (finding.message, *_who(finding.pupil))
        kept.setdefault((finding.rule, finding.subject, finding.value, where), finding)
    return list(kept.values())


def _who(pupil: PupilRef | None) -> tuple[str, ...]:
    """Return who a pupil is: one who is missing stands nowhere in the file."""
    return astuple(pupil) if pupil else ()


def _where(place: Place) -> tuple[object, ...]:
    return place.line, place.path, place.sheet, place.row, place.column


def reports(
    books: Sequence[Rulebook], returns: Sequence[Return], outcomes: Sequence[Outcome]
) -> tuple[ReturnReport, ...]:
    """Return what is told of each return; a rule run for one was run for the file."""
    skipped = [{one.rule for one in part.not_run} for part in outcomes]
    nowhere: set[str] = set.intersection(*skipped)
    return tuple(
        ReturnReport(
            collection=return_.collection,
            year=return_.year,
            pupils=_pupils(return_.rows),
            results=_results(return_.rows),
            book=book.id,
            digest=book.digest,
            not_run=_not_run(outcome.not_run, nowhere),
        )
        for book, return_, outcome in zip(books, returns, outcomes, strict=True)
    )


def _not_run(found: Iterable[NotRun], nowhere: set[str]) -> tuple[NotRun, ...]:
    kept = {one for one in found if one.rule != "H09" or one.rule in nowhere}
    return tuple(sorted(kept, key=lambda one: (one.rule, one.reason)))


def _pupils(rows: Iterable[Row]) -> int:
    return len({row.upn or row.position for row in rows})


def _results(rows: Iterable[Row]) -> int:
    """Return how many results there are, one given twice alike counted once."""
    return len(
        {
            (row.upn or row.position, component, result.value)
            for row in rows
            for component, given in row.results.items()
            for result in given
        }
    )
