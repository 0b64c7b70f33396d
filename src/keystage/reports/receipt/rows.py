"""What a receipt says, in words, in the order people ask for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from keystage.reports.receipt.moments import shown
from keystage.reports.receipt.words import PUPIL, PUPILS, Words

_COUNTED = {"mark": "marks"}  # all marks together: one of its own would tell of a pupil

HOW = (
    (
        "Anybody can check that this receipt is genuine, without the service: keep its "
        ".json file and what was sent, then run 'keystage verify RECEIPT.json', or use "
        "the page for verifying, which the service has at /verify."
    ),
    (
        "Compare the fingerprint of the key with the one your authority told you, in its "
        "letter or by telephone: never only with the one printed here."
    ),
)
"""How a receipt is verified, in sentences."""


@dataclass(frozen=True, slots=True)
class Row:
    """A label, and what stands beside it: one line or several; `code` is to be compared."""

    label: str
    lines: tuple[str, ...]
    code: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that belong together, under a heading."""

    title: str
    rows: tuple[Row, ...]


def parts(told: Mapping[str, Any], words: Words) -> tuple[Part, ...]:
    """Return the rows of a receipt; what it does not know has none."""
    return (
        Part("What was sent", tuple(_what(told, words))),
        Part("Who sent it, and when", tuple(_who(told, words))),
        Part("What proves it", tuple(_proof(told))),
    )


def _what(told: Mapping[str, Any], words: Words) -> Iterable[Row]:
    yield Row("Reference", (told["reference"],))
    yield Row("School", (_named(told["school"]),))
    yield Row("Sent to", (_named(told["authority"]),))
    if collection := told["collection"]:
        yield Row("Collection", (collection["title"],))
    if told["version"] is not None:
        yield Row("Version", (str(told["version"]),))
    if file := told["file"]:
        kind = words.get(file["kind"], file["kind"])
        yield Row("File", (file["name"], f"{kind}, {_many(file['length'], 'byte')}"))
    if counts := told["counts"]:
        one, more = words.get(PUPIL, "pupil"), words.get(PUPILS, "pupils")
        pupils = _many(counts["pupils"], one, more)
        yield Row(more.capitalize(), (f"{pupils}, {counts['complete']} complete",))
        for component, codes in counts["components"].items():
            counted = ", ".join(
                f"{_COUNTED.get(code, code)}: {number}"
                for code, number in codes.items()
            )
            yield Row(words.get(component, component), (counted or "none",))
    if left := told["findings"]:
        errors = _many(left["errors"], "error")
        queries = _many(left["queries"], "query", "queries")
        yield Row("Left when sent", (f"{errors}, {queries}",))


def _who(told: Mapping[str, Any], words: Words) -> Iterable[Row]:
    sent = told["sent"]
    late = {True: ", on time", False: ", after the deadline", None: ""}[sent["on_time"]]
    yield Row("Sent", (f"{shown(sent['at'])} UK time{late}",))
    yield Row("By", (_person(sent, words),))
    yield Row("How", (words.get(sent["source"], sent["source"]),))
    if declared := told["declaration"]:
        said = _stated(declared["statements"], words)
        yield Row("Declared by", (declared["name"], *said))
    if confirmed := told["confirmed"]:
        said = _stated(confirmed["statements"], words)
        when = f"{shown(confirmed['at'])} UK time"
        yield Row("Confirmed by", (_person(confirmed, words), when, *said))


def _proof(told: Mapping[str, Any]) -> Iterable[Row]:
    if book := told["collection"]:
        named = f"{book['book']}, revision {book['revision']}"
        yield Row("Rulebook", (named, book["digest"]), code=True)
    if told["data"]:
        yield Row("SHA-256 of the data", (told["data"]["sha256"],), code=True)
    if told["file"]:
        yield Row("SHA-256 of the file", (told["file"]["sha256"],), code=True)
    audit = told["audit"]
    point = f"{audit['authority']}:{audit['number']}:{audit['digest']}"
    yield Row("Event in the audit", (point,), code=True)
    yield Row("Fingerprint of the key", (told["installation"],), code=True)


def _stated(statements: Iterable[str], words: Words) -> Iterable[str]:
    """Yield statements in the order in which they were ticked, those without words last."""
    order = {id_: at for at, id_ in enumerate(words)}
    for one in sorted(statements, key=lambda id_: order.get(id_, len(order))):
        yield words.get(one, one)


def _named(body: Mapping[str, str]) -> str:
    return f"{body['name']} ({body['number']})"


def _person(told: Mapping[str, str], words: Words) -> str:
    return f"{told['by']}, {words.get(told['role'], told['role'])}"


def _many(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"
