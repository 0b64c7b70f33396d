"""What the kit holds: files to be exported, the children in them, and their results.

All are plain texts, as they are to be typed into a school's system and found again in
its export.
"""

from collections.abc import Iterator
from dataclasses import dataclass

FORMAT = "keystage-kit-1"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One result of a child in the words of the Common Transfer File.

    `component` is what it is called where results are typed, `code` what the file
    calls it. A file may give it under any of `qualifiers`; where it is not `needed`
    it may be left out.
    """

    collection: str
    component: str
    stage: str
    subject: str
    method: str
    code: str
    qualifiers: tuple[str, ...]
    year: str
    value: str
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Child:
    """One child of the kit's school.

    `case` names what it is there to try, or is ''; `why` says it in words. One that is
    not `wanted` is in the system and must not be in the file. `joined` and `left` are
    days, '' where they do not matter.
    """

    upn: str
    surname: str
    forename: str
    dob: str
    sex: str
    nc_year: str
    results: tuple[Wanted, ...]
    case: str = ""
    why: str = ""
    wanted: bool = True
    former_upn: str = ""
    former_surname: str = ""
    known_as: str = ""
    postcode: str = ""
    joined: str = ""
    left: str = ""

    @property
    def name(self) -> str:
        """Return surname and forename, as lists of pupils have them."""
        return f"{self.surname}, {self.forename}"


@dataclass(frozen=True, slots=True)
class Export:
    """One file the supplier's system is to make.

    `versions` are those of the format that fit the summer; `destination` is an
    authority's number, or NAA, before LLLL. `address` says that postcodes go with it.
    """

    id: str
    title: str
    collections: tuple[str, ...]
    year: int
    file_name: str
    destination: str
    versions: tuple[str, ...]
    children: tuple[Child, ...]
    address: bool = False

    @property
    def wanted(self) -> Iterator[Child]:
        """Yield the children who must be in the file."""
        return (child for child in self.children if child.wanted)


@dataclass(frozen=True, slots=True)
class Kit:
    """The whole kit; the school is an invented one of an invented authority."""

    seed: int
    la: str
    estab: str
    urn: str
    school: str
    exports: tuple[Export, ...]

    @property
    def number(self) -> str:
        """Return the school's seven digits."""
        return self.la + self.estab
