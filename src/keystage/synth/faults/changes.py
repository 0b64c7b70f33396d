"""What several recipes ask of a return, or do to one."""

from dataclasses import replace

from keystage.core.upn import check_letter
from keystage.synth.faults.model import Facts, Spot
from keystage.synth.model import Collection
from keystage.synth.returns import dialects, words_of
from keystage.synth.returns.model import Result, Return, Row

_YEAR_1 = "1"
_USUAL = {
    Collection.EYFSP: "E13",
    Collection.PHONICS: "mark",
    Collection.KS1: "SCI",
    Collection.KS2: "SCI",
    Collection.MTC: "MTC",
}
_OTHERWISE = {"1": "2", "2": "1", "EXS": "HNM"}
_MARKED = frozenset({Collection.PHONICS, Collection.MTC})
_YEAR = slice(8, 10)  # of a UPN: when it was given
_YEARS_ON = 40


def listed(return_: Return) -> bool:
    """Return whether there is a list of the school that the file says it is of.

    A setting has none, and a number that is none is nobody's.
    """
    return return_.header["SourceSchool/Estab"].isdigit()


def with_details(return_: Return) -> bool:
    """Return whether the file tells former number and year group."""
    return dialects()[return_.dialect].details


def next_number(upn: str) -> str:
    """Return a sound UPN that no invented child has: of a year none was given in."""
    year = (int(upn[_YEAR]) + _YEARS_ON) % 100
    body = f"{upn[1 : _YEAR.start]}{year:02}{upn[_YEAR.stop :]}"
    return check_letter(body) + body


def differs(row: Row, spot: Spot, field: str, under: str = "") -> Facts:
    """Return what is said of a name or birth that is another on the school's list."""
    if not listed(spot.return_):
        return []
    way, element = "P20-differs", _ELEMENTS[field]
    text = row.fields[element]
    return [spot.fact(row, field, text, way=way, rule="P20", under=under)]


_ELEMENTS = {"surname": "Surname", "forename": "Forename", "dob": "DOB"}


def is_due(row: Row, return_: Return) -> bool:
    """Return whether everyone of the row's year group is to be returned."""
    checked_again = return_.collection is Collection.PHONICS
    return not checked_again or row.fields["NCyearActual"] == _YEAR_1


def component_of(result: Result, return_: Return) -> str:
    """Return what a rulebook calls the component that a result is of."""
    told = (result.subject, result.method, result.component, result.qualifier)
    known = words_of(return_.collection).components
    found = (name for name, words in known.items() if words == told)
    return next(found, result.component)


def results_by(row: Row, return_: Return) -> dict[str, Result]:
    """Return the results of a row by component."""
    return {component_of(one, return_): one for one in row.results}


def alone(row: Row, component: str, return_: Return, value: str) -> None:
    """Give a row one result and no other."""
    day = row.results[0].date if row.results else ""
    made = words_of(return_.collection).result(component, return_.summer, value, day)
    row.results = [made]


def added(row: Row, result: Result, value: str) -> None:
    """Put another result after those of a row, like one of them but for its value."""
    row.results.append(replace(result, value=value))


def usual(row: Row, return_: Return) -> tuple[str, Result] | None:
    """Return the component that everybody has and its result, where it is a usual one."""
    name = _USUAL[return_.collection]
    found = results_by(row, return_)
    result = found.get(name)
    alone_ = len(found) == 1 or return_.collection is not Collection.PHONICS
    if result is None or not alone_:
        return None
    common = result.value.isdigit() or result.value == "EXS"
    return (name, result) if common else None


def otherwise(value: str, return_: Return) -> str:
    """Return another usual value of the same component."""
    if return_.collection in _MARKED:
        return "8" if value == "7" else "7"
    return _OTHERWISE[value]


def is_registered_below(row: Row, return_: Return) -> bool:
    """Return whether the list, by the UPN, says that the child is below the tests."""
    if return_.collection is not Collection.KS2:
        return False
    return not {"REA", "MAT"}.isdisjoint(results_by(row, return_))
