"""File names of results files, both ways, and the next one to use.

A Common Transfer File is named `9991001_KS1_999LLLL_001.xml`: who sends it, what
kind it is, who it goes to, and a number from 001 to 999. The name is only ever a
hint: what the file holds decides.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from keystage.core.errors import UsageError
from keystage.core.records import Header, School

LAST_NUMBER = 999
ANY_SCHOOL = "LLLL"  # in place of a school, where a file goes to an authority or beyond
NATIONAL_AGENCY = "NAA"
GENERAL = "CTF"  # the tag of a file that is not the return of one collection alone
TAGS = (GENERAL, "FSP", "KS1", "KS2", "PHO", "MTC", "FTF")
TABLE_TAGS = ("EYFSP", "PHONICS", "KS1")

_SOURCE = r"[0-9]{3}(?:[0-9]{4}|LLLL)|XXXXXXX"
_DESTINATION = r"[0-9]{3}(?:[0-9]{4}|LLLL|DFE)|NAALLLL|MMMMMMM|XXXXXXX"
_COPY = r"(?P<copy>(?:\s*\([0-9]{1,4}\)|\s+-\s+COPY)*)"
_NAME = re.compile(
    rf"(?P<source>{_SOURCE})_(?P<tag>[A-Z][A-Z0-9]{{2}})"
    rf"_(?P<destination>{_DESTINATION})_(?P<number>[0-9]{{3}}){_COPY}\.XML",
    re.IGNORECASE | re.ASCII,
)
_TABLE = re.compile(
    r"(?P<tag>EYFSP|PHONICS|KS1)_(?P<school>[0-9]{4}|[0-9]{6})_(?P<year>[0-9]{2})"
    rf"{_COPY}\.CSV",
    re.IGNORECASE | re.ASCII,
)
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_DEPARTMENT = "DfE"  # the one part of a name that is not in capitals


@dataclass(frozen=True, slots=True)
class FileName:
    """The parts of a name, in capitals (save `DfE`).

    `source` and `destination` are an authority's three digits and an
    establishment's four, or the letters that stand for them (`999LLLL`,
    `NAALLLL`, `MMMMMMM`, `XXXXXXX`, `999DfE`). `suffix_stripped` is what a
    browser or a person copying the file added (` (1)`), or ''; it takes no part
    in comparison and is never written.
    """

    source: str
    tag: str
    destination: str
    sequence: int = 1
    suffix_stripped: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TableName:
    """The parts of the name of a table of results, `EYFSP_1001_26.csv`.

    `school` is an establishment number (4 digits) or a URN (6), `year` the last
    two digits of the summer year.
    """

    tag: str
    school: str
    year: int
    suffix_stripped: str = field(default="", compare=False)


def parse(name: str) -> FileName | None:
    """Return the parts of the file name `name`, or None if it has another shape.

    Case does not count, folders before the name are passed over, and copy marks
    before the ending are set aside. The number 000 is not one.
    """
    match = _NAME.fullmatch(_FOLDERS.sub("", name))
    if match is None or match["number"] == "000":
        return None
    destination = match["destination"].upper()
    if destination.endswith("DFE"):
        destination = destination[:3] + _DEPARTMENT
    return FileName(
        match["source"].upper(),
        match["tag"].upper(),
        destination,
        int(match["number"]),
        match["copy"],
    )


def make(name: FileName) -> str:
    """Return the file name with the parts `name`.

    Raises `UsageError` when they do not make one: an unknown shape of sender,
    kind or destination, or a number outside 1 to 999.
    """
    text = f"{name.source}_{name.tag}_{name.destination}_{name.sequence:03d}.xml"
    if parse(text) != name:
        raise UsageError(
            f"{text} is not a file name: it takes a sender such as 9991001, a kind "
            "such as KS1, a destination such as 999LLLL and a number from 001 to 999."
        )
    return text


def parse_table(name: str) -> TableName | None:
    """Return the parts of the name of a table of results, or None; as `parse`."""
    match = _TABLE.fullmatch(_FOLDERS.sub("", name))
    if match is None:
        return None
    return TableName(
        match["tag"].upper(), match["school"], int(match["year"]), match["copy"]
    )


def make_table(name: TableName) -> str:
    """Return the name of a table with the parts `name`; raises as `make` does."""
    text = f"{name.tag}_{name.school}_{name.year:02d}.csv"
    if parse_table(text) != name:
        raise UsageError(
            f"{text} is not the name of a table: it takes EYFSP, PHONICS or KS1, a "
            "4-digit school number or 6-digit URN, and two digits of the year."
        )
    return text


def next_free(name: FileName, existing: Iterable[str]) -> FileName:
    """Return `name` with the number to use beside the `existing` file names.

    One more than the highest in use for the same sender, kind and destination;
    once 999 is in use, the lowest that is free. Raises `UsageError` when all are
    in use.
    """
    parsed = filter(None, map(parse, existing))
    used = {
        other.sequence
        for other in parsed
        if replace(name, sequence=other.sequence) == other
    }
    highest = max(used, default=0)
    if highest < LAST_NUMBER:
        return replace(name, sequence=highest + 1)
    free = set(range(1, LAST_NUMBER)) - used
    if not free:
        raise UsageError(
            f"All 999 numbers for {name.source}_{name.tag}_{name.destination} are in "
            "use. Move older files elsewhere and try again."
        )
    return replace(name, sequence=min(free))


def from_header(header: Header, tag: str, sequence: int = 1) -> FileName | None:
    """Return the name a file with `header` should have, or None.

    None means that the header does not say, in a shape a name can carry, who
    sends the file or where it goes.
    """
    name = FileName(_school(header.source), tag, _school(header.destination), sequence)
    text = f"{name.source}_{name.tag}_{name.destination}_{sequence:03d}.xml"
    return name if parse(text) == name else None


def addressee(kind: str, source: School, authority: str = "") -> School | None:
    """Return who a file of results from `source` is addressed to; None if not known.

    `kind` is a rulebook's `destination`: `la` the school's authority (`authority`,
    where it is said, over what the source says), `naa` the national agency, `own`
    the school itself.
    """
    if kind == "naa":
        return School(la=NATIONAL_AGENCY, estab=ANY_SCHOOL)
    if kind == "own":
        known = source.la and source.estab
        return School(la=source.la, estab=source.estab) if known else None
    la = authority or source.la
    return School(la=la, estab=ANY_SCHOOL) if la else None


def wanted(
    header: Header, to: School | None, tags: Sequence[str], present: str
) -> FileName | None:
    """Return the name due to a file with `header`, called `present`, that goes `to`.

    `tags` are the kinds it may be called by, the usual one first. What the present
    name has right, its kind and number, is kept. None where the header does not
    say which school sends it, or `to` is not known.
    """
    if to is None:
        return None
    parts = parse(present)
    tag = parts.tag if parts and parts.tag in tags else tags[0]
    due = replace(header, destination=to)
    return from_header(due, tag, parts.sequence if parts else 1)


def _school(school: School) -> str:
    return f"{school.la.strip()}{school.estab.strip()}".upper()
