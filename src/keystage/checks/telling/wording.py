"""From what a check reports to the finding a person reads."""

from collections.abc import Mapping
from dataclasses import dataclass

from keystage.checks.model import Check, Hit, Rulebook
from keystage.checks.registry import Ready
from keystage.checks.telling.folding import Made
from keystage.checks.words import (
    FIELDS,
    HEADER_PATHS,
    LONGEST_NAME,
    LONGEST_PATH,
    LONGEST_SHOWN,
    listed,
    shown,
)
from keystage.core.findings import Finding, Place, PupilRef, Severity
from keystage.core.records import Header, Row


@dataclass(frozen=True, slots=True)
class Voice:
    """What all findings of one run share: the book, its facts, the header."""

    book: Rulebook
    facts: Mapping[str, str]
    header: Header | None = None

    def made(self, ready: Ready, hit: Hit) -> Made:
        """Return the finding for one hit, with what folding asks of it."""
        check, row = ready.check, hit.row
        pupil = hit.pupil or (pupil_ref(row) if row else None)
        value = _value(hit)
        facts = {**self.facts, **self._facts_of(hit, value), **hit.facts}
        finding = Finding(
            rule=check.id,
            severity=_weight(check, hit),
            message=ready.message.fill(facts),
            fix=ready.fix.fill(facts),
            official_rule=check.official_rule if check.official_rule_verified else None,
            collection=self.book.collection,
            pupil=pupil,
            subject=hit.component or hit.field,
            value=value,
            allowed=hit.allowed,
            place=self._place(hit),
            repair=hit.repair,
        )
        about = row.position if row else pupil.upn if pupil else None
        return Made(
            finding=finding,
            names=frozenset((ready.key, check.id)),
            after=check.after,
            about=about,
            component=hit.component or hit.part,
            refuses=check.refuses,
        )

    def _facts_of(self, hit: Hit, value: str | None) -> dict[str, str]:
        component = self.book.components.get(hit.component or "")
        code = self.book.codes.get(hit.result.value if hit.result else "")
        name = hit.field or ""
        return {
            "value": shown(value or ""),
            "allowed": listed(hit.allowed),
            "component": component.title if component else shown(hit.component or ""),
            "component_id": shown(hit.component or ""),
            "field": FIELDS.get(name, name.replace(".", " ").replace("_", " ")),
            "code": code.id if code else value or "",
            "code_name": code.name if code else "",
        }

    def _place(self, hit: Hit) -> Place | None:
        if hit.result is not None:
            return hit.result.cell.place
        if hit.row is not None:
            # a marksheet's blank cells are among those of the row
            cell = hit.row.cells.get(hit.field or hit.component or "")
            return cell.place if cell else hit.row.place
        if self.header is None or hit.field not in HEADER_PATHS:
            return None
        line = self.header.lines.get(hit.field)
        return Place(line=line, path=f"/CTfile/Header/{HEADER_PATHS[hit.field]}")


def _weight(check: Check, hit: Hit) -> Severity:
    if hit.unsure and check.severity is Severity.ERROR:
        return Severity.QUERY
    return check.severity


def _value(hit: Hit) -> str | None:
    if hit.value is not None:
        return shown(hit.value, LONGEST_SHOWN if hit.row else LONGEST_PATH)
    # What is found in several results together is no one of them's value.
    return shown(hit.result.cell.text) if hit.result and hit.component else None


def pupil_ref(row: Row) -> PupilRef:
    """Return how a person would recognise the pupil, as sent; nothing endless."""
    return PupilRef(
        *(_sent(row, name) for name in ("upn", "surname", "forename", "dob"))
    )


def _sent(row: Row, name: str) -> str:
    cell = row.cells.get(name)
    return (cell.text if cell else str(getattr(row, name)))[:LONGEST_NAME]
