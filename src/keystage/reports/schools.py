"""The same findings, gathered by the school that sent the files, and by rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from keystage.core.findings import Severity
from keystage.reports import words
from keystage.reports.document import Document, Item, SentFile

# From worst to best: the order in which a busy person wants to see schools.
_WORST_FIRST = ("unreadable", "errors", "queries", "clean")
_STATUS_OF = {Severity.ERROR: "errors", Severity.QUERY: "queries"}


@dataclass(frozen=True)
class School:
    """One sender and its files, in the order they came.

    `anchor` is where the page lists it. `number` is `999/2001`, `URN 512345` or,
    where the file does not say who sent it, empty; then `name` is the file's path.
    """

    anchor: str
    name: str
    number: str
    files: tuple[SentFile, ...]

    @property
    def title(self) -> str:
        """What to call the sender above its files."""
        if self.number:
            return self.name
        hint = words.sender_by_name(self.files[0])
        return f"Sender not known{f' ({hint} by the file name)' if hint else ''}"

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every finding of every file."""
        return tuple(item for file in self.files for item in file.items)

    @cached_property
    def status(self) -> str:
        """The worst status among the school's files."""
        return min((file.status for file in self.files), key=_WORST_FIRST.index)

    def total(self, weight: Severity) -> int:
        """Return how many findings weigh `weight`."""
        return sum(item.finding.severity is weight for item in self.items)

    def people(self) -> int:
        """Return the pupils in all its returns, a pupil once for each return."""
        return sum(sent.pupils for file in self.files for sent in file.returns)

    def sent(self, collection: str) -> bool:
        """Return whether any file holds a return of `collection`."""
        return any(
            sent.collection == collection
            for file in self.files
            for sent in file.returns
        )

    def of(self, collection: str) -> list[Item]:
        """Return the findings about `collection`; '' asks for the whole file's."""
        return [
            item
            for file in self.files
            for item in file.items
            if file.collection_of(item) == collection
        ]


@dataclass(slots=True)
class RuleUse:
    """One rule, the findings it made, and the schools it made them in."""

    rule: str
    items: list[Item] = field(default_factory=list)
    schools: dict[str, School] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """The weight of its findings."""
        return self.items[0].finding.severity


def group(document: Document) -> list[School]:
    """Return the senders of `document`, the worst first, then by number."""
    gathered: dict[str, list[SentFile]] = {}
    for file in document.files:
        key = words.school_number(file) or f"file {file.path}"
        gathered.setdefault(key, []).append(file)
    schools = [_school(n, files) for n, files in enumerate(gathered.values(), 1)]
    return sorted(schools, key=_place_in_list)


def _school(position: int, files: Sequence[SentFile]) -> School:
    names = (file.school for file in files if file.school)
    number = words.school_number(files[0])
    fallback = f"School {number}" if number else files[0].path
    return School(f"school-{position}", next(names, fallback), number, tuple(files))


def _place_in_list(school: School) -> tuple[int, str, str]:
    return _WORST_FIRST.index(school.status), school.number, school.name


def by_rule(schools: Iterable[School]) -> list[RuleUse]:
    """Return the rules that found something, the heaviest and commonest first."""
    uses: dict[tuple[str, Severity], RuleUse] = {}
    for school in schools:
        for item in school.items:
            key = (item.finding.rule, item.finding.severity)
            use = uses.setdefault(key, RuleUse(item.finding.rule))
            use.items.append(item)
            use.schools[school.anchor] = school
            use.counts[school.anchor] = use.counts.get(school.anchor, 0) + 1
    weights = list(Severity)
    return sorted(
        uses.values(),
        key=lambda use: (weights.index(use.severity), -len(use.items), use.rule),
    )


def collections(document: Document) -> list[str]:
    """Return the collections sent or spoken of, in the order of a child's years."""
    found = {sent.collection for file in document.files for sent in file.returns}
    found |= {item.finding.collection or "" for item in document.items()}
    known = [name for name in words.COLLECTION_ORDER if name in found]
    return known + sorted(found - {*known, ""})


def status_of(items: Iterable[Item]) -> str:
    """Return the status that the worst of `items` gives."""
    found = {_STATUS_OF.get(item.finding.severity, "clean") for item in items}
    return min(found, key=_WORST_FIRST.index, default="clean")
