"""Which pupils, and which of their parts, go into a new file."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from keystage.core.file_names import ANY_SCHOOL, NATIONAL_AGENCY, addressee
from keystage.core.records import Assessment, CtfFile, Element, Pupil, School

_ADDRESS = "Address"
_TO = {
    "naa": School(la=NATIONAL_AGENCY, estab=ANY_SCHOOL),
    "mmm": School(la="MMM", estab="MMMM"),
    "xxx": School(la="XXX", estab="XXXX"),
}
_LA = 3  # digits of an authority's number


class Chosen(NamedTuple):
    """A new file, and how many pupils, results or parts it leaves out."""

    file: CtfFile
    left_out: int


def destination(to: str, source: School) -> School | None:
    """Return where `to` means, for a file from `source`; None where it means nothing.

    `la` is the sender's own authority, `own` the sender, `naa` the national agency, `mmm` a school
    abroad or outside the maintained sector, `xxx` one not known, `school:9991234`
    the school with that number.
    """
    if to in {"la", "own"}:
        return addressee(to, source)
    if to in _TO:
        return _TO[to]
    word, _, number = to.partition(":")
    sound = number.isascii() and number.isdigit() and len(number) == len("9991234")
    if word != "school" or not sound:
        return None
    return School(la=number[:_LA], estab=number[_LA:])


def pupils(file: CtfFile, wanted: Callable[[Pupil], bool]) -> Chosen:
    """Return `file` with the pupils `wanted`, in their order."""
    kept = [replace(one) for one in file.pupils if wanted(one)]
    for position, one in enumerate(kept, 1):
        one.position = position
    return Chosen(replace(file, pupils=kept), len(file.pupils) - len(kept))


def results(file: CtfFile, wanted: Callable[[Assessment], bool]) -> Chosen:
    """Return `file` with those results of each pupil that are `wanted`."""
    kept = [
        replace(one, assessments=[part for part in one.assessments if wanted(part)])
        for one in file.pupils
    ]
    return Chosen(replace(file, pupils=kept), _results(file.pupils) - _results(kept))


def without_addresses(file: CtfFile) -> Chosen:
    """Return `file` without any address, of pupils or of those to be called."""
    kept = [replace(one, sections=_without(one.sections)) for one in file.pupils]
    lost = _addresses(file.pupils) - _addresses(kept)
    return Chosen(replace(file, pupils=kept), lost)


def _results(those: Iterable[Pupil]) -> int:
    return sum(len(one.assessments) for one in those)


def _addresses(those: Iterable[Pupil]) -> int:
    return sum(_held(one.sections) for one in those)


def _held(parts: Iterable[Element]) -> int:
    return sum((part.name == _ADDRESS) + _held(part.children) for part in parts)


def _without(parts: Iterable[Element]) -> list[Element]:
    """Return `parts` without addresses at any depth, a supplier's own included."""
    return [
        replace(part, children=_without(part.children)) if part.children else part
        for part in parts
        if part.name != _ADDRESS
    ]
