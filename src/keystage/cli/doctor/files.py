"""Files opened, named and written, as every verb of this folder does it."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import count
from pathlib import Path, PurePosixPath

from keystage import ctf
from keystage.checks.words import listed, shown
from keystage.cli import output
from keystage.cli.doctor import marksheets
from keystage.cli.doctor.marksheets import Asked
from keystage.core.errors import Refused, UsageError, WriteError
from keystage.core.findings import Finding, Severity
from keystage.core.records import CtfFile
from keystage.ctf import names
from keystage.exports import jsonl
from keystage.intake.sheets.tell import is_table
from keystage.intake.sources import Source
from keystage.xmlguard import Limits

LINES = ".jsonl"
_XML = ".xml"
_MOST_NAMED = 5
_LONGEST_NAME = 100
# What a name may hold on any system are letters, digits and these; not all at its ends.
_NOT_IN_NAMES, _NOT_AT_ENDS = re.compile(r"[^\w. -]"), "._- "
# What the reader passes over, and no new file can hold.
_NOT_KEPT = frozenset({"XML-COMMENT", "XML-PI", "CTF-UNKNOWN-ATTRIBUTE"})
# What is noted of a table that was left where it was, or read as something else.
_NOT_READ = frozenset({"SHEET-COLUMNS", "SHEET-OTHER", "SHEET-TOTALS", "SHEET-WORDS"})


def contents(path: Path) -> bytes:
    """Return the bytes of the file at `path`; raises `UsageError` or `Refused`."""
    if not path.is_file():
        raise UsageError(f"There is no file {path}.")
    source = Source(path.as_posix(), path, path.stat().st_size)
    return source.read(Limits.command_line().size)


def read(source: Source, asked: Asked | None = None) -> tuple[bytes, CtfFile]:
    """Return the bytes of a file in a folder or zip, and its records.

    `asked` is what is known of tables besides. Raises `UsageError` that names the file, where it cannot be had or is refused.
    """
    data = held(source)
    return data, parsed(source.path, data, asked)


def held(source: Source) -> bytes:
    """Return the bytes of a file in a folder or zip; raises as `read` does."""
    try:
        return source.read(Limits.command_line().size)
    except Refused as stop:
        raise UsageError(f"{source.path}: {stop.message} {stop.fix}".strip()) from None


def parsed(path: Path | str, data: bytes, asked: Asked | None = None) -> CtfFile:
    """Return the records in `data`: a Common Transfer File, JSON lines or a table.

    `asked` is what is known of tables besides. Raises `UsageError` that names the file, called `path`, where it is refused.
    """
    if is_table(str(path), data):
        return marksheets.opened(path, data, asked or Asked())
    reader = jsonl.read if jsonl.looks_like(data) else ctf.read
    try:
        return reader(data, limits=Limits.command_line())
    except Refused as stop:
        raise UsageError(f"{path}: {stop.message} {stop.fix}".strip()) from None


def opened(path: Path, asked: Asked | None = None) -> CtfFile:
    """Return the records of the file at `path`; raises as `parsed` does."""
    return parsed(path, contents(path), asked)


def refuse_doubtful(path: Path | str, file: CtfFile) -> None:
    """Raise `UsageError` if writing `file` anew would hide what must be put right.

    A text that was read with doubts would stand in the new file as if it were
    certain, and of two that contradict each other only one would be left.
    """
    wrong = doubts(file)
    if wrong:
        more = len(wrong) - _MOST_NAMED
        rest = f" And {more} more." if more > 0 else ""
        raise UsageError(f"{path}: {' '.join(wrong[:_MOST_NAMED])}{rest}")


def doubts(file: CtfFile) -> list[str]:
    """Return what the reader says must be put right before anything else."""
    errors = (one for one in file.findings if one.severity is Severity.ERROR)
    return [_sentence(one) for one in errors]


def not_kept(file: CtfFile) -> list[str]:
    """Return sentences on what `file` held and a new file does not, or must confirm."""
    kept = (
        one
        for one in file.findings
        if one.rule in _NOT_KEPT | _NOT_READ or one.severity is Severity.QUERY
    )
    return [
        one.message
        if one.rule in _NOT_KEPT or one.severity is Severity.NOTE
        else _sentence(one)
        for one in kept
    ]


def target(out: Path, name: str, inputs: Sequence[Path]) -> Path:
    """Return where to write: `out`, or in the folder `out` the free `name`.

    A folder that is missing is made when the file is saved. Raises `UsageError` where
    something stands there already (the files that are read above all), or the folder
    would lie in one that is missing too.
    """
    if out.is_dir():
        return out / free(name, [other.name for other in out.iterdir()])
    if any(out.exists() and out.samefile(path) for path in inputs):
        raise UsageError(
            f"{out} is the file that is read, which stays as it is: choose another "
            "name."
        )
    if out.exists() or out.is_symlink():
        raise UsageError(f"{out} is already there: choose another name, or a folder.")
    if not out.parent.is_dir() and not _can_be_made(out.parent):
        raise UsageError(
            f"There is no folder {out.parent}: make it first, then try again."
        )
    return out


def _can_be_made(folder: Path) -> bool:
    return not folder.exists() and folder.parent.is_dir()


def free(name: str, others: Iterable[str]) -> str:
    """Return `name`, or with the next number that none of `others` in a folder has."""
    taken = {other.casefold() for other in others}
    parts = names.parse(_as_xml(name))
    if name.casefold() not in taken:
        return name
    if parts is None:
        return _counted(name, taken)
    ending = LINES if name.endswith(LINES) else _XML
    alike = [_as_xml(other) for other in taken if other.endswith(ending)]
    return names.make(names.next_free(parts, alike)).removesuffix(_XML) + ending


def plain_name(name: str) -> str:
    """Return `name` as a new file may be called, its ending kept.

    Nothing of a name inside a zip may lead elsewhere, or confuse a system.
    """
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
    kept = _NOT_IN_NAMES.sub("_", stem)[:_LONGEST_NAME].strip(_NOT_AT_ENDS)
    return f"{kept or 'results'}{_NOT_IN_NAMES.sub('_', ending)}"


def save(data: bytes, path: Path) -> None:
    """Write `data` to `path`, whole or not at all, and compare what stands there.

    Raises `WriteError` if it is not what was written, `OSError` where the folder
    does not allow it.
    """
    path.parent.mkdir(exist_ok=True)
    output.data_to_file(data, path)
    if path.read_bytes() != data:
        raise WriteError(
            f"{path} does not hold what was written. Do not use it; is the disk full "
            "or failing?"
        )


def named(texts: Sequence[str]) -> str:
    """Return the first few of `texts` as a list, and how many more there are."""
    more = len(texts) - _MOST_NAMED
    rest = [f"{more:,} more"] if more > 0 else []
    return listed([*map(shown, texts[:_MOST_NAMED]), *rest], "and")


def _counted(name: str, taken: Collection[str]) -> str:
    """Return a name of no pattern with a number behind it that nobody has."""
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
    numbered = (f"{stem}-{number}{ending}" for number in count(2))
    return next(one for one in numbered if one.casefold() not in taken)


def _as_xml(name: str) -> str:
    return name.removesuffix(LINES) + _XML if name.endswith(LINES) else name


def _sentence(finding: Finding) -> str:
    return f"{finding.message} {finding.fix}".strip()
