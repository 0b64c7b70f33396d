"""The same findings, gathered by the school that sent the files, and by rule."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from keystage.core.findings import Severity
from keystage.reports import words
from keystage.reports.document import Document, Item, SentFile
from keystage.reports.shown import wrap

# From worst to best: the order in which a busy person wants to see schools.
_WORST_FIRST = ("unreadable", "errors", "queries", "clean")
# The most of a message that fits in a cell of the table.
_SHORT = 70
_WEIGHTY = (Severity.ERROR, Severity.QUERY)
_STATUS_OF = {Severity.ERROR: "errors", Severity.QUERY: "queries"}


@dataclass(frozen=True)
class School:
    """One sender and its files, in the order they came.

    `anchor` is where the page lists it. `number` is `999/2001`, `URN 512345` or,
    where the file does not say who sent it, empty; then `name` is the file's path.
    `between` are the findings across schools that concern it.
    """

    anchor: str
    name: str
    number: str
    files: tuple[SentFile, ...]
    between: tuple[Item, ...] = ()

    @property
    def title(self) -> str:
        """What to call the sender above its files."""
        if self.number:
            return self.name
        hint = words.sender_by_name(self.files[0])
        return f"Sender not known{f' ({hint} by the file name)' if hint else ''}"

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every finding of every file, then those across schools."""
        own = (item for file in self.files for item in file.items)
        return (*own, *self.between)

    @cached_property
    def status(self) -> str:
        """The worst status among the school's files and what is across schools."""
        found = (file.status for file in self.files)
        return min((*found, status_of(self.between)), key=_WORST_FIRST.index)

    @cached_property
    def commonest(self) -> str:
        """The school's commonest mistake in one line, of its heaviest; or ''.

        `R02 x38: 3 is not a result for Number (E11)`.
        """
        weights = [item.finding.severity for item in self.items]
        worst = next((one for one in _WEIGHTY if one in weights), None)
        chosen = [i.finding for i in self.items if i.finding.severity is worst]
        if not chosen:
            return ""
        counts = Counter(finding.rule for finding in chosen)
        rule, many = counts.most_common(1)[0]
        first = next(finding for finding in chosen if finding.rule == rule)
        line, *more = wrap(first.message, _SHORT)
        times = f" \N{MULTIPLICATION SIGN}{many:,}" if many > 1 else ""
        return f"{rule}{times}: {line.rstrip('.')}{' …' if more else ''}"

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
        ] + [
            item
            for item in self.between
            if (item.finding.collection or "") == collection
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
    """Return the senders of `document`, the worst first, then by number.

    Within a status those with most errors come first, then with most queries.
    """
    gathered: dict[str, list[SentFile]] = {}
    for file in document.files:
        key = words.school_number(file) or f"file {file.path}"
        gathered.setdefault(key, []).append(file)
    schools = [
        replace(one, between=tuple(i for i in document.across if concerns(i, one)))
        for one in (_school(n, files) for n, files in enumerate(gathered.values(), 1))
    ]
    return sorted(schools, key=_place_in_list)


def concerns(item: Item, school: School) -> bool:
    """Whether a finding across schools speaks of `school`, by a file or number."""
    paths = {file.path for file in school.files}
    number = (item.finding.value or "") if not item.files else ""
    return not paths.isdisjoint(item.files) or (
        bool(number) and number == school.number.replace("/", "")
    )


def concerned(across: Iterable[Item], schools: Iterable[School]) -> list[Item]:
    """Return the findings across schools, each with the anchors of those concerned."""
    ordered = sorted(schools, key=lambda one: one.files[0].path)
    return [
        replace(
            item, concerned=tuple(one.anchor for one in ordered if concerns(item, one))
        )
        for item in across
    ]


def _school(position: int, files: Sequence[SentFile]) -> School:
    names = (file.school for file in files if file.school)
    number = words.school_number(files[0])
    fallback = f"School {number}" if number else files[0].path
    return School(f"school-{position}", next(names, fallback), number, tuple(files))


def _place_in_list(school: School) -> tuple[int, int, int, str, str]:
    return (
        _WORST_FIRST.index(school.status),
        -school.total(Severity.ERROR),
        -school.total(Severity.QUERY),
        school.number,
        school.name,
    )


def by_rule(schools: Iterable[School]) -> list[RuleUse]:
    """Return the rules that found something, the heaviest and commonest first."""
    uses: dict[tuple[str, Severity], RuleUse] = {}
    met: set[int] = set()
    for school in schools:
        for item in school.items:
            key = (item.finding.rule, item.finding.severity)
            use = uses.setdefault(key, RuleUse(item.finding.rule))
            if id(item) not in met:  # one across schools comes with each of them
                use.items.append(item)
            met.add(id(item))
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
