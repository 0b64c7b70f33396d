"""Which files a pupil, or the same bytes, are found in."""

from collections.abc import Iterable, Sequence

from keystage.checks.fold import folded
from keystage.checks.sent import school_of
from keystage.checks.words import shown
from keystage.core import upn
from keystage.core.findings import Finding
from keystage.core.records import Return
from keystage.intake.output.document import FileReport

# A collection and its summer: what pupils are laid side by side in.
type Group = tuple[str, int]
type Child = tuple[str, str, str]


class Places:
    """Answers which files a finding is about."""

    def __init__(
        self, reports: Sequence[FileReport], returns: Sequence[Sequence[Return]]
    ) -> None:
        self._pupils: dict[Group, dict[object, str]] = {}
        self._more: dict[tuple[Group, object], set[str]] = {}
        self._bytes: dict[str | None, list[str]] = {}
        self._schools: dict[object, set[str]] = {}
        for report, parts in zip(reports, returns, strict=True):
            self._bytes.setdefault(report.sha256, []).append(report.path)
            for part in parts:
                sender = (part.collection, part.year, school_of(part))
                self._schools.setdefault(sender, set()).add(report.path)
                self._note(part, report.path)
        self._bytes.pop(None, None)

    def _note(self, part: Return, path: str) -> None:
        """Note who is in a file; nearly everybody is in one alone."""
        group = part.collection, part.year
        met = self._pupils.setdefault(group, {})
        for number, *names in part.identities():
            for who in (number, _child(*names)):
                if (before := met.setdefault(who, path)) != path:
                    self._more.setdefault((group, who), {before}).add(path)

    def _files(self, group: Group, who: object) -> set[str]:
        path = self._pupils.get(group, {}).get(who)
        return self._more.get((group, who), set() if path is None else {path})

    def of(self, finding: Finding, group: Group) -> tuple[str, ...]:
        """Return the paths of the files `finding` of `group` is about, in order."""
        pupil = finding.pupil
        if pupil is None:
            return self._same(finding.value or "")
        child = _child(pupil.surname, pupil.forename, pupil.dob)
        same = (upn.tidy(pupil.upn), child)
        found = (self._files(group, who) for who in same)
        return tuple(sorted(set().union(*found)))

    def of_schools(self, schools: Iterable[str], group: Group) -> tuple[str, ...]:
        """Return the paths of the files with `schools`' results of `group`, in order."""
        found = (self._schools.get((*group, school), set()) for school in schools)
        return tuple(sorted(set().union(*found)))

    def _same(self, name: str) -> tuple[str, ...]:
        """Return the files of the first group of equal bytes that has the name.

        Two groups may have it: each is answered for once, in order.
        """
        found = (
            digest
            for digest, paths in self._bytes.items()
            if len(paths) > 1 and any(shown(last(path)) == name for path in paths)
        )
        return tuple(self._bytes.pop(next(found, None), ()))


def last(path: str) -> str:
    """Return the file's own name: a whole path is too long for a sentence."""
    return path.rpartition("/")[2]


def _child(surname: str, forename: str, dob: str) -> Child:
    return folded(surname), folded(forename), dob
