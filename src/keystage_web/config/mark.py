"""The mark of a demonstration's data folder, so that no real one is taken for it."""

from pathlib import Path

from keystage.core.errors import UsageError

INVENTED = ("999", "998")
"""The numbers of authorities that do not exist."""

NAME = "DEMONSTRATION"
TO_SEND = "to-send"
"""The folder, beneath that of the data, of files a school of a demonstration can send."""
_TEXT = "Everything in this folder is invented. Delete it to begin anew.\n"


def is_marked(folder: Path) -> bool:
    """Return whether a data folder is a demonstration's."""
    return (folder / NAME).is_file()


def claim(folder: Path) -> None:
    """Mark a new folder; raises `UsageError` where a database is there without a mark."""
    if is_marked(folder):
        return
    if (folder / "db").exists() or (folder / "keys").exists():
        raise UsageError(
            f"{folder} holds a database that is no demonstration's. Name another folder."
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / NAME).write_text(_TEXT, encoding="utf-8")
