"""People, their roles, invitations and suppliers' keys."""

from keystage_web.accounts import ids
from keystage_web.accounts.models import FactorReset, Invitation, SupplierKey
from keystage_web.accounts.models.inviting import Invited, Key
from keystage_web.accounts.models.people import Stopped
from keystage_web.accounts.roles import Role
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.authz.way import Ids, Way
from tests.integration.web.authz.world import Place


def colleague(place: Place) -> Ids:
    return {"person": place.colleague(Role.TEACHER).person_id}


def suspended(place: Place) -> Ids:
    found = place.colleague(Role.TEACHER, "Suspended")
    found.suspended = Stopped.SCHOOL
    found.save()
    return {"person": found.person_id}


def role(place: Place) -> Ids:
    return {"membership": place.colleague(Role.TEACHER, "Changed").pk}


def school(place: Place) -> Ids:
    return {"school": place.school.pk}


def invitation(place: Place) -> Ids:
    at_school = bool(place.number)
    asker = place.holds(Role.HEAD if at_school else Role.ADMINISTRATOR)
    made = Invitation.unscoped.create(
        authority=place.town.authority,
        school=place.school if at_school else None,
        email=f"new.{ids.new()}@x.invalid",
        name="New Person",
        role=Role.TEACHER if at_school else Role.OFFICER,
        state=Invited.SENT if at_school else Invited.ASKED,
        asked_by=asker.person,
        made_at=BEGIN,
    )
    return {"invitation": made.pk}


def asked(place: Place) -> Ids:
    """Make an invitation to the authority that somebody else has asked for."""
    made = invitation(place)
    other = place.colleague(Role.ADMINISTRATOR, "Asker").person
    Invitation.unscoped.filter(pk=made["invitation"]).update(asked_by=other)
    return made


def reset(place: Place) -> Ids:
    other = place.colleague(Role.ADMINISTRATOR, "Asker").person
    made = FactorReset.unscoped.create(
        authority=place.town.authority,
        person=place.colleague(Role.OFFICER, "Locked").person,
        asked_by=other,
        asked_at=BEGIN,
    )
    return {"reset": made.pk}


def key(place: Place, state: Key = Key.ASKED) -> Ids:
    made = SupplierKey.unscoped.create(
        authority=place.town.authority,
        school=place.school,
        supplier="Systems",
        state=state,
        asked_by=place.holds(Role.HEAD).person,
        asked_at=BEGIN,
    )
    return {"key": made.pk}


def approved(place: Place) -> Ids:
    return key(place, Key.APPROVED)


INVITED = {"name": "New Person", "email": "fresh@x.invalid", "role": "teacher"}
OFFICER = {**INVITED, "role": "la_officer"}
TERMS = {"text": "Be careful.", "dated_0": "1", "dated_1": "9", "dated_2": "2025"}
DELEGATE = {"role": "office"}

WAYS = (
    Way("users.list_school", "GET", "school:people"),
    Way("users.list_school", "POST", "school:people", effect=False),
    Way("users.list_school", "GET", "school:person", of=colleague),
    Way("users.list_school", "GET", "authority:people"),
    Way("users.list_school", "POST", "authority:people", effect=False),
    Way("users.list_school", "GET", "authority:person", of=colleague),
    Way("users.invite_school", "GET", "school:invite"),
    Way("users.invite_school", "POST", "school:invite", data=INVITED),
    Way("users.invite_school", "GET", "authority:invite", of=school),
    Way("users.invite_school", "POST", "authority:invite", of=school, data=INVITED),
    Way("users.invite_school", "POST", "school:resend", of=invitation),
    Way("users.invite_school", "POST", "school:withdraw", of=invitation),
    Way("users.invite_school", "POST", "authority:resend", of=invitation),
    Way("users.invite_school", "POST", "authority:withdraw", of=invitation),
    Way("users.invite_la", "GET", "authority:invite-la"),
    Way("users.invite_la", "POST", "authority:invite-la", data=OFFICER),
    Way("users.invite_la", "POST", "authority:confirm", of=asked, level="authority"),
    Way("users.invite_la", "POST", "authority:withdraw", of=asked, level="authority"),
    Way("users.change_role", "GET", "school:change", of=role),
    Way("users.change_role", "POST", "school:change", of=role, data=DELEGATE),
    Way("users.change_role", "GET", "authority:change", of=role),
    Way("users.change_role", "POST", "authority:change", of=role, data=DELEGATE),
    Way("users.suspend", "GET", "school:suspend", of=colleague),
    Way("users.suspend", "POST", "school:suspend", of=colleague),
    Way("users.suspend", "POST", "school:wake", of=suspended),
    Way("users.suspend", "GET", "authority:suspend", of=colleague),
    Way("users.suspend", "POST", "authority:suspend", of=colleague),
    Way("users.suspend", "POST", "authority:wake", of=suspended),
    Way("users.leave", "GET", "school:left", of=colleague),
    Way("users.leave", "POST", "school:left", of=colleague),
    Way("users.leave", "GET", "authority:left", of=colleague),
    Way("users.leave", "POST", "authority:left", of=colleague),
    Way("users.confirm_staff", "GET", "school:staff"),
    Way("users.confirm_staff", "POST", "school:staff"),
    Way("users.reset_mfa", "GET", "authority:reset", of=colleague),
    Way("users.reset_mfa", "POST", "authority:reset", of=colleague),
    Way("users.reset_mfa", "POST", "authority:reset-done", of=reset, level="authority"),
    Way("users.reset_mfa", "POST", "authority:reset-drop", of=reset, level="authority"),
    Way("terms.edit", "GET", "authority:terms"),
    Way("terms.edit", "POST", "authority:terms", data=TERMS),
    Way("key.list", "GET", "school:keys"),
    Way("key.list", "GET", "authority:keys"),
    Way("key.request", "GET", "school:key-ask"),
    Way("key.request", "POST", "school:key-ask", data={"supplier": "Systems"}),
    Way("key.take", "POST", "school:key-take", of=approved),
    Way("key.approve_revoke", "POST", "school:key-revoke", of=key),
    Way("key.approve_revoke", "POST", "authority:key-revoke", of=key),
    Way("key.approve_revoke", "POST", "authority:key-approve", of=key),
)
