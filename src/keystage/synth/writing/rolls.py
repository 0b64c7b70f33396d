"""Lists of pupils as schools' systems print them: CSV, and for infants a CTF.

All of the school year stand on a list: those who left in it with the day, and those
whose main school is another. Settings of early years keep no such list.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from keystage.synth.chance import Stream
from keystage.synth.model import Authority, Entry, Phase, School
from keystage.synth.model import Collection as Collected
from keystage.synth.places import Year, roll, school, year_at
from keystage.synth.results import given
from keystage.synth.returns import fields_of
from keystage.synth.writing.printing import Printer

_CLASS = 30
_SEX_AFTER = 2024
_BELOW = ("REA", "MAT")


@dataclass(frozen=True, slots=True)
class _Style:
    headings: tuple[str, ...]
    between: str
    day: Callable[[date], str]
    codec: str = "utf-8"
    yes: str = "Y"


def _british(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


_STYLES = (
    (
        _Style(
            (
                *("UPN", "Surname", "Forename", "Date of birth", "Sex", "Year group"),
                *("Class", "School", "Date joined", "Date left"),
                *("Below standard reading", "Below standard maths"),
            ),
            ",",
            date.isoformat,
        ),
        60,
    ),
    (
        _Style(
            (
                *("UPN", "Legal surname", "Legal forename", "DOB", "Gender"),
                *("NC Year", "Reg Group", "DfE number", "Admission date"),
                *("Leaving date", "Reading below standard", "Maths below standard"),
            ),
            ",",
            _british,
            "utf-8-sig",
            "Yes",
        ),
        30,
    ),
    (
        _Style(
            (
                *(
                    "Unique pupil number",
                    "Last name",
                    "First name",
                    "Birth date",
                    "Sex",
                ),
                *("Curriculum year", "Form", "LAESTAB", "Date of admission"),
                *("Off roll date", "Reading B", "Maths B"),
            ),
            ";",
            _british,
            "cp1252",
            "x",
        ),
        10,
    ),
)


def roll_file(
    authority: Authority, index: int, summer: int, collections: Sequence[Collected]
) -> tuple[str, bytes] | None:
    """Return the name and bytes of a school's list of a school year.

    It holds the year groups that `collections` are about. None for a setting, and
    where nobody is in them.
    """
    here = school(authority, index)
    groups = sorted({group for each in collections for group in each.groups})
    listed = [
        (group, entry)
        for group in groups
        for entry in roll(authority, index, summer, group)
    ]
    if here.phase is Phase.SETTING or not listed:
        return None
    if here.phase is Phase.INFANT:
        return f"{here.number} roll.xml", _as_file(authority, here, summer, listed)
    stream = Stream(authority.seed, authority.la, index, "roll")
    style = stream.weighted(_STYLES)
    rows = [style.headings, *_rows(authority, here, (summer, style), listed)]
    text = "".join(_line(row, style.between) for row in rows)
    return f"{here.number} roll.csv", _encoded(text, style.codec)


def _encoded(text: str, codec: str) -> bytes:
    """Return a text's bytes; in UTF-8 with its mark where `codec` has not every sign."""
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")


def _rows(
    authority: Authority,
    here: School,
    told: tuple[int, _Style],
    listed: Collection[tuple[int, Entry]],
) -> Iterator[tuple[str, ...]]:
    summer, style = told
    year = year_at(authority, here.index, summer)
    for place, (group, entry) in enumerate(listed):
        fields = fields_of(entry.child, summer)
        low = (
            _below(authority, entry, summer) if group == Collected.KS2.groups[0] else ()
        )
        yield (
            *(fields["UPN"], fields["Surname"], fields["Forename"]),
            *(style.day(entry.child.born), fields["Sex"], fields["NCyearActual"]),
            f"{fields['NCyearActual']}{chr(ord('A') + place // _CLASS % 26)}",
            here.number,
            style.day(entry.stay.joined),
            _left(entry, year, style.day),
            *(style.yes if part in low else "" for part in _BELOW),
        )


def _left(entry: Entry, year: Year, day: Callable[[date], str]) -> str:
    return day(entry.stay.left) if entry.stay.left < year.closes else ""


def _below(authority: Authority, entry: Entry, summer: int) -> set[str]:
    """Return the subjects whose test a child in year 6 was not registered for."""
    told = given(authority, entry, Collected.KS2, summer)
    return {part for part in _BELOW if part in told}


def _line(cells: Sequence[str], between: str) -> str:
    return between.join(cells) + "\r\n"


def _as_file(
    authority: Authority,
    here: School,
    summer: int,
    listed: Collection[tuple[int, Entry]],
) -> bytes:
    """Return the list as a Common Transfer File with a school history."""
    printer = Printer()
    year = year_at(authority, here.index, summer)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        printer.opens("CTfile", 0),
        *_header(printer, here, summer),
        printer.opens("CTFpupilData", 1),
        *(_pupil(printer, here, entry, (summer, year)) for _, entry in listed),
        printer.closes("CTFpupilData", 1),
        printer.closes("CTfile", 0),
    ]
    return "".join(parts).encode()


def _header(printer: Printer, here: School, summer: int) -> Iterator[str]:
    told = {
        "DocumentName": "Common Transfer File",
        "CTFversion": f"{summer % 100 - 1:02}.0",
        "DateTime": f"{summer}-06-01T09:00:00",
        "DocumentQualifier": "partial",
        "SupplierID": "Keystage synthetic",
    }
    source = {
        "LEA": here.la,
        "Estab": here.estab,
        "URN": here.urn,
        "SchoolName": here.name,
        "AcademicYear": str(summer - 1),
    }
    yield printer.opens("Header", 1)
    yield printer.leaves(told, 2)
    yield printer.block("SourceSchool", source, 2)
    yield printer.block("DestSchool", {"LEA": here.la, "Estab": "LLLL"}, 2)
    yield printer.closes("Header", 1)


def _pupil(printer: Printer, here: School, entry: Entry, when: tuple[int, Year]) -> str:
    summer, year = when
    fields = fields_of(entry.child, summer)
    sex = "Sex" if summer > _SEX_AFTER else "Gender"  # by the version in the header
    core = {name: fields[name] for name in ("UPN", "Surname", "Forename", "DOB")}
    stay = {
        "LEA": here.la,
        "Estab": here.estab,
        "SchoolName": here.name,
        "EntryDate": entry.stay.joined.isoformat(),
        "LeavingDate": _left(entry, year, date.isoformat),
    }
    return "".join(
        (
            printer.opens("Pupil", 2),
            printer.leaves(core | {sex: fields["Sex"]}, 3),
            printer.block("BasicDetails", {"NCyearActual": fields["NCyearActual"]}, 3),
            printer.opens("SchoolHistory", 3),
            printer.block("School", stay, 4),
            printer.closes("SchoolHistory", 3),
            printer.closes("Pupil", 2),
        )
    )
