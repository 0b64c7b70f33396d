"""The pupils a school expects to return: from its own list, or from a file."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from keystage import ctf
from keystage.checks.model import RollEntry
from keystage.core import identifiers, upn
from keystage.core.errors import Refused, UsageError
from keystage.core.records import CtfFile
from keystage.intake import messages, sources
from keystage.intake.interpret import school_number, tidy_name, year_group
from keystage.intake.known import stays
from keystage.intake.known.tables import Line, Table, read_table
from keystage.marksheet import headings
from keystage.xmlguard import Limits

REQUIRED = ("upn", "surname", "forename", "dob")
_YES = frozenset(["y", "yes", "true", "1", "x", "✓", "✔", "b", "t"])
_NO = frozenset(("", "n", "no", "false", "0", "-", "f"))
# A roll called `9991234 roll.csv` is that school's.
_NAMED = re.compile(r"([0-9]{3})[ _-]?([0-9]{4})(?![0-9])")
_TABLES = frozenset([".csv", ".tsv", ".xlsx", ".ods", ".xml"])
_LOOKS_LIKE_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\0<")


class Rolls:
    """The roll by school, put in order once for however many files.

    `places` numbers every pupil by UPN, from 1. A list without school numbers is
    the list of whatever school is checked.
    """

    def __init__(self, entries: Iterable[RollEntry]) -> None:
        self.places: dict[str, int] = {}
        self._schools: dict[str, list[RollEntry]] = {}
        for place, entry in enumerate(entries, 1):
            self.places[entry.upn] = place
            self._schools.setdefault(entry.school, []).append(entry)

    def of(self, school: str) -> tuple[RollEntry, ...] | None:
        """Return the roll of `school` (7 digits); None where none was given."""
        here = self._schools.get(school, []) if school else []
        return (*here, *self._schools.get("", ())) or None


def load_roll(path: Path, limits: Limits) -> tuple[RollEntry, ...]:
    """Return the roll in the file at `path`; raises `UsageError` as `read_roll`."""
    return read_roll(path.name, load(path, limits), limits)


def load_rolls(paths: Sequence[Path], limits: Limits) -> tuple[RollEntry, ...]:
    """Return the rolls at `paths` as one, whatever their order; a folder is all in it.

    Of several rolls, one that names no school is of the school whose number its
    file's name begins with. Raises `UsageError` as `read_roll`, and for a folder
    without rolls.
    """
    files = sorted({file for path in paths for file in roll_files(path)})
    if len(files) == 1:
        return load_roll(files[0], limits)
    found = (_of_school(file.name, load_roll(file, limits)) for file in files)
    return tuple(dict.fromkeys(entry for entries in found for entry in entries))


def roll_files(path: Path) -> list[Path]:
    """Return the files of rolls at `path`; raises `UsageError` where there are none."""
    if not path.is_dir():
        return [path]
    files = [one for one in path.iterdir() if one.suffix.lower() in _TABLES]
    if not files:
        raise UsageError(messages.NO_ROLLS.format(path=path))
    return files


def _of_school(name: str, entries: Iterable[RollEntry]) -> Iterator[RollEntry]:
    school = school_named(name)
    for entry in entries:
        yield entry if entry.school else replace(entry, school=school)


def school_named(name: str) -> str:
    """Return the school whose number a roll's file name begins with, or ''."""
    named = _NAMED.match(name)
    return "".join(named.groups()) if named else ""


def load(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a file a person named, or raise `UsageError`."""
    if not path.exists():
        raise UsageError(messages.NOT_THERE.format(path=path))
    sources.refuse_endless(path)
    source = sources.Source(path.name, path, path.stat().st_size)
    try:
        return source.read(limits.size)
    except Refused as stop:
        raise UsageError(f"{path} could not be read: {stop}") from None


def read_roll(name: str, data: bytes, limits: Limits) -> tuple[RollEntry, ...]:
    """Return the roll in `data`: a table (CSV, .xlsx, .ods) or a Common Transfer File.

    A table needs columns for UPN, surname, forename and date of birth, and may
    have sex, year group, class, school, the days on which the pupil joined and left,
    and for each subject whether the pupil is registered as below the standard of the
    tests. Dates may be 2018-09-30 or 30/09/2018. Raises `UsageError`, with row and
    column, at the first fault.
    """
    if looks_like_xml(data):
        found = from_file(read_file(name, data, limits))
        return _one_each(name, "pupil", list(enumerate(found, 1)))
    table = read_table(name, data, words(), REQUIRED)
    return _one_each(
        name, "row", [(part.number, entry_of(table, part)) for part in table.lines]
    )


def _one_each(
    name: str, what: str, numbered: Sequence[tuple[int, RollEntry]]
) -> tuple[RollEntry, ...]:
    """Return the entries; `UsageError` where one UPN stands for two people.

    One person may come twice, with two classes say; neither row need be wrong.
    """
    first: dict[str, tuple[int, tuple[str, ...]]] = {}
    for number, entry in numbered:
        who = (entry.surname.casefold(), entry.forename.casefold(), entry.dob)
        at, known = first.setdefault(entry.upn, (number, who))
        if entry.upn and known != who:
            raise UsageError(
                f"{name} gives two different pupils the same UPN, in {what}s {at} and "
                f"{number}: put right the one that is wrong."
            )
    return tuple(entry for _, entry in numbered)


def looks_like_xml(data: bytes) -> bool:
    """Whether `data` begins as an XML file does, whatever it is called."""
    return data[:64].lstrip().startswith(_LOOKS_LIKE_XML)


def read_file(name: str, data: bytes, limits: Limits) -> CtfFile:
    """Return the Common Transfer File in `data`; `UsageError` names it if refused."""
    try:
        return ctf.read(data, limits=limits)
    except Refused as stop:
        raise UsageError(f"{name} could not be read. {stop.message}") from None


def from_file(file: CtfFile) -> tuple[RollEntry, ...]:
    """Return the pupils of `file` as a roll; classes and ticks are not in files.

    The days of joining and leaving are those of the school history, if it has them.
    """
    source = file.header.source
    school = school_number(source.la, source.estab)
    entries = []
    for pupil in file.pupils:
        basic = pupil.section("BasicDetails")
        joined, left = stays.in_history(pupil, source)
        entries.append(
            RollEntry(
                upn=upn.tidy(pupil.upn),
                surname=tidy_name(pupil.surname),
                forename=tidy_name(pupil.forename),
                dob=pupil.dob,
                sex=pupil.sex.upper(),
                nc_year=year_group(basic.child_text("NCyearActual") if basic else ""),
                school=school,
                joined=joined,
                left=left,
            )
        )
    return tuple(entries)


def words() -> dict[str, tuple[str, ...]]:
    """Return the headings a list of pupils may have, as people write them, by id."""
    school = headings.about()["school"]
    known = {**headings.identity(), school.id: school, **headings.roll()}
    return {name: heading.ways for name, heading in known.items()}


def entry_of(table: Table, line: Line) -> RollEntry:
    """Return the pupil of one row; raises `UsageError`, with its place, at a fault."""
    joined, left = stays.read_stay(table, line)
    return RollEntry(
        upn=_upn(table, line),
        surname=tidy_name(line.get("surname")),
        forename=tidy_name(line.get("forename")),
        dob=stays.read_date(table, line, "dob"),
        sex=_choice(table, line, "sex", {**headings.sexes(), "": ""}),
        nc_year=_year(table, line),
        group=line.get("group"),
        school=_school(table, line),
        below_standard=_below(table, line),
        joined=joined,
        left=left,
    )


def _upn(table: Table, line: Line) -> str:
    found = upn.tidy(line.get("upn"))
    if "E+" in found:
        raise table.fault(
            line,
            "upn",
            f"a spreadsheet has changed this number to {found}: format the column "
            "as text and export again.",
        )
    return found


def _year(table: Table, line: Line) -> str:
    text = line.get("nc_year")
    found = year_group(text)
    if text and not found:
        raise table.fault(
            line, "nc_year", f"{text} is not a year group such as R or 1."
        )
    return found


def _school(table: Table, line: Line) -> str:
    text = line.get("school")
    if not text:
        return ""
    number = identifiers.split_laestab(text)
    if number is None:
        raise table.fault(
            line, "school", f"{text} is not a school's number such as 999/1234."
        )
    return "".join(number)


def _below(table: Table, line: Line) -> frozenset[str]:
    ticks = dict.fromkeys(_YES, "y") | dict.fromkeys(_NO, "")
    return frozenset(
        heading.removeprefix("below_")
        for heading in headings.roll()
        if heading.startswith("below_")
        and heading in table.headings
        and _choice(table, line, heading, ticks)
    )


def _choice(table: Table, line: Line, heading: str, meaning: Mapping[str, str]) -> str:
    text = line.get(heading)
    found = meaning.get(text.casefold())
    if found is None:
        raise table.fault(
            line, heading, f"{text} is not one of the answers known here."
        )
    return found
