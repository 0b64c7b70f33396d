"""The supplier's files, each read whole or not at all, and what our reader says of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from keystage import ctf
from keystage.core.errors import Refused
from keystage.core.findings import Finding, Severity
from keystage.core.records import CtfFile
from keystage.intake import Options, check_bytes
from keystage.intake.sources import Source
from keystage.synth.conformance.model import Kit
from keystage.xmlguard import Limits

# What is said of a file as a whole: its header and name, and whom it comes from.
_WHOLE = ("H", "E01", "E02", "E04")
_LIMITS = Limits.command_line()


@dataclass(frozen=True, slots=True)
class Seen:
    """One file: what it says, or the refusal it met with.

    `notes` are our reader's, of ways of writing that the format does not describe.
    """

    path: str
    file: CtfFile
    data: bytes = b""
    notes: tuple[Finding, ...] = ()
    refused: Refused | None = None


def look(sources: Iterable[Source]) -> Iterator[Seen]:
    """Yield every file read; one that cannot be is refused, and holds nobody."""
    for source in sources:
        try:
            data = source.read(_LIMITS.size)
            file = ctf.read(data, limits=_LIMITS)
        except Refused as stop:
            yield Seen(source.path, CtfFile(), refused=stop)
        else:
            yield Seen(source.path, file, data, tuple(_deviations(file)))


def of_the_whole(kit: Kit, year: int, seen: Seen) -> Iterator[Finding]:
    """Yield what the checks of a return say of a file's header and name."""
    asked = Options(authority=kit.la, school=kit.number, year=year, tables=False)
    name = seen.path.rpartition("/")[2]
    for finding in check_bytes(name, seen.data, asked).findings:
        if finding.rule.startswith(_WHOLE):
            yield finding


def _deviations(file: CtfFile) -> Iterator[Finding]:
    for finding in file.findings:
        noted = finding.severity is not Severity.NOTE
        if noted or finding.rule in file.dialect.deviations:
            yield finding
