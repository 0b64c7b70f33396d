"""Rolls as files, out of plain values, to read and to hold against others."""

from collections.abc import Iterable, Mapping

from keystage.core import upn
from keystage.tables.writing.csv import to_csv
from keystage.xmlguard import Limits
from keystage_web.rolls.reading.file import Asked

SCHOOL, YEAR = "9992001", 2026
HEADINGS = (
    *("UPN", "Surname", "Forename", "Date of birth", "Sex", "Year group", "Class"),
    *("Date joined", "Date left"),
)
type Row = Mapping[str, str]


def number(serial: int) -> str:
    """Return a sound UPN of the invented authority."""
    return upn.make("004", "2001", 2024, serial)


def row(serial: int, surname: str, forename: str, **more: str) -> dict[str, str]:
    """Return a child of year 1 as a row; `more` are other cells by heading."""
    told = {
        "UPN": number(serial),
        "Surname": surname,
        "Forename": forename,
        "Date of birth": f"2020-0{serial % 9 + 1}-11",
        "Sex": "FM"[serial % 2],
        "Year group": "1",
        "Class": "Oak",
        "Date joined": "2024-09-02",
        "Date left": "",
    }
    return told | {name.replace("_", " "): value for name, value in more.items()}


def csv(rows: Iterable[Row], headings: Iterable[str] = HEADINGS) -> bytes:
    """Return rows as the bytes of a CSV."""
    heads = list(headings)
    return to_csv(
        [heads, *([one.get(name, "") for name in heads] for one in rows)]
    ).encode()


def asked(mapping: Mapping[str, str] | None = None, school: str = SCHOOL) -> Asked:
    """Return of whom a file is asked."""
    return Asked("roll.csv", school, YEAR, dict(mapping or {}), Limits())
