"""Schools with people signed in, in an installation that was just set up.

One sends files, one looks at a roll it is about to save, one was invited and one is to
add a second factor: what each deed of `deeds` begins from. Two are at one marksheet.
"""

import json
import os
import time
from pathlib import Path
from typing import Any

from tests.generative.web.crash import marks, moves

TOLD = "told.json"
# Whom the deeds are of, and what they type; nobody there is.
NEW, WORD = "ruth.hart@school.invalid", "four quite new words"
SECRET = "KEYSTAGETESTSONLY234523452345234"  # noqa: S105 - of invented people
INVITED = 24  # besides her, for cuts of the power
LEFT = "2026-05-22"


def another(turn: int) -> str:
    """Return the address of one of the others who were invited."""
    return f"guest.{turn}@school.invalid"


def made() -> None:
    """Make it in the data folder there is; run as a program, once for a template."""
    import django  # noqa: PLC0415 - as the other imports: only in a process of its own

    django.setup()
    from keystage_web.accounts.roles import Role  # noqa: PLC0415
    from tests.integration.web.accounts.town import town  # noqa: PLC0415

    where = town("999", "2001", "2002", marks.SCHOOL, *moves.SCHOOLS.values())
    held = where.holds(Role.OFFICE, "2001")
    data = Path(os.environ["KEYSTAGE_DATA"])
    (data / "static").mkdir()  # style sheets are not asked for here
    told = {
        "made": time.time(),
        "session": _session(held),
        "school": held.school_id,
        **_reviewed(where.holds(Role.OFFICE, "2002")),
        **_invited(where.holds(Role.HEAD, "2001")),
        **_half_in(where.holds(Role.HEAD, "2002")),
        **marks.laid(where, _session),
        **moves.laid(where),
    }
    (data / TOLD).write_text(json.dumps(told))


def _session(held: Any, **more: Any) -> str:
    """Sign somebody in; `more` is what the session holds else."""
    from django.test import Client  # noqa: PLC0415

    from keystage_web.accounts.entrance import CHOSEN  # noqa: PLC0415

    client = Client()
    client.force_login(held.person)
    session = client.session
    session[CHOSEN] = held.id
    session.update(more)
    session.save()
    return str(session.session_key)


def _reviewed(held: Any) -> dict[str, Any]:
    """Have a roll of three, and a file read in which one is new, one changed, one gone."""
    from keystage_web import clock  # noqa: PLC0415
    from keystage_web.rolls import actions  # noqa: PLC0415
    from keystage_web.rolls.models import Pupil  # noqa: PLC0415
    from keystage_web.school.roll.door import year  # noqa: PLC0415
    from tests.unit.web.rolls.files import csv, row  # noqa: PLC0415

    ann, bob, cat = row(1, "Quill", "Ann"), row(2, "Moss", "Bob"), row(3, "Reed", "Cat")
    told = {"by": held.scope(), "year": year(), "name": "roll.csv", "now": clock.now()}
    actions.take(data=csv([ann, bob, cat]), **told)
    new = [ann, {**bob, "Class": "Ash"}, row(4, "Ives", "Dot")]
    draft = actions.upload(data=csv(new), **told)
    gone = Pupil.unscoped.get(surname="Reed").id
    return {"review": _session(held), "draft": draft, "gone": gone}


def _invited(held: Any) -> dict[str, Any]:
    """Have people invited; what they are sent is a link."""
    from keystage_web import clock  # noqa: PLC0415
    from keystage_web.accounts.actions import invitations  # noqa: PLC0415
    from keystage_web.accounts.roles import Role  # noqa: PLC0415
    from keystage_web.accounts.signing.models import Throttle  # noqa: PLC0415
    from tests.integration.web.accounts.signing.visitor import link  # noqa: PLC0415

    by, links = held.scope(), {}
    for email in (NEW, *map(another, range(INVITED))):
        Throttle.objects.all().delete()
        to = invitations.To(name="R Hart", email=email, role=Role.OFFICE)
        invitations.invite(by=by, school=by.school, to=to, now=clock.now())
        links[email] = link(email)
    return {"links": links}


def _half_in(held: Any) -> dict[str, Any]:
    """Have somebody signed in who has a password and is yet to add an app."""
    from django.conf import settings  # noqa: PLC0415

    held.person.set_password(WORD)
    held.person.terms = settings.CONFIG.terms
    held.person.save()
    more = {"steps": ["factor"], "mfa.totp.secret": SECRET}
    return {"half": _session(held, **more), "whose": held.person_id}


def behind() -> float:
    """Return how many seconds ago this was made when it was laid, to be taken back.

    Else who is signed in would have been idle for too long, in a run of an hour.
    """
    path = Path(os.environ["KEYSTAGE_DATA"]) / TOLD
    return path.stat().st_mtime - float(told()["made"])


def told() -> dict[str, Any]:
    """Return the sessions, the school, the links that were made."""
    path = Path(os.environ["KEYSTAGE_DATA"]) / TOLD
    found: dict[str, Any] = json.loads(path.read_text())
    return found


if __name__ == "__main__":
    made()
