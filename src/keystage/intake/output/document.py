"""The findings document: records, and the plain values they are printed from.

The plain values follow `schema/findings-1.json`; `SCHEMA` names its version and
changes only when a reader of the old one would be misled.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from keystage import __version__
from keystage.checks.model import NotRun
from keystage.core import packaged
from keystage.core.findings import Finding, Place, PupilRef, Repair, Severity
from keystage.core.records import Dialect, School

SCHEMA = "findings-1"
CLEAN, QUERIES, ERRORS, UNREADABLE = "clean", "queries", "errors", "unreadable"
_ORDER = {Severity.ERROR: 0, Severity.QUERY: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class ReturnReport:
    """One collection of one year found in a file.

    `pupils` counts each pupil once however often the file gives them, `results`
    each of their results once. `book` and `digest` name the rulebook used.
    """

    collection: str
    year: int
    pupils: int
    results: int
    book: str
    digest: str
    not_run: tuple[NotRun, ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """Where in a school's own system a fault is put right: system and click-path."""

    system: str
    steps: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: what it was, what it held, what was found in it.

    `sha256` is None where nothing could be read. `refused` is the code of the
    finding that stopped the file; the file then has that finding and no more.
    `steps` are the click-paths by rule, for findings that have one.
    """

    path: str
    sha256: str | None
    bytes: int
    findings: tuple[Finding, ...]
    returns: tuple[ReturnReport, ...] = ()
    dialect: Dialect | None = None
    source: School | None = None
    destination: School | None = None
    refused: str | None = None
    steps: Mapping[str, Steps] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """`unreadable`, `errors`, `queries` or `clean`, by the worst finding."""
        if self.refused is not None:
            return UNREADABLE
        worst = min((weight(f) for f in self.findings), default=2)
        return (ERRORS, QUERIES, CLEAN)[worst]


@dataclass(frozen=True, slots=True)
class Across:
    """A finding about several files, and which files."""

    finding: Finding
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something met in a folder or zip that is plainly no return, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """How much was read and found; a consequence is not counted by itself."""

    files: int
    pupils: int
    results: int
    errors: int
    queries: int
    notes: int


@dataclass(frozen=True, slots=True)
class Document:
    """Everything one check of one or many files found.

    `not_run` are the checks across files that could not be run.
    """

    files: tuple[FileReport, ...]
    across: tuple[Across, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    not_run: tuple[NotRun, ...] = ()

    @property
    def summary(self) -> Summary:
        """The counts over all files."""
        found = [f for file in self.files for f in file.findings]
        found += [item.finding for item in self.across]
        count = {level: sum(f.severity is level for f in found) for level in Severity}
        returns = [part for file in self.files for part in file.returns]
        return Summary(
            files=len(self.files),
            pupils=sum(part.pupils for part in returns),
            results=sum(part.results for part in returns),
            errors=count[Severity.ERROR],
            queries=count[Severity.QUERY],
            notes=count[Severity.NOTE],
        )


def weight(finding: Finding) -> int:
    """Return 0 for an error, 1 for a query, 2 for a note; the worst it folds in."""
    own = _ORDER[finding.severity]
    return min([own, *(weight(under) for under in finding.consequences)])


def schema() -> dict[str, Any]:
    """Return the JSON Schema that every document's plain values meet."""
    return packaged.schema("keystage.intake", SCHEMA)


def to_dict(document: Document) -> dict[str, Any]:
    """Return `document` as plain values, ready for `json.dumps`."""
    summary = document.summary
    return {
        "keystage": __version__,
        "schema": SCHEMA,
        "files": [_file(file) for file in document.files],
        "across": [
            {**_finding(item.finding, {}), "files": list(item.files)}
            for item in document.across
        ],
        "not_run": _not_run(document.not_run),
        "skipped": [
            {"path": one.path, "reason": one.reason} for one in document.skipped
        ],
        "summary": {name: getattr(summary, name) for name in Summary.__slots__},
    }


def _file(file: FileReport) -> dict[str, Any]:
    return {
        "path": file.path,
        "sha256": file.sha256,
        "bytes": file.bytes,
        "status": file.status,
        "refused": file.refused,
        "dialect": file.dialect and _dialect(file.dialect),
        "source": file.source and _source(file.source),
        "destination": file.destination and _destination(file.destination),
        "returns": [_return(part) for part in file.returns],
        "findings": _findings(file.findings, file.steps),
    }


def _dialect(dialect: Dialect) -> dict[str, Any]:
    return {
        "version": _clean(dialect.version),
        "encoding": dialect.encoding,
        "supplier": _clean(dialect.supplier),
        "deviations": list(dialect.deviations),
        "form": dialect.form,
        "separator": dialect.separator,
        "template": _clean(dialect.template),
    }


def _source(school: School) -> dict[str, str]:
    return {**_destination(school), "urn": school.urn, "name": _clean(school.name)}


def _destination(school: School) -> dict[str, str]:
    return {"la": _clean(school.la), "estab": _clean(school.estab)}


def _return(part: ReturnReport) -> dict[str, Any]:
    return {
        "collection": part.collection,
        "year": part.year,
        "pupils": part.pupils,
        "results": part.results,
        "rulebook": {"id": part.book, "digest": part.digest},
        "not_run": _not_run(part.not_run),
    }


def _not_run(found: Iterable[NotRun]) -> list[dict[str, str]]:
    return [{"rule": one.rule, "reason": one.reason} for one in found]


def _findings(
    found: Iterable[Finding], steps: Mapping[str, Steps]
) -> list[dict[str, Any]]:
    return [_finding(finding, steps) for finding in found]


def _finding(finding: Finding, steps: Mapping[str, Steps]) -> dict[str, Any]:
    known = steps.get(finding.rule)
    return {
        "rule": finding.rule,
        "official_rule": finding.official_rule,
        "severity": finding.severity.value,
        "collection": finding.collection,
        "message": _clean(finding.message),
        "fix": _clean(finding.fix),
        "pupil": finding.pupil and _pupil(finding.pupil),
        "subject": finding.subject,
        "value": None if finding.value is None else _clean(finding.value),
        "allowed": _texts(finding.allowed),
        "place": finding.place and _place(finding.place),
        "repair": finding.repair and _repair(finding.repair),
        "system": known and {"name": known.system, "steps": known.steps},
        "consequences": _findings(finding.consequences, steps),
    }


def _pupil(pupil: PupilRef) -> dict[str, str]:
    return {name: _clean(getattr(pupil, name)) for name in PupilRef.__slots__}


def _place(place: Place) -> dict[str, Any]:
    return {
        "line": place.line,
        "path": place.path,
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
    }


def _repair(repair: Repair) -> dict[str, Any]:
    return {
        "action": repair.action,
        "target": repair.target,
        "field": repair.field,
        "old": _clean(repair.old),
        "new": _clean(repair.new),
        "pupil": repair.pupil,
        "result": repair.result,
    }


def _texts(texts: Sequence[str]) -> list[str]:
    return [_clean(text) for text in texts]


def _clean(text: str) -> str:
    """Return `text` without half characters, which no encoding can carry."""
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")
