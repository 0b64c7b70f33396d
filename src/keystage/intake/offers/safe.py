"""Repairs are offered only where the whole file loses nothing by them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from keystage.changes.entries import Entries, is_removal
from keystage.changes.model import Reads
from keystage.core.findings import Finding, Repair
from keystage.core.records import CtfFile
from keystage.intake import messages


def safe(file: CtfFile, findings: Iterable[Finding], reads: Reads) -> list[Finding]:
    """Return `findings` without the repairs that `file` would lose something by.

    A check sees one collection; a second entry that repeats one collection's results
    may hold another's, and a UPN that is free there may be another pupil's. All
    repairs left may be made together. A finding whose repair goes says why, in its
    `fix` and in `held`. `reads` tells results that say the same in other words.
    """
    listed = list(findings)
    offered = [one for one in _offered(listed) if one.target == "pupil"]
    if not offered:
        return listed
    leaving = frozenset(one.pupil for one in offered if is_removal(one))
    entries = Entries(file, reads, leaving)
    return [_guarded(finding, entries) for finding in listed]


def _offered(findings: Iterable[Finding]) -> Iterator[Repair]:
    for finding in findings:
        if finding.repair is not None:
            yield finding.repair
        yield from _offered(finding.consequences)


def _guarded(finding: Finding, entries: Entries) -> Finding:
    below = tuple(_guarded(one, entries) for one in finding.consequences)
    why = entries.unsafe(finding.repair) if finding.repair else ""
    if why:
        fix = f"{finding.fix} {messages.HELD.format(why=why)}".strip()
        return replace(finding, fix=fix, repair=None, held=why, consequences=below)
    if below != finding.consequences:
        return replace(finding, consequences=below)
    return finding
