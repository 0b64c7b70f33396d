"""Who may do what with people, their roles and suppliers' keys."""

from keystage_web.accounts.rights import Refused, Right, right
from keystage_web.accounts.roles import AT_SCHOOL, Role

_LEADS = (Role.OFFICE, Role.SETTING, Role.HEAD, Role.DELEGATE, Role.ADMINISTRATOR)

LIST = right("users.list_school", *_LEADS)
INVITE = right("users.invite_school", *_LEADS)
CHANGE = right("users.change_role", Role.HEAD, Role.ADMINISTRATOR)
SUSPEND = right("users.suspend", *_LEADS)
LEAVE = right("users.leave", Role.HEAD, Role.ADMINISTRATOR)
CONFIRM_STAFF = right("users.confirm_staff", Role.HEAD)
INVITE_LA = right("users.invite_la", Role.ADMINISTRATOR)
TERMS = right("terms.edit", Role.ADMINISTRATOR)
RESET = right("users.reset_mfa", Role.ADMINISTRATOR)
LIST_KEYS = right("key.list", Role.HEAD, Role.ADMINISTRATOR)
REQUEST_KEY = right("key.request", Role.HEAD)
APPROVE_KEY = right("key.approve_revoke", Role.HEAD, Role.ADMINISTRATOR)
TAKE_KEY = right("key.take", Role.HEAD)

# The roles each may give, and so may change, suspend and end: none above one's own.
# A head names delegates; heads and setting managers come from the administrator.
_GIVES = {
    Role.OFFICE: frozenset({Role.TEACHER, Role.OFFICE}),
    Role.SETTING: frozenset({Role.TEACHER, Role.SETTING}),
    Role.DELEGATE: frozenset({Role.TEACHER, Role.OFFICE}),
    Role.HEAD: frozenset({Role.TEACHER, Role.OFFICE, Role.DELEGATE, Role.TRUST}),
    Role.ADMINISTRATOR: AT_SCHOOL,
}


def gives(role: Role) -> frozenset[Role]:
    """Return the roles at a school that one in this role may give."""
    return _GIVES.get(role, frozenset())


def may(by: Role, of: Role) -> bool:
    """Return whether one in a role may decide about one in another.

    An administrator may about everybody of the authority, and nobody else about those
    whose roles they could not give.
    """
    return by is Role.ADMINISTRATOR or of in gives(by)


def over(right: Right, by: Role, of: Role) -> None:
    """Go on if one in a role `may` decide about one in another; raise `Refused` if not."""
    if not may(by, of):
        raise Refused(right)
