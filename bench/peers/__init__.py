"""The usual ways to read such a file in Python, each by its own manual.

Every peer offers `read(data)`, which is measured, and `rows(data)`, which must equal
what Keystage reads before anything is measured.
"""

import importlib
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from bench.yardsticks import Row

SAMPLE = 150  # the slowest peers read one file in so many
_KNOWN = {
    "lxml + XSD + pydantic, records only": ("usual", 1),
    "xsdata, records only": ("bound", SAMPLE),
    "xmlschema, records only": ("decoded", SAMPLE),
}


class Reader(Protocol):
    """A module that reads as a peer does."""

    def read(self, data: bytes) -> object:
        """Read a file."""

    def rows(self, data: bytes) -> Sequence[Row]:
        """Read a file, and return what was read as plain texts."""


class Peer(NamedTuple):
    """A peer that can be measured: over one file in `share`."""

    reader: Reader
    share: int


def found() -> tuple[dict[str, Peer], list[str]]:
    """Return the peers by name, and of those not installed here why there are none."""
    peers: dict[str, Peer] = {}
    missing: list[str] = []
    for name, (module, share) in _KNOWN.items():
        try:
            reader: Reader = importlib.import_module(f"bench.peers.{module}")
        except ImportError as why:
            missing.append(f"{name}: not measured, {why.name} is not installed.")
        else:
            peers[name] = Peer(reader, share)
    return peers, missing
