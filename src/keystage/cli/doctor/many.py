"""Whole folders: each file done by itself, whatever becomes of the others."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from keystage.cli import progress, terminal
from keystage.cli.doctor import files, page
from keystage.core.errors import EXIT_COULD_NOT, KeystageError, UsageError
from keystage.intake import messages, sources
from keystage.intake.sources import Source
from keystage.reports.shown import plain

NOT_DONE = "not done"
_ZIP = ".zip"
_ONE_FILE = frozenset({".xml", ".ctf", files.LINES, ".json", ".xlsx", ".csv", _ZIP})

# Does one file: returns in a word what became of it, and what there is to tell.
type Do = Callable[[Source], tuple[str, Sequence[str]]]


def is_many(path: Path) -> bool:
    """Whether `path` is a folder or a zip, which may hold any number of files."""
    return path.is_dir() or path.suffix.lower() == _ZIP


def found(paths: Sequence[Path], besides: Iterable[Path | None] = ()) -> list[Source]:
    """Return the files in `paths`, without those given `besides` for another use.

    What is plainly no file of results is said on standard error. Raises `UsageError`
    as `sources.find` does.
    """
    known, skipped = sources.find(paths, [path for path in besides if path])
    for one in skipped:
        terminal.complain(plain(f"{one.path}: {one.reason}"))
    return known


class Folder:
    """The folder new files go into; it is made when the first is written.

    Raises `UsageError` where `path` cannot be such a folder: it is a file, or its
    name is a file's, or it lies in a folder that is read.
    """

    def __init__(self, path: Path, inputs: Iterable[Path]) -> None:
        if path.suffix.lower() in _ONE_FILE and not path.is_dir():
            raise UsageError(
                f"{path} would be one file, and each file of a folder or zip becomes "
                "one: name a folder to write into."
            )
        if path.exists() and not path.is_dir():
            raise UsageError(f"{path} is no folder: name one to write into.")
        if not path.parent.is_dir():
            raise UsageError(
                f"There is no folder {path.parent}: make it first, then try again."
            )
        within = (one for one in inputs if one.is_dir())
        if any(path.resolve().is_relative_to(one.resolve()) for one in within):
            raise UsageError(
                f"{path} lies in a folder that is read, and would be read the next "
                "time: name a folder elsewhere."
            )
        self._path = path
        held = path.iterdir() if path.is_dir() else ()
        self._taken = [one.name for one in held]

    def place(self, name: str) -> Path:
        """Return where a file called `name` goes, under a number that is free."""
        free = files.free(files.plain_name(name), self._taken)
        self._taken.append(free)
        return self._path / free

    def save(self, data: bytes, target: Path) -> None:
        """Write `data` to a place of this folder; raises as `files.save` does."""
        self._path.mkdir(exist_ok=True)
        files.save(data, target)


def each(those: Sequence[Source], do: Do) -> Counter[str]:
    """Do every file, tell of each, and return how many became what.

    A file that cannot be done is said on standard error, counts as `NOT_DONE` and
    stops no other. What was done is told even where the run is broken off. Raises
    `OSError` where nothing more can be written.
    """
    became: Counter[str] = Counter()
    told: list[str] = []
    failed: list[str] = []
    try:
        with progress.bar() as bar:
            for number, source in enumerate(those, 1):
                word, lines = _one(source, do)
                became[word] += 1
                (failed if word == NOT_DONE else told).extend(lines)
                bar(number, len(those))
    finally:
        if told:
            page.show(told)
        for line in failed:
            terminal.complain(f"keystage: {plain(line)}")
    return became


def counted(became: Counter[str]) -> str:
    """Return one line: `Files 480: 300 mended, 178 as they were, 2 not done.`."""
    ordered = sorted(became.items(), key=lambda one: (one[0] == NOT_DONE, one))
    parts = ", ".join(f"{number:,} {word}" for word, number in ordered)
    return f"Files {became.total():,}: {parts}."


def exit_code(became: Counter[str], otherwise: int) -> int:
    """Return 2 where a file could not be done, else `otherwise`."""
    return EXIT_COULD_NOT if became[NOT_DONE] else otherwise


def _one(source: Source, do: Do) -> tuple[str, Sequence[str]]:
    try:
        return do(source)
    except KeystageError as stop:
        said = str(stop)
        named = said if said.startswith(source.path) else f"{source.path}: {said}"
        return NOT_DONE, [named]
    except OSError:
        raise
    except Exception as fault:  # noqa: BLE001 - one file must not cost the others
        broken = messages.internal(fault)
        return NOT_DONE, [f"{source.path}: {broken.message} {broken.fix}".strip()]
