"""Bytes on the disk: files under their own hash, each written so that it stays.

Knows neither database nor people. A file is begun (`Arrival`) in `tmp`, hashed and
counted while it comes, flushed, and then `keep` gives it its name.
"""

from keystage_web.files.store.arrival import Arrival, TooLarge
from keystage_web.files.store.disk import Found, Place, Store, Unsound, digest
from keystage_web.files.store.lock import held
from keystage_web.files.store.pieces import Pieces

__all__ = [
    "Arrival",
    "Found",
    "Pieces",
    "Place",
    "Store",
    "TooLarge",
    "Unsound",
    "digest",
    "held",
]
