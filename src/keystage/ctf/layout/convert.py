"""One file in the form of another version, and what that version cannot hold.

Nothing is lost in silence: `write` refuses a file that holds more than its
version knows, and `convert` takes it out and says what.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from keystage.core.records import CtfFile, Element, Header, Pupil
from keystage.ctf.layout import order, versions

_PUPILS = "/CTfile/CTFpupilData"


class LeftOut(NamedTuple):
    """An element a version does not know: where it stood, and who knows it.

    `place` is a path with 1-based numbers, `since` the first version with it.
    """

    place: str
    since: int


class Conversion(NamedTuple):
    """A file in the form of another version, and all that was left out of it."""

    file: CtfFile
    left_out: tuple[LeftOut, ...]


def convert(file: CtfFile, version: str) -> Conversion:
    """Return `file` as `version` can hold it, and what it cannot hold.

    The file given stays as it is. Raises `WriteError` for a version we do not
    write.
    """
    number = versions.writable(version)
    left_out = (
        *unknown_in_header(file.header, number),
        *(
            lost
            for position, pupil in enumerate(file.pupils, 1)
            for lost in unknown_in_pupil(pupil, number, position)
        ),
    )
    header = replace(file.header, version=f"{number}.0")
    pupils = file.pupils
    if left_out:
        header = _without_urns(header, number)
        pupils = [
            replace(pupil, sections=_without("Pupil", pupil.sections, number))
            for pupil in pupils
        ]
    return Conversion(replace(file, header=header, pupils=pupils), left_out)


def unknown_in_header(header: Header, version: int) -> Iterator[LeftOut]:
    """Yield what `version` cannot hold of `header`."""
    if version < versions.FIRST_WITH_URN:
        for name, school in (
            ("SourceSchool", header.source),
            ("DestSchool", header.destination),
        ):
            if school.urn:
                place = f"/CTfile/Header/{name}/URN"
                yield LeftOut(place, versions.FIRST_WITH_URN)


def unknown_in_pupil(pupil: Pupil, version: int, position: int) -> Iterator[LeftOut]:
    """Yield what `version` cannot hold of the pupil at `position`."""
    if version < versions.LAST_WRITTEN and pupil.sections:
        path = f"{_PUPILS}/Pupil[{position}]"
        yield from _unknown("Pupil", pupil.sections, version, path)


def _unknown(
    parent: str, children: Iterable[Element], version: int, path: str
) -> Iterator[LeftOut]:
    counts: dict[str, int] = {}
    for child in children:
        counts[child.name] = counts.get(child.name, 0) + 1
        place = f"{path}/{child.name}[{counts[child.name]}]"
        since = order.SINCE.get((parent, child.name), 0)
        if since > version:
            yield LeftOut(place, since)
        elif order.is_known(parent, child.name):
            yield from _unknown(child.name, child.children, version, place)


def _without(parent: str, children: Iterable[Element], version: int) -> list[Element]:
    return [
        replace(child, children=_without(child.name, child.children, version))
        if order.is_known(parent, child.name)
        else child
        for child in children
        if order.SINCE.get((parent, child.name), 0) <= version
    ]


def _without_urns(header: Header, version: int) -> Header:
    if version >= versions.FIRST_WITH_URN:
        return header
    return replace(
        header,
        source=replace(header.source, urn=""),
        destination=replace(header.destination, urn=""),
    )
