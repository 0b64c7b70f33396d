"""What mails of accounts may say by name: the role and place somebody is invited to."""

from keystage_web.accounts.models import Authority, Invitation, School
from keystage_web.accounts.roles import Role
from keystage_web.notices import words


def _invited(authority: str, invitation: str) -> str:
    """Return the role and the place of an invitation, as `Teacher, Ashdown Infant`."""
    found = Invitation.of(authority).filter(pk=invitation).first()
    if found is None:
        return ""
    place = _place(authority, found.school_id)
    return f"{Role(found.role).label}, {place}"


def _place(authority: str, school: str | None) -> str:
    if school:
        return School.of(authority).get(pk=school).name
    return Authority.objects.get(pk=authority).name


def named() -> None:
    """Let mails have them."""
    words.name("invitation", _invited)
    words.name("school", _place)
