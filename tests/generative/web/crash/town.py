"""A school with somebody signed in, in an installation that was just set up."""

import json
import os
from pathlib import Path
from typing import Any

TOLD = "told.json"


def made() -> None:
    """Make it in the data folder there is; run as a program, once for a template."""
    import django  # noqa: PLC0415 - as the other imports: only in a process of its own

    django.setup()
    from django.test import Client  # noqa: PLC0415

    from keystage_web.accounts.entrance import CHOSEN  # noqa: PLC0415
    from keystage_web.accounts.roles import Role  # noqa: PLC0415
    from tests.integration.web.accounts.town import town  # noqa: PLC0415

    where = town("999", "2001")
    held = where.holds(Role.OFFICE, "2001")
    client = Client()
    client.force_login(held.person)
    session = client.session
    session[CHOSEN] = held.id
    session.save()
    data = Path(os.environ["KEYSTAGE_DATA"])
    (data / "static").mkdir()  # style sheets are not asked for here
    told = {"session": session.session_key, "school": held.school_id}
    (data / TOLD).write_text(json.dumps(told))


def told() -> dict[str, Any]:
    """Return the session and the school that were made."""
    path = Path(os.environ["KEYSTAGE_DATA"]) / TOLD
    found: dict[str, Any] = json.loads(path.read_text())
    return found


if __name__ == "__main__":
    made()
