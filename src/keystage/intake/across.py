"""What only shows when the files of several schools are laid side by side."""

from collections.abc import Sequence
from dataclasses import replace

from keystage.checks import across as checks_across
from keystage.checks.fold import folded
from keystage.checks.model import Rulebook
from keystage.checks.sent import SentFile
from keystage.core import upn
from keystage.core.findings import Finding, PupilRef
from keystage.core.records import Return
from keystage.intake.options import Options
from keystage.intake.output.document import Across, FileReport
from keystage.intake.output.withhold import without_names
from keystage.intake.shelf import Shelf

type Child = tuple[str, str, str]


def across(
    reports: Sequence[FileReport],
    returns: Sequence[Sequence[Return]],
    options: Options,
    shelf: Shelf,
) -> tuple[Across, ...]:
    """Return the findings about several files, each with the files it is about.

    `returns` holds what is kept of each file's returns, in the order of
    `reports`. With names withheld a pupil is told by files alone.
    """

    def book_of(return_: Return) -> Rulebook:
        book = shelf.nearest(return_.collection, return_.year)
        if options.names:
            return book
        return shelf.variant(book, "without names", without_names)

    files = [
        SentFile(report.path, report.sha256, _school(parts))
        for report, parts in zip(reports, returns, strict=True)
        if report.sha256
    ]
    every = [part for parts in returns for part in parts]
    found = checks_across.across(every, book_of, files=files)
    places = _Places(reports, returns)
    told = [Across(finding, places.of(finding)) for finding in found]
    if options.names:
        return tuple(told)
    return tuple(replace(one, finding=_nameless(one.finding)) for one in told)


def _school(returns: Sequence[Return]) -> str:
    return returns[0].school or returns[0].urn if returns else ""


def _nameless(finding: Finding) -> Finding:
    pupil = finding.pupil and PupilRef(surname="a pupil")
    value = None if finding.pupil else finding.value
    return replace(finding, pupil=pupil, value=value, allowed=(), repair=None)


class _Places:
    """Which files a pupil, or the same bytes, are found in."""

    def __init__(
        self, reports: Sequence[FileReport], returns: Sequence[Sequence[Return]]
    ) -> None:
        self._numbers: dict[str, dict[str, None]] = {}
        self._children: dict[Child, dict[str, None]] = {}
        self._bytes: dict[str, list[str]] = {}
        for report, parts in zip(reports, returns, strict=True):
            self._bytes.setdefault(report.sha256 or "", []).append(report.path)
            for row in (row for part in parts for row in part.rows):
                self._numbers.setdefault(row.upn, {})[report.path] = None
                child = _child(row.surname, row.forename, row.dob)
                self._children.setdefault(child, {})[report.path] = None

    def of(self, finding: Finding) -> tuple[str, ...]:
        """Return the paths of the files `finding` is about, in their order."""
        pupil = finding.pupil
        if pupil is None:
            same = (paths for paths in self._bytes.values() if finding.value in paths)
            return tuple(next(same, ()))
        child = _child(pupil.surname, pupil.forename, pupil.dob)
        found = self._numbers.get(upn.tidy(pupil.upn), {}) | self._children.get(
            child, {}
        )
        return tuple(sorted(found))


def _child(surname: str, forename: str, dob: str) -> Child:
    return folded(surname), folded(forename), dob
