"""The parts of a zipped workbook: counted, measured, never written to disk.

A zip's directory is only what the zip says of itself: sizes are checked there first,
and nothing past them is unpacked.
"""

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from keystage.core.errors import Refused
from keystage.tables.limits import TableLimits
from keystage.tables.messages import refusal

_MEGABYTE = 1_048_576
_SMALL = 1_048_576  # below this a part may be packed as tightly as it likes
_LOCKED = 0x1
_ENTRY = b"PK\x01\x02"
# All that `zipfile` may throw at bytes that are no good zip, found by changing some.
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError),
    *(NotImplementedError, RuntimeError, OverflowError),
)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Folders and files that only a workbook with a program in it has.
_MACROS: Final = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS: Final = ("basic", "scripts")


class Package:
    """A zip file in memory whose parts can be read by name, inside the limits.

    Raises `Refused` where the zip is broken, has too many or too large parts,
    names that leave the package, a password or a macro.
    """

    def __init__(self, data: bytes, limits: TableLimits) -> None:
        self.limits = limits
        # before a long directory costs anything
        if data.count(_ENTRY) > limits.parts:
            raise refusal("parts", limit=f"{limits.parts:,}")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as error:
            raise refusal("broken", reason=f"it does not unpack ({error})") from None
        entries = self._zip.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        if len(self._entries) < len(entries):
            raise refusal("broken", reason="two of its parts have one name")
        for entry in entries:
            self._refuse(entry)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order the file has them."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """Return the part called `name`; raises `Refused` where there is none."""
        if name not in self._entries:
            raise refusal("broken", reason=f"its part {name} is missing")
        entry = self._entries[name]
        try:
            with self._zip.open(entry) as stream:
                # Asked for no more than the directory promises, it unpacks no more;
                # a directory that lies does not fit the part's check sum.
                return stream.read(entry.file_size)
        except _FAULTS:
            raise refusal("broken", reason=f"its part {name} does not unpack") from None

    def _refuse(self, entry: zipfile.ZipInfo) -> None:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            raise refusal("broken", reason="a part's name points outside the file")
        if entry.flag_bits & _LOCKED:
            raise refusal("encrypted")
        if entry.compress_type not in _PACKED:
            raise refusal("broken", reason="a part is packed in an unusual way")
        first, last = path.parts[:1], path.name.lower()
        if last in _MACROS or (first and first[0].lower() in _MACRO_FOLDERS):
            raise refusal("macro")
        tight = entry.file_size > self.limits.ratio * max(entry.compress_size, 1)
        if entry.file_size > self.limits.part or (tight and entry.file_size > _SMALL):
            raise self._too_large(entry.filename)

    def _too_large(self, name: str) -> Refused:
        limit = f"{self.limits.part / _MEGABYTE:.3g}"
        return refusal("part", part=name, limit=limit, ratio=self.limits.ratio)
