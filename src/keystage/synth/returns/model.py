"""What a school is going to say, before it is bytes: plain, and there to be changed.

Every text is as it will be written. Whoever plants a fault changes a `Return` in place,
then it is written; a text that is '' is left out of the file.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from keystage.synth.model import Collection, Entry, School


class Layout(StrEnum):
    """What kind of file a return is written as."""

    CTF = "ctf"
    TEMPLATE = "template"  # our own marksheet, filled in
    LA_CSV = "la_csv"  # the columns an authority asks for
    TABLE = "table"  # made by hand, in the school's own words


@dataclass(slots=True)
class Result:
    """One result in the CTF's own words.

    `locale` is ENG, `status` R and `date` '' in what a school means to send.
    """

    stage: str
    subject: str
    method: str
    component: str
    year: str
    qualifier: str
    value: str
    locale: str = "ENG"
    status: str = "R"
    date: str = ""


@dataclass(slots=True)
class Row:
    """One pupil of a return.

    `fields` are texts by CTF element name, in the CTF's order: UPN, Surname, Forename,
    DOB, Sex, then FormerUPN, FormerSurname, NCyearActual, SENprovision and PostCode.
    `entry` is the child meant, None for a row that is about nobody.
    """

    entry: Entry | None
    fields: dict[str, str]
    results: list[Result] = field(default_factory=list)

    @property
    def upn(self) -> str:
        """Return the UPN as it will be written."""
        return self.fields.get("UPN", "")


@dataclass(slots=True)
class Return:
    """One file of one school about one collection.

    `header` gives texts by element, those of the schools as `SourceSchool/LEA` and
    `DestSchool/Estab`, in the CTF's order. `number` is the one in the file's name, from
    1. `dialect` names the product that writes it (`keystage.synth.writing.dialects`), of
    importance to a CTF only. `name` is the file's name where it is not the one that the
    product gives it, `folder` where it is put if not among the collection's.
    """

    school: School
    summer: int
    collection: Collection
    header: dict[str, str]
    rows: list[Row]
    number: int = 1
    dialect: str = "plain"
    layout: Layout = Layout.CTF
    name: str = ""
    folder: str = ""
