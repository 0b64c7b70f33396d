"""Which schools owe results of a collection, and what to say of those without."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from keystage.core.findings import Finding
from keystage.core.records import Return
from keystage.intake import messages
from keystage.intake.between.places import Group
from keystage.intake.interpret import school_number
from keystage.intake.options import Due, Options
from keystage.intake.output.document import Across, FileReport


class Owed:
    """The schools of a list, by what they owe; `listed` is None without a list."""

    def __init__(self, options: Options, reports: Sequence[FileReport]) -> None:
        given = options.schools
        self._listed: tuple[Due, ...] | None = (
            given if isinstance(given, tuple) else None
        )
        self._only = options.collection
        self._names = {one.number: one.name for one in self._listed or ()}
        self._refused = _refused(reports)

    def of(self, collection: str) -> tuple[str, ...] | None:
        """Return the schools that owe `collection`; None where nobody said."""
        if self._listed is None:
            return None
        return tuple(
            one.number
            for one in self._listed
            if one.collections is None or collection in one.collections
        )

    def unseen(self, groups: Iterable[Group], year: int) -> list[Return]:
        """Return an empty return for each collection owed of which no file came.

        `groups` are those of which one did, `year` the summer to ask it of.
        """
        seen = {collection for collection, _ in groups}
        named = [one.collections or frozenset() for one in self._listed or ()]
        owed = frozenset().union(*named)
        if self._only is not None:
            owed = frozenset({self._only}) if self._listed else frozenset()
        return [Return(name, year, "", "", []) for name in sorted(owed - seen)]

    def told(self, finding: Finding) -> Across:
        """Return the finding on a school without results, with its name and files."""
        number = finding.value or ""
        files = tuple(self._refused.get(number, ()))
        name = self._names.get(number)
        said = finding.message
        if files:
            said = messages.NOT_TAKEN_YET.format(school=number)
        if name:
            said = said.replace(number, f"{number} ({name})")
        return Across(replace(finding, message=said), files)


def _refused(reports: Iterable[FileReport]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for report in reports:
        if report.refused is not None and report.source is not None:
            number = school_number(report.source.la, report.source.estab)
            found.setdefault(number, []).append(report.path)
    return found
