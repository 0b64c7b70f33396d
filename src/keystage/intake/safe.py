"""Repairs are offered only where the whole file loses nothing by them."""

from collections.abc import Iterable
from dataclasses import replace

from keystage.changes.entries import Entries
from keystage.core.findings import Finding
from keystage.core.records import CtfFile


def safe(file: CtfFile, findings: Iterable[Finding]) -> list[Finding]:
    """Return `findings` without the repairs that `file` would lose something by.

    A check sees one collection; a second entry that repeats one collection's results
    may hold another's, and a UPN that is free there may be another pupil's.
    """
    listed = list(findings)
    if not any(map(_offers, listed)):
        return listed
    entries = Entries(file)
    return [_kept(finding, entries) for finding in listed]


def _offers(finding: Finding) -> bool:
    return finding.repair is not None or any(map(_offers, finding.consequences))


def _kept(finding: Finding, entries: Entries) -> Finding:
    repair = finding.repair
    return replace(
        finding,
        repair=None if repair is None or entries.unsafe(repair) else repair,
        consequences=tuple(_kept(below, entries) for below in finding.consequences),
    )
