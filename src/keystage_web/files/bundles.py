"""Zips: each of their files comes in as one of its own, under the limits of any."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from keystage.core.errors import Refused
from keystage.intake.sources import members
from keystage_web.files import messages
from keystage_web.files.store import Arrival, Store

MOST = 40  # files in a zip
_TIMES = 10  # what a zip holds in all, in files of the largest size


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a zip: what it is called, and its bytes, or why it is not taken."""

    name: str
    arrival: Arrival | None
    refused: Refused | None = None


def unpacked(path: Path) -> Iterator[Member]:
    """Yield the files of a zip, each there until the next is asked for; "" is the zip itself.

    Raises `Refused` for a zip that holds too many.
    """
    found, limit = members(path), settings.CONFIG.upload_limit
    if not found:
        raise messages.empty_bundle()
    if len(found) > MOST:
        raise messages.many_inside(MOST)
    left = limit * _TIMES
    for one in found:
        name = one.member
        if one.size > left:
            yield Member(name, None, messages.too_large(limit))
            continue
        try:
            data = one.read(limit)
        except Refused as stop:
            yield Member(name, None, stop)
            continue
        left -= len(data)
        with closing(Store(settings.CONFIG.data).begin(limit)) as arrival:
            arrival.take(data)
            yield Member(name, arrival)
