"""Pupils of a roll as a sheet needs them, with who reports those who joined or left."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from keystage.checks.model import Rulebook
from keystage.marksheet.values import cohort_of
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Return
from keystage_web.returns.sheet.facts import Child
from keystage_web.returns.sheet.gather.asking import Place, Spoken
from keystage_web.rolls import children as rolls
from keystage_web.rolls.models import Pupil
from keystage_web.rolls.movers import Registered, Report, report_of

FACTS = (
    *("id", "upn", "surname", "forename", "born", "sex", "year_group", "klass_id"),
    *("klass__name", "joined", "left", "below"),
    *("came_from", "from_school", "gone_to", "to_school", "also_at", "answers"),
)
"""The columns of the roll that are read."""
_SINCE = (1, 1)  # month and day: who joined before moved before any rule turns on it


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the pupils of a roll, and the school itself."""

    number: str
    name: str
    summer: int
    half: date | None
    former: Mapping[str, Sequence[str]]
    groups: Mapping[str, frozenset[str]]
    stays: Mapping[str, Sequence[rolls.Stay]]

    @classmethod
    def of(
        cls, told: Iterable[Spoken], place: Place, school: tuple[str, str]
    ) -> "Around":
        """Return what was said around the pupils, of a school (its number and name)."""
        former, stays = defaultdict[str, list[str]](list), defaultdict[str, Any](list)
        groups, halves = defaultdict[str, set[str]](set), dict[str | None, str]()
        for row in told:
            if row.kind == "former":
                former[row.pupil or ""].append(row.component)
            elif row.kind == "group":
                groups[row.pupil or ""].add(row.component)
            elif row.kind == "stay":
                stays[row.pupil or ""].append((row.text or "", row.more or ""))
            elif row.kind == "term":
                halves[row.pupil] = row.text
        half = halves.get(place.school) or halves.get(None) or ""
        return cls(
            *school,
            summer=place.summer,
            half=rolls.day(half),
            former=former,
            groups={id_: frozenset(found) for id_, found in groups.items()},
            stays={id_: sorted(found) for id_, found in stays.items()},
        )


def children_of(
    rows: Iterable[Mapping[str, Any]], book: Rulebook, around: Around
) -> tuple[Child, ...]:
    """Return the children of a roll who are of a cohort of `book`, in their order."""
    found = []
    for row in rows:
        born = rolls.text(row["born"])
        cohort = cohort_of(row["year_group"], born, book.cohorts)
        if cohort:
            found.append(_child(row, cohort, book, around))
    return tuple(found)


def still_on(
    scope: Scope, of_return: Return, book: Rulebook, pupils: Collection[str]
) -> set[str]:
    """Return those of the pupils who are on a return's sheet, for who sees them.

    `of_return` has its round. One question.
    """
    rows = Pupil.within(scope).filter(
        id__in=pupils, school=of_return.school_id, year=of_return.round.summer
    )
    return {
        row.id
        for row in rows.only("id", "year_group", "born")
        if cohort_of(row.year_group, rolls.text(row.born), book.cohorts)
    }


def _child(
    row: Mapping[str, Any], cohort: str, book: Rulebook, around: Around
) -> Child:
    id_ = row["id"]
    return Child(
        id=id_,
        upn=row["upn"],
        surname=row["surname"],
        forename=row["forename"],
        born=row["born"],
        sex=row["sex"],
        year_group=row["year_group"],
        klass=row["klass_id"] or "",
        klass_name=row["klass__name"] or "",
        cohort=cohort,
        joined=row["joined"],
        left=row["left"],
        below=frozenset(rolls.subjects(row["below"])),
        former=tuple(around.former.get(id_, ())),
        groups=around.groups.get(id_, frozenset()),
        report=_report(row, book, around) if _has_moved(row, around) else None,
    )


def moved(summer: int) -> Q:
    """Return which pupils of a roll joined, left or are elsewhere in a way that may count."""
    lately = Q(joined__gte=date(summer, *_SINCE))
    return lately | Q(left__isnull=False) | ~Q(also_at="")


def has_moved(
    summer: int, *, joined: date | None, left: date | None, also_at: str
) -> bool:
    """Return the same of one pupil, by what the roll says."""
    lately = joined is not None and joined >= date(summer, *_SINCE)
    return bool(left or lately or also_at)


def _has_moved(row: Mapping[str, Any], around: Around) -> bool:
    days = {name: row[name] for name in ("joined", "left", "also_at")}
    return has_moved(around.summer, **days)


def _report(row: Mapping[str, Any], book: Rulebook, around: Around) -> Report | None:
    id_ = row["id"]
    facts: rolls.Facts = {
        "year_group": row["year_group"],
        "born": rolls.text(row["born"]),
        "joined": rolls.text(row["joined"]),
        "left": rolls.text(row["left"]),
    }
    child = rolls.Child(id_, facts, tuple(around.stays.get(id_, ())))
    return report_of(
        Registered(
            child=child,
            here=around.name,
            number=around.number,
            year=around.summer,
            came_from=row["came_from"],
            from_school=row["from_school"],
            gone_to=row["gone_to"],
            to_school=row["to_school"],
            also_at=row["also_at"],
            answers=row["answers"],
            half=around.half,
        ),
        book,
    )
