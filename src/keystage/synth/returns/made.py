"""A school's returns of one summer, clean: what it would send if nothing went wrong."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from keystage.synth.chance import Stream
from keystage.synth.model import Authority, Child, Collection, Entry, School, Sen
from keystage.synth.places import roll, school, year_at
from keystage.synth.places.terms import DAY, Year, weekday
from keystage.synth.results import STANDARD, given
from keystage.synth.returns.dialects import Dialect, dialects, drawn, versions
from keystage.synth.returns.due import owed, sends
from keystage.synth.returns.model import Result, Return, Row
from keystage.synth.returns.words import words_of

_NEEDS = {Sen.NONE: "N", Sen.SUPPORT: "K", Sen.PLAN: "E"}
_OWN_SYSTEM = 850  # in a thousand: returns made by the school's usual system
_WORKING = (8 * 60, 17 * 60 + 59)  # minutes of a day in which files are made
_NOON = 12
_HALF_A_DAY = timedelta(hours=_NOON)
_AGENCY = frozenset({Collection.KS2})


def returns(
    authority: Authority, index: int, summer: int, collections: Sequence[Collection]
) -> list[Return]:
    """Return what a school sends in a summer, one file for each collection.

    Those without a pupil to return are left out. Raises `UsageError` where the
    authority has no such school, or results are not invented for the summer.
    """
    here = school(authority, index)
    owes = owed(authority, here, summer)
    made = (
        one(authority, here, summer, collection)
        for collection in collections
        if collection in owes
    )
    return [return_ for return_ in made if return_.rows]


def one(
    authority: Authority, here: School, summer: int, collection: Collection
) -> Return:
    """Return what a school returns in one collection, whether it owes that or not."""
    stream = Stream(
        authority.seed, authority.la, here.index, summer, collection.value, "return"
    )
    name = _system(authority, here, summer, collection)
    dialect = dialects()[name]
    made = _made_on(stream, collection, year_at(authority, here.index, summer))
    day = _check_day(authority, here, summer) if dialect.dated else ""
    rows = [
        _row(entry, collection, summer, results)
        for entry, results in _told(authority, here, summer, collection)
    ]
    if collection is Collection.PHONICS:
        for row in rows:
            _as_written(row, dialect, summer, day)
    return Return(
        school=here,
        summer=summer,
        collection=collection,
        header=_header(here, summer, collection, (dialect, made)),
        rows=rows,
        dialect=name,
    )


def _system(
    authority: Authority, here: School, summer: int, collection: Collection
) -> str:
    """Return the school's usual product, or for some collections another."""
    stream = Stream(authority.seed, authority.la, here.index, "system")
    usual = drawn(stream, Collection.KS1, summer)
    own = Stream(
        authority.seed, authority.la, here.index, summer, collection.value, "system"
    )
    other = drawn(own, collection, summer)
    fits = dialects()[usual].writes(collection, summer)
    return usual if fits and own.happens(_OWN_SYSTEM) else other


def _made_on(stream: Stream, collection: Collection, year: Year) -> datetime:
    """Return when the file was made: once results are known, before July."""
    summer = year.closes.year
    first = {
        Collection.PHONICS: year.check[1] - 3 * DAY,
        Collection.MTC: year.check[1] + 3 * DAY,
        Collection.KS2: year.tests[1] + 4 * DAY,
    }.get(collection, year.second_half + 2 * DAY)
    days = max(1, (date(summer, 6, 28) - first).days)
    day = weekday(first + stream.below(days) * DAY)
    minutes = stream.between(*_WORKING)
    return datetime.combine(day, time()) + timedelta(
        minutes=minutes, seconds=stream.below(60)
    )


def _check_day(authority: Authority, here: School, summer: int) -> str:
    """Return the day on which most children of a school are checked."""
    opens = year_at(authority, here.index, summer).check[0]
    stream = Stream(authority.seed, authority.la, here.index, summer, "check day")
    return (opens + stream.below(4) * DAY).isoformat()


def _header(
    here: School, summer: int, collection: Collection, made: tuple[Dialect, datetime]
) -> dict[str, str]:
    dialect, moment = made
    agency = collection in _AGENCY
    own = (here.la, here.estab, here.urn)
    told = f"Partial CTF containing {words_of(collection).holds} data"
    to = ("NAA" if agency else here.la, "LLLL", "")
    la, estab, urn = own if dialect.own else to
    return {
        "DocumentName": "Common Transfer File",
        "CTFversion": versions(dialect.version, summer),
        "DateTime": _clock(moment, dialect) + dialect.moment,
        "DocumentQualifier": "partial",
        "DataDescriptor": told if dialect.descriptor else "",
        "SupplierID": dialect.supplier,
        "SourceSchool/LEA": here.la,
        "SourceSchool/Estab": here.estab,
        "SourceSchool/URN": here.urn if dialect.urn or not here.estab else "",
        "SourceSchool/SchoolName": _cased(here.name, dialect),
        "SourceSchool/AcademicYear": str(summer - 1),
        "DestSchool/LEA": la,
        "DestSchool/Estab": estab,
        "DestSchool/URN": urn,
    }


def _clock(moment: datetime, dialect: Dialect) -> str:
    afternoon = dialect.twelve and moment.hour > _NOON
    return (moment - _HALF_A_DAY if afternoon else moment).isoformat()


def _cased(text: str, dialect: Dialect) -> str:
    return text.upper() if dialect.capitals else text


def _told(
    authority: Authority, here: School, summer: int, collection: Collection
) -> Iterator[tuple[Entry, dict[str, str]]]:
    """Yield the registrations a school returns, and the results of each."""
    for group in collection.groups:
        for entry in roll(authority, here.index, summer, group):
            if sends(authority, entry, collection, summer):
                results = given(authority, entry, collection, summer)
                if results:
                    yield entry, results


def _row(
    entry: Entry, collection: Collection, summer: int, results: dict[str, str]
) -> Row:
    words = words_of(collection)
    return Row(
        entry,
        fields_of(entry.child, summer),
        [words.result(name, summer, value) for name, value in results.items()],
    )


def fields_of(child: Child, summer: int) -> dict[str, str]:
    """Return what is written of a child besides results, in the CTF's order."""
    group = summer - child.origin.cohort
    return {
        "UPN": child.upn,
        "Surname": child.surname,
        "Forename": child.forename,
        "DOB": child.born.isoformat(),
        "Sex": child.sex,
        "FormerUPN": child.former_upn,
        "FormerSurname": child.former_surname,
        "NCyearActual": str(group) if group else "R",
        "SENprovision": _NEEDS[child.sen],
        "PostCode": child.postcode,
    }


def _as_written(row: Row, dialect: Dialect, summer: int, day: str) -> None:
    """Give a phonics check its day, and its outcome beside the mark, where told."""
    for result in row.results:
        result.date = day
    marks = [one for one in row.results if one.value.isdigit()]
    if dialect.outcomes and marks:
        outcome = "WA" if int(marks[0].value) >= STANDARD else "WT"
        words = words_of(Collection.PHONICS)
        beside: Result = words.result("outcome", summer, outcome, day)
        row.results.insert(0, beside)
