"""A marksheet made by hand, served as a page: for what is tried of its script alone.

A test sets `settings.ROOT_URLCONF` to this module and goes to `/example/maple`, or to
`/example/120` for a class of so many. Nothing behind it answers: a test answers itself.
"""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path

from keystage_web.returns.sheet.model import Sheet
from keystage_web.school.marksheet.doors import Doors
from keystage_web.school.marksheet.showing import Looker, context, trail
from keystage_web.urls import urlpatterns as real
from tests.unit.web.school.marksheet import sheets


class Nowhere(Doors):
    """Addresses beneath the example."""

    __slots__ = ()

    def to(self, name: str, *ids: str, **more: str) -> str:
        """Return an address nobody answers at."""
        del more
        return "/".join(["", "example", "maple", name, *ids])

    @property
    def grid(self) -> str:
        """The address of the example."""
        return "/example/maple"


def page(request: HttpRequest, which: str) -> HttpResponse:
    """Show the class of the picture, or one of so many."""
    sheet = sheets.crowd(int(which)) if which.isdecimal() else sheets.maple()
    return drawn(request, sheet)


def drawn(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Show a sheet."""
    doors = Nowhere(sheet.round, sheet.choice)
    looker = Looker("0000000000000p01", get_token(request))
    told = {
        **context(sheet, doors, looker),
        "trail": trail(sheet, doors),
        "may_edit": True,
        "links": [],
    }
    return render(request, "school/marksheet/grid.html", told)


urlpatterns: list[URLPattern | URLResolver] = [
    *real,
    path("example/<str:which>", page),
]
