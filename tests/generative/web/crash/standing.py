"""What stands of each deed, in words that are the same whenever it is done."""

from collections import Counter
from typing import Any

from tests.generative.web.crash import marks, moves
from tests.generative.web.crash.town import INVITED, NEW, WORD, another


def standing() -> dict[str, Any]:
    """Return what stands of each deed, by its name; only where Django is up."""
    return {
        "read": _roll("2001"),
        "save": _roll("2002"),
        "join": joined(NEW),
        "factor": _factor(),
        "marks": marks.stands(),
        **moves.stands(),
    }


def _roll(number: str) -> dict[str, Any]:
    """Return a school's roll, the files sent for it, and what the audit tells of both."""
    from keystage_web.accounts.models import School  # noqa: PLC0415
    from keystage_web.rolls.models import Draft, Pupil, Roll  # noqa: PLC0415

    school = School.unscoped.get(number=number)
    pupils = Pupil.unscoped.filter(school=school).order_by("upn")
    facts = pupils.values_list("surname", "upn", "klass__name", "left")
    drafts = [
        [bool(one.data), one.reading is not None, one.saved_at is not None, one.outcome]
        for one in Draft.unscoped.filter(school=school).order_by("made_at")
    ]
    rolls = Roll.unscoped.filter(school=school)
    return {
        "children": [[str(fact) for fact in one] for one in facts],
        "versions": list(rolls.values_list("version", flat=True)),
        "drafts": drafts,
        "events": _events(school=school.id, action="roll.import"),
    }


def joined(email: str) -> dict[str, Any]:
    """Return what came of an invitation: a person, a role, a password, or nothing."""
    from keystage_web.accounts.models import Membership, Person  # noqa: PLC0415
    from keystage_web.accounts.models.inviting import Invitation  # noqa: PLC0415

    invitation = Invitation.unscoped.get(email=email)
    found: dict[str, Any] = {"invitation": invitation.state}
    person = Person.objects.filter(email=email).first()
    if person is not None:
        roles = Membership.unscoped.filter(person=person)
        found |= {
            "state": person.state,
            "name": person.name,
            "password": person.check_password(WORD),
            "terms": bool(person.terms),
            "roles": list(roles.values_list("role", flat=True)),
            "events": _events(by=person.id),
        }
    return found


def guests() -> dict[str, Any]:
    """Return what came of each of the other invitations, by address."""
    return {email: joined(email) for email in map(another, range(INVITED))}


def _factor() -> dict[str, Any]:
    """Return the second factors of who has half come in."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415

    from tests.generative.web.crash.town import told  # noqa: PLC0415

    whose = told()["whose"]
    rows = Authenticator.objects.filter(user_id=whose)
    codes = [
        len(row.wrap().get_unused_codes())
        for row in rows.filter(type__contains="codes")
    ]
    return {
        "kinds": sorted(rows.values_list("type", flat=True)),
        "codes": codes,
        "events": _events(by=whose),
    }


def _events(**of: str) -> dict[str, int]:
    """Return how many events of each action the audit holds, with their step if any."""
    from keystage_web.audit import chain  # noqa: PLC0415
    from keystage_web.audit.models import Event, Payload  # noqa: PLC0415

    found: Counter[str] = Counter()
    for event in Event.objects.filter(**of):
        payload = Payload.objects.get(authority=event.authority, number=event.number)
        step = chain.told(payload).get("said", {}).get("step", "")
        found[f"{event.action} {step}".strip()] += 1
    return dict(sorted(found.items()))
