"""Is a backup whole? Each file of it read to its end, before anything relies on it."""

from collections.abc import Iterator
from pathlib import Path

from keystage_web.backups import dump, manifest
from keystage_web.files.store import digest


def checked(folder: Path, told: manifest.Written | None = None) -> Iterator[str]:
    """Yield a sentence for each thing that is wrong with a backup, and count in `told`.

    Raises `UsageError` where there is no whole list of what it holds.
    """
    head, entries = manifest.read(folder)
    count = told or manifest.Written()
    database = dump.NAMES[head.database]
    seen = False
    for entry in entries:
        count.entries += 1
        count.bytes += entry.length
        path = folder / entry.path
        try:
            with path.open("rb") as file:
                good = digest(file) == (entry.sha256, entry.length)
        except OSError:
            yield f"{entry.path}: it is not there, or cannot be read."
            continue
        if not good:
            yield f"{entry.path}: it is not what was written there."
        elif entry.path == database:
            seen = True
            if not dump.sound(path.resolve()):
                yield f"{entry.path}: the database cannot be read to its end."
    if not seen:
        yield f"{database}: the backup has no sound database."
