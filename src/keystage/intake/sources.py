"""From paths to the files in them: folders walked, zips opened, under limits.

Nothing is ever written, so a name inside a zip that points outside it is only a
name. What a source holds is read when it is asked for, once, and never more than
the limit.
"""

import zipfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from keystage.core.errors import Refused, UsageError
from keystage.intake import messages
from keystage.intake.output.document import Skipped
from keystage.intake.zips import DAMAGED, Zips, numbered

MOST_IN_ZIP = 10_000
# A Common Transfer File shrinks some thirty times at most; a bomb a thousand.
MOST_RATIO = 200
# Tiny files may shrink any amount without harm.
RATIO_FREE = 1 << 20

_ENCRYPTED = 0x1
_OF_THE_SHELL = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
_CLEARLY_NOT = {
    "document": "txt md rst pdf doc docx odt rtf ppt pptx log json toml yaml yml",
    "picture": "png jpg jpeg gif svg webp bmp tif tiff heic",
    "program": "exe dll bat cmd ps1 py sh ini cfg lnk url db tmp",
    "page": "html htm css js",
    "mail": "eml msg",
}
_SKIPPED = {end: sort for sort, ends in _CLEARLY_NOT.items() for end in ends.split()}


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: its name for people, where it lies, its length in bytes.

    `member` is its name inside the zip at `file`, or '', and `place` which entry of
    the zip it is, from 0. `stop` is the code of the reason not to read it at all,
    or ''. Sources of one search share their `zips`.
    """

    path: str
    file: Path
    size: int
    member: str = ""
    stop: str = ""
    place: int = 0
    zips: Zips = field(default_factory=Zips, repr=False, compare=False)

    def read(self, limit: int) -> bytes:
        """Return the bytes; raises `Refused` if they cannot be had under `limit`."""
        if self.stop:
            raise messages.refused(self.stop)
        if self.size > limit:
            raise too_large(self.size, limit)
        try:
            data = self._member(limit) if self.member else self._file(limit)
        except OSError as error:
            why = error.strerror or "it is damaged"
            raise messages.refused("FILE-GONE", why=why) from None
        if len(data) > limit:
            raise too_large(len(data), limit)
        return data

    def _file(self, limit: int) -> bytes:
        with self.file.open("rb") as stream:
            return stream.read(limit + 1)

    def _member(self, limit: int) -> bytes:
        try:
            return self.zips.read(self.file, self.place, limit + 1)
        except DAMAGED:
            raise messages.refused("ZIP-DAMAGED") from None


def too_large(size: int, limit: int) -> Refused:
    """Return the refusal of a file of `size` bytes where `limit` are allowed."""
    return messages.refused(
        "FILE-TOO-LARGE", size=messages.size(size), limit=messages.size(limit)
    )


def find(
    paths: Sequence[Path], leave_out: Collection[Path] = ()
) -> tuple[list[Source], list[Skipped]]:
    """Return the files `paths` hold, and what was met that is plainly no return.

    Files come in the order of `paths`, those of a folder or zip by name. Hidden
    files are passed over, and so, with a word, are those `leave_out` names. A file named by itself is
    always read, whatever its name. Raises `UsageError` for a path that is not
    there, and where nothing at all is found.
    """
    finder = _Finder({path.resolve() for path in leave_out})
    for path in paths:
        finder.add(path)
    if not finder.sources:
        raise UsageError(_nothing(paths, finder))
    return finder.sources, finder.skipped


def members(path: Path) -> list[Source]:
    """Return all that the zip at `path` holds, hidden files apart, whatever it is.

    A zip nothing can be read of, or which holds too many, is one source that says so
    when it is read.
    """
    finder = _Finder(set(), skipped={})
    finder.unpack(path)
    return finder.sources


def _nothing(paths: Sequence[Path], finder: "_Finder") -> str:
    """Return why nothing is read: perhaps all there is was given as something else."""
    besides = list(dict.fromkeys(map(str, finder.besides)))
    if besides:
        return messages.ONLY_BESIDES.format(paths=messages.listed(besides))
    names = messages.listed([str(path) for path in paths])
    return messages.NOTHING_TO_READ.format(paths=names)


def refuse_endless(path: Path) -> None:
    """Raise `UsageError` for a folder, and a pipe or a device that may never end.

    One the shell made for this run may be read: standard input, `<(command)`.
    """
    if path.is_dir():
        raise UsageError(messages.A_FOLDER.format(path=path))
    if not path.is_file() and not path.as_posix().startswith(_OF_THE_SHELL):
        raise UsageError(messages.NO_FILE.format(path=path))


def takes(path: Path, file: Path) -> bool:
    """Whether checking `path` takes up `file`: the same, or found in that folder."""
    if not path.is_dir():
        return path.exists() and path.samefile(file)
    return any(
        one.is_file() and one.samefile(file)
        for one in _inside(path)
        if _ending(one.name) not in _SKIPPED
    )


class _Finder:
    """Collects sources in order; a file met twice is taken once."""

    def __init__(
        self, leave_out: set[Path], skipped: Mapping[str, str] = _SKIPPED
    ) -> None:
        self.sources: list[Source] = []
        self.skipped: list[Skipped] = []
        self.besides: list[Path] = []
        self._leave_out = leave_out
        self._skipped = skipped
        self._met: set[Path] = set()
        self._zips = Zips()

    def _is_new(self, path: Path) -> bool:
        """Note that `path` was met; whether it is to be looked at."""
        place = path.resolve()
        if place in self._met:
            return False
        self._met.add(place)
        if place in self._leave_out:
            self.besides.append(path)
            self.skipped.append(Skipped(path.as_posix(), messages.GIVEN_BESIDES))
        return place not in self._leave_out

    def add(self, path: Path) -> None:
        """Take a path a person named: a folder, a zip, or a file of any sort."""
        if path.is_dir():
            for name in _inside(path):
                self._found(name)
        elif not path.exists():
            raise UsageError(messages.NOT_THERE.format(path=path))
        elif self._is_new(path):
            refuse_endless(path)
            self._named(path)

    def _named(self, path: Path) -> None:
        if _ending(path.name) == "zip":
            self.unpack(path)
        else:
            self.sources.append(Source(path.as_posix(), path, path.stat().st_size))

    def _found(self, path: Path) -> None:
        if not self._is_new(path):
            return
        sort = _SKIPPED.get(_ending(path.name))
        if not path.is_file():
            sort = "folder" if path.is_dir() else "nothing"
        if sort:
            self.skipped.append(Skipped(path.as_posix(), messages.SKIPPED[sort]))
        elif _ending(path.name) == "zip":
            self.unpack(path)
        else:
            self.sources.append(Source(path.as_posix(), path, path.stat().st_size))

    def unpack(self, path: Path) -> None:
        """Take what is in a zip."""
        try:
            with zipfile.ZipFile(path) as packed:
                parts = list(enumerate(packed.infolist()))
        except (*DAMAGED, OSError):
            self._refused(path, "ZIP-DAMAGED")
            return
        parts = [(place, part) for place, part in parts if not part.is_dir()]
        if len(parts) > MOST_IN_ZIP:
            self._refused(path, "ZIP-TOO-MANY")
            return
        met: Counter[str] = Counter()
        for place, part in sorted(parts, key=lambda one: one[1].filename):
            if not _hidden(PurePosixPath(part.filename)):
                shown = f"{path.as_posix()}/{_harmless(part.filename)}"
                met[shown] += 1
                self._member(path, place, part, numbered(shown, met[shown]))

    def _refused(self, path: Path, code: str) -> None:
        size = path.stat().st_size
        self.sources.append(Source(path.as_posix(), path, size, stop=code))

    def _member(
        self, path: Path, place: int, part: zipfile.ZipInfo, shown: str
    ) -> None:
        sort = self._skipped.get(_ending(part.filename))
        if sort:
            self.skipped.append(Skipped(shown, messages.SKIPPED[sort]))
            return
        self.sources.append(
            Source(
                shown,
                path,
                part.file_size,
                part.filename,
                _stop(part),
                place,
                self._zips,
            )
        )


def _stop(part: zipfile.ZipInfo) -> str:
    if part.flag_bits & _ENCRYPTED:
        return "ZIP-ENCRYPTED"
    if _ending(part.filename) == "zip":
        return "ZIP-NESTED"
    tight = part.file_size > MOST_RATIO * max(part.compress_size, 1)
    if part.file_size > RATIO_FREE and tight:
        return "ZIP-RATIO"
    return ""


def _inside(folder: Path) -> Iterator[Path]:
    """Yield what is under `folder`, by name, without hidden files and folders.

    Links, whatever they lead to, and pipes come with the files.
    """
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.startswith("."):
            continue
        # A link to a folder is not followed: it may lead round in a ring.
        if path.is_dir() and not path.is_symlink():
            yield from _inside(path)
        else:
            yield path


def _hidden(name: PurePosixPath) -> bool:
    parts = [part for part in name.parts if part not in {".", ".."}]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _harmless(name: str) -> str:
    """Return the name of a zip's member without drive, root or steps upward."""
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", ".", ".."})


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()
