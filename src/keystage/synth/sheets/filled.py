"""Our own template, filled in by a school that has no export."""

from datetime import UTC, datetime

from keystage import rulebooks
from keystage.marksheet.template import Listed, Order, template
from keystage.synth.model import Collection
from keystage.synth.returns import Return
from keystage.synth.sheets import stored
from keystage.synth.sheets.cells import texts
from keystage.synth.sheets.hands import kind_of

_AGAIN = "Takes the check again"
_MADE = (5, 18, 9)  # month, day and hour at which templates go out
_SPARE = 4


def name(return_: Return) -> str:
    """Return the file's name: rulebook and school, and which one it is if not the first."""
    again = f" v{return_.number}" if return_.number > 1 else ""
    return f"{_book(return_)}-{return_.school.number}{again}.xlsx"


def data(return_: Return) -> bytes:
    """Return the template of the collection and year with the results in it.

    Raises `MissingExtra` without XlsxWriter.
    """
    book = rulebooks.load(_book(return_))
    order = Order(
        book=book,
        pupils=[_listed(return_, row) for row in texts(return_)],
        made=datetime(return_.summer, *_MADE, tzinfo=UTC),
        school=return_.school.number,
        name=return_.school.name,
        spare=_SPARE,
    )
    return stored.write(template(order))


def _book(return_: Return) -> str:
    return f"{return_.collection.value}-{return_.summer}"


def _listed(return_: Return, row: dict[str, str]) -> Listed:
    known = kind_of(return_.collection).results
    results = {component: row[component] for component in known if row[component]}
    again = return_.collection is Collection.PHONICS and row["nc_year"] == "2"
    return Listed(
        surname=row["surname"],
        forename=row["forename"],
        upn=row["upn"],
        dob=row["dob"],
        sex=row["sex"],
        nc_year=row["nc_year"],
        reason=_AGAIN if again else "",
        below=frozenset(results),
        results=results,
    )
