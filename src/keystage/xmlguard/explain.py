"""A parser's complaint, in words that help the person who exported the file."""

import re
from dataclasses import dataclass
from pyexpat import ErrorString, errors
from typing import Final

from keystage.core.errors import Refused
from keystage.core.findings import Place
from keystage.xmlguard.messages import refusal

_CODE = errors.codes
_INVALID: Final = _CODE[errors.XML_ERROR_INVALID_TOKEN]
_NO_ELEMENTS: Final = _CODE[errors.XML_ERROR_NO_ELEMENTS]
_JUNK: Final = _CODE[errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
_MISPLACED: Final = _CODE[errors.XML_ERROR_MISPLACED_XML_PI]
_SIMPLE: Final = {
    _NO_ELEMENTS: "truncated",
    _CODE[errors.XML_ERROR_UNCLOSED_TOKEN]: "truncated",
    _CODE[errors.XML_ERROR_PARTIAL_CHAR]: "truncated",
    _CODE[errors.XML_ERROR_UNCLOSED_CDATA_SECTION]: "truncated",
    _CODE[errors.XML_ERROR_TAG_MISMATCH]: "mismatch",
    _CODE[errors.XML_ERROR_DUPLICATE_ATTRIBUTE]: "twice",
    _CODE[errors.XML_ERROR_UNDEFINED_ENTITY]: "entity",
    _CODE[errors.XML_ERROR_BAD_CHAR_REF]: "reference",
    _CODE[errors.XML_ERROR_UNBOUND_PREFIX]: "prefix",
    _CODE[errors.XML_ERROR_XML_DECL]: "declaration",
}
_BARE_AMPERSAND = re.compile(rb"&[^;<>&\s]{0,60}\Z")
_FIRST_PRINTABLE = 0x20


@dataclass(frozen=True, slots=True)
class Scene:
    """What the parser saw: `before` and `after` are the bytes around the place.

    `root` is whether an element was read, `inside` the path of the open one.
    """

    code: int
    line: int
    column: int
    before: bytes
    after: bytes
    root: bool
    inside: str


def explain(scene: Scene) -> Refused:
    """Return the refusal that says what is wrong at `scene`."""
    key, facts = _sentence(scene)
    inside = f" (inside {scene.inside})" if scene.inside else ""
    place = Place(line=scene.line, path=scene.inside or None)
    return refusal(
        key, place, line=scene.line, column=scene.column, inside=inside, **facts
    )


def _sentence(scene: Scene) -> tuple[str, dict[str, str]]:
    code = scene.code
    if code == _NO_ELEMENTS and not scene.root:
        return "empty", {"what": "blank space or a first line"}
    if code == _MISPLACED:
        return _second_declaration(scene), {}
    if code == _JUNK:
        return _after_the_end(scene), {}
    if code == _INVALID:
        return _bad_character(scene)
    if code in _SIMPLE:
        return _SIMPLE[code], {}
    return "other", {"reason": str(ErrorString(code))}


def _second_declaration(scene: Scene) -> str:
    return "second_declaration" if scene.before.strip() else "blank_first"


def _after_the_end(scene: Scene) -> str:
    return "second_file" if scene.after.startswith(b"<") else "trailing"


def _bad_character(scene: Scene) -> tuple[str, dict[str, str]]:
    if not scene.after.strip(b"\x00") and scene.after:
        return "nulls", {}
    if _BARE_AMPERSAND.search(scene.before) or scene.after.startswith(b"&"):
        return "ampersand", {}
    byte = scene.after[0] if scene.after else _FIRST_PRINTABLE
    if byte < _FIRST_PRINTABLE and byte not in b"\t\r\n":
        return "control", {"character": f"number {byte:02X}"}
    if scene.before.endswith(b"<") or scene.after.startswith(b"<"):
        return "less_than", {}
    return "other", {"reason": "a character that may not stand here"}
