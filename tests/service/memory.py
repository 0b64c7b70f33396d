"""Where tests lay databases that need not outlive them: in memory, if there is room.

The disk is asked to keep rows just as often there, and has nothing to wait for.
"""

import shutil
from pathlib import Path

_SHARED = Path("/dev/shm")  # noqa: S108 - a folder with a random name is made in it
_ROOM = 1 << 30  # bytes


def memory() -> str | None:
    """Return a folder in memory to make one's own in; None for where they usually are."""
    if _SHARED.is_dir() and shutil.disk_usage(_SHARED).free > _ROOM:
        return str(_SHARED)
    return None
