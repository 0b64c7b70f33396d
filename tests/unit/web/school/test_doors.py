"""The addresses of a marksheet are put together as Django would, only sooner."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from keystage_web.accounts import ids
from keystage_web.returns.sheet.choice import Choice, Show
from keystage_web.school.marksheet.doors import Doors

ROUND, PUPIL, KLASS = ids.new(), ids.new(), ids.new()


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("check", ()),
        ("pupil", (PUPIL,)),
        ("done", (KLASS,)),
        ("known", (PUPIL,)),
        ("ask", (PUPIL, "E01")),
        ("cell", (PUPIL, "mark-2")),
    ],
)
def test_an_address_is_what_its_route_says(name: str, more: tuple[str, ...]) -> None:
    for _again in range(2):
        address = reverse(f"school:marksheet-{name}", args=[ROUND, *more])
        assert Doors(ROUND).to(name, *more) == address
        there = Doors(ROUND, Choice(klass=KLASS, show=Show.FLAGS))
        asked = urlencode({"class": KLASS, "show": "flags"})
        assert there.to(name, *more) == f"{address}?{asked}"


def test_the_grid_of_each_round_is_its_own() -> None:
    for one in (ROUND, ids.new(), "2" * ids.LENGTH, "3" * ids.LENGTH):
        assert Doors(one).grid == reverse("school:marksheet", args=[one])
        address = reverse("school:marksheet-pupil", args=[one, "2" * ids.LENGTH])
        assert Doors(one).pupil("2" * ids.LENGTH) == address
