"""Who reports a pupil who moved: the verdict, or the one fact it waits for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from keystage.movement.facts import Facts, Missing
from keystage.movement.search import Found, Outcome, deciding, possible
from keystage.movement.table import Row, Table
from keystage.movement.vocabulary import NOBODY

UNSAID = "The guidance does not say who reports in such a case."
_EITHER = "Whichever of these holds, the answer is the same."

type Duty = Literal["reports", "withdraws", "sends nothing", "not known"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who reports one pupil, and who must not.

    Exactly one of four holds: `reports` is a school; `nobody` need report, by a
    row; `missing` is the one fact that would decide; or `covered` is False: the
    guidance does not say. `withdraws` are other schools that have sent and must
    take it back, `must_not_send` those that have not. `rows` are the ids of the
    rows applied: more than one where a fact nobody gave decides between them but
    they come to the same. `says` is the rule in words, `paragraph` and `source`
    where it stands; `verified` is False where a row, or the whole table, rests on
    no source of the year that we could open. `notes` is what else a person should know.
    """

    reports: str | None = None
    nobody: bool = False
    covered: bool = True
    missing: Missing | None = None
    withdraws: tuple[str, ...] = ()
    must_not_send: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    says: str = ""
    paragraph: str = ""
    source: str = ""
    verified: bool = True
    notes: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether the guidance gives the duty to a school, or to nobody."""
        return self.nobody or self.reports is not None

    def duty_of(self, school: str) -> Duty:
        """Return what the verdict asks of one school."""
        if not self.settled:
            return "not known"
        if school == self.reports:
            return "reports"
        return "withdraws" if school in self.withdraws else "sends nothing"


def decide(table: Table, facts: Facts) -> Verdict:
    """Return who reports by `table`, as far as `facts` decide it.

    The dates of the weeks are the facts' own, else those of the table. The order of
    the facts has no meaning. A missing fact is asked for only where it decides.
    """
    known, found = _possible(table, facts)
    if not found.settled:
        return Verdict(missing=deciding(table, known, found))
    return _settled(found, facts, table.verified)


def decided(table: Table, facts: Facts) -> Verdict | None:
    """Return what `decide` does, or None, at once, where a fact is missing.

    Finding out which fact decides takes far longer than finding that one is missing.
    """
    _, found = _possible(table, facts)
    return _settled(found, facts, table.verified) if found.settled else None


def _possible(table: Table, facts: Facts) -> tuple[Facts, Found]:
    known = replace(
        facts,
        opens=facts.opens or table.settings.opens,
        closes=facts.closes or table.settings.closes,
    )
    return known, possible(table, known)


def _settled(found: Found, facts: Facts, verified: bool) -> Verdict:
    ((outcome, by_id),) = found.rows.items()
    rows = sorted(by_id.values(), key=lambda row: row.order)
    sent, silent = _others(outcome, facts)
    return Verdict(
        reports=outcome.school,
        nobody=outcome.kind == NOBODY,
        covered=outcome.school is not None or outcome.kind == NOBODY,
        withdraws=sent,
        must_not_send=silent,
        rows=tuple(row.id for row in rows),
        says=_says(rows),
        paragraph=_joined(row.paragraph for row in rows),
        source=_joined(row.source for row in rows),
        verified=verified and all(row.verified for row in rows),
        notes=tuple(dict.fromkeys(row.help for row in rows if row.help)),
    )


def _others(outcome: Outcome, facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the other schools: those that have sent, and those that have not."""
    if outcome.school is None and outcome.kind != NOBODY:
        return (), ()
    have = {stay.school for stay in facts.stays if stay.sent}
    others = [school for school in facts.schools if school != outcome.school]
    sent = tuple(school for school in others if school in have)
    return sent, tuple(school for school in others if school not in have)


def _says(rows: list[Row]) -> str:
    said = list(dict.fromkeys(row.says for row in rows)) or [UNSAID]
    return said[0] if len(said) == 1 else " ".join((_EITHER, *said))


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(texts))
