"""Zips whose bytes are the same wherever they are made."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_WHEN = (2000, 1, 1, 0, 0, 0)
_RIGHTS = 0o644 << 16
_UNIX = 3


def zip_bytes(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of `files`, name and bytes, in their order.

    Nothing is compressed: what compressing makes of a file is not the same everywhere.
    """
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as box:
        for name, data in files:
            info = ZipInfo(name, _WHEN)
            info.create_system, info.external_attr = _UNIX, _RIGHTS
            box.writestr(info, data)
    return stream.getvalue()
