"""Whose results, sent to whom, in a file of which name."""

import re
from typing import NamedTuple

from keystage.checks.kind import NOTHING, Param, ReturnTest, Spec, Type, return_kind
from keystage.checks.kinds.header import header_text
from keystage.checks.model import Hit
from keystage.checks.scene import Scene
from keystage.core import identifiers
from keystage.core.findings import Repair

_TO_AUTHORITY = "LLLL"
_AGENCY = "NAA"
_NO_AUTHORITY = frozenset({"", "XXX", "MMM", "LLL"})
_FILE_NAME = re.compile(
    r"(?P<la>[0-9]{3})(?P<estab>[0-9]{4}|LLLL|XXXX)_(?P<tag>[A-Z0-9]{3})_"
    r"(?P<to>[0-9A-Z]{7})_(?P<number>[0-9]{3})(?P<suffix> ?\([0-9]+\))?\.XML"
)


@return_kind(facts="found expected", needs="header school")
def source_school(_: Spec) -> ReturnTest:
    """Find a file from another school than was expected."""

    def test(scene: Scene) -> tuple[Hit, ...]:
        source, expected = scene.header.source, scene.context.school or ""
        found = f"{source.la}{source.estab}"
        if expected in (found, source.urn):
            return NOTHING
        facts = {"found": found, "expected": expected}
        return (Hit(field="source.estab", value=found, facts=facts),)

    return test


@return_kind(facts="found expected", needs="header authority")
def source_authority(_: Spec) -> ReturnTest:
    """Find a file from a school of another authority."""

    def test(scene: Scene) -> tuple[Hit, ...]:
        found, expected = scene.header.source.la, scene.context.authority or ""
        if found == expected:
            return NOTHING
        facts = {"found": found, "expected": expected}
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
        if expected is None or (la, estab) == expected:
            return NOTHING
        own = {scene.own_authority, expected[0], _AGENCY}
        if (la not in _NO_AUTHORITY and la not in own) is not stranger:
            return NOTHING
        found, due = to.la + to.estab, "".join(expected)
        home = (scene.own_authority, _TO_AUTHORITY)
        to_own = (la, estab) == home and expected[0] == _AGENCY
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


def _expected_destination(scene: Scene) -> tuple[str, str] | None:
    """Return (LA, establishment) the file should be addressed to, if known."""
    source, kind = scene.header.source, scene.book.ctf.destination
    if kind == "naa":
        return _AGENCY, _TO_AUTHORITY
    if kind == "own":
        return source.la, source.estab
    return (scene.own_authority, _TO_AUTHORITY) if scene.own_authority else None


@return_kind(facts="why", needs="header")
def establishment(_: Spec) -> ReturnTest:
    """Find a source whose authority or establishment number cannot be one."""

    def test(scene: Scene) -> tuple[Hit, ...]:
        source = scene.header.source
        found = source.la + source.estab
        if source.la != scene.context.authority and not identifiers.la_is_known(
            source.la
        ):
            facts = {"why": "no authority has this number"}
            return (Hit(field="source.la", value=found, facts=facts),)
        if identifiers.is_estab(source.estab) or identifiers.is_urn(source.urn):
            return NOTHING
        facts = {"why": "a school's number has four digits"}
        return (Hit(field="source.estab", value=found, facts=facts),)

    return test


@return_kind(facts="why", needs="header")
def early_years_urn(_: Spec) -> ReturnTest:
    """Find a setting with neither an establishment number nor an early-years URN."""

    def test(scene: Scene) -> tuple[Hit, ...]:
        source = scene.header.source
        if identifiers.is_estab(source.estab) and int(source.estab):
            return NOTHING
        if identifiers.is_early_years_urn(source.urn):
            return NOTHING
        why = "such a number has six digits, the first 5, 6 or 7"
        if not source.urn:
            why = "none is given"
        return (Hit(field="source.urn", value=source.urn, facts={"why": why}),)

    return test


@return_kind(
    Param(
        "fault",
        Type.CHOICE,
        required=True,
        choices=("shape", "suffix", "header", "tag"),
    ),
    facts="expected found",
    needs="header file_name",
)
def file_name(spec: Spec) -> ReturnTest:
    """Find a file name not of the pattern, or not what the header says.

    `suffix`: a browser's ` (1)`. `tag`: a kind other than the collection's.
    `expected` is the name the file should have, where the header tells it.
    """
    wanted, tags = spec.texts("fault"), spec.book.ctf.tags

    def test(scene: Scene) -> tuple[Hit, ...]:
        name = scene.return_.file_name
        parts = _FILE_NAME.fullmatch(name.upper())
        faults = _name_faults(parts, scene, tags)
        if not any(fault in faults for fault in wanted):
            return NOTHING
        expected = _right_name(parts, scene)
        repair = Repair("set", "file_name", "name", name, expected)
        return (
            Hit(
                value=name,
                facts={"expected": expected, "found": name},
                repair=repair if expected and expected != name else None,
            ),
        )

    return test


def _name_faults(
    parts: re.Match[str] | None, scene: Scene, tags: tuple[str, ...]
) -> set[str]:
    if parts is None:
        return {"shape"}
    faults = {"suffix"} if parts["suffix"] else set()
    source = scene.header.source
    if (parts["la"], parts["estab"]) != (source.la, source.estab):
        faults.add("header")
    if parts["tag"] not in tags:
        faults.add("tag")
    return faults


class _Parts(NamedTuple):
    tag: str
    number: str


def _right_name(parts: re.Match[str] | None, scene: Scene) -> str:
    """Return the name the header asks for; '' where the header cannot say."""
    source, to = header_text(scene, "source.la"), _expected_destination(scene)
    estab = header_text(scene, "source.estab")
    known = identifiers.is_la(source) and identifiers.is_estab(estab)
    if not known or to is None:
        return ""
    tags = scene.book.ctf.tags
    kept = _Parts(scene.book.ctf.tag, "001")
    if parts is not None:
        tag = parts["tag"] if parts["tag"] in tags else kept.tag
        kept = _Parts(tag, parts["number"])
    return f"{source}{estab}_{kept.tag}_{''.join(to)}_{kept.number}.xml"


KINDS = (
    source_school,
    source_authority,
    destination,
    establishment,
    early_years_urn,
    file_name,
)
