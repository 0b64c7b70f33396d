"""xsdata: data classes bound to the schema, filled by its own parser."""

from dataclasses import dataclass, field

from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.models.datatype import XmlDate, XmlDateTime

from bench.peers.usual import PARTS
from bench.yardsticks import Row

ELEMENT = {"type": "Element"}


@dataclass
class OneResult:
    """One result."""

    Locale: str = field(default="", metadata=ELEMENT)
    Year: str = field(default="", metadata=ELEMENT)
    Subject: str = field(default="", metadata=ELEMENT)
    Method: str = field(default="", metadata=ELEMENT)
    Component: str = field(default="", metadata=ELEMENT)
    ResultStatus: str = field(default="", metadata=ELEMENT)
    ResultQualifier: str = field(default="", metadata=ELEMENT)
    Result: str = field(default="", metadata=ELEMENT)


@dataclass
class OneStage:
    """One key stage of a pupil."""

    Stage: str = field(default="", metadata=ELEMENT)
    StageAssessment: list[OneResult] = field(default_factory=list, metadata=ELEMENT)


@dataclass
class AllStages:
    """All key stages of a pupil."""

    KeyStage: list[OneStage] = field(default_factory=list, metadata=ELEMENT)


@dataclass
class OnePupil:
    """One pupil."""

    UPN: str = field(default="", metadata=ELEMENT)
    Surname: str = field(default="", metadata=ELEMENT)
    Forename: str = field(default="", metadata=ELEMENT)
    DOB: XmlDate | None = field(default=None, metadata=ELEMENT)
    Sex: str = field(default="", metadata=ELEMENT)
    StageAssessments: AllStages = field(default_factory=AllStages, metadata=ELEMENT)


@dataclass
class AllPupils:
    """All pupils of a file."""

    Pupil: list[OnePupil] = field(default_factory=list, metadata=ELEMENT)


@dataclass
class OneSchool:
    """A school, as a header names it."""

    LEA: str = field(default="", metadata=ELEMENT)
    Estab: str = field(default="", metadata=ELEMENT)
    URN: str = field(default="", metadata=ELEMENT)
    SchoolName: str = field(default="", metadata=ELEMENT)
    AcademicYear: str = field(default="", metadata=ELEMENT)


@dataclass
class OneHeader:
    """What a file says of itself."""

    DocumentName: str = field(default="", metadata=ELEMENT)
    CTFversion: str = field(default="", metadata=ELEMENT)
    DateTime: XmlDateTime | None = field(default=None, metadata=ELEMENT)
    DocumentQualifier: str = field(default="", metadata=ELEMENT)
    DataQualifier: str = field(default="", metadata=ELEMENT)
    DataDescriptor: str = field(default="", metadata=ELEMENT)
    SupplierID: str = field(default="", metadata=ELEMENT)
    SourceSchool: OneSchool | None = field(default=None, metadata=ELEMENT)
    DestSchool: OneSchool | None = field(default=None, metadata=ELEMENT)


@dataclass
class CTfile:
    """One file."""

    Header: OneHeader | None = field(default=None, metadata=ELEMENT)
    CTFpupilData: AllPupils = field(default_factory=AllPupils, metadata=ELEMENT)


PARSER = XmlParser(context=XmlContext())


def read(data: bytes) -> CTfile:
    """Parse into the bound classes."""
    found: CTfile = PARSER.from_bytes(data, CTfile)
    return found


def rows(data: bytes) -> list[Row]:
    """Return what was read, as plain texts."""
    return [
        (p.UPN, p.Surname, p.Forename, str(p.DOB), p.Sex, texts(p))
        for p in read(data).CTFpupilData.Pupil
    ]


def texts(pupil: OnePupil) -> tuple[tuple[str, ...], ...]:
    """Return a pupil's results as plain texts."""
    return tuple(
        (stage.Stage, *(getattr(one, part) for part in PARTS))
        for stage in pupil.StageAssessments.KeyStage
        for one in stage.StageAssessment
    )
