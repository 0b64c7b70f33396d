"""What every action on people begins with: the right, and that its role is still held."""

from keystage.core.errors import UsageError
from keystage_web.accounts.models import Authority, Membership
from keystage_web.accounts.rights import Refused, Right
from keystage_web.accounts.scopes import Scope


class NotThere(UsageError):
    """What the action is about is not in the scope, or is over: shown as missing."""

    def __init__(self) -> None:
        super().__init__("This is not there, or no longer.")


class Unfit(UsageError):
    """The action does not fit how things stand; the message says how."""


def demand(right: Right, by: Scope) -> None:
    """Go on if this person may do this, now; raise `Refused` if not.

    The authority's row is locked until the transaction ends, so that two people who
    take each other's roles away do it one after the other, and one of them is left.
    """
    right.demand(by)
    Authority.within(by).select_for_update().get()
    if not Membership.live(by.person).filter(pk=by.membership).exists():
        raise Refused(right)
