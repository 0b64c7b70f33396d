"""A finding on one line, so that nothing of it can change unseen."""

from dataclasses import replace
from typing import Any

from keystage.checks.model import Check
from keystage.core.findings import Finding
from keystage.core.records import Row
from tests.unit.checks.books import found

type Case = tuple[Check, str, list[Row], dict[str, Any], list[str]]
"""A check, the facts its message tells, pupils, what else is so, and the findings."""


def line(finding: Finding) -> str:
    """Return place, pupil, subject, value, what is allowed, message and repair.

    The place is an element, else a line, else a dash.
    """
    at = "-"
    if finding.place is not None:
        path = (finding.place.path or "").removeprefix("/CTfile/")
        at = path.removeprefix("CTFpupilData/") or f"line {finding.place.line}"
    parts = [at, finding.pupil.surname if finding.pupil else "-"]
    parts += [finding.subject or "-", str(finding.value), " ".join(finding.allowed)]
    parts.append(finding.message)
    if (repair := finding.repair) is not None:
        whose = f"{repair.pupil}.{repair.result}".replace("None", "-")
        what = f"{repair.action} {repair.target} {repair.field} {whose}"
        parts.append(f"{what} {repair.old!r} {repair.new!r}")
    return " | ".join(parts)


def lines(one: Check, told: str, rows: list[Row], **more: Any) -> list[str]:
    """Return what a check finds, its message being the template `told`."""
    return [line(each) for each in found(replace(one, message=told), *rows, **more)]
