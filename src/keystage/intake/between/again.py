"""Files in which one school gives the same pupils of one collection again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from keystage.checks.fold import folded
from keystage.checks.sent import school_of
from keystage.checks.words import counted, long_date, shown
from keystage.core import years
from keystage.core.findings import Severity
from keystage.core.records import Return
from keystage.intake import messages
from keystage.intake.between.kept import Kept
from keystage.intake.between.places import Group, last
from keystage.intake.output.document import Across, FileReport
from keystage.intake.shelf import Shelf, called

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", re.ASCII)
_SECONDS = len("2026-06-24T09:00:00")

# What a return says of a pupil, by field; what it leaves out is not there.
type _Said = dict[str, set[object]]


class _Copy(NamedTuple):
    """A return and the path of the file it came in."""

    path: str
    return_: Return


@dataclass(frozen=True, slots=True)
class _Compared:
    """How many pupils are told differently, how many are not in every file."""

    differing: int
    missing: int


def given_again(
    reports: Sequence[FileReport],
    returns: Sequence[Sequence[Return]],
    shelf: Shelf,
) -> list[Across]:
    """Return a finding for each school with several files of the same pupils.

    A query where they differ, a note where they do not. The same bytes sent twice are told by a check (H11), and files without a pupil
    in common are parts of one return.
    """
    found = _copies(reports, returns)
    return [
        _told(group, school, found[group, school], shelf)
        for group, school in sorted(found)
        if _overlap(found[group, school])
    ]


def _copies(
    reports: Sequence[FileReport], returns: Sequence[Sequence[Return]]
) -> dict[tuple[Group, str], list[_Copy]]:
    """Return each school's returns of a collection, the same bytes once."""
    found: dict[tuple[Group, str], list[_Copy]] = {}
    digests = set[str | None]()
    for report, parts in zip(reports, returns, strict=True):
        if report.sha256 in digests:
            continue
        digests.add(report.sha256)
        for part in parts:
            if school := school_of(part):
                group = part.collection, part.year
                found.setdefault((group, school), []).append(_Copy(report.path, part))
    return found


def _overlap(copies: Sequence[_Copy]) -> bool:
    met = set[object]()
    for one in copies if len(copies) > 1 else ():
        here = {_key(*who) for who in one.return_.identities()}
        if here & met:
            return True
        met |= here
    return False


def _key(upn: str, surname: str, forename: str, dob: str) -> object:
    return upn or (folded(surname), folded(forename), dob)


def _told(group: Group, school: str, copies: Sequence[_Copy], shelf: Shelf) -> Across:
    found = _compared([_pupils(one.return_) for one in copies])
    facts = {
        "school": shown(school),
        "what": called(shelf.nearest(*group)),
        "year": str(group[1]),
        "files": str(len(copies)),
    }
    if found.differing or found.missing:
        counts, newest = _counts(found), _newest(copies)
        told = messages.finding(
            "SET-TWICE", Severity.QUERY, counts=counts, newest=newest, **facts
        )
    else:
        told = messages.finding("SET-SAME", Severity.NOTE, **facts)
    told.collection, told.value = group[0], school
    return Across(told, tuple(sorted({one.path for one in copies})))


def _pupils(return_: Return) -> dict[object, _Said]:
    found: dict[object, _Said] = {}
    rows = return_.rows
    for one in (rows if isinstance(rows, Kept) else Kept(rows)).said():
        _, surname, forename, dob = one.who
        told = {
            "name": (folded(surname), folded(forename)),
            "dob": dob,
            "sex": one.sex.upper(),
            "results": one.results,
        }
        said = found.setdefault(_key(*one.who), {})
        for field, value in told.items():
            if value:
                said.setdefault(field, set()).add(value)
    return found


def _compared(files: Sequence[dict[object, _Said]]) -> _Compared:
    everyone = dict.fromkeys(who for one in files for who in one)
    told = {who: [one[who] for one in files if who in one] for who in everyone}
    return _Compared(
        differing=sum(any(map(_differ, said, said[1:])) for said in told.values()),
        missing=sum(len(said) < len(files) for said in told.values()),
    )


def _differ(one: _Said, other: _Said) -> bool:
    """Whether two files say two things; what one leaves out, the other may say."""
    return any(one[field] != other[field] for field in one.keys() & other.keys())


def _counts(found: _Compared) -> str:
    """Return `3 pupils differ, 1 is not in all of them`."""
    differing, missing = found.differing, found.missing
    parts = []
    if differing:
        verb = "differs" if differing == 1 else "differ"
        parts.append(f"{counted(differing, 'pupil', 'pupils')} {verb}")
    if missing:
        who = str(missing) if differing else counted(missing, "pupil", "pupils")
        parts.append(f"{who} {'is' if missing == 1 else 'are'} in some of them only")
    return " and ".join(parts)


def _newest(copies: Sequence[_Copy]) -> str:
    """Return which file was made last, as its header says; '' where that is not known."""
    moments = {path: _moment(return_) for path, return_ in copies}
    newest = max(moments.values())
    latest = [path for path, moment in moments.items() if moment == newest]
    day = years.parse_date(newest[:10])
    if day is None or len(latest) > 1 or not all(moments.values()):
        return ""
    return messages.NEWEST.format(file=shown(last(latest[0])), day=long_date(day))


def _moment(return_: Return) -> str:
    text = return_.header.date_time if return_.header else ""
    return text[:_SECONDS] if _MOMENT.match(text) else ""
