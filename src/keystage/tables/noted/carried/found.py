"""What is to be carried, as it is found in the file given."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from keystage.tables.excel.parts import Contents, is_true, relations_of, tell
from keystage.tables.limits import TableLimits
from keystage.tables.noted.carried.drawn import Drawn, drawn
from keystage.tables.package import Package
from keystage.tables.walk import Attributes, Visitor

_AREA = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}(:[A-Z]{1,3}[1-9][0-9]{0,6})?")

_PLAIN = re.compile(r"[A-Za-z0-9 ./_$~-]{1,100}")


@dataclass(slots=True)
class Carried:
    """What the writer would lose.

    `quiet`: by sheet, the areas where a number kept as a text is meant so. `told`: by
    table, its title and description for who does not see it. `drawn`: by sheet, its
    charts. `program`: what wrote these, and its version, as programs that read charts
    go by it; '' where nothing says so.
    """

    quiet: dict[str, str] = field(default_factory=dict)
    told: dict[str, tuple[str, str]] = field(default_factory=dict)
    drawn: dict[str, Drawn] = field(default_factory=dict)
    program: tuple[str, str] = ("", "")


def carried(
    data: bytes, limits: TableLimits, sheets: Collection[str], *, charts: bool
) -> Carried:
    """Return what is to be carried of `sheets`, those a person sees.

    Charts are taken only with `charts`, and only those of cells of `sheets`. Raises
    `Refused` where a part cannot be read safely.
    """
    package = Package(data, limits)
    found = Carried(program=_program(package))
    for name, part in _parts(package):
        if name not in sheets:
            continue
        quiet, links = _Quiet(), relations_of(package, part)
        tell(package, part, quiet)
        if quiet.areas:
            found.quiet[name] = " ".join(quiet.areas)
        for kind, path in links.found.values():
            if kind == "table" and path in package:
                tell(package, path, told := _Told())
                found.told |= told.found
            elif kind == "drawing" and charts and path in package:
                made = drawn(package, path, relations_of(package, path), sheets)
                found.drawn |= {name: made} if made else {}
    return found


def _parts(package: Package) -> Iterator[tuple[str, str]]:
    """Yield each sheet's name and part."""
    main = relations_of(package, "").first("officeDocument") or ""
    contents, links = Contents(), relations_of(package, main)
    tell(package, main, contents)
    for name, _, relation in contents.sheets:
        _, part = links.found.get(relation, ("", ""))
        yield name, part


def _program(package: Package) -> tuple[str, str]:
    said = _Program()
    part = relations_of(package, "").first("extended-properties")
    if part is not None and part in package:
        tell(package, part, said)
    return said.found["Application"], said.found["AppVersion"]


class _Program(Visitor):
    """Which program wrote a file, as far as that is a plain name."""

    def __init__(self) -> None:
        self.found = {"Application": "", "AppVersion": ""}
        self._name = ""

    def start(self, name: str, attributes: Attributes) -> None:
        self._name = name

    def text(self, text: str) -> None:
        if self._name in self.found and _PLAIN.fullmatch(text):
            self.found[self._name] = text


class _Quiet(Visitor):
    """The areas of a sheet where numbers are meant as texts."""

    def __init__(self) -> None:
        self.areas: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "ignoredError" and is_true(attributes.get("numberStoredAsText")):
            areas = attributes.get("sqref", "").split()
            self.areas += [area for area in areas if _AREA.fullmatch(area)]


class _Told(Visitor):
    """What a table is said to be."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}
        self._name = ""

    def start(self, name: str, attributes: Attributes) -> None:
        self._name = attributes.get("displayName", self._name)
        told = attributes.get("altText", ""), attributes.get("altTextSummary", "")
        if any(told):
            self.found[self._name] = told
