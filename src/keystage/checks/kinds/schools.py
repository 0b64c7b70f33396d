"""Whose results, sent to whom, in a file of which name."""

from keystage.checks.kind import (
    NOTHING,
    Param,
    ReturnTest,
    RowTest,
    Spec,
    Type,
    return_kind,
    row_kind,
)
from keystage.checks.model import Hit
from keystage.checks.scene import Scene
from keystage.checks.vocabulary import Complaint
from keystage.checks.words import long_date, shown
from keystage.core import file_names, identifiers
from keystage.core.file_names import ANY_SCHOOL, NATIONAL_AGENCY, FileName
from keystage.core.findings import Repair
from keystage.core.records import Row, School
from keystage.core.years import parse_date

_NOT_GIVEN = "not given"
_NO_AUTHORITY = frozenset({"", "XXX", "MMM", "LLL"})


@return_kind(facts="found expected", needs="header school")
def source_school(_: Spec) -> ReturnTest:
    """Find a file from another school than was expected."""

    def test(scene: Scene) -> tuple[Hit, ...]:
        source, expected = scene.header.source, scene.context.school or ""
        found = f"{source.la}{source.estab}"
        if expected in (found, source.urn):
            return NOTHING
        facts = {"found": shown(found) or _NOT_GIVEN, "expected": expected}
        return (Hit(field="source.estab", value=found, facts=facts),)

    return test


@return_kind(facts="found expected", needs="header authority")
def source_authority(_: Spec) -> ReturnTest:
    """Find a file from a school of another authority."""

    def test(scene: Scene) -> tuple[Hit, ...]:
        found, expected = scene.header.source.la, scene.context.authority or ""
        if found == expected:
            return NOTHING
        facts = {"found": shown(found) or _NOT_GIVEN, "expected": expected}
        return (Hit(field="source.la", value=found, facts=facts),)

    return test


@return_kind(
    Param(
        "fault", Type.CHOICE, required=True, choices=("repairable", "other_authority")
    ),
    facts="found expected",
    needs="header",
)
def destination(spec: Spec) -> ReturnTest:
    """Find a file addressed to somebody else than this collection is sent to.

    `other_authority`: to another authority, or a school of one. `repairable`: to
    the national agency, a school of the authority, abroad, nobody known. A file
    for the agency sent to its own authority has no repair: that authority may have
    asked for it, and it may hold another collection that does go there.
    """
    stranger = spec.word("fault") == "other_authority"

    def test(scene: Scene) -> tuple[Hit, ...]:
        to, expected = scene.header.destination, _expected_destination(scene)
        la, estab = to.la.upper(), to.estab.upper()
        if expected is None or (la, estab) == (expected.la, expected.estab):
            return NOTHING
        own = {scene.own_authority, expected.la, NATIONAL_AGENCY}
        if (la not in _NO_AUTHORITY and la not in own) is not stranger:
            return NOTHING
        found, due = to.la + to.estab, expected.la + expected.estab
        home = (scene.own_authority, ANY_SCHOOL)
        to_own = (la, estab) == home and expected.la == NATIONAL_AGENCY
        repair = Repair("set", "header", "destination", found, due)
        return (
            Hit(
                field="destination.la",
                value=found,
                facts={"found": found, "expected": due},
                repair=None if stranger or to_own else repair,
            ),
        )

    return test


def _expected_destination(scene: Scene) -> School | None:
    """Return whom the file should be addressed to, if known."""
    kind, source = scene.book.ctf.destination, scene.header.source
    return file_names.addressee(kind, source, scene.context.authority or "")


@return_kind(facts="why found", needs="header")
def establishment(_: Spec) -> ReturnTest:
    """Find a source whose authority or establishment number cannot be one."""

    def test(scene: Scene) -> tuple[Hit, ...]:
        source = scene.header.source
        found = source.la + source.estab
        if source.la != scene.context.authority and not identifiers.la_is_known(
            source.la
        ):
            nobody = f"no authority has the number {shown(source.la)}"
            why = nobody if source.la.strip() else "the authority is missing"
            facts = {"why": why, "found": shown(found) or _NOT_GIVEN}
            return (Hit(field="source.la", value=found, facts=facts),)
        if identifiers.is_estab(source.estab) or identifiers.is_urn(source.urn):
            return NOTHING
        facts = {"why": "a school's number has four digits", "found": shown(found)}
        return (Hit(field="source.estab", value=found, facts=facts),)

    return test


@return_kind(facts="why", needs="header")
def early_years_urn(_: Spec) -> ReturnTest:
    """Find a setting with neither an establishment number nor an early-years URN."""

    def test(scene: Scene) -> tuple[Hit, ...]:
        source = scene.header.source
        if _is_school(source):
            return NOTHING
        if identifiers.is_early_years_urn(source.urn):
            return NOTHING
        why = "such a number has six digits, the first 5, 6 or 7"
        if not source.urn:
            why = "none is given"
        return (Hit(field="source.urn", value=source.urn, facts={"why": why}),)

    return test


@row_kind(
    Param("born_from", Type.TEXT, required=True),
    facts="earliest latest",
    needs="header",
)
def born_before_setting(spec: Spec) -> RowTest:
    """Find a child of an early-years setting born before those it returns.

    `born_from` is the first date of birth of a setting's children. One outside the
    dates of the whole collection is another check's.
    """
    first = parse_date(spec.text("born_from"))
    if first is None:
        raise Complaint(f"born_from: {spec.text('born_from')!r} is not a date")
    windows = spec.book.cohorts
    latest = long_date(max(cohort.born_to for cohort in windows))
    facts = {"earliest": long_date(first), "latest": latest}

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        born = scene.born(row)
        if not _is_setting(scene) or born is None or born >= first:
            return NOTHING
        if not any(one.born_from <= born <= one.born_to for one in windows):
            return NOTHING
        return (Hit(row=row, field="dob", value=row.dob, facts=facts),)

    return test


def _is_setting(scene: Scene) -> bool:
    """Whether the results come from an early-years setting, which is no school."""
    source = scene.header.source
    return not _is_school(source) and identifiers.is_early_years_urn(source.urn)


def _is_school(source: School) -> bool:
    return identifiers.is_estab(source.estab) and int(source.estab) > 0


@return_kind(
    Param(
        "fault",
        Type.CHOICE,
        required=True,
        choices=("shape", "suffix", "header", "tag"),
    ),
    Param("named", Type.FLAG),
    facts="expected found mark",
    needs="header file_name",
)
def file_name(spec: Spec) -> ReturnTest:
    """Find a file name not of the pattern, or not what the header says.

    `suffix`: a mark of a further copy, ` (1)` or ` - Copy`. `tag`: a kind other
    than the collection's. `expected` is the name the file should have; `named`:
    only where the header tells it, or only where it does not.
    """
    faults, tags = spec.texts("fault"), spec.book.ctf.tags
    wanted = (spec.flag("named"),) if spec.has("named") else (True, False)

    def test(scene: Scene) -> tuple[Hit, ...]:
        name = scene.return_.file_name
        parts = file_names.parse(name)
        if _name_faults(parts, scene, tags).isdisjoint(faults):
            return NOTHING
        expected = _right_name(name, scene)
        if bool(expected) not in wanted:
            return NOTHING
        repair = Repair("set", "file_name", "name", name, expected)
        mark = parts.suffix_stripped.strip() if parts else ""
        return (
            Hit(
                value=name,
                facts={"expected": expected, "found": shown(name), "mark": mark},
                repair=repair if expected and expected != name else None,
            ),
        )

    return test


def _name_faults(
    parts: FileName | None, scene: Scene, tags: tuple[str, ...]
) -> set[str]:
    if parts is None:
        return {"shape"}
    faults = {"suffix"} if parts.suffix_stripped else set()
    source = scene.header.source
    if parts.source != f"{source.la}{source.estab}" or _names_another(parts, scene):
        faults.add("header")
    if parts.tag not in tags:
        faults.add("tag")
    return faults


def _names_another(parts: FileName, scene: Scene) -> bool:
    """Return whether the name sends the file to another authority than the header.

    Letters stand for many, so digits alone are looked at. A name that is right where
    the header is not, or says the school's own authority, is no fault of the name.
    """
    named, header = parts.destination[:3], scene.header
    due = _expected_destination(scene)
    known = {header.destination.la, header.source.la, due.la if due else ""}
    return named.isdigit() and bool(header.destination.la) and named not in known


def _right_name(present: str, scene: Scene) -> str:
    """Return the name the header asks for; '' where the header cannot say."""
    if not identifiers.is_estab(scene.header.source.estab.strip()):
        return ""  # an authority's or a setting's file; nothing to call it by
    ctf, to = scene.book.ctf, _expected_destination(scene)
    tags = (ctf.tag, *ctf.tags)
    if scene.return_.general:
        tags = (file_names.GENERAL, *tags)
    due = file_names.wanted(scene.header, to, tags, present)
    return file_names.make(due) if due else ""


KINDS = (
    source_school,
    source_authority,
    destination,
    establishment,
    early_years_urn,
    born_before_setting,
    file_name,
)
