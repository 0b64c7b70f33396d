"""An authority's own columns: `EYFSP_DDDD_yy.csv` and its kin.

Which items there are is from the authorities' import instructions; their headings and
order are invented, as none was seen.
"""

from keystage.synth.returns import Return
from keystage.synth.sheets.cells import texts
from keystage.synth.sheets.delimited import write
from keystage.synth.sheets.hands import kind_of, usual_heads

_WHO = ("upn", "former_upn", "surname", "forename", "sex", "dob", "nc_year", "postcode")
_HEADS = {"dob": "Date of birth"}


def name(return_: Return) -> str:
    """Return the file's name; a second one is the copy a browser would number."""
    school = return_.school
    copy = f" ({return_.number - 1})" if return_.number > 1 else ""
    kind = kind_of(return_.collection).file
    return f"{kind}_{school.estab or school.urn}_{return_.summer % 100:02}{copy}.csv"


def data(return_: Return) -> bytes:
    """Return the file: a row for each pupil, no other."""
    rows = list(texts(return_))
    results = list(kind_of(return_.collection).results)
    columns = ["la", "estab" if return_.school.estab else "urn", *_WHO, *results]
    heads = {**usual_heads(), **_HEADS}
    lines = [[heads.get(column, column) for column in columns]]
    lines += [[row[column] for column in columns] for row in rows]
    return write(lines)
