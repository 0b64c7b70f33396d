"""One new file out of one or several, step by step, with what there is to tell."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from keystage import ctf
from keystage.changes import difference, merge
from keystage.changes.words import person, sentence
from keystage.checks.words import listed
from keystage.cli.doctor import files, marksheets, selection
from keystage.core import upn
from keystage.core.errors import UsageError
from keystage.core.file_names import GENERAL
from keystage.core.records import CtfFile, Pupil
from keystage.ctf import names
from keystage.ctf.layout import convert as layout
from keystage.exports import choose, jsonl
from keystage.exports.tables import table
from keystage.intake import Options
from keystage.intake.known.roll import Rolls
from keystage.intake.offers.reading import RulebookReading
from keystage.intake.recognise import recognise
from keystage.intake.shelf import Shelf

XML = ".xml"
CTF, LINES, XLSX, CSV = FORMS = ("ctf", "jsonl", "xlsx", "csv")
TABLES = frozenset({XLSX, CSV})
_NUMBER = re.compile(r"\[[0-9]+\]")
_PUPILS = "/CTfile/CTFpupilData/Pupil/"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for; None and '' stand for as it was, and for all.

    `form` is one of 'ctf', 'jsonl', 'xlsx' and 'csv'. `made` is the moment. `collection` is the one whose results go in. `kind` is the file name's, where one
    was asked for. `upns`, `group` (a class) and `year_group` choose pupils, the last
    two by `rolls` too.
    """

    shelf: Shelf
    form: str = "ctf"
    version: str | None = None
    drop_unknown: bool = False
    to: str | None = None
    kind: str = ""
    collection: str = ""
    addresses: bool = True
    upns: tuple[str, ...] | None = None
    group: str | None = None
    year_group: str | None = None
    rolls: Rolls | None = None
    made: datetime = datetime(1980, 1, 1)  # noqa: DTZ001 - as clocks show it

    @property
    def is_table(self) -> bool:
        """Whether a table is written, a row for each pupil."""
        return self.form in TABLES


def _more_than_once(file: CtfFile) -> list[str]:
    """Return what is to be said of pupils with several entries under one UPN."""
    found: dict[str, list[Pupil]] = {}
    for one in file.pupils:
        found.setdefault(upn.tidy(one.upn), []).append(one)
    return [
        f"look at {person(entries[0])}: {len(entries)} entries under one UPN, in lines "
        f"{listed([str(one.line) for one in entries], 'and')}; all are here"
        for number, entries in found.items()
        if number and len(entries) > 1
    ]


class Conversion:
    """One conversion: `take` files, then `make` one of them, then its `data`.

    `missing` are the UPNs asked for that no file holds.
    """

    def __init__(self, wish: Wish) -> None:
        self.missing: list[str] = []
        self._wish = wish
        self._read: list[CtfFile] = []
        self._told: list[str] = []
        self._file = CtfFile()
        self._first = CtfFile()
        self._table: marksheets.Tabled | None = None

    def take(self, path: object, file: CtfFile) -> None:
        """Take one file; raises `UsageError` where it was read with doubts."""
        files.refuse_doubtful(str(path), file)
        self._read.append(file)
        self._told.append(f"from {path}: pupils {len(file.pupils):,}")
        self._told += [f"{path}: {said}" for said in files.not_kept(file)]
        self._told += [f"{path}: {said}" for said in _more_than_once(file)]

    def make(self) -> None:
        """Make the new file as wished.

        Raises `UsageError` where that cannot be: files that contradict each other,
        a version that does not know all there is; `selection.NothingHere` where
        none of what was asked for is there.
        """
        self._join()
        self._choose_pupils()
        self._choose_parts()
        self._address()
        wish = self._wish
        if wish.is_table:
            found = marksheets.tabled(self._file, wish.shelf, wish.collection)
            self._table = found
            self._told += [f"not in the table: {one}" for one in found.left_out]
        elif wish.version is not None or wish.form == CTF:
            self._convert(wish.version or self._newest())

    def data(self) -> bytes:
        """Return the new file's bytes, read back and compared; raises `WriteError`."""
        if self._table is not None:
            return self._table_data(self._table)
        write = jsonl.write if self._wish.form == LINES else ctf.write
        return write(self._file)

    def name(self) -> str:
        """Return the name the new file should have, or '' if its header has none."""
        kind, shelf = self._wish.kind, self._wish.shelf
        if self._table is not None:
            return marksheets.name_of(self._table, self.ending)
        if self._wish.collection:
            kind = shelf.newest(self._wish.collection).ctf.tag
        books = () if kind else recognise(self._file, shelf, Options()).books
        tag = kind or (books[0].ctf.tag if len(books) == 1 else GENERAL)
        parts = names.from_header(self._file.header, tag)
        return names.make(parts).removesuffix(XML) + self.ending if parts else ""

    @property
    def ending(self) -> str:
        """The ending of the new file's name."""
        return {CTF: XML, LINES: files.LINES}.get(
            self._wish.form, f".{self._wish.form}"
        )

    def report(self, target: object, *, advice: str = "") -> list[str]:
        """Return what there is to tell of the file at `target`, and of its name."""
        file = self._file
        results = sum(len(one.assessments) for one in file.pupils)
        pupils = len(file.pupils)
        form = f"CTF {file.header.version}"
        if self._wish.form == LINES:
            form = f"JSON lines of {form}"
        if self._table is not None:
            form = f"table of {self._table.book.title}"
            pupils, results = self._table.size
        heading = f"{target}: {form}, pupils {pupils:,}, results {results:,}"
        header = difference(CtfFile(self._first.header), CtfFile(file.header)).header
        told = list(self._told)
        if not results:
            told.append("no results are in it: look whether they were filled in")
        if advice:
            told.append(f"the name it should have: {advice}")
        told += [sentence(one) for one in header]
        return [heading, *(f"  {said}" for said in told)]

    def _table_data(self, found: marksheets.Tabled) -> bytes:
        grid = table.of(found.return_, found.book)
        if self._wish.form == CSV:
            return table.as_csv(grid)
        return table.as_xlsx(grid, found.return_, found.book, self._wish.made)

    def _join(self) -> None:
        try:
            merged = merge(self._read, RulebookReading(self._wish.shelf))
        except UsageError as stop:
            raise UsageError(f"{stop} Nothing was written.") from None
        self._file = self._first = merged.file
        for one in merged.in_both:
            self._told.append(f"in more than one file, and once here: {person(one)}")
        self._told += [
            f"kept as the first file has it: {one}" for one in merged.reworded
        ]
        for one, other in merged.alike:
            self._told.append(
                f"look at {person(one)} and {person(other)}: one name and date of "
                "birth, two UPNs; both are here"
            )

    def _choose_pupils(self) -> None:
        wish, before = self._wish, len(self._file.pupils)
        chosen = choose.Chosen(self._file, 0)
        if wish.upns is not None:
            chosen, self.missing = selection.by_upn(self._file, wish.upns)
        elif wish.group is not None:
            chosen = selection.by_class(self._file, wish.group, wish.rolls)
        elif wish.year_group is not None:
            chosen = selection.by_year_group(self._file, wish.year_group, wish.rolls)
        self._file = chosen.file
        self._left_out("pupils not asked for", before - len(self._file.pupils))

    def _choose_parts(self) -> None:
        wish = self._wish
        if wish.collection:
            found = selection.of_kind(self._file, wish.collection, wish.shelf)
            self._file = found.file
            self._left_out(f"pupils that are not of {wish.kind}", found.pupils)
            self._left_out(f"results that are not of {wish.kind}", found.results)
        if not wish.addresses:
            less = choose.without_addresses(self._file)
            self._file = less.file
            self._left_out("addresses", less.left_out)

    def _address(self) -> None:
        to, header = self._wish.to, self._file.header
        if to is None:
            return
        school = choose.destination(to, header.source)
        if school is None:
            raise UsageError(
                "The files do not say which authority they come from, so --to la "
                "has no meaning for them."
            )
        self._file = replace(self._file, header=replace(header, destination=school))

    def _left_out(self, what: str, count: int) -> None:
        if count:
            self._told.append(f"left out, {what}: {count:,}")

    def _newest(self) -> str:
        versions = [file.header.version for file in self._read]
        return max(versions, key=lambda text: (len(text.partition(".")[0]), text))

    def _convert(self, version: str) -> None:
        found = layout.convert(self._file, version)
        lost = _counted(found.left_out)
        if lost and not self._wish.drop_unknown:
            raise UsageError(
                f"Version {version} of the CTF does not know {listed(lost, 'and')}. "
                "Nothing was written. Add --drop-unknown to leave that out, or ask "
                "for a later version."
            )
        self._file = found.file
        self._told += [
            f"left out, not known to version {version}: {one}" for one in lost
        ]


def _counted(lost: Sequence[layout.LeftOut]) -> list[str]:
    """Return each sort of thing once: what it is, since when known, how often."""
    counts = Counter((_NUMBER.sub("", one.place), one.since) for one in lost)
    return [
        f"{place.removeprefix(_PUPILS)} (from {since}.0; times {count:,})"
        for (place, since), count in sorted(counts.items())
    ]
