"""Which column of a table of schools holds which fact, by its heading.

The names on the left of each list are those of the national register of schools; the
others are what authorities call them in sheets of their own.
"""

import re
from collections.abc import Mapping, Sequence

PARTS = ("street", "locality", "third", "town", "county", "postcode")
"""Columns that together are the address."""
AUTHORITY = "authority"

KNOWN: Mapping[str, tuple[str, ...]] = {
    "authority": ("LA (code)", "LA code", "LA number", "LA", "Authority"),
    "number": (
        *("EstablishmentNumber", "Establishment number", "Estab", "Estab number"),
        *("School number", "DfE number", "DfE no", "DfE", "LAESTAB", "Number"),
    ),
    "urn": ("URN", "School URN", "Ofsted URN"),
    "name": (
        "EstablishmentName",
        "Establishment name",
        "School name",
        "School",
        "Name",
    ),
    "kind": ("TypeOfEstablishment (name)", "Type of establishment", "Type"),
    "phase": ("PhaseOfEducation (name)", "Phase of education", "Phase"),
    "lowest": ("StatutoryLowAge", "Lowest age", "Low age", "Age from"),
    "highest": ("StatutoryHighAge", "Highest age", "High age", "Age to"),
    "address": ("Address", "School address"),
    "street": ("Street", "Address 1", "Address line 1"),
    "locality": ("Locality", "Address 2", "Address line 2"),
    "third": ("Address3", "Address 3", "Address line 3"),
    "town": ("Town", "Address 4", "Address line 4"),
    "county": ("County (name)", "County"),
    "postcode": ("Postcode", "Post code"),
    "email": ("MainEmail", "E-mail", "Email address", "School email", "Office email"),
    "ward": ("AdministrativeWard (name)", "Ward"),
    "cluster": ("Cluster", "Consortium", "Locality group", "Partnership"),
    "opened": ("OpenDate", "Open date", "Opened", "Date opened"),
    "closed": ("CloseDate", "Close date", "Closed", "Date closed"),
}
LINKS: Mapping[str, tuple[str, ...]] = {
    "urn": ("URN",),
    "other": ("LinkURN",),
    "how": ("LinkType",),
    "since": ("LinkEstablishedDate",),
}
NEEDED = ("name",)
_EITHER = ("number", "urn")


def guessed(
    headings: Sequence[str], known: Mapping[str, tuple[str, ...]] = KNOWN
) -> dict[str, int]:
    """Return the place of each fact's column, from 0, where a heading tells it.

    A fact's names are tried in their order, so that the register's own comes first;
    no column is taken twice.
    """
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(_folded(heading), place)
    found: dict[str, int] = {}
    for fact, names in known.items():
        for name in names:
            at = places.get(_folded(name))
            if at is not None and at not in found.values():
                found[fact] = at
                break
    return found


def enough(columns: Mapping[str, int]) -> bool:
    """Return whether a school can be told by these columns: a name, and a number."""
    return all(fact in columns for fact in NEEDED) and any(
        fact in columns for fact in _EITHER
    )


def is_links(headings: Sequence[str]) -> bool:
    """Return whether a table is the register's file of predecessors and successors."""
    return {"urn", "other", "how"} <= guessed(headings, LINKS).keys()


def _folded(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", heading.lower())
