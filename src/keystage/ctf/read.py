"""Reading Common Transfer Files: any version, any supplier, all or nothing.

A reader is a function from bytes to a `CtfFile`; `read` is the plain one, which
defines what a file means. A faster one must give the same file, findings and all.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from keystage.core.findings import Finding
from keystage.core.records import CtfFile, Dialect, Element, Header, Pupil
from keystage.ctf.reading.assemble import Assembler
from keystage.ctf.reading.finish import finish
from keystage.xmlguard import Limits, events

type Reader = Callable[[bytes], CtfFile]
"""What may take the place of `read`."""

_SERVICE = Limits.service()


def read(data: bytes | Path, *, limits: Limits = _SERVICE) -> CtfFile:
    """Return the file `data` holds, with what was noticed in its `findings`.

    Texts are trimmed of blanks at both ends and otherwise as sent; what the format
    does not know is kept in `sections` and `extra`. Raises `Refused`, and nothing
    else, when the file cannot be read safely and whole.
    """
    stream_ = stream(data, limits=limits)
    pupils = list(stream_)
    return CtfFile(
        stream_.header, pupils, stream_.extra, stream_.dialect, stream_.findings
    )


def stream(
    source: bytes | Path | BinaryIO, *, limits: Limits = _SERVICE
) -> "CtfStream":
    """Return the pupils of `source` one at a time, in memory that stays flat.

    Iterate once. `Refused` may come after pupils were given: what they led to must
    then be thrown away. A stream given as `source` is left open.
    """
    return CtfStream(source, limits)


class CtfStream:
    """Pupils of a file, one at a time; the rest is complete after the last."""

    def __init__(self, source: bytes | Path | BinaryIO, limits: Limits) -> None:
        self.header = Header()
        self.dialect = Dialect()
        self.findings: list[Finding] = []
        self.extra: list[Element] = []
        self._pupils = self._run(source, limits)

    def __iter__(self) -> Iterator[Pupil]:
        return self._pupils

    def _run(self, source: bytes | Path | BinaryIO, limits: Limits) -> Iterator[Pupil]:
        assembler = Assembler(limits)
        self.header, self.extra = assembler.header, assembler.extra
        for decoder in events(source, assembler, limits):
            yield from assembler.pupils
            assembler.pupils.clear()
            encoding, repairs = decoder.encoding, decoder.repairs
        self.dialect = finish(assembler, encoding, repairs)
        self.findings = assembler.notes.findings()
