"""Checks every bad file in a process that notes what is opened and who is called.

Run as a script with a folder to work in; prints what was opened outside it and
outside Python's own folders, and every network call, as JSON.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from keystage import ctf
from keystage.core.errors import Refused
from keystage.intake import check_bytes, check_paths
from tests.integration.badinput.catalogue.subjects import SUBJECTS, Subject
from tests.integration.badinput.test_every_case_by_library import options_for

_CALLS: Final = ("socket.", "urllib.", "http.", "subprocess.", "os.system", "ftplib.")


def watch(noted: list[str]) -> None:
    """Note, from here on, each file opened and each call out of this process."""

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes):
            noted.append(f"open {os.fsdecode(arguments[0])}")
        elif event.startswith(_CALLS):
            noted.append(f"{event} {arguments!r}")

    sys.addaudithook(note)


def every_door(subject: Subject, data: bytes, folder: Path) -> None:
    """Take one file through the reader, the pipeline and a folder."""
    with suppress(Refused):
        ctf.read(data)
    check_bytes(subject.name, data, options_for(subject))
    place = folder / subject.label
    place.mkdir()
    (place / "canary.txt").write_text("nobody may open this")
    (place / subject.name).write_bytes(data)
    check_paths([place / subject.name], options_for(subject))


def main(folder: Path) -> None:
    """Check everything, watched; print what was opened or called."""
    check_bytes("first.xml", b"", options_for(SUBJECTS[0]))
    made = [(subject, subject.make()) for subject in SUBJECTS]
    noted: list[str] = []
    os.chdir(folder)
    watch(noted)
    for subject, data in made:
        every_door(subject, data, folder)
    canaries = [event for event in noted if event.endswith("canary.txt")]
    told = {
        "strange": [event for event in noted if not _own(event, folder)],
        # Each canary is opened once, by the writing of it.
        "canaries": len(canaries) - len(SUBJECTS),
        "noted": len(noted),
    }
    sys.stdout.write(json.dumps(told))


def _own(event: str, folder: Path) -> bool:
    """Whether a file of this run, of the product or of Python was opened."""
    if not event.startswith("open "):
        return False
    whole = Path(event.removeprefix("open ")).resolve()
    homes = (folder.resolve(), Path(ctf.__file__).resolve().parents[2])
    python = (Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve())
    return any(whole.is_relative_to(home) for home in homes + python)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
