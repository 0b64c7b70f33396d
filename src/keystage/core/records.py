"""What a Common Transfer File says, as plain records.

Values are text as it stands in the file, with white space trimmed at both ends
(except inside `Element`, which keeps what it holds). Nothing is corrected here:
`keystage.intake` gives texts their meaning by the rulebook. Positions never take
part in comparison, so a file read back equals the file written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import NamedTuple, Protocol, runtime_checkable

from keystage.core.cells import Cell
from keystage.core.findings import Finding, Place


class Kind(NamedTuple):
    """What an assessment is of: the parts that identify a result in a file.

    `year` is the year the school year ends in. Two assessments of one pupil with
    equal kinds are the same result given twice.
    """

    stage: str
    locale: str
    year: str
    subject: str
    method: str
    component: str
    status: str
    qualifier: str


@dataclass(slots=True)
class Element:
    """Any part of a file we keep without interpreting it."""

    name: str
    text: str = ""
    children: list["Element"] = field(default_factory=list)
    line: int = field(default=0, compare=False)

    def child_text(self, name: str) -> str:
        """Return the trimmed text of the first child called `name`, or ''."""
        for child in self.children:
            if child.name == name:
                return child.text.strip()
        return ""


@dataclass(slots=True)
class Assessment:
    """One result of one pupil, raw: its kind, its text and where it stood.

    `line` is the line of `Result`; `key_stage` and `number` are the 1-based
    positions of its `KeyStage` block and of itself within that block.
    """

    kind: Kind
    result: str
    date: str = ""
    line: int = field(default=0, compare=False)
    key_stage: int = field(default=0, compare=False)
    number: int = field(default=0, compare=False)


@dataclass(slots=True)
class Pupil:
    """One pupil of a file: identity, assessments, and every other section.

    `sections` holds all other children (BasicDetails, Address, unknown ones) in
    the order they came. `lines` gives the line of each identity field present,
    by field name; a field that is absent from the file is absent there too.
    """

    upn: str = ""
    surname: str = ""
    forename: str = ""
    dob: str = ""
    sex: str = ""
    uln: str = ""
    uci: str = ""
    assessments: list[Assessment] = field(default_factory=list)
    sections: list[Element] = field(default_factory=list)
    position: int = field(default=0, compare=False)
    line: int = field(default=0, compare=False)
    lines: dict[str, int] = field(default_factory=dict, compare=False)

    def section(self, name: str) -> Element | None:
        """Return the first section called `name`, or None."""
        return next((part for part in self.sections if part.name == name), None)


@dataclass(slots=True)
class School:
    """A school or authority as a header names it; parts not given are ''."""

    la: str = ""
    estab: str = ""
    urn: str = ""
    name: str = ""
    academic_year: str = ""


@dataclass(slots=True)
class Header:
    """The header of a file, as sent. `lines` as in `Pupil`."""

    document_name: str = ""
    version: str = ""
    date_time: str = ""
    qualifier: str = ""
    data_qualifier: str = ""
    descriptor: str = ""
    supplier: str = ""
    source: School = field(default_factory=School)
    destination: School = field(default_factory=School)
    extra: list[Element] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict, compare=False)


@dataclass(slots=True)
class Dialect:
    """How a file was written: enough to write it again the same way.

    `form` is 'ctf', or for a table 'xlsx' or 'csv'; `separator` parts the cells of a
    CSV, `template` is the rulebook a workbook was made from (`phonics-2026`).
    `deviations` are the codes of the ways it differs from the format's own
    description, sorted, each once.
    """

    version: str = ""
    encoding: str = "utf-8"
    supplier: str = ""
    deviations: list[str] = field(default_factory=list)
    form: str = "ctf"
    separator: str = ""
    template: str = ""


HEADER_FIELDS = (
    "document_name",
    "version",
    "date_time",
    "qualifier",
    "data_qualifier",
    "descriptor",
    "supplier",
)
"""The texts of a `Header`, in a file's order; the schools come after them."""
SCHOOL_FIELDS = tuple(each.name for each in fields(School))
"""The texts of a `School`, in a file's order."""
IDENTITY_FIELDS = ("upn", "surname", "forename", "dob", "sex", "uln", "uci")
"""The texts of a `Pupil` that say who it is."""


@dataclass(slots=True)
class CtfFile:
    """A whole file: header, pupils, and what was noticed while reading it."""

    header: Header = field(default_factory=Header)
    pupils: list[Pupil] = field(default_factory=list)
    extra: list[Element] = field(default_factory=list)
    dialect: Dialect = field(default_factory=Dialect, compare=False)
    findings: list[Finding] = field(default_factory=list, compare=False)


@dataclass(slots=True)
class Result:
    """One pupil, one component, one value, read by a rulebook.

    `value` is the rulebook's own code (or the mark in plain digits); where the
    text is not one of them, `value` is the trimmed text as sent. `number` is the
    1-based position among the pupil's assessments in the file. `kind` is what the
    file says it is, given where the rulebook does not know it.
    """

    component: str
    value: str
    cell: Cell
    number: int = 0
    kind: Kind | None = None


@dataclass(slots=True)
class Row:
    """One pupil of a return, with results by component id.

    `upn`, `surname`, `forename` are tidied (hidden characters out, white space
    collapsed, UPN upper-cased without spaces); the texts as sent are in `cells`
    under `upn surname forename dob sex former_upn postcode nc_year`. `dob` is the
    text as sent, trimmed; checks parse it once through `keystage.core.years`.
    `others` are results of this collection's stage and year that the rulebook
    does not know. `cohort` is the id of the rulebook's cohort the pupil falls in,
    or ''.
    """

    position: int
    upn: str
    surname: str
    forename: str
    dob: str
    sex: str
    cells: dict[str, Cell]
    results: dict[str, list[Result]]
    others: list[Result] = field(default_factory=list)
    nc_year: str = ""
    group: str = ""
    cohort: str = ""
    place: Place = field(default_factory=Place)

    def value(self, component: str) -> str:
        """Return the value of the first result for `component`, or ''."""
        found = self.results.get(component)
        return found[0].value if found else ""


type Identity = tuple[str, str, str, str]
"""UPN, surname, forename and date of birth, as `Row` has them."""


@runtime_checkable
class Rows(Protocol):
    """Rows that can say whom they are of without being made one by one."""

    def identities(self) -> Iterable[Identity]:
        """Return who the rows are of, in their order."""


@dataclass(slots=True)
class Return:
    """One school's results for one collection and year, ready for checks.

    `school` is the 7-digit LA and establishment number, or '' if unknown; a
    setting without one is known by `urn`. `header` is None where the results did
    not come in a Common Transfer File. `set_aside` counts results of other years
    or collections found in the same file, by (collection id or stage, year).
    `general` is True where the file holds returns of other collections besides.
    """

    collection: str
    year: int
    school: str
    urn: str
    rows: Sequence[Row]
    header: Header | None = None
    file_name: str = ""
    set_aside: dict[tuple[str, str], int] = field(default_factory=dict)
    general: bool = False

    def identities(self) -> Iterable[Identity]:
        """Return who the rows are of, in their order: quickly, of many returns."""
        if isinstance(self.rows, Rows):
            return self.rows.identities()
        return ((r.upn, r.surname, r.forename, r.dob) for r in self.rows)
