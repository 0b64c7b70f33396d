"""Making bad files out of two good ones: each a small, named change."""

from pathlib import Path
from typing import Final

FIXTURES: Final = Path(__file__).parents[3] / "fixtures/badinput"
GOOD: Final = (FIXTURES / "good_ks1.xml").read_bytes()
PHONICS: Final = (FIXTURES / "good_phonics.xml").read_bytes()

DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'
FIRST_PUPIL: Final = GOOD[GOOD.index(b"    <Pupil>") : GOOD.index(b"</Pupil>\n") + 9]
SECOND_PUPIL: Final = GOOD[GOOD.rindex(b"    <Pupil>") : GOOD.rindex(b"</Pupil>\n") + 9]
ALONE: Final = GOOD.replace(SECOND_PUPIL, b"")


def swap(old: str | bytes, new: str | bytes, data: bytes = GOOD) -> bytes:
    """Return `data` with the first `old` made `new`; `old` must be there."""
    was = old.encode() if isinstance(old, str) else old
    now = new.encode() if isinstance(new, str) else new
    assert was in data, f"{was!r} is not in the file to change"
    return data.replace(was, now, 1)


def surname(text: str | bytes, data: bytes = ALONE) -> bytes:
    """Return a one-pupil file whose surname stands as `text`, markup and all."""
    return swap("Larchwood", text, data)


def forename(text: str | bytes, data: bytes = ALONE) -> bytes:
    """Return a one-pupil file whose forename stands as `text`, markup and all."""
    return swap("Mina", text, data)


def upn(text: str | bytes) -> bytes:
    """Return a one-pupil file whose UPN stands as `text`, markup and all."""
    return swap("Y004100123001", text, ALONE)


def dob(text: str) -> bytes:
    """Return a one-pupil file whose date of birth is `text`."""
    return swap("2018-11-05", text, ALONE)


def reading(text: str | bytes) -> bytes:
    """Return a one-pupil file whose first result (reading) stands as `text`."""
    return swap("<Result>EXS<", b"<Result>" + _bytes(text) + b"<", ALONE)


def mark(text: str) -> bytes:
    """Return a phonics file whose one mark is `text`."""
    return swap("<Result>32<", f"<Result>{text}<", PHONICS)


def doctype(text: str, data: bytes = GOOD) -> bytes:
    """Return `data` with a document type declaration before its root."""
    return swap(DECLARATION, DECLARATION + text.encode() + b"\n", data)


def declared(encoding: str, data: bytes = GOOD) -> bytes:
    """Return `data` with another encoding in its declaration; bytes untouched."""
    return swap('encoding="UTF-8"', f'encoding="{encoding}"', data)


def recoded(encoding: str, codec: str, data: bytes = GOOD) -> bytes:
    """Return `data` declared as `encoding` and really written in `codec`."""
    return declared(encoding, data).decode().encode(codec)


def header_only(extra: bytes) -> bytes:
    """Return a file whose pupils' part holds `extra` and nothing else."""
    start = GOOD.index(b"    <Pupil>")
    end = GOOD.index(b"  </CTFpupilData>")
    return GOOD[:start] + extra + GOOD[end:]


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text
