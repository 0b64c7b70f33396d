"""What a row says, column by column: texts, as they would be in a transfer file."""

from collections.abc import Iterator, Mapping

from keystage.synth.model import Collection
from keystage.synth.returns import Return, Row
from keystage.synth.returns.words import words_of

_FIELDS = {
    "upn": "UPN",
    "former_upn": "FormerUPN",
    "surname": "Surname",
    "forename": "Forename",
    "dob": "DOB",
    "sex": "Sex",
    "nc_year": "NCyearActual",
    "postcode": "PostCode",
}
# What a mark's column says of a child without a mark, where a transfer file has it elsewhere.
_NO_MARK = ("A", "D", "L")


def texts(return_: Return) -> Iterator[dict[str, str]]:
    """Yield a row's texts by column: who it is, which school, each result of the summer.

    A result the row has twice is the first of them; what is not said is ''.
    """
    school = return_.school
    of_school = {
        "la": school.la,
        "estab": school.estab,
        "urn": "" if school.estab else school.urn,
        "school": f"{school.la}/{school.estab}" if school.estab else "",
    }
    for row in return_.rows:
        who = {name: row.fields.get(element, "") for name, element in _FIELDS.items()}
        yield of_school | who | _results(return_, row)


def _results(return_: Return, row: Row) -> dict[str, str]:
    names = {four[2:]: name for name, four in _components(return_.collection).items()}
    found: dict[str, str] = dict.fromkeys(names.values(), "")
    for result in row.results:
        name = names.get((result.component, result.qualifier), "")
        if name and result.year == str(return_.summer):
            found[name] = found[name] or result.value
    if found.get("outcome") in _NO_MARK:
        found["mark"] = found["mark"] or found["outcome"]
    return found


def _components(collection: Collection) -> Mapping[str, tuple[str, ...]]:
    return words_of(collection).components
