"""Write files of results in another version or form, or with chosen pupils."""

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from keystage import ctf
from keystage.changes import difference, merge
from keystage.changes.words import person, sentence
from keystage.checks.words import listed
from keystage.cli import progress
from keystage.cli.doctor import files, page, selection
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND, UsageError
from keystage.core.records import CtfFile
from keystage.ctf import names
from keystage.ctf.layout import convert as layout
from keystage.exports import choose, jsonl
from keystage.intake import Options
from keystage.intake.offers.reading import RulebookReading
from keystage.intake.recognise import recognise
from keystage.intake.shelf import standard

GENERAL = "CTF"
_NUMBER = re.compile(r"\[[0-9]+\]")
_PUPILS = "/CTfile/CTFpupilData/Pupil/"


def run(arguments: argparse.Namespace) -> int:
    """Write the new file and say what it holds and leaves out.

    Returns 1 where UPNs were asked for that are not there. Raises `UsageError` and
    `WriteError` where it cannot be done as asked; then nothing is written.
    """
    work = _Work(arguments)
    with progress.bar() as bar:
        for done, path in enumerate(arguments.files, 1):
            work.read(path)
            bar(done, len(arguments.files))
        work.join()
        work.choose()
        work.address()
    target = work.write()
    page.show(work.report(target))
    return EXIT_ERRORS_FOUND if work.missing else EXIT_CLEAN


class _Work:
    """One conversion, step by step, with what there is to tell of each."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.missing: list[str] = []
        self._ask = arguments
        self._read: list[CtfFile] = []
        self._told: list[str] = []
        self._file = CtfFile()
        self._first = CtfFile()

    def read(self, path: Path) -> None:
        """Take one file; raises `UsageError` where it cannot be read with certainty."""
        file = files.opened(path)
        files.refuse_doubtful(path, file)
        self._read.append(file)
        count = f"{len(file.pupils):,}"
        self._told.append(f"from {path}: pupils {count}")
        self._told += [f"{path}: {said}" for said in files.not_kept(file)]

    def join(self) -> None:
        """Make one file of all; raises `UsageError` where they contradict each other."""
        merged = merge(self._read, RulebookReading(standard()))
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

    def choose(self) -> None:
        """Leave out what was not asked for."""
        ask, before = self._ask, len(self._file.pupils)
        if ask.upns is not None:
            wanted = selection.listed_upns(ask.upns)
            chosen, self.missing = selection.by_upn(self._file, wanted)
            self._file = chosen.file
        elif ask.group is not None:
            self._file = selection.by_class(self._file, ask.group, ask.roll).file
        elif ask.year_group is not None:
            self._file = selection.by_year_group(
                self._file, ask.year_group, ask.roll
            ).file
        self._left_out("pupils not asked for", before - len(self._file.pupils))
        if ask.kind in selection.COLLECTIONS:
            found = selection.of_kind(self._file, ask.kind)
            self._file = found.file
            self._left_out(f"pupils that are not of {ask.kind}", found.pupils)
            self._left_out(f"results that are not of {ask.kind}", found.results)
        if ask.addresses == "drop":
            found_addresses = choose.without_addresses(self._file)
            self._file = found_addresses.file
            self._left_out("addresses", found_addresses.left_out)

    def address(self) -> None:
        """Give the file its destination and its version."""
        ask, header = self._ask, self._file.header
        if ask.to is not None:
            to = choose.destination(ask.to, header.source)
            if to is None:
                raise UsageError(
                    "The files do not say which authority they come from, so --to la "
                    "has no meaning for them."
                )
            self._file = replace(self._file, header=replace(header, destination=to))
        if ask.version is not None or not self._as_lines:
            self._convert(ask.version or self._newest())

    def write(self) -> Path:
        """Write the file, read back and compared, and return where it is."""
        data = jsonl.write(self._file) if self._as_lines else ctf.write(self._file)
        out: Path = self._ask.out
        name = self._name()
        if out.is_dir() and not name:
            raise UsageError(
                "The files' header does not give what a name is made of: give OUT the "
                "name of a file."
            )
        target = files.target(out, name, self._ask.files)
        files.save(data, target)
        if name and names.parse(target.name) is None and not self._as_lines:
            self._told.append(f"the name it should have: {name}")
        return target

    def report(self, target: Path) -> list[str]:
        """Return what there is to tell of the file at `target`, line by line."""
        file = self._file
        results = sum(len(one.assessments) for one in file.pupils)
        form = "JSON lines of " if self._as_lines else ""
        heading = (
            f"{target}: {form}CTF {file.header.version}, pupils {len(file.pupils):,}, "
            f"results {results:,}"
        )
        header = difference(CtfFile(self._first.header), CtfFile(file.header)).header
        told = [*self._told, *(sentence(one) for one in header)]
        if self.missing:
            told.append(f"asked for, and in no file: {files.named(self.missing)}")
        return [heading, *(f"  {said}" for said in told)]

    @property
    def _as_lines(self) -> bool:
        form: str | None = self._ask.format
        if form is not None:
            return form == "jsonl"
        out: Path = self._ask.out
        return out.suffix.lower() == files.LINES

    def _left_out(self, what: str, count: int) -> None:
        if count:
            self._told.append(f"left out, {what}: {count:,}")

    def _newest(self) -> str:
        versions = [file.header.version for file in self._read]
        return max(versions, key=lambda text: (len(text.partition(".")[0]), text))

    def _convert(self, version: str) -> None:
        found = layout.convert(self._file, version)
        lost = _counted(found.left_out)
        if lost and not self._ask.drop_unknown:
            raise UsageError(
                f"Version {version} of the CTF does not know {listed(lost, 'and')}. "
                "Nothing was written. Add --drop-unknown to leave that out, or ask "
                "for a later version."
            )
        self._file = found.file
        self._told += [
            f"left out, not known to version {version}: {one}" for one in lost
        ]

    def _name(self) -> str:
        kind: str | None = self._ask.kind
        books = () if kind else recognise(self._file, standard(), Options()).books
        tag = kind or (books[0].ctf.tag if len(books) == 1 else GENERAL)
        parts = names.from_header(self._file.header, tag)
        name = names.make(parts) if parts else ""
        return (
            name.removesuffix(".xml") + files.LINES if name and self._as_lines else name
        )


def _counted(lost: Sequence[layout.LeftOut]) -> list[str]:
    """Return each sort of thing once: what it is, since when known, how often."""
    counts = Counter((_NUMBER.sub("", one.place), one.since) for one in lost)
    return [
        f"{place.removeprefix(_PUPILS)} (from {since}.0; times {count:,})"
        for (place, since), count in sorted(counts.items())
    ]
