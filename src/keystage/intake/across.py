"""What only shows when the files of several schools are laid side by side."""

from collections.abc import Sequence
from dataclasses import replace

from keystage.checks import across as checks_across
from keystage.checks.fold import folded
from keystage.checks.model import Rulebook
from keystage.checks.sent import SentFile
from keystage.checks.words import shown
from keystage.core import upn
from keystage.core.findings import Finding, PupilRef
from keystage.core.records import Return
from keystage.intake.examine import broken
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
        SentFile(_last(report.path), report.sha256, _school(parts))
        for report, parts in zip(reports, returns, strict=True)
        if report.sha256
    ]
    every = [part for parts in returns for part in parts]
    outcome = checks_across.outcome_across(every, book_of, files=files)
    places = _Places(reports, returns)
    found = [*outcome.findings, *broken([outcome])]
    told = [Across(finding, places.of(finding)) for finding in found]
    if options.names:
        return tuple(told)
    return tuple(replace(one, finding=_nameless(one.finding)) for one in told)


def _school(returns: Sequence[Return]) -> str:
    return returns[0].school or returns[0].urn if returns else ""


def _last(path: str) -> str:
    """Return the file's own name: a whole path is too long for a sentence."""
    return path.rpartition("/")[2]


def _nameless(finding: Finding) -> Finding:
    pupil = finding.pupil and PupilRef(surname="a pupil")
    value = None if finding.pupil else finding.value
    return replace(finding, pupil=pupil, value=value, allowed=(), repair=None)


class _Places:
    """Which files a pupil, or the same bytes, are found in."""

    def __init__(
        self, reports: Sequence[FileReport], returns: Sequence[Sequence[Return]]
    ) -> None:
        self._pupils: dict[object, set[str]] = {}
        self._bytes: dict[str | None, list[str]] = {}
        for report, parts in zip(reports, returns, strict=True):
            self._bytes.setdefault(report.sha256, []).append(report.path)
            for part in parts:
                for row in part.rows:
                    child = _child(row.surname, row.forename, row.dob)
                    for who in (row.upn, child):
                        key = (part.collection, who)
                        self._pupils.setdefault(key, set()).add(report.path)
        self._bytes.pop(None, None)

    def of(self, finding: Finding) -> tuple[str, ...]:
        """Return the paths of the files `finding` is about, in their order."""
        pupil = finding.pupil
        if pupil is None:
            return self._same(finding.value or "")
        child = _child(pupil.surname, pupil.forename, pupil.dob)
        same = (upn.tidy(pupil.upn), child)
        found = (self._pupils.get((finding.collection, who), set()) for who in same)
        return tuple(sorted(set().union(*found)))

    def _same(self, name: str) -> tuple[str, ...]:
        """Return the files of the first group of equal bytes that has the name.

        Two groups may have it: each is answered for once, in order.
        """
        for digest, paths in self._bytes.items():
            if len(paths) > 1 and any(shown(_last(path)) == name for path in paths):
                return tuple(self._bytes.pop(digest))
        return ()


def _child(surname: str, forename: str, dob: str) -> Child:
    return folded(surname), folded(forename), dob
