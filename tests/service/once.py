"""What takes long to make and is always the same is made once, for all processes and runs.

It is kept beside what pytest keeps, by a digest of all it is made from: with one line of
the service changed, it is made anew. Where no file can be locked (Windows), each
process makes its own.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

from tests.service.memory import memory

if sys.platform != "win32":
    import fcntl

ROOT = Path(__file__).resolve().parents[2]
_KEPT = ROOT / ".pytest_cache" / "keystage"
_WHOLE = "whole"
_LONG = 24 * 3600  # seconds
_OWN = tempfile.TemporaryDirectory(prefix="keystage-made-", dir=memory())


@cache
def _of() -> str:
    """Return a digest of the service, and of what it stands on."""
    found = sha256((ROOT / "requirements" / "dev.txt").read_bytes())
    for path in sorted((ROOT / "src" / "keystage_web").rglob("*")):
        if path.suffix in {".py", ".sql", ".toml"}:
            found.update(path.relative_to(ROOT).as_posix().encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


def once(name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that `make` fills unless it is there; nobody changes it after."""
    if sys.platform == "win32":
        own = Path(_OWN.name) / name
        if not own.exists():
            own.mkdir()
            make(own)
        return own
    kept = _KEPT / f"{name}-{_of()}"
    with _alone(name):
        if not (kept / _WHOLE).exists():
            for old in _KEPT.glob(f"{name}-*"):
                if time.time() - old.stat().st_mtime > _LONG:  # nobody copies it now
                    shutil.rmtree(old)
            shutil.rmtree(kept, ignore_errors=True)
            kept.mkdir()
            make(kept)
            (kept / _WHOLE).touch()
    return kept


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Be the only process that makes this, or looks whether it is there."""
    _KEPT.mkdir(parents=True, exist_ok=True)
    with (_KEPT / f"{name}.lock").open("w") as file:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
