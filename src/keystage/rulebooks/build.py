"""A `Rulebook` out of a resolved document, or all that keeps it from being one."""

import re
from typing import Any, Literal, cast

from keystage.checks.model import (
    Check,
    Code,
    Cohort,
    Component,
    CtfFacts,
    Deadline,
    Example,
    Rulebook,
    Threshold,
)
from keystage.core import canonical
from keystage.core.coding import Coding
from keystage.core.findings import Severity
from keystage.rulebooks.overlay import Document
from keystage.rulebooks.table import Table
from keystage.rulebooks.tokens import filled

STATUSES = ("statutory", "optional_collected", "optional_not_collected", "cancelled")
_NAME = re.compile("[a-z][a-z0-9]*")
_APART = {"examples", "entry"}
COUNTS = ("met", "not_met", "denominator", "out")
SEVERITIES = tuple(severity.value for severity in Severity)


def build(document: Document) -> tuple[Rulebook, list[str]]:
    """Return the rulebook of `document`, and complaints by file and place.

    The rulebook may be used only where there are no complaints.
    """
    unknown: list[str] = []
    tables = _filled(document, unknown)
    faults = [
        f"{document.place()}: {token} is neither a year nor a word of the rulebook."
        for token in dict.fromkeys(unknown)
    ]
    digest = canonical.digest(_told(tables))
    root = Table(document, tables, (), faults)
    book = _book(root, digest)
    root.finish()
    return book, faults


def resolved(document: Document) -> bytes:
    """Return the canonical form of `document`, of which the rulebook's digest is taken."""
    return canonical.canonical_bytes(_told(_filled(document, [])))


def _filled(document: Document, unknown: list[str]) -> dict[str, Any]:
    raw = document.tables
    year, words = raw.get("year"), raw.get("words")
    tables: dict[str, Any] = filled(
        raw,
        year if isinstance(year, int) else 0,
        words if isinstance(words, dict) else {},
        unknown,
    )
    return tables


def _told(tables: dict[str, Any]) -> dict[str, Any]:
    """Return what results are judged by: not examples, nor how they are typed in."""
    return {name: part for name, part in tables.items() if name not in _APART}


def _book(root: Table, digest: str) -> Rulebook:
    collection, year = _collection(root), root.whole("year")
    sitting = f"-{root.text('sitting')}" if root.has("sitting") else ""
    examples = _examples(root)
    book = Rulebook(
        id=f"{collection}-{year}{sitting}",
        collection=collection,
        year=year,
        title=root.text("title"),
        status=root.word("status", STATUSES),
        provisional=root.flag("provisional", False),
        revision=root.whole("revision", 1),
        words=root.texts_by_key("words"),
        areas=root.texts_by_key("areas"),
        codes={name: _code(name, part) for name, part in root.parts("codes")},
        components=_components(root),
        cohorts=tuple(_cohort(name, part) for name, part in root.parts("cohorts")),
        sets={name: root.part("sets").texts(name) for name in root.part("sets")},
        checks={
            name: _check(name, part, examples.pop(name, ()))
            for name, part in root.parts("checks")
        },
        measures=root.part("measures").values(),
        threshold=_threshold(root),
        ctf=_ctf(root.part("ctf")),
        deadlines=tuple(
            _deadline(name, part) for name, part in root.parts("deadlines")
        ),
        sources=root.texts_by_key("sources"),
        guidance=root.texts_by_key("guidance"),
        digest=digest,
        movement=root.part("movement").values(),
        entry=root.part("entry").values(),
    )
    for name in examples:
        root.complain("these are examples of a check there is not.", "examples", name)
    return book


def _collection(root: Table) -> str:
    name = root.text("collection")
    if name and not _NAME.fullmatch(name):
        root.complain(
            f"{name!r} must be small letters and digits, a letter first.", "collection"
        )
    return name


def _code(name: str, part: Table) -> Code:
    code = Code(
        id=name,
        name=part.text("name"),
        meaning=part.text("meaning"),
        use_when=part.text("use_when", ""),
        do_not_use_when=part.text("do_not_use_when", ""),
        points=part.maybe_whole("points"),
        synonyms=part.texts("synonyms", ()),
        role=cast(
            Literal["school", "la"], part.word("role", ("school", "la"), "school")
        ),
        counts=part.word("counts", COUNTS),
        verified=part.flag("verified", True),
    )
    part.finish()
    return code


def _components(root: Table) -> dict[str, Component]:
    usual = root.part("coding")
    found = {name: _component(name, p, usual) for name, p in root.parts("components")}
    usual.finish()
    return found


def _component(name: str, part: Table, usual: Table) -> Component:
    title, codes = part.text("title"), part.texts("codes")
    component = Component(
        id=name,
        title=title,
        short=part.text("short", title),
        area=part.text("area"),
        codes=codes,
        coding=_coding(name, part, usual),
        minimum=part.maybe_whole("minimum"),
        maximum=part.maybe_whole("maximum"),
        required=part.flag("required", True),
        verified=part.flag("verified", True),
    )
    part.finish()
    return component


def _coding(name: str, component: Table, usual: Table) -> Coding:
    """Read the component's row; what all rows share stands in `coding` once."""
    own = component.part("coding")

    def text(key: str, default: str | None = None) -> str:
        return (own if own.has(key) or not usual.has(key) else usual).text(key, default)

    coding = Coding(
        stage=text("stage"),
        subject=text("subject"),
        method=text("method"),
        component=text("component", name),
        text=text("text", component.text("title")),
        qualifier=text("qualifier"),
        result_field=text("result_field", "Result"),
        result_type=text("result_type", ""),
        values=own.texts("values", ()),
        result_text=text("result_text", ""),
        from_year=(own if own.has("from_year") else usual).whole("from_year", 0),
        to_year=(own if own.has("to_year") else usual).whole("to_year", 0),
        verified=own.flag("verified", usual.flag("verified", False)),
    )
    own.finish()
    return coding


def _cohort(name: str, part: Table) -> Cohort:
    cohort = Cohort(
        id=name,
        title=part.text("title"),
        nc_years=part.texts("nc_years"),
        born_from=part.day("born_from"),
        born_to=part.day("born_to"),
        include=part.text("include", "all"),
        verified=part.flag("verified", True),
    )
    part.finish()
    return cohort


def _check(name: str, part: Table, examples: tuple[Example, ...]) -> Check:
    check = Check(
        id=part.text("rule", name),
        kind=part.text("kind"),
        severity=Severity(part.word("severity", SEVERITIES)),
        message=part.text("message"),
        fix=part.text("fix"),
        params=part.part("params").values(),
        official_rule=part.text("official_rule") if part.has("official_rule") else None,
        official_rule_verified=part.flag("official_rule_verified", False),
        source=part.text("source"),
        verified=part.flag("verified", True),
        after=part.texts("after", ()),
        refuses=part.flag("refuses", False),
        examples=examples,
    )
    part.finish()
    return check


def _examples(root: Table) -> dict[str, tuple[Example, ...]]:
    return {
        name: tuple(_example(part.part(label)) for label in part)
        for name, part in root.parts("examples")
    }


def _example(part: Table) -> Example:
    changes = part.values()
    for key in ("fires", "says"):
        changes.pop(key, None)
    return Example(
        fires=part.flag("fires", True), says=part.text("says"), changes=changes
    )


def _threshold(root: Table) -> Threshold | None:
    if not root.has("threshold"):
        return None
    part = root.part("threshold")
    threshold = Threshold(
        component=part.text("component"),
        mark=part.whole("mark"),
        visible_from=part.maybe_day("visible_from"),
        verified=part.flag("verified", True),
    )
    part.finish()
    return threshold


def _ctf(part: Table) -> CtfFacts:
    where = part.word("destination", ("la", "naa", "own"))
    facts = CtfFacts(
        versions=part.texts("versions"),
        destination=cast(Literal["la", "naa", "own"], where),
        tag=part.text("tag"),
        tags=part.texts("tags"),
        descriptor=part.text("descriptor"),
    )
    part.finish()
    return facts


def _deadline(name: str, part: Table) -> Deadline:
    deadline = Deadline(
        id=name,
        title=part.text("title"),
        day=part.maybe_day("day"),
        verified=part.flag("verified", False),
        source=part.text("source", ""),
    )
    part.finish()
    return deadline
