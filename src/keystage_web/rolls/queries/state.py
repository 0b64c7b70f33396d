"""A whole roll as plain children, for actions that have been allowed."""

from collections import defaultdict
from collections.abc import Collection

from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.children import Child, Fact, text
from keystage_web.rolls.models import Asked, FormerUpn, Pupil, Stay
from keystage_web.rolls.policies import SENSITIVE

_POSTCODE: Fact = "postcode"


def facts_of(pupil: Pupil) -> dict[Fact, str]:
    """Return the facts of a pupil's row, each a text."""
    return {
        "upn": pupil.upn,
        "surname": pupil.surname,
        "forename": pupil.forename,
        "middle": pupil.middle,
        "born": text(pupil.born),
        "sex": pupil.sex,
        "year_group": pupil.year_group,
        "group": pupil.klass.name if pupil.klass else "",
        "joined": text(pupil.joined),
        "left": text(pupil.left),
        "below": pupil.below,
        "premium": pupil.premium,
        "sen": pupil.sen,
        "language": pupil.language,
        "postcode": pupil.postcode,
    }


def roll_of(authority: str, school: str, year: int) -> dict[str, tuple[Pupil, Child]]:
    """Return every pupil of a roll by id: the row, and what it says; three questions."""
    where = {"school": school, "year": year}
    rows = Pupil.of(authority).filter(**where).select_related("klass")
    of_roll = {"pupil__school": school, "pupil__year": year}
    former, stays = (
        defaultdict[str, list[str]](list),
        defaultdict[str, list[tuple[str, str]]](list),
    )
    for one in FormerUpn.of(authority).filter(**of_roll).order_by("until", "upn"):
        former[one.pupil_id].append(one.upn)
    for stay in Stay.of(authority).filter(**of_roll).order_by("joined", "id"):
        stays[stay.pupil_id].append((text(stay.joined), text(stay.left)))
    return {
        row.id: (
            row,
            Child(row.id, facts_of(row), tuple(stays[row.id]), tuple(former[row.id])),
        )
        for row in rows
    }


def asked_for(authority: str) -> frozenset[str]:
    """Return the facts beside the usual ones that an authority asks its schools for."""
    found = Asked.of(authority).first()
    return frozenset(found.facts if found else ())


def postcodes(scope: Scope, pupils: Collection[str]) -> dict[str, str]:
    """Return the postcodes of pupils by id: to who may see them, where they are kept."""
    if not SENSITIVE.held(scope) or _POSTCODE not in asked_for(scope.authority):
        return {}
    rows = Pupil.within(scope).filter(id__in=pupils).exclude(postcode="")
    return dict(rows.values_list("id", "postcode"))


def kept_of(by: Scope, fact: str, year: int) -> tuple[int, int]:
    """Return of how many pupils of a year a fact is kept, and at how many schools."""
    rows = Pupil.of(by.authority).filter(year=year).exclude(**{fact: ""})
    return rows.count(), rows.values("school").distinct().count()
