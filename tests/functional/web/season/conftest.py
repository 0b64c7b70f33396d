"""An authority before its season, who reads its pages, and browsers for its people."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from time import time as clock
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from keystage.synth.model import Collection
from keystage_web.audit import signing
from tests.functional.web.conftest import Seen, Visit
from tests.functional.web.season.invented import TODAY
from tests.functional.web.season.looking import Camera, Reader
from tests.functional.web.season.place import Place, made
from tests.functional.web.season.walking import Person
from tests.integration.web.files.desk import chosen

NOW = datetime.combine(TODAY, time(9), UTC)
WIDE = {"width": 1280, "height": 860}
FULL = Collection.PHONICS
"""Every kind of page is looked at in one collection; in the others what differs there."""
DIFFERS = frozenset(
    {
        *("school:marksheet", "school:marksheet-check", "school:return-sign"),
        *("files:review", "authority:round-school"),
    }
)
type Open = Callable[[Person], Seen]


@pytest.fixture
def opened(visit: Visit) -> Open:
    """Open a browser in which somebody is signed in, or the one that is open."""
    seats: dict[str, Seen] = {}

    def seat(person: Person) -> Seen:
        name = django_settings.SESSION_COOKIE_NAME
        value = person.client.cookies[name].value
        if value not in seats:
            seen = visit(viewport=WIDE)
            cookie: Any = {"name": name, "value": value, "path": "/"}
            cookie["domain"] = urlsplit(seen.home).hostname
            seen.page.context.add_cookies([cookie])
            seats[value] = seen
        return seats[value]

    return seat


@pytest.fixture
def laid(settings: Settings, tmp_path: Path, transactional_db: None) -> None:
    """Lay an empty installation, on the day before the deadline."""
    settings.CONFIG = chosen(data=tmp_path)
    settings.CLOCK, settings.BEGAN = NOW, clock()
    for name in ("files", "tmp"):
        (tmp_path / name).mkdir()
    signing.make(tmp_path, now=NOW)


@pytest.fixture
def kinds(collection: Collection) -> frozenset[str]:
    """The kinds of page that are read by axe; all, where none is named."""
    return frozenset() if collection is FULL else DIFFERS


@pytest.fixture
def place(
    laid: None, visit: Visit, collection: Collection, kinds: frozenset[str]
) -> Place:
    """An authority without a school, whose pages are read as they are come to."""
    return made(collection, Reader(visit(quiet=False), kinds))


@pytest.fixture
def camera(place: Place, opened: Open) -> None:
    """Take the pictures of the guides, in the collection that has them."""
    camera = Camera()

    def look(name: str, person: Person, address: str) -> None:
        if address and camera.wants(name):
            camera.take(name, opened(person), address)

    if place.collection is FULL:
        place.look = look
