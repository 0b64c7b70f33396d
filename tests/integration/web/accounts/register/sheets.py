"""Files of schools as the national register and authorities write them; all invented."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

HEADINGS = (
    *("URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName"),
    *("TypeOfEstablishment (name)", "EstablishmentStatus (name)", "OpenDate"),
    *("CloseDate", "PhaseOfEducation (name)", "StatutoryLowAge", "StatutoryHighAge"),
    *("Street", "Locality", "Address3", "Town", "County (name)", "Postcode"),
    "AdministrativeWard (name)",
)
USUAL: Mapping[str, Any] = {
    "LA (code)": "999",
    "LA (name)": "Anyshire",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (name)": "Open",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "4",
    "StatutoryHighAge": "11",
    "Town": "Anytown",
}


def line(number: str, urn: str, name: str, **other: str) -> dict[str, str]:
    """Return a line of the register; the words of `other` are the last of a heading."""
    told = {"EstablishmentNumber": number, "URN": urn, "EstablishmentName": name}
    short = {"la": "LA (code)", "closed": "CloseDate", "opened": "OpenDate"}
    short |= {"low": "StatutoryLowAge", "high": "StatutoryHighAge"}
    short |= {"postcode": "Postcode", "street": "Street"}
    short |= {"phase": "PhaseOfEducation (name)", "kind": "TypeOfEstablishment (name)"}
    return {**USUAL, **told, **{short[name]: text for name, text in other.items()}}


def register(*lines: Mapping[str, str], headings: Sequence[str] = HEADINGS) -> bytes:
    """Return the register's CSV: quoted, in Windows-1252, as it is published."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, headings, quoting=csv.QUOTE_ALL, restval="")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode("cp1252")


def links(*rows: tuple[str, str, str, str]) -> bytes:
    """Return the register's file of links: URN, the other's, what it is, since."""
    headings = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate"
    told = [f'{urn},{other},"A school","{how}",{day}' for urn, other, how, day in rows]
    return "\r\n".join([headings, *told, ""]).encode()
