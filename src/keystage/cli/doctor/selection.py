"""Which pupils and results a person asked for, in words the files understand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from keystage.changes.match import number
from keystage.checks.model import RollEntry
from keystage.cli.doctor.files import contents, named
from keystage.core import upn
from keystage.core.errors import Refused, UsageError
from keystage.core.file_names import GENERAL
from keystage.core.records import CtfFile, Pupil
from keystage.exports import choose
from keystage.intake import Options
from keystage.intake.interpret import Reading, interpret, school_number, year_group
from keystage.intake.known.roll import Rolls
from keystage.intake.known.tables import decode, read_table
from keystage.intake.recognise import recognise
from keystage.intake.shelf import Shelf, called

_UPN_WORDS = {"upn": ("UPN", "Unique pupil number", "Pupil UPN")}
_SEPARATORS = ",;\t|"


class NothingHere(UsageError):
    """Nothing of a file is what was asked for: no fault where there are many."""


class Narrowed(NamedTuple):
    """A file with less in it, and how much of what was left out."""

    file: CtfFile
    pupils: int
    results: int


def collection_of(kind: str, shelf: Shelf) -> str:
    """Return the collection files of `kind` hold: one's tag (`PHO`) or its own name.

    '' stands for all, which is what the general kind holds. Raises `UsageError` for
    a kind no rulebook knows.
    """
    tags = {shelf.newest(name).ctf.tag: name for name in shelf.collections}
    tags |= {name.upper(): name for name in shelf.collections} | {GENERAL: ""}
    found = tags.get(kind.upper())
    if found is None:
        known = ", ".join(sorted(tags))
        raise UsageError(f"There is no --kind {kind}: there are {known}.")
    return found


def of_kind(file: CtfFile, collection: str, shelf: Shelf) -> Narrowed:
    """Return `file` with one collection's results, of the pupils that are in it.

    The year is the file's own; its description becomes the collection's. Raises
    `NothingHere` where the file holds no such results, or there is no rulebook.
    """
    asked = shelf.preferring(collection)
    found = recognise(file, asked, Options(collection=collection))
    book = next((one for one in found.books if one.collection == collection), None)
    if book is None:
        raise NothingHere(
            f"There are no results of {called(shelf.newest(collection))} that Keystage "
            "knows in these files. Nothing was written."
        )
    rows = interpret(file, book, found.plans, Reading()).rows
    places, plan = {row.position for row in rows}, found.plans[collection]
    some = choose.pupils(file, lambda one: one.position in places)
    less = choose.results(some.file, lambda part: part.kind in plan)
    header = replace(file.header, qualifier="partial", descriptor=book.ctf.descriptor)
    return Narrowed(replace(less.file, header=header), some.left_out, less.left_out)


def listed_upns(path: Path) -> tuple[str, ...]:
    """Return the UPNs of a list: one a line, or a table with a column UPN.

    Tidied, in their order, each once. Raises `UsageError` where something else
    stands there: a UPN with a slip would silently leave a pupil out.
    """
    try:
        data = contents(path)
    except Refused as stop:
        raise UsageError(f"{path}: {stop.message}") from None
    text = decode(path.name, data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    if any(mark in first for mark in _SEPARATORS):
        table = read_table(path.name, data, _UPN_WORDS, ("upn",))
        lines = [(line.number, line.get("upn")) for line in table.lines]
    else:
        lines = list(enumerate(text.splitlines(), 1))
    found: dict[str, None] = {}
    for row, words in lines:
        tidied = upn.tidy(words)
        if len(tidied) == upn.LENGTH:
            found[tidied] = None
        elif tidied and not _is_heading(words, first):
            raise UsageError(f"{path}, row {row}: {named([words.strip()])} is no UPN.")
    if not found:
        raise UsageError(f"{path} holds no UPN.")
    return tuple(found)


def by_upn(file: CtfFile, wanted: Iterable[str]) -> tuple[choose.Chosen, list[str]]:
    """Return `file` with the pupils `wanted`, and the UPNs that nobody has."""
    asked = dict.fromkeys(wanted)
    here = {number(one) for one in file.pupils}
    chosen = choose.pupils(file, lambda one: number(one) in asked)
    missing = [one for one in asked if one not in here]
    if len(missing) == len(asked):
        raise NothingHere("None of the UPNs in the list is in these files.")
    return chosen, missing


def by_class(file: CtfFile, name: str, roll: Rolls | None) -> choose.Chosen:
    """Return `file` with the pupils of a class, by the roll or the files' own word."""
    entries = _entries(file, roll)

    def classes(one: Pupil) -> set[str]:
        entry = entries.get(number(one))
        text = _year_text(one)  # where some write the class
        said = {entry.group if entry else "", "" if year_group(text) else text}
        return said - {""}

    return _in(file, "class", name, classes)


def by_year_group(file: CtfFile, name: str, roll: Rolls | None) -> choose.Chosen:
    """Return `file` with the pupils of a year group; the roll goes before the files."""
    entries = _entries(file, roll)

    def groups(one: Pupil) -> set[str]:
        entry = entries.get(number(one))
        group = (entry.nc_year if entry else "") or year_group(_year_text(one))
        return {group} if group else set()

    return _in(file, "year group", year_group(name) or name, groups)


def _in(
    file: CtfFile, what: str, name: str, groups: Callable[[Pupil], set[str]]
) -> choose.Chosen:
    folded = name.strip().casefold()
    known = sorted({group for one in file.pupils for group in groups(one)})
    if not known:
        raise UsageError(
            f"The files do not say which {what} a pupil is in: give the pupils' list "
            "with --roll."
        )
    chosen = choose.pupils(
        file, lambda one: folded in {group.casefold() for group in groups(one)}
    )
    if not chosen.file.pupils:
        raise NothingHere(f"No pupil is in {what} {name}. Known here: {named(known)}.")
    return chosen


def _entries(file: CtfFile, roll: Rolls | None) -> Mapping[str, RollEntry]:
    if roll is None:
        return {}
    source = file.header.source
    here = roll.of(school_number(source.la, source.estab)) or ()
    return {entry.upn: entry for entry in here if entry.upn}


def _year_text(one: Pupil) -> str:
    basic = one.section("BasicDetails")
    return basic.child_text("NCyearActual") if basic else ""


def _is_heading(words: str, first: str) -> bool:
    return words == first and upn.tidy(words) == "UPN"
