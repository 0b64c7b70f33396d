"""The findings document read back into records, tolerant of what is absent.

The shape is described by `keystage/intake/schema/findings-1.json`. Unknown keys
are passed over, so that a document of a later minor version still shows.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from keystage.core.errors import UsageError
from keystage.core.findings import Finding, Place, PupilRef, Repair, Severity
from keystage.reports import subjects, values
from keystage.reports.values import Json

STATUSES = ("clean", "queries", "errors", "unreadable")
COUNTS = ("files", "pupils", "results", "errors", "queries", "notes")


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as it is shown.

    `system` and `steps` are the click-path in the school's own system, empty
    where none is known. `files` are the files a finding across schools speaks
    of, `concerned` the anchors of their schools on a page. `beneath` are the findings
    that go away with this one. `about` is the finding's subject in words.
    """

    finding: Finding
    system: str = ""
    steps: str = ""
    files: tuple[str, ...] = ()
    beneath: tuple["Item", ...] = ()
    about: str = ""
    concerned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """One return found in a file; `not_run` pairs a rule with the reason."""

    collection: str
    year: str
    pupils: int
    results: int
    rulebook: str
    digest: str
    not_run: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file: who sent it, how it was written, what was found in it.

    `refused` is the rule after which nothing of it was taken, or ''. `form` is 'ctf',
    'xlsx' or 'csv', `separator` what parts the cells of a CSV, `template` the
    rulebook a workbook was made from.
    """

    path: str
    sha256: str
    status: str
    version: str
    encoding: str
    supplier: str
    la: str
    estab: str
    urn: str
    school: str
    returns: tuple[Sent, ...]
    items: tuple[Item, ...]
    refused: str = ""
    form: str = "ctf"
    separator: str = ""
    template: str = ""

    def collection_of(self, item: Item) -> str:
        """Return the collection `item` belongs to, or '' for the whole file."""
        if item.finding.collection:
            return item.finding.collection
        sent = {part.collection for part in self.returns}
        return sent.pop() if len(sent) == 1 else ""


@dataclass(frozen=True, slots=True)
class Unasked:
    """Rules that were not run, for one reason, in `files` of `read` files.

    Where that is of all files together, as of schools that sent nothing, `files` is 0.
    """

    reason: str
    rules: tuple[str, ...]
    files: int
    read: int


@dataclass(frozen=True, slots=True)
class Document:
    """Everything one run of the checks found; `summary` holds the `COUNTS`.

    `skipped` pairs what was met on the way and is plainly no return with why,
    `unasked` a rule across files that was not run with why.
    """

    made_by: str
    files: tuple[SentFile, ...]
    across: tuple[Item, ...]
    skipped: tuple[tuple[str, str], ...]
    summary: Mapping[str, int]
    unasked: tuple[tuple[str, str], ...] = ()

    def items(self) -> Iterator[Item]:
        """Yield every finding of every file, then those across schools."""
        for file in self.files:
            yield from file.items
        yield from self.across

    def not_run(self) -> list[Unasked]:
        """Return why some rules were not run: each reason once, each rule once in it."""
        rules: dict[str, dict[str, None]] = {}
        files: Counter[str] = Counter()
        each = [
            [pair for part in one.returns for pair in part.not_run]
            for one in self.files
        ]
        for pairs in (*each, self.unasked):
            for rule, reason in pairs:
                rules.setdefault(reason, {})[rule] = None
        for pairs in each:
            files.update({reason for _, reason in pairs})
        read = sum(bool(one.returns) for one in self.files)
        return [
            Unasked(reason, tuple(found), files[reason], read)
            for reason, found in rules.items()
        ]


def without_folder(document: Document) -> Document:
    """Return `document` with the folder that all its files share left out.

    Where the files lie on one machine is nothing to a reader elsewhere.
    """
    folders = [file.path.split("/")[:-1] for file in document.files]
    levels = takewhile(lambda names: len(set(names)) == 1, zip(*folders, strict=False))
    shared = "".join(f"{names[0]}/" for names in levels)

    def item(one: Item) -> Item:
        return replace(
            one, files=tuple(path.removeprefix(shared) for path in one.files)
        )

    return replace(
        document,
        files=tuple(
            replace(file, path=file.path.removeprefix(shared))
            for file in document.files
        ),
        across=tuple(map(item, document.across)),
    )


def read(data: Json) -> Document:
    """Return `data` as records.

    Raises `UsageError`, naming the part, where `data` is not a findings document.
    """
    summary, files = values.mapping(data, "summary"), values.mappings(data, "files")
    returns = [
        [_sent(one) for one in values.mappings(part, "returns")] for part in files
    ]
    titles = subjects.titles(sent.rulebook for part in returns for sent in part)
    return Document(
        made_by=values.text(data, "keystage"),
        files=tuple(
            _file(part, sent, titles) for part, sent in zip(files, returns, strict=True)
        ),
        across=tuple(_item(part, titles) for part in values.mappings(data, "across")),
        skipped=values.pairs(data, "skipped", "path", "reason"),
        summary={name: values.number(summary, name) for name in COUNTS},
        unasked=values.pairs(data, "not_run", "rule", "reason"),
    )


def _file(data: Json, returns: list[Sent], titles: subjects.Titles) -> SentFile:
    dialect, source = values.mapping(data, "dialect"), values.mapping(data, "source")
    status = values.text(data, "status")
    if status not in STATUSES:
        raise UsageError(values.unfit(f"the status {status!r} of a file"))
    return SentFile(
        path=values.text(data, "path"),
        sha256=values.text(data, "sha256"),
        status=status,
        version=values.text(dialect, "version"),
        encoding=values.text(dialect, "encoding"),
        supplier=values.text(dialect, "supplier"),
        la=values.text(source, "la"),
        estab=values.text(source, "estab"),
        urn=values.text(source, "urn"),
        school=values.text(source, "name"),
        returns=tuple(returns),
        items=tuple(_item(part, titles) for part in values.mappings(data, "findings")),
        refused=values.text(data, "refused"),
        form=values.text(dialect, "form") or "ctf",
        separator=values.text(dialect, "separator"),
        template=values.text(dialect, "template"),
    )


def _sent(data: Json) -> Sent:
    book = values.mapping(data, "rulebook")
    return Sent(
        collection=values.text(data, "collection"),
        year=values.text(data, "year"),
        pupils=values.number(data, "pupils"),
        results=values.number(data, "results"),
        rulebook=values.text(book, "id"),
        digest=values.text(book, "digest"),
        not_run=values.pairs(data, "not_run", "rule", "reason"),
    )


def _item(data: Json, titles: subjects.Titles) -> Item:
    finding, system = _finding(data), values.mapping(data, "system")
    below = values.mappings(data, "consequences")
    subject, collection = finding.subject or "", finding.collection or ""
    return Item(
        finding=finding,
        system=values.text(system, "name"),
        steps=values.text(system, "steps"),
        files=tuple(str(path) for path in values.sequence(data, "files")),
        beneath=tuple(_item(part, titles) for part in below),
        about=subjects.about(subject, collection, titles),
    )


def _finding(data: Json) -> Finding:
    weight = values.text(data, "severity")
    if weight not in set(Severity):
        raise UsageError(values.unfit(f"the severity {weight!r} of a finding"))
    return Finding(
        rule=values.text(data, "rule"),
        severity=Severity(weight),
        message=values.text(data, "message"),
        fix=values.text(data, "fix"),
        official_rule=values.text(data, "official_rule") or None,
        collection=values.text(data, "collection") or None,
        pupil=_pupil(values.mapping(data, "pupil")),
        subject=values.text(data, "subject") or None,
        value=None if data.get("value") is None else values.text(data, "value"),
        allowed=tuple(str(value) for value in values.sequence(data, "allowed")),
        place=_place(values.mapping(data, "place")),
        repair=_repair(values.mapping(data, "repair")),
    )


def _pupil(data: Json) -> PupilRef | None:
    if not data:
        return None
    return PupilRef(
        upn=values.text(data, "upn"),
        surname=values.text(data, "surname"),
        forename=values.text(data, "forename"),
        dob=values.text(data, "dob"),
    )


def _place(data: Json) -> Place:
    return Place(
        line=values.number(data, "line") or None,
        path=values.text(data, "path") or None,
        sheet=values.text(data, "sheet") or None,
        row=values.number(data, "row") or None,
        column=values.text(data, "column") or None,
    )


def _repair(data: Json) -> Repair | None:
    if not data:
        return None
    return Repair(
        action="remove" if data.get("action") == "remove" else "set",
        target=data.get("target", "result"),
        field=values.text(data, "field"),
        old=values.text(data, "old"),
        new=values.text(data, "new"),
    )
