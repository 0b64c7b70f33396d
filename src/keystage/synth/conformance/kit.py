"""The kit as files: `kit.jsonl`, a child a line, and what to do with it in words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from importlib.resources import files
from typing import Any

from keystage.core import packaged
from keystage.exports.lines import decoded, parsed
from keystage.exports.shape import Shape
from keystage.synth.conformance.made import RETURNED, make
from keystage.synth.conformance.model import FORMAT, Child, Export, Kit, Wanted
from keystage.synth.model import Collection
from keystage.xmlguard import Limits

_DIGITS = 19
KIT, GUIDE = "kit.jsonl", "README.txt"
_TEXTS = {
    one: tuple(
        each.name for each in fields(one) if each.type is str or each.type == "str"
    )
    for one in (Kit, Export, Child, Wanted)
}
_KIT = ("kind", "format", "seed", "la", "estab", "urn", "school")


def kit_files(
    seed: int,
    summers: Sequence[int],
    collections: Sequence[Collection] = RETURNED,
    la: str = "999",
) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file of a kit; the same seed gives the same bytes.

    Raises `UsageError` for a number that is no invented authority's.
    """
    kit = make(seed, summers, collections, la)
    yield KIT, b"".join(lines(kit))
    yield GUIDE, guide(kit).encode()


def schema() -> dict[str, Any]:
    """Return the JSON Schema that every line of a kit answers to."""
    return packaged.schema("keystage.synth.conformance", "kit-1")


def lines(kit: Kit) -> Iterator[bytes]:
    """Yield the lines of a kit: what it is, then each file and the children in it."""
    head = {"kind": "kit", "format": FORMAT, "seed": str(kit.seed)}
    yield _line({**head, **_texts(kit)})
    for export in kit.exports:
        yield _line(
            {
                "kind": "export",
                **_texts(export),
                "year": str(export.year),
                "collections": list(export.collections),
                "versions": list(export.versions),
                "address": export.address,
            }
        )
        for child in export.children:
            results = [_result(one) for one in child.results]
            told = {**_texts(child), "wanted": child.wanted, "results": results}
            yield _line({"kind": "child", **told})


def read(data: bytes) -> Kit:
    """Return the kit that lines hold; raises `Refused`, and nothing else."""
    limits = Limits.command_line()
    numbered = parsed(decoded(data, limits), limits)
    number, first = next(numbered, (1, None))
    shape = Shape(number, limits.depth)
    head = shape.keyed(first, _KIT, ())
    told = shape.texts(head, _KIT)
    if told["format"] != FORMAT:
        raise shape.refused(f"its format is not {FORMAT}")
    exports: list[tuple[Export, list[Child]]] = []
    for line, value in numbered:
        _take(Shape(line, limits.depth), value, exports)
    if not exports:
        raise shape.refused("it names no file that is to be exported")
    return Kit(
        _whole(shape, told["seed"]),
        told["la"],
        told["estab"],
        told["urn"],
        told["school"],
        tuple(_with(export, children) for export, children in exports),
    )


def guide(kit: Kit) -> str:
    """Return what the supplier is to do, with the list of files."""
    text = files("keystage.synth.conformance").joinpath("guide.txt")
    rows = "\n".join(
        f"  {one.id:<14}{sum(1 for _ in one.wanted):>4} children   {one.year}/{one.file_name}"
        for one in kit.exports
    )
    told = text.read_text(encoding="utf-8")
    return told.format(school=kit.school, number=kit.number, files=rows, seed=kit.seed)


def _texts(one: Kit | Export | Child | Wanted) -> dict[str, str]:
    """Return the texts that are there, in their order."""
    held = ((name, getattr(one, name)) for name in _TEXTS[type(one)])
    return {name: text for name, text in held if text}


def _result(one: Wanted) -> dict[str, Any]:
    return {**_texts(one), "qualifiers": list(one.qualifiers), "needed": one.needed}


def _line(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()


def _take(
    shape: Shape, value: object, exports: list[tuple[Export, list[Child]]]
) -> None:
    """Add what a line says: an export, or a child of the last one."""
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind == "export":
        exports.append((_export(shape, value), []))
    elif kind == "child" and exports:
        exports[-1][1].append(_child(shape, value))
    else:
        raise shape.refused("it is neither a file to be exported nor a child of one")


def _export(shape: Shape, value: object) -> Export:
    names = _TEXTS[Export]
    besides = ("kind", "year", "collections", "versions", "address")
    held = shape.keyed(value, (*names, *besides), ())
    return Export(
        **shape.texts(held, names),
        collections=_list(shape, held["collections"]),
        year=_whole(shape, shape.texts(held, ("year",))["year"]),
        versions=_list(shape, held["versions"]),
        address=_flag(shape, held, "address"),
        children=(),
    )


def _child(shape: Shape, value: object) -> Child:
    names = _TEXTS[Child]
    held = shape.keyed(value, ("kind", "upn", "wanted", "results"), names)
    results = [_read_result(shape, one) for one in shape.many(held["results"])]
    return Child(
        **shape.texts(held, names),
        wanted=_flag(shape, held, "wanted"),
        results=tuple(results),
    )


def _read_result(shape: Shape, value: object) -> Wanted:
    names = _TEXTS[Wanted]
    held = shape.keyed(value, (*names, "qualifiers", "needed"), ())
    return Wanted(
        **shape.texts(held, names),
        qualifiers=_list(shape, held["qualifiers"]),
        needed=_flag(shape, held, "needed"),
    )


def _with(export: Export, children: list[Child]) -> Export:
    return replace(export, children=tuple(children))


def _list(shape: Shape, value: object) -> tuple[str, ...]:
    held = {str(number): one for number, one in enumerate(shape.many(value))}
    return tuple(shape.texts(held, held).values())


def _flag(shape: Shape, held: Mapping[str, object], name: str) -> bool:
    found = held[name]
    if not isinstance(found, bool):
        raise shape.refused(f"'{name}' is neither true nor false")
    return found


def _whole(shape: Shape, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise shape.refused("a number is not one")
    return int(text)
