"""Measure: python -m bench.service ROUNDS SCHOOLS PUPILS LEAST, in its own data folder."""

import os
import sys
from pathlib import Path

from bench.clock import Case, Work, compare
from bench.service import Place
from bench.table import table
from keystage_web import keys
from keystage_web.verbs.runs.prepare import prepared

_LARGE, _SMALL = (
    100,
    5_000,
)  # pupils from which large files are sent; bytes of a small one
HEADS = ("Page", "x the page that does nothing", "range")


def up() -> None:
    """Bring the service up over an empty database, with the page that does nothing."""
    keys.make(Path(os.environ["KEYSTAGE_DATA"]))
    prepared()
    from django.conf import settings  # noqa: PLC0415 - once Django is up
    from django.core.management import call_command  # noqa: PLC0415

    from keystage_web import start  # noqa: PLC0415

    settings.ROOT_URLCONF = "bench.service.addresses"
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    start.settle()  # as the service does


def cases(place: Place) -> tuple[Work, list[Case]]:
    """Return the page that does nothing, and all that is held against it."""
    from bench.service import uploads  # noqa: PLC0415 - once Django is up
    from bench.service.people import people  # noqa: PLC0415
    from bench.service.ways import asked, moved, searched, ways  # noqa: PLC0415

    head, officer, stranger = people(place)
    for one in (head, officer):
        one.enters()
    found: dict[str, Work] = {
        "signing in: the page": asked(stranger, "/sign-in"),
        "signing in: password and code": lambda _: head.elsewhere().enters(),
        **ways(head, officer, place),
        "the roll, searched": searched(head),
        "a save: a pupil moved to another class": moved(head),
        **uploads.ways(head, uploads.SIZES if place.pupils >= _LARGE else (_SMALL,)),
    }
    nothing = asked(head, "/nothing")
    return nothing, [Case(name, work, [b""]) for name, work in found.items()]


def main() -> None:
    """Measure, and print the table."""
    rounds, schools, pupils = map(int, sys.argv[1:4])
    up()
    nothing, found = cases(Place(schools, pupils))
    compare(found, nothing, rounds, float(sys.argv[4]))
    print(table(HEADS, [case.told() for case in found]))


if __name__ == "__main__":
    main()
