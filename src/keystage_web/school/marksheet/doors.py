"""Where the pages of one marksheet are: the class and group one is in go along."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from keystage_web.accounts.ids import InAddress
from keystage_web.returns.sheet.model import NO_CLASS, Choice, Show

_ALL = Choice()
_ID = re.compile(InAddress.regex)


@dataclass(frozen=True, slots=True)
class Doors:
    """The addresses of a round's pages, each with what of the sheet is wanted."""

    round: str
    choice: Choice = _ALL

    def to(self, name: str, *ids: str, **more: str) -> str:
        """Return the address of a page, by the name of its route behind `marksheet-`."""
        address = reverse(f"school:marksheet-{name}", args=[self.round, *ids])
        return _with(address, {**asked(self.choice), **more})

    @property
    def grid(self) -> str:
        """The address of the grid itself."""
        address = reverse("school:marksheet", args=[self.round])
        return _with(address, asked(self.choice))

    def pupil(self, pupil: str) -> str:
        """Return the address of the page of one pupil."""
        return self.to("pupil", pupil)

    def showing(self, show: Show) -> str:
        """Return the address of the grid with some rows alone."""
        choice = Choice(self.choice.klass, self.choice.group, show)
        return Doors(self.round, choice).grid


def asked(choice: Choice) -> dict[str, str]:
    """Return a choice as an address has it."""
    show = "" if choice.show is Show.ALL else choice.show.value
    told = {"class": choice.klass, "group": choice.group, "show": show}
    return {name: value for name, value in told.items() if value}


def chosen(told: QueryDict) -> Choice:
    """Return what of a sheet an address asks for; what is no id asks for nothing."""
    klass, group = told.get("class", ""), told.get("group", "")
    show = told.get("show", "")
    return Choice(
        klass=klass if _ID.fullmatch(klass) or klass == NO_CLASS else "",
        group=group if _ID.fullmatch(group) else "",
        show=Show(show) if show in set(Show) else Show.ALL,
    )


def whole(choice: Choice) -> Choice:
    """Return a choice with all its rows."""
    return Choice(choice.klass, choice.group)


def _with(address: str, query: dict[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address
