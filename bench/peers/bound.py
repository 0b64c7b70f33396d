"""xsdata: data classes bound to the schema, filled by its own parser."""

from dataclasses import dataclass, field

from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.models.datatype import XmlDate

from bench.peers.usual import PARTS
from bench.yardsticks import Row

ELEMENT = {"type": "Element"}
OTHERS = {"type": "Wildcard", "namespace": "##any"}


@dataclass
class Assessment:
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
class Stage:
    """One key stage of a pupil."""

    Stage: str = field(default="", metadata=ELEMENT)
    StageAssessment: list[Assessment] = field(default_factory=list, metadata=ELEMENT)


@dataclass
class Stages:
    """All key stages of a pupil."""

    KeyStage: list[Stage] = field(default_factory=list, metadata=ELEMENT)


@dataclass
class Pupil:
    """One pupil."""

    UPN: str = field(default="", metadata=ELEMENT)
    Surname: str = field(default="", metadata=ELEMENT)
    Forename: str = field(default="", metadata=ELEMENT)
    DOB: XmlDate | None = field(default=None, metadata=ELEMENT)
    Sex: str = field(default="", metadata=ELEMENT)
    StageAssessments: Stages = field(default_factory=Stages, metadata=ELEMENT)


@dataclass
class Pupils:
    """All pupils of a file."""

    Pupil: list[Pupil] = field(default_factory=list, metadata=ELEMENT)


@dataclass
class CTfile:
    """One file; the header is kept unread."""

    CTFpupilData: Pupils = field(default_factory=Pupils, metadata=ELEMENT)
    others: list[object] = field(default_factory=list, metadata=OTHERS)


PARSER = XmlParser(context=XmlContext())


def read(data: bytes) -> CTfile:
    """Parse into the bound classes."""
    return PARSER.from_bytes(data, CTfile)


def rows(data: bytes) -> list[Row]:
    """Return what was read, as plain texts."""
    return [
        (p.UPN, p.Surname, p.Forename, str(p.DOB), p.Sex, texts(p))
        for p in read(data).CTFpupilData.Pupil
    ]


def texts(pupil: Pupil) -> tuple[tuple[str, ...], ...]:
    """Return a pupil's results as plain texts."""
    return tuple(
        (stage.Stage, *(getattr(one, part) for part in PARTS))
        for stage in pupil.StageAssessments.KeyStage
        for one in stage.StageAssessment
    )
