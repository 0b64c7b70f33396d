"""How people head their columns: one data file, read once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from keystage.core import packaged

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column by what it means: its id, what we write, and what people write."""

    id: str
    label: str
    note: str
    also: tuple[str, ...]

    @property
    def ways(self) -> tuple[str, ...]:
        """Every way the heading is written, ours first."""
        return (self.label, *self.also)


@cache
def identity() -> Mapping[str, Heading]:
    """Return the columns that say who a pupil is, in the order we write them."""
    return _section("identity")


@cache
def about() -> Mapping[str, Heading]:
    """Return what else a table may say of a pupil: school, whole name, postcode."""
    return _section("about")


@cache
def roll() -> Mapping[str, Heading]:
    """Return what only a list of pupils says: below the standard, joined, left."""
    return _section("roll")


@cache
def besides() -> Mapping[str, Heading]:
    """Return what a list of pupils may say besides: middle names, groups of pupils."""
    return _section("besides")


@cache
def schools() -> Mapping[str, Heading]:
    """Return what only a list of schools says: its name, which collections are due."""
    return _section("schools")


@cache
def long() -> Mapping[str, Heading]:
    """Return the columns of a table that has one result a row."""
    return _section("long")


@cache
def results() -> Mapping[str, tuple[str, ...]]:
    """Return the other ways a result's column is headed, by the component's title."""
    return {title: tuple(held["also"]) for title, held in _data()["results"].items()}


@cache
def around() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that may stand before and after a heading and add nothing."""
    held = _data()["around"]
    return tuple(held["before"]), tuple(held["after"])


@cache
def derived() -> frozenset[str]:
    """Return the headings, plain, under which results are worked out from others."""
    return frozenset(map(plain, _data()["derived"]["also"]))


@cache
def beside() -> frozenset[str]:
    """Return the headings, plain, of columns that stand beside and are never read."""
    return frozenset(map(plain, _data()["beside"]["also"]))


@cache
def totals() -> frozenset[str]:
    """Return the words, plain, with which a row that is no pupil begins."""
    return frozenset(map(plain, _data()["totals"]["also"]))


@cache
def sexes() -> Mapping[str, str]:
    """Return the words for a sex, in small letters, to the code."""
    held: dict[str, str] = _data()["words"]["sex"]
    return held


def plain(heading: str) -> str:
    """Return `heading` for comparing: small letters and digits only."""
    return _NOT_LETTERS.sub("", heading.casefold().replace("&", " and "))


@cache
def _data() -> dict[str, Any]:
    return packaged.toml("keystage.marksheet", "data", "headings.toml")


def _section(name: str) -> Mapping[str, Heading]:
    return {
        id_: Heading(id_, held["label"], held["note"], tuple(held["also"]))
        for id_, held in _data()[name].items()
    }
