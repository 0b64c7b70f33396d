"""Who the pupils of a sheet are: what a table is made of, and matched by."""

from collections.abc import Collection

from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.children import Child
from keystage_web.rolls.models import FormerUpn, Pupil
from keystage_web.rolls.queries.state import facts_of


def who(scope: Scope, pupils: Collection[str]) -> dict[str, Child]:
    """Return pupils a scope sees by id, in the order they were asked for."""
    rows = Pupil.within(scope).filter(id__in=pupils).select_related("klass")
    found = {row.id: row for row in rows}
    former: dict[str, list[str]] = {}
    for one in FormerUpn.of(scope.authority).filter(pupil__in=list(found)):
        former.setdefault(one.pupil_id, []).append(one.upn)
    return {
        id_: Child(id_, facts_of(found[id_]), former=tuple(former.get(id_, ())))
        for id_ in pupils
        if id_ in found
    }
