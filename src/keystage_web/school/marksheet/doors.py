"""Where the pages of one marksheet are: the class, year and group one is in go along."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import get_urlconf, reverse

from keystage_web.accounts.ids import LENGTH, InAddress
from keystage_web.returns.sheet.choice import ALL_CLASSES, NO_CLASS, Choice, Show

_ALL = Choice()
_ID = re.compile(InAddress.regex)
_YEAR = re.compile("[A-Z0-9]{1,2}", re.ASCII)
_WORDS = frozenset({ALL_CLASSES, NO_CLASS})


@dataclass(frozen=True, slots=True)
class Doors:
    """The addresses of a round's pages, each with what of the sheet is wanted."""

    round: str
    choice: Choice = _ALL

    def to(self, name: str, *ids: str, **more: str) -> str:
        """Return the address of a page, by the name of its route behind `marksheet-`."""
        address = _address(f"school:marksheet-{name}", (self.round, *ids))
        return _with(address, {**asked(self.choice), **more})

    @property
    def grid(self) -> str:
        """The address of the grid itself."""
        address = _address("school:marksheet", (self.round,))
        return _with(address, asked(self.choice))

    def pupil(self, pupil: str) -> str:
        """Return the address of the page of one pupil."""
        return self.to("pupil", pupil)

    def showing(self, show: Show) -> str:
        """Return the address of the grid with some rows alone."""
        return Doors(self.round, replace(self.choice, show=show)).grid

    def cell(self, klass: str, cell: str) -> str:
        """Return where a cell or a row is on the grid of its class.

        What is of all pupils is on that of all.
        """
        return f"{Doors(self.round, Choice(klass or NO_CLASS)).grid}#{cell}"


def asked(choice: Choice) -> dict[str, str]:
    """Return a choice as an address has it."""
    show = "" if choice.show is Show.ALL else choice.show.value
    told = {
        "class": choice.klass,
        "year": choice.year,
        "group": choice.group,
        "show": show,
    }
    return {name: value for name, value in told.items() if value}


def chosen(told: QueryDict) -> Choice:
    """Return what of a sheet an address asks for; what is no id asks for nothing."""
    klass, group = told.get("class", ""), told.get("group", "")
    year, show = told.get("year", ""), told.get("show", "")
    return Choice(
        klass=klass if _ID.fullmatch(klass) or klass in _WORDS else "",
        group=group if _ID.fullmatch(group) else "",
        year=year if _YEAR.fullmatch(year) else "",
        show=Show(show) if show in set(Show) else Show.ALL,
    )


def whole(choice: Choice) -> Choice:
    """Return a choice with all its rows."""
    return replace(choice, show=Show.ALL)


def _address(name: str, ids: tuple[str, ...]) -> str:
    """Return where a page is; a sheet has fifty, and more with each pupil."""
    if not all(map(_ID.fullmatch, ids)):
        return reverse(name, args=ids)
    parts = _parts(name, len(ids), get_urlconf())
    return "".join(chain.from_iterable(zip(parts, (*ids, ""), strict=True)))


@lru_cache(maxsize=256)
def _parts(name: str, count: int, routes: str | None) -> tuple[str, ...]:
    """Return the parts of an address between its ids."""
    signs = [str(at) * LENGTH for at in range(2, 2 + count)]
    address = reverse(name, routes, args=signs)
    found = []
    for sign in signs:
        before, _, address = address.partition(sign)
        found.append(before)
    return (*found, address)


def _with(address: str, query: dict[str, str]) -> str:
    return f"{address}?{_query(tuple(query.items()))}" if query else address


@lru_cache(maxsize=256)
def _query(told: tuple[tuple[str, str], ...]) -> str:
    """Return a query as an address has it: that of a sheet stands in all its links."""
    return urlencode(told)
