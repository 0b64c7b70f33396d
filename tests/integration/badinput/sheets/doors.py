"""The library's way from a file's bytes to what is said of it, for marksheets."""

from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any

from keystage.checks.model import Context, RollEntry
from keystage.checks.run import run
from keystage.core.errors import Refused
from keystage.core.findings import Finding, Severity
from keystage.core.records import Return
from keystage.intake.shelf import Shelf, standard
from keystage.marksheet.model import Hints, Marksheet
from keystage.marksheet.read import KINDS, LIMITS, read
from keystage.marksheet.returns import to_return, together
from keystage.tables import Workbook
from keystage.tables import read as read_cells


@dataclass(slots=True)
class Answer:
    """What came of one file: cells, lines, rows and findings, or the refusal."""

    findings: list[Finding] = field(default_factory=list)
    refused: Refused | None = None
    workbook: Workbook | None = None
    marksheet: Marksheet | None = None
    return_: Return | None = None

    def plain(self) -> dict[str, Any]:
        """Return it as the findings document's entry of a file would be."""
        if self.refused is not None:
            stop = self.refused
            one = Finding(stop.code, Severity.ERROR, stop.message, stop.fix)
            return {
                "status": "unreadable",
                "refused": self.refused.code,
                "findings": [asdict(one)],
                "returns": [],
            }
        weights = {one.severity for one in self.findings}
        status = next(
            (f"{what}" for what, weight in _STATUS if weight in weights), "clean"
        )
        return {"status": status, "findings": [asdict(one) for one in self.findings]}


_STATUS = (("errors", "error"), ("queries", "query"))


@cache
def shelf() -> Shelf:
    """Return every rulebook there is."""
    return standard()


def answer(
    data: bytes, hints: Hints | None = None, roll: tuple[RollEntry, ...] | None = None
) -> Answer:
    """Return what the library says of the marksheet `data`, phonics of 2026."""
    hints = hints or Hints(year=2026, authority="999")
    try:
        cells = read_cells(data, LIMITS, forgiving=True, kinds=KINDS)
        marksheet = read(cells, shelf(), hints)
    except Refused as refused:
        return Answer(refused=refused)
    known = {entry.upn: entry for entry in roll or ()}
    return_ = to_return(marksheet, known)
    found: list[Finding] = []
    if marksheet.lines:
        context = Context(year=2026, roll=roll)
        found = run(marksheet.book, return_, context).findings
    told = together(marksheet, found, roll or ())
    return Answer(told, None, cells, marksheet, return_)
