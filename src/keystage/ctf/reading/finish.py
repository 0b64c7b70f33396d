"""What can only be said of a file once all of it was read."""

import re
from typing import Final

from keystage.core.findings import Place
from keystage.core.records import Dialect
from keystage.ctf.reading.assemble import Assembler

_FIRST_WITH_SEX: Final = 24
_UTF_16: Final = "utf-16"  # where a byte-order mark belongs
_VERSION = re.compile(r"([0-9]{1,2})(\.0)?")


def finish(assembler: Assembler, encoding: str, repairs: int) -> Dialect:
    """Add the notes about the file as a whole, and return its dialect.

    `encoding` and `repairs` say how the bytes were read.
    """
    header, notes = assembler.header, assembler.notes
    header.version = header.version or assembler.root_version
    if assembler.mark and encoding != _UTF_16:
        notes.note("XML-BOM", lambda: Place(line=1, path="/CTfile"))
    if repairs:
        _repaired(assembler, repairs)
    if not assembler.header_seen:
        notes.note("CTF-HEADER", lambda: Place(line=1, path="/CTfile"))
    _version(assembler)
    return Dialect(header.version, encoding, header.supplier, notes.deviations())


def _repaired(assembler: Assembler, repairs: int) -> None:
    places = iter(assembler.touched.values())
    first = next(places, Place(line=1, path="/CTfile"))
    for text in assembler.touched:
        assembler.notes.note("XML-ENCODING-READ-AS-1252", lambda: first, text)
    if not assembler.touched:
        assembler.notes.note("XML-ENCODING-READ-AS-1252", lambda: first, "in no value")
    assembler.notes.times("XML-ENCODING-READ-AS-1252", repairs)


def _version(assembler: Assembler) -> None:
    header = assembler.header
    match = _VERSION.fullmatch(header.version)
    if match is None:
        return
    if not match[2]:
        line = header.lines.get("version", 1)
        assembler.notes.note(
            "CTF-VERSION-FORM",
            lambda: Place(line=line, path="/CTfile/Header/CTFversion"),
            header.version,
            other=f"{header.version}.0",
        )
    old, new = assembler.sexes
    wrong, right = (old, new) if int(match[1]) >= _FIRST_WITH_SEX else (new, old)
    first = wrong.first
    if first is not None:
        assembler.notes.note(
            "CTF-GENDER",
            lambda: first,
            wrong.name,
            version=header.version,
            other=right.name,
        )
        assembler.notes.times("CTF-GENDER", wrong.times)
