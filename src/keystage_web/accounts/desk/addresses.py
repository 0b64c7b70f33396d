"""The addresses of the pages on people, for each site that has them."""

from django.urls import URLPattern, path

from keystage_web.accounts.desk import (
    changing,
    inviting,
    keys,
    listing,
    resets,
    terms,
)
from keystage_web.accounts.desk.site import Page, Site

_BOTH: tuple[tuple[str, Page, str], ...] = (
    ("people", listing.everyone, "people"),
    ("people/<id:person>", listing.person, "person"),
    ("people/<id:person>/suspend", changing.suspend, "suspend"),
    ("people/<id:person>/wake", changing.wake, "wake"),
    ("people/<id:person>/left", changing.left, "left"),
    ("role/<id:membership>/change", changing.change, "change"),
    ("invitation/<id:invitation>/resend", inviting.resend, "resend"),
    ("invitation/<id:invitation>/withdraw", inviting.withdraw, "withdraw"),
    ("keys", keys.listed, "keys"),
    ("keys/<id:key>/revoke", keys.revoke, "key-revoke"),
)
_SCHOOL: tuple[tuple[str, Page, str], ...] = (
    ("people/invite", inviting.invite, "invite"),
    ("people/staff", changing.still_here, "staff"),
    ("keys/ask", keys.ask, "key-ask"),
    ("keys/<id:key>/take", keys.take, "key-take"),
)
_AUTHORITY: tuple[tuple[str, Page, str], ...] = (
    ("people/invite", inviting.invite_la, "invite-la"),
    ("people/<id:person>/reset", resets.ask, "reset"),
    ("terms", terms.edit, "terms"),
    ("school/<id:school>/invite", inviting.invite, "invite"),
    ("invitation/<id:invitation>/confirm", inviting.confirm, "confirm"),
    ("reset/<id:reset>/done", resets.do, "reset-done"),
    ("reset/<id:reset>/drop", resets.drop, "reset-drop"),
    ("keys/<id:key>/approve", keys.approve, "key-approve"),
)


def of(site: Site) -> list[URLPattern]:
    """Return the addresses of a site; those with a word of their own before any id."""
    rows = (_AUTHORITY if site.whole else _SCHOOL) + _BOTH
    return [path(at, view, {"site": site}, name=name) for at, view, name in rows]
