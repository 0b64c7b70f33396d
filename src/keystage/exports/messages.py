"""The sentences with which files of other forms are refused, by code."""

from typing import Final

from keystage.core.errors import Refused
from keystage.core.findings import Place

# Code -> what is wrong, and what to do.
REFUSED: Final = {
    "JSONL-SHAPE": (
        "Line {line} is not of a file of JSON lines of Keystage: {wrong}.",
        "Make the file again with 'keystage convert', or ask whoever made it.",
    ),
    "FILE-TOO-LARGE": (
        "This file is {size} bytes, over the limit of {limit}.",
        "Send one collection of one school in a file.",
    ),
    "CTF-TOO-MANY-PUPILS": (
        "The file holds more than {limit} pupils; no school's return does.",
        "Send the pupils of one school and one collection.",
    ),
}


def refused(code: str, line: int | None = None, **facts: str) -> Refused:
    """Return the refusal `code`, its sentence filled with `facts` and the line."""
    message, fix = REFUSED[code]
    place = None if line is None else Place(line=line)
    told = message.format(line=f"{line or 0:,}", **facts)
    return Refused(code, told, fix, place)
