"""Lines of JSON out of bytes, within limits and without surprises."""

import json
from collections.abc import Iterator
from typing import Any

from keystage.core.errors import Refused
from keystage.core.findings import Place
from keystage.xmlguard import Limits

_AGAIN = "Make the file again with 'keystage convert', or ask whoever made it."


def refused(line: int, wrong: str) -> Refused:
    """Return the refusal of a file for what is `wrong` on one of its lines."""
    message = f"Line {line:,} is not of a file of JSON lines of Keystage: {wrong}."
    return Refused("JSONL-SHAPE", message, _AGAIN, Place(line=line))


def decoded(data: bytes, limits: Limits) -> str:
    """Return `data` as text; raises `Refused` beyond the size, or not UTF-8."""
    if len(data) > limits.size:
        raise Refused(
            "FILE-TOO-LARGE",
            f"This file is {len(data):,} bytes, over the limit of {limits.size:,}.",
            "Send one collection of one school in a file.",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refused(line, "it is not written in UTF-8") from None


def parsed(text: str, limits: Limits) -> Iterator[tuple[int, object]]:
    """Yield the value of each line that is not blank, with its number from 1."""
    pupils = -1  # the first line is the header's
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        pupils += 1
        if pupils > limits.pupils:
            raise Refused(
                "CTF-TOO-MANY-PUPILS",
                f"The file holds more than {limits.pupils} pupils; no school's "
                "return does.",
                "Send the pupils of one school and one collection.",
                Place(line=number),
            )
        yield number, _value(number, line)


def _value(number: int, line: str) -> object:
    try:
        return json.loads(line, object_pairs_hook=_once, parse_int=_no_number)
    except (ValueError, RecursionError):
        raise refused(number, "it is not one JSON object") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(_: str) -> None:
    """Stand for a whole number, of which there are none; a huge one takes no time."""
