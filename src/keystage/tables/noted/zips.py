"""Parts by name, packed into a zip that is the same whenever it is made."""

import io
import zipfile
from collections.abc import Mapping

_THEN = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can tell


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of `parts`, in their order."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return held.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the parts in a zip of our own, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
