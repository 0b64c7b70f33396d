"""Small files to lay side by side."""

from keystage.changes import Change, Difference, PupilChange, difference
from keystage.core.records import Assessment, CtfFile, Element, Kind, Pupil
from tests.unit.intake.makers import ctf_file, ks1, pupil

WRITING = Kind("KS1", "ENG", "2026", "ENG", "TA", "WRI", "R", "NC")


def child(serial: int, values: str = "EXS WTS GDS EXS", **fields: str) -> Pupil:
    """Return pupil `serial` with KS1 results in reading, writing, maths, science."""
    return pupil(serial, ks1(values), **fields)


def basic(one: Pupil, **parts: str) -> Pupil:
    """Give the pupil basic details, by the names of their elements."""
    children = [Element(name, text) for name, text in parts.items()]
    one.sections.append(Element("BasicDetails", children=children))
    return one


def files(before: list[Pupil], after: list[Pupil]) -> tuple[CtfFile, CtfFile]:
    return ctf_file(before), ctf_file(after)


def between(before: list[Pupil], after: list[Pupil]) -> Difference:
    return difference(*files(before, after))


def only(found: Difference) -> PupilChange:
    """Return the one pupil who differs."""
    (one,) = found.pupils
    return one


def told(changes: tuple[Change, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(change.name, change.old, change.new) for change in changes]


def given(value: str, date: str = "", **parts: str) -> Assessment:
    return Assessment(WRITING._replace(**parts), value, date)
