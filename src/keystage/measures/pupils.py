"""Pupils as measures see them: results by component, and the groups they are in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from keystage.core import years
from keystage.core.records import Row

INCOMPLETE = "incomplete"
IN_DOUBT = "in doubt"
NOT_KNOWN = ""
"""The id of the group of those of whom it is not known."""

BY = ("sex", "term", "class")
# The school year in the thirds that births are counted by.
_TERMS = dict.fromkeys((9, 10, 11, 12), "autumn")
_TERMS |= dict.fromkeys((1, 2, 3, 4), "spring")
_TERMS |= dict.fromkeys((5, 6, 7, 8), "summer")
_ORDER = {"sex": ("F", "M"), "term": ("autumn", "spring", "summer")}


@dataclass(frozen=True, slots=True)
class Pupil:
    """One pupil of one school.

    `results` holds one value for each component; `doubt` the components given
    more than one. `before` are the results of the same collection a year earlier.
    `here` is False for one known from last year or from the roll only, `on_roll`
    whether the pupil is at the school now.
    """

    results: Mapping[str, str]
    upn: str = ""
    cohort: str = ""
    sex: str = ""
    born: date | None = None
    group: str = ""
    doubt: frozenset[str] = frozenset()
    before: Mapping[str, str] = field(default_factory=dict)
    here: bool = True
    on_roll: bool = True

    def missing(self, component: str) -> str:
        """Return why there is no result of `component` to count."""
        return IN_DOUBT if component in self.doubt else INCOMPLETE


def of_rows(rows: Iterable[Row]) -> list[Pupil]:
    """Return the pupils of `rows`, each UPN once.

    A result given twice alike counts once; given twice differently it is in
    doubt and does not count. Rows without a UPN are pupils of their own.
    """
    same: dict[object, list[Row]] = {}
    for row in rows:
        same.setdefault(row.upn or id(row), []).append(row)
    return [_pupil(found) for found in same.values()]


def split(pupils: Iterable[Pupil], by: str) -> dict[str, list[Pupil]]:
    """Return the pupils by `sex`, `term` of birth or `class`.

    Groups are in their usual order, classes by name, and those of whom it is not
    known last, under ''. Empty groups are left out.
    """
    group = _GROUPS[by]
    found: dict[str, list[Pupil]] = {}
    for pupil in pupils:
        found.setdefault(group(pupil), []).append(pupil)
    order = _ORDER.get(by, ())
    place = {name: number for number, name in enumerate(order)}
    names = sorted(found, key=lambda name: (not name, place.get(name, 0), name))
    return {name: found[name] for name in names}


def term_of_birth(born: date | None) -> str:
    """Return `autumn`, `spring` or `summer`; '' where the date is not known."""
    return _TERMS[born.month] if born else NOT_KNOWN


def _sex(pupil: Pupil) -> str:
    return pupil.sex if pupil.sex in _ORDER["sex"] else NOT_KNOWN


_GROUPS: dict[str, Callable[[Pupil], str]] = {
    "sex": _sex,
    "term": lambda pupil: term_of_birth(pupil.born),
    "class": lambda pupil: pupil.group,
}


def _pupil(rows: list[Row]) -> Pupil:
    values: dict[str, set[str]] = {}
    for row in rows:
        for component, given in row.results.items():
            said = {result.value for result in given if result.value}
            values.setdefault(component, set()).update(said)
    first = rows[0]
    return Pupil(
        results={name: min(said) for name, said in values.items() if len(said) == 1},
        upn=first.upn,
        cohort=first.cohort,
        sex=first.sex.upper(),
        born=years.parse_date(first.dob),
        group=first.group,
        doubt=frozenset(name for name, said in values.items() if len(said) > 1),
    )
