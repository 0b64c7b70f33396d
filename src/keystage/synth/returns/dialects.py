"""How products write a Common Transfer File: a table of quirks, `dialects.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from keystage.core import packaged
from keystage.synth.chance import Stream
from keystage.synth.model import Collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One product's way; `dialects.toml` says what each part means."""

    share: int
    collections: tuple[str, ...]
    summers: tuple[int, ...]
    supplier: str
    version: str
    descriptor: bool
    urn: bool
    tag: str
    own: bool
    outcomes: bool
    dated: bool
    details: bool
    needs: bool
    codec: str
    bom: str
    opening: str
    root: str
    prefix: str
    pupils: str
    inside: bool
    capitals: bool
    empties: bool
    lines: bool
    moment: str
    twelve: bool
    assessment: tuple[str, ...]
    tells: tuple[str, ...]

    def writes(self, collection: Collection, summer: int) -> bool:
        """Return whether a school may use it for a collection of a summer."""
        in_time = not self.summers or summer in self.summers
        return in_time and collection.value in self.collections


@cache
def dialects() -> Mapping[str, Dialect]:
    """Return every dialect by name."""
    told = packaged.toml("keystage.synth.returns", "dialects.toml")
    usual = told["usual"]
    return {name: _dialect(usual | own) for name, own in told["dialects"].items()}


def _dialect(told: dict[str, Any]) -> Dialect:
    lists = {part: tuple(all_) for part, all_ in told.items() if isinstance(all_, list)}
    return Dialect(**(told | lists))


def drawn(stream: Stream, collection: Collection, summer: int) -> str:
    """Return the name of a dialect that a school may use, as often as its share."""
    known = dialects().items()
    return stream.weighted(
        [(name, one.share) for name, one in known if one.writes(collection, summer)]
    )


def versions(text: str, summer: int) -> str:
    """Return `text` with the summer's two digits and those of the year before."""
    now, before = summer % 100, (summer - 1) % 100
    return text.replace("{now}", f"{now:02}").replace("{before}", f"{before:02}")
