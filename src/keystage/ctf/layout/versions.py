"""Versions of the format: which one a year uses, and which we write.

A version is the last two digits of the year a school year starts in: 25.0 belongs
to 2025/26, whose summer year is 2026.
"""

import re

from keystage.core.errors import WriteError

FIRST_WRITTEN = 17
LAST_WRITTEN = 26
FIRST_WITH_SEX = 24
FIRST_WITH_URN = 18
_VERSION = re.compile(r"([0-9]{2})(?:\.0)?")


def version_for(summer_year: int) -> str:
    """Return the version of the school year that ends in `summer_year`."""
    return f"{(summer_year - 1) % 100:02d}.0"


def writable(version: str) -> int:
    """Return the number of `version` (`25.0` or `25`).

    Raises `WriteError` for versions other than 17 to 26.
    """
    match = _VERSION.fullmatch(version)
    if match and FIRST_WRITTEN <= int(match[1]) <= LAST_WRITTEN:
        return int(match[1])
    raise WriteError(
        f"Version {version!r} of the Common Transfer File is not one we write; "
        f"ask for one from {FIRST_WRITTEN}.0 to {LAST_WRITTEN}.0."
    )
