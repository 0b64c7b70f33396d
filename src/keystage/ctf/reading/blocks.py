"""Blocks of values become records."""

from typing import Any

from keystage.core.records import (
    HEADER_FIELDS,
    SCHOOL_FIELDS,
    Element,
    Header,
    Pupil,
    School,
)
from keystage.ctf.reading.schema import (
    HEADER_MARKS,
    IDENTITY_NAMES,
    IDENTITY_ORDER,
    OLD_SEX_MARK,
    OLD_SEX_NAME,
    PUPIL_MARKS,
    SCHOOL_MARKS,
    WHITE,
)

type Block = list[Any]
"""Texts by `Node.index`, None where absent, and line numbers by `Node.mark`."""

_BY_NAME = {
    **dict(zip(IDENTITY_NAMES, IDENTITY_ORDER, strict=True)),
    OLD_SEX_NAME: "sex",
}
_OWN_UPN = ("surname", "forename")  # beside these a UPN is the pupil's own
_PUPIL_MARKS = tuple(enumerate(IDENTITY_ORDER, PUPIL_MARKS))


def header(block: Block, into: Header) -> None:
    """Fill `into` with the texts and lines of a header's block."""
    for index, name in enumerate(HEADER_FIELDS):
        setattr(into, name, block[index] or "")
    names = (*HEADER_FIELDS, "source", "destination")
    for mark, name in enumerate(names, HEADER_MARKS):
        if block[mark]:
            into.lines[name] = block[mark]


def school(block: Block, into: Header, name: str) -> None:
    """Fill the school called `name` of a header from its block."""
    texts = (text or "" for text in block[: len(SCHOOL_FIELDS)])
    setattr(into, name, School(*texts))
    for mark, field in enumerate(SCHOOL_FIELDS, SCHOOL_MARKS):
        if block[mark]:
            into.lines[f"{name}.{field}"] = block[mark]


def identity(block: Block, pupil: Pupil) -> None:
    """Fill `pupil` with the texts and lines of a pupil's block."""
    upn, uln, uci, surname, forename, dob, sex, *_ = block
    pupil.upn = upn or ""
    pupil.uln = uln or ""
    pupil.uci = uci or ""
    pupil.surname = surname or ""
    pupil.forename = forename or ""
    pupil.dob = dob or ""
    pupil.sex = sex or ""
    pupil.lines = {name: block[mark] for mark, name in _PUPIL_MARKS if block[mark]}
    if block[OLD_SEX_MARK]:
        pupil.lines.setdefault("sex", block[OLD_SEX_MARK])


def identity_in_details(pupil: Pupil) -> list[Element]:
    """Move identity that stands in `BasicDetails` to `pupil`; return what moved.

    Only what the pupil lacks is moved. A UPN there is a former one, unless names
    stand beside it and the pupil has none.
    """
    details = pupil.section("BasicDetails")
    if details is None:
        return []
    moved = []
    for child in details.children:
        name = _BY_NAME.get(child.name)
        if name and name not in pupil.lines and name != "upn" and not child.children:
            moved.append(child)
            setattr(pupil, name, child.text.strip(WHITE))
            pupil.lines[name] = child.line
    if {_BY_NAME[child.name] for child in moved}.issuperset(_OWN_UPN):
        moved += _own_upn(pupil, details)
    details.children = [child for child in details.children if child not in moved]
    if not details.children and not details.text.strip():
        pupil.sections.remove(details)
    return moved


def _own_upn(pupil: Pupil, details: Element) -> list[Element]:
    own = next((child for child in details.children if child.name == "UPN"), None)
    if own is None or "upn" in pupil.lines:
        return []
    pupil.upn = own.text.strip(WHITE)
    pupil.lines["upn"] = own.line
    return [own]
