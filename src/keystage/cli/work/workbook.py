"""What `keystage check` found, as workbooks: the senders' own with notes, or a list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from keystage.cli import clock, output, terminal
from keystage.cli.doctor.many import Folder
from keystage.core.errors import Refused
from keystage.intake import Options, sources
from keystage.reports import workbook
from keystage.reports.shown import plain
from keystage.tables.noted import Returned

_TABLES = ("xlsx", "csv")
_WITH_NOTES = "your table, with a note at each cell"
_COPIED = "the cells of your table in a new workbook, with a note at each cell"
_BY_PUPIL = "the findings by pupil"
_SEVERAL = "; to have each table back with notes, name a folder: --output returned/"
_INSTEAD = "{why} So these are the findings by pupil"
_EACH = "tables with a note at each cell {count:,}, and the findings by pupil"
_NOT_BACK = "{path}: {why} It was not returned; what was found is in the list by pupil"
_NAME, _LIST = "{stem} with notes.xlsx", "Findings by pupil.xlsx"
type Json = Mapping[str, Any]


def save(
    document: Json, paths: Sequence[Path], options: Options, target: Path | Folder
) -> str:
    """Write the workbook to `target`, and return in a few words what it is.

    One table that could be read comes back as its own workbook, and into a folder
    each of them, beside a list by pupil; with names withheld, and for anything else,
    there is the list alone. Raises `MissingExtra` where workbooks cannot be written.
    """
    tables = list(_tables(document)) if options.names else []
    if isinstance(target, Folder):
        return _save_each(document, _own(tables, paths, options), target)
    alone = tables if len(document["files"]) == 1 else []
    why = ""
    for _, data in _own(alone, paths, options):
        try:
            found = _given_back(data, document)
        except Refused as stop:
            why = _INSTEAD.format(why=stop.message)
        else:
            output.data_to_file(found.data, target)
            return _WITH_NOTES if found.whole else _COPIED
    output.data_to_file(workbook.render(document, clock.now()), target)
    return why or _BY_PUPIL + (_SEVERAL if len(tables) > 1 else "")


def _save_each(
    document: Json, own: Iterable[tuple[Json, bytes]], folder: Folder
) -> str:
    """Write every table of `own` with its notes, and the list of all that was found."""
    written = 0
    for table, data in own:
        path = table["path"]
        # what lies between schools is for who has both, and so in the list alone
        across = [one for one in document["across"] if one["files"] == [path]]
        alone = {**document, "files": [table], "across": across}
        try:
            found = _given_back(data, alone)
        except Refused as stop:
            terminal.complain(plain(_NOT_BACK.format(path=path, why=stop.message)))
            continue
        name = _NAME.format(stem=PurePosixPath(path).stem)
        folder.save(found.data, folder.place(name))
        written += 1
    folder.save(workbook.render(document, clock.now()), folder.place(_LIST))
    return _EACH.format(count=written)


def _given_back(data: bytes, document: Json) -> Returned:
    """Return the table in `data`, the one file of `document`, with its notes."""
    (table,) = document["files"]
    ours = bool(table["dialect"]["template"])
    return workbook.give_back(data, document, made=clock.now(), ours=ours)


def _tables(document: Json) -> Iterator[Json]:
    """Yield the files of the document that are tables, and were read."""
    for file in document["files"]:
        form = (file["dialect"] or {}).get("form")
        if form in _TABLES and not file["refused"]:
            yield file


def _own(
    tables: Sequence[Json], paths: Sequence[Path], options: Options
) -> Iterator[tuple[Json, bytes]]:
    """Yield each of `tables` with its bytes, unless the file has changed since."""
    found, _ = sources.find(paths) if tables else ((), ())
    by_path = {one.path: one for one in found}
    for table in tables:
        source = by_path.get(table["path"])
        data = source.read(options.limits.size) if source else b""
        if sha256(data).hexdigest() == table["sha256"]:
            yield table, data
