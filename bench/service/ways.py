"""What is asked of the service: pages looked at, a search, a save; each is answered."""

from collections.abc import Sequence
from http import HTTPStatus
from itertools import cycle

from django.urls import reverse

from bench.clock import Work
from bench.service import Place
from bench.service.people import Visitor
from keystage_web.rolls.models import Class, Pupil


def asked(visitor: Visitor, address: str) -> Work:
    """Return how a page is looked at."""

    def work(_: Sequence[bytes]) -> None:
        assert visitor.client.get(address).status_code == HTTPStatus.OK, address

    return work


def ways(head: Visitor, officer: Visitor, place: Place) -> dict[str, Work]:
    """Return the pages that are looked at, by what they are called."""
    pupil = Pupil.unscoped.order_by("key").values_list("id", flat=True)[0]
    return {
        "a school's home": asked(head, reverse("school:home")),
        f"a roll of {place.pupils} pupils": asked(head, reverse("school:roll")),
        "a pupil": asked(head, reverse("school:pupil", args=[pupil])),
        "an authority's home": asked(officer, reverse("authority:home")),
        f"{place.schools} schools, a page of them": asked(
            officer, reverse("authority:schools")
        ),
    }


def searched(head: Visitor) -> Work:
    """Return how a roll is searched: sent, so that no name is in an address."""
    address = reverse("school:roll")

    def work(_: Sequence[bytes]) -> None:
        found = head.client.post(address, {"find": "Ab"})
        assert found.status_code == HTTPStatus.OK

    return work


def moved(head: Visitor) -> Work:
    """Return how a pupil is moved, to and fro between two classes."""
    address = reverse("school:roll-move")
    pupil = Pupil.unscoped.order_by("key").values_list("id", flat=True)[0]
    turns = cycle(Class.unscoped.values_list("id", flat=True))

    def work(_: Sequence[bytes]) -> None:
        said = {"pupil": pupil, "class": next(turns)}
        assert head.client.post(address, said).status_code == HTTPStatus.FOUND

    return work
