"""Ways in which people make tables: `hands.toml`, and which of them a school has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from keystage.core import packaged
from keystage.synth.chance import Stream
from keystage.synth.model import Collection
from keystage.synth.returns import Return


class Form(StrEnum):
    """What a table is saved as."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Somebody's way of making a table.

    `above` are rows over the headings, `order` the columns by id, `heads` what is
    written over some of them, `results` which of its names a result is headed by.
    `worded` names the words written for codes, '' for codes themselves. After every
    `gaps` pupils a row is left blank, and `blank_end` rows after the last; `total`
    begins a row that counts, `beside` heads a column nobody asked for.
    """

    form: Form
    order: tuple[str, ...]
    results: str
    dates: str
    separator: str = ","
    encoding: str = "utf-8"
    above: tuple[str, ...] = ()
    heads: Mapping[str, str] = field(default_factory=dict)
    worded: str = ""
    sexes: Mapping[str, str] = field(default_factory=dict)
    years: Mapping[str, str] = field(default_factory=dict)
    gaps: int = 0
    blank_end: int = 0
    total: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a collection is called in tables.

    `file` begins the name of an authority's CSV, '' where there is none; `results`
    gives each result's headings, and `words` what people write for its codes.
    """

    what: str
    file: str
    results: Mapping[str, Mapping[str, str]]
    words: Mapping[str, Mapping[str, str]]


def hand_of(return_: Return) -> Hand:
    """Return the way the school makes its tables, which is its own in every year."""
    school = return_.school
    habit = Stream(0, school.name, school.number, school.postcode, "hand")
    return habit.pick(tuple(hands().values()))


@cache
def hands() -> Mapping[str, Hand]:
    """Return every way there is, by name."""
    return {name: _hand(told) for name, told in _told()["hands"].items()}


@cache
def usual_heads() -> Mapping[str, str]:
    """Return what is usually written over the columns that say who a pupil is."""
    words: dict[str, str] = _told()["words"]
    return words


@cache
def kind_of(collection: Collection) -> Kind:
    """Return what a collection is called; one of those that come as sheets."""
    told = _told()[collection.value]
    words = {"long": told["long"], "short": told["short"], "": {}}
    return Kind(told["what"], told["file"], told["results"], words)


def _hand(told: Mapping[str, Any]) -> Hand:
    lists = {name: tuple(told.get(name, ())) for name in ("order", "above")}
    return Hand(**{**told, **lists, "form": Form(told["form"])})


@cache
def _told() -> dict[str, Any]:
    return packaged.toml("keystage.synth.sheets", "hands.toml")
