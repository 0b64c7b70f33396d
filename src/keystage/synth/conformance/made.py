"""The kit made from a seed: the children, and codes so that every one is there."""

from calendar import isleap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from typing import Any

from keystage.core import packaged
from keystage.core.errors import UsageError
from keystage.core.upn import LETTERS, check_letter
from keystage.synth.chance import Stream
from keystage.synth.conformance.codes import codes_of
from keystage.synth.conformance.model import Child, Export, Kit, Wanted
from keystage.synth.model import Authority, Collection
from keystage.synth.people import names
from keystage.synth.results import FIRST_SUMMER
from keystage.synth.returns.words import words_of

ESTAB, URN = "3990", "999990"
SCHOOL = "Kitfield & St Ide's Primary School"
RETURNED = (Collection.EYFSP, Collection.PHONICS, Collection.KS1, Collection.KS2)
"""What a school's system exports; the multiplication check's service makes its own."""

_TITLES = {
    Collection.EYFSP: "Early years foundation stage profile",
    Collection.PHONICS: "Phonics screening check, years 1 and 2",
    Collection.KS1: "Key stage 1 teacher assessment",
    Collection.KS2: "Key stage 2 teacher assessment",
}
_SEVERAL = "Several collections in one general file"
_MIXED = (Collection.EYFSP, Collection.PHONICS, Collection.KS1)
_EACH_MIXED = 4  # children of a year group in the file of several collections
_AUTHORITY = "004"  # allotted to no authority
# Numbers in UPNs, so that none is given twice: a class of a file has a hundred.
_FIRST = {
    Collection.EYFSP: 0,
    Collection.PHONICS: 100,
    Collection.KS1: 300,
    Collection.KS2: 400,
}
_FIRST_OF_SEVERAL = 500
_LEAVERS = 90
_DAY = timedelta(days=1)
_STANDARD = 32


@dataclass(frozen=True, slots=True)
class _Class:
    """A year group of one export: which collections it is in, and where numbers begin."""

    year: int
    group: int
    first: int

    @property
    def births(self) -> tuple[date, date]:
        """Return the first and last day on which its children may be born."""
        born = self.year - self.group
        return date(born - 6, 9, 1), date(born - 5, 8, 31)

    @property
    def nc_year(self) -> str:
        """Return the year group as the format writes it."""
        return str(self.group) if self.group else "R"


def make(
    seed: int, summers: Sequence[int], collections: Sequence[Collection], la: str
) -> Kit:
    """Return the kit of some summers and collections.

    Raises `UsageError` for a number that is no invented authority's, and for a summer
    before results are invented.
    """
    Authority(la, 1, seed)
    if any(year < FIRST_SUMMER for year in summers):
        raise UsageError(f"A kit is made for {FIRST_SUMMER} and later summers.")
    asked = [one for one in RETURNED if one in collections]
    exports: list[Export] = []
    for year in summers:
        exports += [_export(seed, la, year, one) for one in asked]
        mixed = [one for one in _MIXED if one in asked]
        if len(mixed) > 1:
            exports.append(_several(seed, la, year, mixed))
    return Kit(seed, la, ESTAB, URN, SCHOOL, tuple(exports))


def _export(seed: int, la: str, year: int, collection: Collection) -> Export:
    tag = words_of(collection).tag
    to = "NAA" if collection is Collection.KS2 else la
    children: list[Child] = []
    for number, group in enumerate(collection.groups):
        stream = Stream(seed, "kit", year, collection.value, group)
        given = list(codes_of(collection, year, group, stream))
        one = _Class(year, group, _FIRST[collection] + 100 * number)
        results = [_wanted(collection, year, codes) for codes in given]
        children += _children(stream, one, results, special=number == 0)
    if collection is Collection.PHONICS:
        children.append(_met_before(seed, year))
    return Export(
        id=f"{collection.value}-{year}",
        title=f"{_TITLES[collection]} {year}",
        collections=(collection.value,),
        year=year,
        file_name=f"{la}{ESTAB}_{tag}_{to}LLLL_001.xml",
        destination=to,
        versions=_versions(year),
        children=tuple(children),
        address=collection is Collection.EYFSP,
    )


def _several(
    seed: int, la: str, year: int, collections: Sequence[Collection]
) -> Export:
    """Return the file of several stages; whoever is in year 2 has results of two."""
    children: list[Child] = []
    for group in sorted({group for one in collections for group in one.groups}):
        stream = Stream(seed, "kit", year, "several", group)
        about = [one for one in collections if group in one.groups]
        lists = [list(codes_of(one, year, group, stream)) for one in about]
        some = [stream.shuffled(codes)[:_EACH_MIXED] for codes in lists]
        results = [
            tuple(
                wanted
                for one, codes in zip(about, each, strict=True)
                for wanted in _wanted(one, year, codes)
            )
            for each in zip(*some, strict=True)
        ]
        one = _Class(year, group, _FIRST_OF_SEVERAL + 100 * group)
        children += _children(stream, one, results, special=False)
    return Export(
        id=f"several-{year}",
        title=f"{_SEVERAL} {year}",
        collections=tuple(one.value for one in collections),
        year=year,
        file_name=f"{la}{ESTAB}_CTF_{la}LLLL_001.xml",
        destination=la,
        versions=_versions(year),
        children=tuple(children),
    )


def _versions(year: int) -> tuple[str, ...]:
    return tuple(f"{one % 100:02}.0" for one in (year - 1, year))


def _wanted(
    collection: Collection, year: int, codes: dict[str, str]
) -> tuple[Wanted, ...]:
    words = words_of(collection)
    found = []
    for component, value in codes.items():
        result = words.result(component, year, value)
        # A phonics code may stand where the mark would: no source says it may not.
        either = collection is Collection.PHONICS and not value.isdigit()
        found.append(
            Wanted(
                collection.value,
                component,
                result.stage,
                result.subject,
                result.method,
                result.component,
                ("NY", "NM") if either else (result.qualifier,),
                result.year,
                value,
            )
        )
    if collection is Collection.PHONICS and codes.get("mark"):
        outcome = "WA" if int(codes["mark"]) >= _STANDARD else "WT"
        beside = replace(found[0], component="outcome", value=outcome, needed=False)
        found.append(replace(beside, qualifiers=("NY",)))
    return tuple(found)


def _children(
    stream: Stream,
    one: _Class,
    results: Sequence[tuple[Wanted, ...]],
    *,
    special: bool,
) -> Iterator[Child]:
    """Yield a child for each of `results`, and more where there are more to try."""
    told = _people()["children"] if special else []
    given = cycle(results)
    day = _birthday(stream, one)
    for number in range(max(len(told), len(results))):
        about = told[number] if number < len(told) else {}
        if about.get("same") != "birthday":
            day = _birthday(stream, one, about.get("born", ""))
        yield _child(stream, one, number, (about, day, next(given)))
    for number, about in enumerate(_people()["leavers"] if special else []):
        shift = about["group"] == "next"
        of = replace(one, group=one.group + 1) if shift else one
        left = "" if shift else f"{one.year - 1}-10-17"
        who = (about, _birthday(stream, of), results[0] if not shift else ())
        child = _child(stream, of, _LEAVERS + number, who)
        yield replace(child, wanted=False, left=left)


def _met_before(seed: int, year: int) -> Child:
    """Return a child of year 2 who has no reason to be checked again."""
    stream = Stream(seed, "kit", year, "met before")
    first = _FIRST[Collection.PHONICS] + 100
    one = _Class(year, Collection.PHONICS.groups[1], first)
    about = {
        "case": "met the standard in year 1",
        "why": f"in year 2, with a mark of 36 in {year - 1}: not to be checked again",
    }
    before = _wanted(Collection.PHONICS, year - 1, {"mark": "36"})
    child = _child(stream, one, _LEAVERS + 9, (about, _birthday(stream, one), before))
    return replace(child, wanted=False)


def _child(
    stream: Stream,
    one: _Class,
    number: int,
    who: tuple[dict[str, Any], date, tuple[Wanted, ...]],
) -> Child:
    about, day, results = who
    tradition, surname = names.family(stream)
    sex = "M" if stream.happens(500) else "F"
    forename = stream.pick(tradition.forenames[sex])
    place = one.first + number
    usual, temporary = _upn(one, f"{place:03}"), _temporary(one, place)
    joined = _joined(one, about)
    return Child(
        upn=temporary if about.get("temporary") else usual,
        surname=about.get("surname", surname),
        forename=about.get("forename", forename),
        dob=day.isoformat(),
        sex=about.get("sex", sex),
        nc_year=one.nc_year,
        results=results,
        case=about.get("case", ""),
        why=about.get("why", ""),
        former_upn=temporary if about.get("former_upn") else "",
        former_surname=about.get("former_surname", ""),
        known_as=about.get("known_as", ""),
        postcode=f"ZZ99 {stream.below(10)}ZZ",
        joined=joined,
    )


def _joined(one: _Class, about: dict[str, Any]) -> str:
    """Return when the child came: those with a temporary UPN came in January."""
    in_january = about.get("temporary", False)
    return f"{one.year}-01-08" if in_january else f"{one.year - 1 - one.group}-09-03"


def _birthday(stream: Stream, one: _Class, which: str = "") -> date:
    first, last = one.births
    if which == "first":
        return first
    if which == "last":
        return last
    if which == "leap" and isleap(last.year):
        return date(last.year, 2, 29)
    return first + stream.between(30, (last - first).days - 30) * _DAY


def _upn(one: _Class, last: str) -> str:
    begun = (one.year - one.group - 1) % 100
    body = f"{_AUTHORITY}{ESTAB}{begun:02}{last}"
    return check_letter(body) + body


def _temporary(one: _Class, place: int) -> str:
    return _upn(one, f"{place // 10:02}{LETTERS[place % 10]}")


@cache
def _people() -> dict[str, list[dict[str, Any]]]:
    return packaged.toml("keystage.synth.conformance", "people.toml")
