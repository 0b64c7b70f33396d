"""What `keystage check` found, as a workbook: the sender's own with notes, or a list."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from keystage.cli import clock, output
from keystage.core.errors import Refused
from keystage.intake import Options, sources
from keystage.reports import workbook

_TABLES = ("xlsx", "csv")
_WITH_NOTES = "your table, with a note at each cell"
_COPIED = "the cells of your table in a new workbook, with a note at each cell"
_BY_PUPIL = "the findings by pupil"
_INSTEAD = "{why} So these are the findings by pupil"


def save(
    document: Mapping[str, Any], paths: Sequence[Path], options: Options, target: Path
) -> str:
    """Write the workbook to `target`, and return in a few words what it is.

    One table that could be read comes back as its own workbook; with names withheld,
    and for anything else, it is a list by pupil. Raises `MissingExtra` where
    workbooks cannot be written.
    """
    data = None if not options.names else _own(document, paths, options)
    why = ""
    if data is not None:
        template = document["files"][0]["dialect"]["template"]
        try:
            found = workbook.give_back(
                data, document, made=clock.now(), ours=bool(template)
            )
        except Refused as stop:
            why = _INSTEAD.format(why=stop.message)
        else:
            output.data_to_file(found.data, target)
            return _WITH_NOTES if found.whole else _COPIED
    output.data_to_file(workbook.render(document, clock.now()), target)
    return why or _BY_PUPIL


def _own(
    document: Mapping[str, Any], paths: Sequence[Path], options: Options
) -> bytes | None:
    """Return the bytes of the one table that was checked; None for anything else."""
    files = document["files"]
    form = (files[0]["dialect"] or {}).get("form") if len(files) == 1 else None
    if form not in _TABLES or files[0]["refused"]:
        return None
    found, _ = sources.find(paths)
    kept = [one for one in found if one.path == files[0]["path"]]
    data = kept[0].read(options.limits.size) if kept else b""
    return data if sha256(data).hexdigest() == files[0]["sha256"] else None
