"""Which schools went before a school: where its earlier results are kept."""

from collections import deque

from django.db.models import Q

from keystage_web.accounts.models import Authority, Predecessor, School
from keystage_web.accounts.scopes import Scope

_FURTHEST = 50  # schools; nobody has so many before them


def before(scope: Scope, school: str) -> list[str]:
    """Return the ids of the schools that went before one, the nearest first.

    Those we have, of the same authority; a ring ends where it began. Asked only for a
    school the scope sees: what went before it is then seen too.
    """
    if not School.within(scope).filter(id=school).exists():
        return []
    la = Authority.within(scope).values_list("number", flat=True).get()
    found: list[str] = []
    waiting = deque([school])
    while waiting and len(found) < _FURTHEST:
        one = waiting.popleft()
        for each in _earlier(scope.authority, la, one):
            if each != school and each not in found:
                found.append(each)
                waiting.append(each)
    return found


def _earlier(authority: str, la: str, school: str) -> list[str]:
    """Return the ids of the schools right before one, as far as we have them."""
    named = Predecessor.of(authority).filter(school=school)
    wanted = Q(pk__in=[])
    for number, urn in named.values_list("number", "urn"):
        if number[:3] == la:
            wanted |= Q(number=number[3:])
        if urn:
            wanted |= Q(urn=urn)
    found = School.of(authority).filter(wanted).exclude(id=school)
    return list(found.order_by("id").values_list("id", flat=True)[:_FURTHEST])
