"""What a file was called by whoever sent it: shown, sent back, never used on a disk."""

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

from keystage_web.files.kinds import Kind

MOST = 120
TAG, COMMENT, TITLE, WORDS = 60, 1000, 100, 1000  # characters of what is said besides
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # signs that show nothing, or lie
_PLAIN = re.compile(r"[^A-Za-z0-9 ._-]")


def shown(given: str) -> str:
    """Return a given name as it is shown: its last part, without signs that hide.

    Cut to 120 characters, the ending kept; empty where nothing of it is left.
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    composed = unicodedata.normalize("NFC", last)
    seen = "".join(
        sign for sign in composed if unicodedata.category(sign) not in _HIDDEN
    )
    seen = " ".join(seen.split())
    if len(seen) <= MOST:
        return seen
    ending = PurePosixPath(seen).suffix[: MOST // 4]
    return seen[: MOST - len(ending)] + ending


def disposition(name: str, kind: str) -> str:
    """Return the header under which a file is saved by a browser, never opened by it.

    As RFC 6266 has it: plain letters for old browsers, the whole name for the others.
    """
    called = name or f"file.{_ENDINGS[Kind(kind)]}"
    plain = _PLAIN.sub("_", called).lstrip(".-") or "file"
    whole = quote(called, safe="")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"


_ENDINGS = {kind: kind.value for kind in Kind} | {Kind.CTF: "xml", Kind.OTHER: "bin"}
