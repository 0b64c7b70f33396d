"""Applying a repair: a new file or file name, the old one untouched.

A repair says what must stand there for it to apply. Where something else stands
the call is refused, so a repair can never overwrite a correction made meanwhile.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import replace

from keystage.core.errors import UsageError
from keystage.core.findings import Repair
from keystage.core.records import (
    HEADER_FIELDS,
    IDENTITY_FIELDS,
    SCHOOL_FIELDS,
    Assessment,
    CtfFile,
    Element,
    Header,
    Pupil,
    School,
)

WHOLE_PUPIL = "pupil"
_LA = 3  # digits of an authority's number
_IN_SECTION = {
    "former_upn": ("BasicDetails", "FormerUPN"),
    "nc_year": ("BasicDetails", "NCyearActual"),
    "postcode": ("Address", "PostCode"),
}


def apply(file: CtfFile, repair: Repair) -> CtfFile:
    """Return `file` with `repair` made.

    Fields are those of the records: `destination.la` in the header, or
    `destination`, authority and establishment in one text; `upn` …
    `uci`, `former_upn`, `nc_year`, `postcode` of a pupil, or `pupil` to remove
    the pupil, whose UPN is then `old`; `result`, `date` or a part of `Kind` of a
    result, where removing takes the whole result. Raises `UsageError` when `old`
    is not there, the place does not exist, or the repair is one of a file name.
    """
    if repair.target == "header":
        return replace(file, header=_header_repaired(file.header, repair))
    if repair.target == "file_name":
        raise UsageError("This repair is of the file's name, not of its contents.")
    at = _index(repair.pupil, len(file.pupils), "pupil")
    pupils = list(file.pupils)
    if repair.field == WHOLE_PUPIL and repair.target == "pupil":
        _expect(repair, pupils[at].upn)
        del pupils[at]
    elif repair.target == "pupil":
        pupils[at] = _pupil_repaired(pupils[at], repair)
    else:
        pupils[at] = _result_repaired(pupils[at], repair)
    return replace(file, pupils=pupils)


def apply_all(file: CtfFile, repairs: Iterable[Repair]) -> CtfFile:
    """Return `file` with all `repairs` made; raises as `apply` does.

    Pupils and results are numbered as in the file given: removals come last and
    from the end, so that none moves the place of another.
    """

    def order(repair: Repair) -> tuple[bool, int, int]:
        removal = repair.action == "remove"
        number = repair.result if repair.field != WHOLE_PUPIL else None
        return removal, -(repair.pupil or 0), -(number or 0)

    for repair in sorted(repairs, key=order):
        file = apply(file, repair)
    return file


def apply_to_name(name: str, repair: Repair) -> str:
    """Return the file name `repair` gives; `UsageError` if it does not fit `name`."""
    if repair.target != "file_name":
        raise UsageError("This repair is of the file's contents, not of its name.")
    _expect(repair, name)
    return repair.new


def _expect(repair: Repair, present: str) -> None:
    if present != repair.old:
        raise UsageError(
            f"The {repair.target.replace('_', ' ')} has changed since it was checked; "
            "check the file again."
        )


def _index(number: int | None, size: int, what: str) -> int:
    if number is None or not 1 <= number <= size:
        raise UsageError(f"The file has no {what} number {number}.")
    return number - 1


def _new(repair: Repair) -> str:
    return repair.new if repair.action == "set" else ""


def _with[T](record: T, name: str, value: object) -> T:
    changed = copy(record)
    setattr(changed, name, value)
    return changed


def _unknown(repair: Repair) -> UsageError:
    return UsageError(f"A {repair.target} has no field {repair.field!r} to repair.")


def _header_repaired(header: Header, repair: Repair) -> Header:
    if repair.field == "destination":
        to, new = header.destination, _new(repair)
        _expect(repair, to.la + to.estab)
        both = School(la=new[:_LA], estab=new[_LA:])
        return replace(header, destination=both)
    part, _, name = repair.field.partition(".")
    if part in {"source", "destination"} and name in SCHOOL_FIELDS:
        school = getattr(header, part)
        _expect(repair, getattr(school, name))
        changed = _with(school, name, _new(repair))
        return _with(header, part, changed)
    if repair.field not in HEADER_FIELDS:
        raise _unknown(repair)
    _expect(repair, getattr(header, repair.field))
    return _with(header, repair.field, _new(repair))


def _pupil_repaired(pupil: Pupil, repair: Repair) -> Pupil:
    if repair.field in _IN_SECTION:
        section, name = _IN_SECTION[repair.field]
        return _section_repaired(pupil, section, name, repair)
    if repair.field not in IDENTITY_FIELDS:
        raise _unknown(repair)
    _expect(repair, getattr(pupil, repair.field))
    return _with(pupil, repair.field, _new(repair))


def _section_repaired(pupil: Pupil, section: str, name: str, repair: Repair) -> Pupil:
    found = pupil.section(section)
    present = found.child_text(name) if found else ""
    _expect(repair, present)
    old = found or Element(section)
    first = next((part for part in old.children if part.name == name), None)
    fresh = [Element(name, _new(repair))] if _new(repair) else []
    if first is None:
        children = [*old.children, *fresh]
    else:
        at = next(i for i, part in enumerate(old.children) if part is first)
        children = [*old.children[:at], *fresh, *old.children[at + 1 :]]
    changed = replace(old, children=children)
    kept = [changed if part is found else part for part in pupil.sections]
    return replace(pupil, sections=kept if found else [*kept, changed])


def _result_repaired(pupil: Pupil, repair: Repair) -> Pupil:
    at = _index(repair.result, len(pupil.assessments), "result")
    assessments = list(pupil.assessments)
    old = assessments[at]
    if repair.action == "remove":
        _expect(repair, old.result)
        del assessments[at]
    else:
        assessments[at] = _assessment_repaired(old, repair)
    return replace(pupil, assessments=assessments)


def _assessment_repaired(old: Assessment, repair: Repair) -> Assessment:
    if repair.field in old.kind._fields:
        _expect(repair, getattr(old.kind, repair.field))
        return replace(old, kind=old.kind._replace(**{repair.field: repair.new}))
    if repair.field not in {"result", "date"}:
        raise _unknown(repair)
    _expect(repair, getattr(old, repair.field))
    return _with(old, repair.field, repair.new)
