"""The findings document read back into records, tolerant of what is absent.

The shape is described by `keystage/intake/schema/findings-1.json`. Unknown keys
are passed over, so that a document of a later minor version still shows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from keystage.core.errors import UsageError
from keystage.core.findings import Finding, Place, PupilRef, Repair, Severity

type Json = Mapping[str, Any]
STATUSES = ("clean", "queries", "errors", "unreadable")
COUNTS = ("files", "pupils", "results", "errors", "queries", "notes")


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as it is shown.

    `system` and `steps` are the click-path in the school's own system, empty
    where none is known. `files` are the files a finding across schools speaks
    of. `beneath` are the findings that go away with this one.
    """

    finding: Finding
    system: str = ""
    steps: str = ""
    files: tuple[str, ...] = ()
    beneath: tuple["Item", ...] = ()


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
    """One file: who sent it, how it was written, what was found in it."""

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

    def collection_of(self, item: Item) -> str:
        """Return the collection `item` belongs to, or '' for the whole file."""
        if item.finding.collection:
            return item.finding.collection
        sent = {part.collection for part in self.returns}
        return sent.pop() if len(sent) == 1 else ""


@dataclass(frozen=True, slots=True)
class Document:
    """Everything one run of the checks found; `summary` holds the `COUNTS`.

    `skipped` pairs what was met on the way and is plainly no return with why.
    """

    made_by: str
    files: tuple[SentFile, ...]
    across: tuple[Item, ...]
    skipped: tuple[tuple[str, str], ...]
    summary: Mapping[str, int]

    def items(self) -> Iterator[Item]:
        """Yield every finding of every file, then those across schools."""
        for file in self.files:
            yield from file.items
        yield from self.across

    def not_run(self) -> dict[str, list[str]]:
        """Return why some rules were not run: reason, then the rules, once each."""
        reasons: dict[str, list[str]] = {}
        for file in self.files:
            for sent in file.returns:
                for rule, reason in sent.not_run:
                    rules = reasons.setdefault(reason, [])
                    if rule not in rules:
                        rules.append(rule)
        return reasons


def read(data: Json) -> Document:
    """Return `data` as records.

    Raises `UsageError`, naming the part, where `data` is not a findings document.
    """
    summary = _object(data, "summary")
    return Document(
        made_by=_text(data, "keystage"),
        files=tuple(_file(part) for part in _objects(data, "files")),
        across=tuple(_item(part) for part in _objects(data, "across")),
        skipped=_pairs(data, "skipped", "path", "reason"),
        summary={name: _number(summary, name) for name in COUNTS},
    )


def _file(data: Json) -> SentFile:
    dialect, source = _object(data, "dialect"), _object(data, "source")
    status = _text(data, "status")
    if status not in STATUSES:
        raise UsageError(_unfit(f"the status {status!r} of a file"))
    return SentFile(
        path=_text(data, "path"),
        sha256=_text(data, "sha256"),
        status=status,
        version=_text(dialect, "version"),
        encoding=_text(dialect, "encoding"),
        supplier=_text(dialect, "supplier"),
        la=_text(source, "la"),
        estab=_text(source, "estab"),
        urn=_text(source, "urn"),
        school=_text(source, "name"),
        returns=tuple(_sent(part) for part in _objects(data, "returns")),
        items=tuple(_item(part) for part in _objects(data, "findings")),
    )


def _sent(data: Json) -> Sent:
    book = _object(data, "rulebook")
    return Sent(
        collection=_text(data, "collection"),
        year=_text(data, "year"),
        pupils=_number(data, "pupils"),
        results=_number(data, "results"),
        rulebook=_text(book, "id"),
        digest=_text(book, "digest"),
        not_run=_pairs(data, "not_run", "rule", "reason"),
    )


def _item(data: Json) -> Item:
    system = _object(data, "system")
    return Item(
        finding=_finding(data),
        system=_text(system, "name"),
        steps=_text(system, "steps"),
        files=tuple(str(path) for path in _list(data, "files")),
        beneath=tuple(_item(part) for part in _objects(data, "consequences")),
    )


def _finding(data: Json) -> Finding:
    weight = _text(data, "severity")
    if weight not in set(Severity):
        raise UsageError(_unfit(f"the severity {weight!r} of a finding"))
    return Finding(
        rule=_text(data, "rule"),
        severity=Severity(weight),
        message=_text(data, "message"),
        fix=_text(data, "fix"),
        official_rule=_text(data, "official_rule") or None,
        collection=_text(data, "collection") or None,
        pupil=_pupil(_object(data, "pupil")),
        subject=_text(data, "subject") or None,
        value=None if data.get("value") is None else _text(data, "value"),
        allowed=tuple(str(value) for value in _list(data, "allowed")),
        place=_place(_object(data, "place")),
        repair=_repair(_object(data, "repair")),
    )


def _pupil(data: Json) -> PupilRef | None:
    if not data:
        return None
    return PupilRef(
        upn=_text(data, "upn"),
        surname=_text(data, "surname"),
        forename=_text(data, "forename"),
        dob=_text(data, "dob"),
    )


def _place(data: Json) -> Place:
    return Place(
        line=_number(data, "line") or None,
        path=_text(data, "path") or None,
        sheet=_text(data, "sheet") or None,
        row=_number(data, "row") or None,
        column=_text(data, "column") or None,
    )


def _repair(data: Json) -> Repair | None:
    if not data:
        return None
    return Repair(
        action="remove" if data.get("action") == "remove" else "set",
        target=data.get("target", "result"),
        field=_text(data, "field"),
        old=_text(data, "old"),
        new=_text(data, "new"),
    )


def _text(data: Json, key: str) -> str:
    value = data.get(key)
    return "" if value is None else str(value)


def _number(data: Json, key: str) -> int:
    value = data.get(key)
    if value is None:
        return 0
    if not isinstance(value, int):
        raise UsageError(_unfit(f"{key!r}, which should be a whole number,"))
    return value


def _object(data: Json, key: str) -> Json:
    value = data.get(key)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise UsageError(_unfit(repr(key)))
    return value


def _list(data: Json, key: str) -> Sequence[Any]:
    value = data.get(key)
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise UsageError(_unfit(f"{key!r}, which should be a list,"))
    return value


def _objects(data: Json, key: str) -> Sequence[Json]:
    parts = _list(data, key)
    if not all(isinstance(part, Mapping) for part in parts):
        raise UsageError(_unfit(f"the list {key!r}"))
    return parts


def _pairs(
    data: Json, key: str, first: str, second: str
) -> tuple[tuple[str, str], ...]:
    parts = _objects(data, key)
    return tuple((_text(part, first), _text(part, second)) for part in parts)


def _unfit(part: str) -> str:
    return f"This is not a findings document of Keystage: {part} does not fit."
