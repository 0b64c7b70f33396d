"""Eight people of four schools, each with a child of their own to save; then a look back.

Run as a program over a data folder that was set up: `made`, or `told`.
"""

import json
import sys
from collections import Counter
from typing import Any

PEOPLE = 8
SCHOOLS = ("2001", "2002", "2003", "2004")


def _up() -> None:
    import django  # noqa: PLC0415 - as the other imports: only in a process of its own

    django.setup()


def made() -> list[dict[str, str]]:
    """Make them, signed in; return each one's session, school and child."""
    from keystage_web import clock  # noqa: PLC0415
    from keystage_web.accounts.roles import Role  # noqa: PLC0415
    from keystage_web.rolls import actions  # noqa: PLC0415
    from keystage_web.rolls.models import Pupil  # noqa: PLC0415
    from keystage_web.school.roll.door import year  # noqa: PLC0415
    from tests.integration.web.accounts.town import town  # noqa: PLC0415
    from tests.unit.web.rolls.files import csv, row  # noqa: PLC0415

    where, found = town("999", *SCHOOLS), []
    for at, school in enumerate(SCHOOLS):
        one, two = where.holds(Role.OFFICE, school), where.holds(Role.HEAD, school)
        rows = [row(2 * at + 1, "Quill", "Ann"), row(2 * at + 2, "Moss", "Bob")]
        file: Any = {"year": year(), "name": "r.csv", "now": clock.now()}
        actions.take(by=one.scope(), data=csv(rows), **file)
        pupils = Pupil.unscoped.filter(school=one.school).order_by("surname")
        for held, pupil in zip((one, two), pupils, strict=True):
            told = {"session": _session(held), "pupil": pupil.id}
            found.append({**told, "school": str(held.school_id)})
    return found


def _session(held: Any) -> str:
    from django.test import Client  # noqa: PLC0415

    from keystage_web.accounts.entrance import CHOSEN  # noqa: PLC0415

    client = Client()
    client.force_login(held.person)
    session = client.session
    session[CHOSEN] = held.id
    session.save()
    return str(session.session_key)


def told() -> dict[str, Any]:
    """Return each child's forename, how many files there are, events, and what is wrong."""
    from keystage_web.audit.models import Event  # noqa: PLC0415
    from keystage_web.files.models import File  # noqa: PLC0415
    from keystage_web.rolls.models import Pupil  # noqa: PLC0415
    from tests.integration.web.files.desk import wrong  # noqa: PLC0415

    return {
        "names": dict(Pupil.unscoped.values_list("id", "forename")),
        "files": list(File.unscoped.values_list("id", flat=True)),
        "events": Counter(Event.objects.values_list("action", flat=True)),
        "wrong": wrong(),
    }


if __name__ == "__main__":
    _up()
    sys.stdout.write(json.dumps({"made": made, "told": told}[sys.argv[1]]()))
