"""A Common Transfer File as JSON lines: a line for the header, then one a pupil.

Everything the records hold is there, so the way back gives the same records, and
equal records give equal bytes: UTF-8, line feeds, keys in one order, parts that
are not there left out. `schema/pupils-1.json` describes each line; `FORMAT`
changes only when a reader of the old one would be misled.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from keystage.core import packaged
from keystage.core.errors import Refused, WriteError
from keystage.core.records import (
    HEADER_FIELDS,
    IDENTITY_FIELDS,
    SCHOOL_FIELDS,
    Assessment,
    CtfFile,
    Element,
    Header,
    Kind,
    Pupil,
    School,
)
from keystage.exports.lines import decoded, parsed
from keystage.exports.shape import Shape
from keystage.xmlguard import Limits

FORMAT = "keystage-pupils-1"
_SERVICE = Limits.service()


def schema() -> dict[str, Any]:
    """Return the JSON Schema that every line answers to."""
    return packaged.schema("keystage.exports", "pupils-1")


def write(file: CtfFile) -> bytes:
    """Return `file` as JSON lines; texts are kept to the space.

    What is written is read back and compared; raises `WriteError` where it does
    not say the same, or cannot be written at all.
    """
    try:
        data = b"".join(stream_out(file.header, file.pupils, file.extra))
        found = read(data, limits=Limits.command_line())
    except (Refused, UnicodeEncodeError, RecursionError) as error:
        raise WriteError(f"What was written cannot be read: {error}") from None
    if found != file:
        raise WriteError("The lines written do not read back as they were given.")
    return data


def stream_out(
    header: Header, pupils: Iterable[Pupil], extra: Iterable[Element] = ()
) -> Iterator[bytes]:
    """Yield the lines of a file one at a time, without reading them back."""
    first = {
        "format": FORMAT,
        "header": {
            **_texts(header, HEADER_FIELDS),
            "source": _texts(header.source, SCHOOL_FIELDS),
            "destination": _texts(header.destination, SCHOOL_FIELDS),
            **_elements("extra", header.extra),
        },
        **_elements("extra", extra),
    }
    yield _line(first)
    for pupil in pupils:
        yield _line(_pupil(pupil))


def looks_like(data: bytes) -> bool:
    """Whether `data` begins as JSON lines do."""
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def read(data: bytes, *, limits: Limits = _SERVICE) -> CtfFile:
    """Return the file that JSON lines hold; blank lines are passed over.

    Raises `Refused`, and nothing else, naming the line, where they are not of this
    form or go beyond `limits`.
    """
    numbered = iter(parsed(decoded(data, limits), limits))
    number, first = next(numbered, (1, None))
    shape = Shape(number, limits.depth)
    top = shape.keyed(first, ("format", "header"), ("extra",))
    if top["format"] != FORMAT:
        raise shape.refused(f"its format is not {FORMAT}")
    head = shape.keyed(
        top["header"], ("source", "destination"), (*HEADER_FIELDS, "extra")
    )
    header = Header(
        source=School(**_school(shape, head["source"])),
        destination=School(**_school(shape, head["destination"])),
        extra=shape.elements(head.get("extra", [])),
    )
    for name, text in shape.texts(head, HEADER_FIELDS).items():
        setattr(header, name, text)
    extra = shape.elements(top.get("extra", []))
    pupils = [
        _read_pupil(Shape(line, limits.depth), value, position)
        for position, (line, value) in enumerate(numbered, 1)
    ]
    return CtfFile(header, pupils, extra)


def _line(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()


def _texts(record: object, names: Iterable[str]) -> dict[str, str]:
    held = ((name, getattr(record, name)) for name in names)
    return {name: text for name, text in held if text}


def _elements(key: str, parts: Iterable[Element]) -> dict[str, Any]:
    shown = [_element(part) for part in parts]
    return {key: shown} if shown else {}


def _element(part: Element) -> dict[str, Any]:
    children = _elements("children", part.children)
    return {"name": part.name, **_texts(part, ("text",)), **children}


def _pupil(pupil: Pupil) -> dict[str, Any]:
    results = [
        {
            **_texts(part.kind, Kind._fields),
            "result": part.result,
            **_texts(part, ("date",)),
        }
        for part in pupil.assessments
    ]
    return {
        **_texts(pupil, IDENTITY_FIELDS),
        "results": results,
        **_elements("sections", pupil.sections),
    }


def _school(shape: Shape, value: object) -> dict[str, str]:
    return shape.texts(shape.keyed(value, (), SCHOOL_FIELDS), SCHOOL_FIELDS)


def _read_pupil(shape: Shape, value: object, position: int) -> Pupil:
    found = shape.keyed(value, ("results",), (*IDENTITY_FIELDS, "sections"))
    return Pupil(
        **shape.texts(found, IDENTITY_FIELDS),
        assessments=[
            _read_result(shape, part, number)
            for number, part in enumerate(shape.many(found["results"]), 1)
        ],
        sections=shape.elements(found.get("sections", [])),
        position=position,
        line=shape.line,
        lines={name: shape.line for name in IDENTITY_FIELDS if name in found},
    )


def _read_result(shape: Shape, value: object, number: int) -> Assessment:
    found = shape.keyed(value, ("result",), (*Kind._fields, "date"))
    texts = shape.texts(found, ("result", "date"))
    return Assessment(
        Kind(**shape.texts(found, Kind._fields)),
        texts["result"],
        texts["date"],
        line=shape.line,
        key_stage=1,
        number=number,
    )
