"""Lines of JSON out of bytes, within limits and without surprises."""

import json
from collections.abc import Iterator
from typing import Any

from keystage.exports.messages import refused
from keystage.xmlguard import Limits


def decoded(data: bytes, limits: Limits) -> str:
    """Return `data` as text; raises `Refused` beyond the size, or not UTF-8."""
    if len(data) > limits.size:
        size, limit = f"{len(data):,}", f"{limits.size:,}"
        raise refused("FILE-TOO-LARGE", size=size, limit=limit)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refused("JSONL-SHAPE", line, wrong="it is not written in UTF-8") from None


def parsed(text: str, limits: Limits) -> Iterator[tuple[int, object]]:
    """Yield the value of each line that is not blank, with its number from 1."""
    pupils = -1  # the first line is the header's
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        pupils += 1
        if pupils > limits.pupils:
            limit = f"{limits.pupils:,}"
            raise refused("CTF-TOO-MANY-PUPILS", number, limit=limit)
        yield number, _value(number, line)


def _value(number: int, line: str) -> object:
    try:
        return json.loads(line, object_pairs_hook=_once, parse_int=_no_number)
    except (ValueError, RecursionError):
        raise refused(
            "JSONL-SHAPE", number, wrong="it is not one JSON object"
        ) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(_: str) -> None:
    """Stand for a whole number, of which there are none; a huge one takes no time."""
