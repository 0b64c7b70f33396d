"""What is known besides returns: earlier results, a season's days, the schools due."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from keystage.synth.model import Authority, Collection, School
from keystage.synth.places import roll, school, year_at
from keystage.synth.results import FIRST_SUMMER, first_result
from keystage.synth.returns import Return, returns, sender
from keystage.synth.writing.ctf import ctf_bytes, file_name

LEARNED_HEADINGS = "UPN,Collection,Year,Result\r\n"
_ASKED = 60  # schools, to know which half-term most have
_AGAIN = Collection.PHONICS.groups[1]
_CALLED = {
    Collection.EYFSP: "EYFSP",
    Collection.PHONICS: "Phonics",
    Collection.KS1: "KS1",
    Collection.MTC: "MTC",
    Collection.KS2: "KS2",
}


def prior_files(
    authority: Authority, index: int, summer: int, collections: Sequence[Collection]
) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of what a school returned the summer before, by collection.

    Nothing where results are not invented for that summer.
    """
    if summer <= FIRST_SUMMER:
        return
    for return_ in returns(authority, index, summer - 1, collections):
        yield f"{return_.collection.value}/{file_name(return_)}", ctf_bytes(return_)


def learned(authority: Authority, index: int, summer: int) -> str:
    """Return lines on phonics in year 1 of children whom no school here returned then.

    It is what their school was told by another authority's; headings are
    `LEARNED_HEADINGS`.
    """
    if summer <= FIRST_SUMMER:
        return ""
    found = []
    for entry in roll(authority, index, summer, _AGAIN):
        way = entry.journey
        result = first_result(authority, entry, summer)
        if result and not sender(authority, way, Collection.PHONICS, summer - 1):
            (value,) = result.values()
            found.append(f"{entry.child.upn},Phonics,{summer - 1},{value}\r\n")
    return "".join(found)


@lru_cache(maxsize=8)
def usual_half(authority: Authority, summer: int) -> date:
    """Return the first day of the summer term's second half at most schools."""
    first = min(authority.schools, _ASKED)
    days = (year_at(authority, index, summer).second_half for index in range(first))
    return Counter(days).most_common(1)[0][0]


def season_facts(authority: Authority, summer: int) -> str:
    """Return the head of a file of facts: the days that hold for all schools."""
    year = year_at(authority, 0, summer)
    told = {
        "phonics": year.check,
        "ks1": (date(summer, 5, 1), date(summer, 5, 31)),
        "ks2": year.tests,
    }
    lines = [f"second_half = {usual_half(authority, summer)}\n"]
    for name, (opens, closes) in told.items():
        lines.append(f"\n[{name}]\nopens = {opens}\ncloses = {closes}\n")
    return "".join(lines)


def school_facts(authority: Authority, here: School, summer: int) -> str:
    """Return a school's own half-term for the file of facts; '' where it is the usual."""
    day = year_at(authority, here.index, summer).second_half
    if not here.estab or day == usual_half(authority, summer):
        return ""
    return f'\n[[school]]\nnumber = "{here.number}"\nsecond_half = {day}\n'


def due_headings(collections: Sequence[Collection]) -> str:
    """Return the first line of the list of schools that results are due from."""
    return (
        ",".join(("School", "Name", *(_CALLED[each] for each in collections))) + "\r\n"
    )


def due(here: School, made: Iterable[Return], collections: Sequence[Collection]) -> str:
    """Return a school's line: yes for what it has pupils to return in. '' for a setting."""
    if not here.estab:
        return ""
    owed = {return_.collection for return_ in made}
    told = ("yes" if each in owed else "no" for each in collections)
    return ",".join((here.number, f'"{here.name}"', *told)) + "\r\n"


def school_at(authority: Authority, number: str) -> School | None:
    """Return the school known by a number, or None."""
    every = (school(authority, index) for index in range(authority.schools))
    return next((one for one in every if one.number == number), None)
