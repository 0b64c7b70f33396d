"""Invented files for the tests of intake, in a line or two each."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from keystage import rulebooks
from keystage.checks.model import RollEntry
from keystage.core import upn
from keystage.core.records import (
    Assessment,
    CtfFile,
    Dialect,
    Element,
    Header,
    Kind,
    Pupil,
    School,
)
from keystage.intake.shelf import Shelf

COLLECTIONS = ("eyfsp", "ks1", "ks2", "mtc", "phonics")
# The shelf of the first four years, whatever years are added to Keystage.
FOUR_YEARS = Shelf(
    [f"{name}-{year}" for name in COLLECTIONS for year in range(2024, 2028)],
    rulebooks.load,
)
NOW = datetime(2026, 6, 24, 12, tzinfo=UTC)
GOALS = {
    **dict.fromkeys(("E01", "E02"), "COM"),
    **dict.fromkeys(("E03", "E04", "E05"), "PSE"),
    **dict.fromkeys(("E06", "E07"), "PHY"),
    **dict.fromkeys(("E08", "E09", "E10"), "LIT"),
    **dict.fromkeys(("E11", "E12"), "MAT"),
    **dict.fromkeys(("E13", "E14", "E15"), "UTW"),
    **dict.fromkeys(("E16", "E17"), "EXP"),
}
KS1_SUBJECTS = {"REA": "ENG", "WRI": "ENG", "MAT": "MAT", "SCI": "SCI"}


def number(serial: int, year: int = 2023, estab: str = "1001") -> str:
    return upn.make("004", estab, year, serial)


def kind(
    stage: str, subject: str, component: str, year: object = 2026, **parts: str
) -> Kind:
    usual = {"EYF": ("FA", "FD"), "KS1": ("TA", "NC"), "KS2": ("TA", "NC")}
    method, qualifier = usual.get(stage, ("TA", "NC"))
    return Kind(
        stage=stage,
        locale=parts.get("locale", "ENG"),
        year=str(year),
        subject=subject,
        method=parts.get("method", method),
        component=component,
        status=parts.get("status", "R"),
        qualifier=parts.get("qualifier", qualifier),
    )


def given(what: Kind, result: str, place: int = 1) -> Assessment:
    return Assessment(what, result, line=place, key_stage=1, number=place)


def mark(value: str, year: object = 2026, **parts: str) -> Assessment:
    parts = {"method": "TT", "qualifier": "NM", **parts}
    return given(kind("KS1", "PHO", "CHK", year, **parts), value)


def outcome(value: str, year: object = 2026) -> Assessment:
    return mark(value, year, qualifier="NY")


def ks1(values: str = "EXS WTS GDS EXS", year: object = 2026) -> list[Assessment]:
    pairs = zip(KS1_SUBJECTS.items(), values.split(), strict=True)
    return [
        given(kind("KS1", subject, component, year), value, place)
        for place, ((component, subject), value) in enumerate(pairs, 1)
    ]


def eyfsp(values: str = "2" * 17, year: object = 2026) -> list[Assessment]:
    pairs = zip(GOALS.items(), values, strict=True)
    return [
        given(kind("EYF", subject, goal, year), value, place)
        for place, ((goal, subject), value) in enumerate(pairs, 1)
    ]


def pupil(serial: int, results: Iterable[Assessment] = (), **fields: str) -> Pupil:
    sections = []
    if "nc_year" in fields:
        year = Element("NCyearActual", fields.pop("nc_year"))
        sections.append(Element("BasicDetails", children=[year]))
    surname = f"Ashdown{'abcdefghijklmnopqrstuvwxyz'[serial % 26]}"
    return Pupil(
        upn=fields.get("upn", number(serial)),
        surname=fields.get("surname", surname),
        forename=fields.get("forename", "Mina"),
        dob=fields.get("dob", "2019-11-05"),
        sex=fields.get("sex", "F"),
        assessments=list(results),
        sections=sections,
    )


def ctf_file(pupils: Sequence[Pupil], **fields: str) -> CtfFile:
    for position, one in enumerate(pupils, 1):
        one.position = one.line = position
    la, estab = fields.get("la", "999"), fields.get("estab", "1001")
    header = Header(
        document_name="Common Transfer File",
        version=fields.get("version", "25.0"),
        date_time="2026-06-24T09:00:00",
        qualifier="partial",
        descriptor="Partial CTF",
        supplier=fields.get("supplier", "Invented"),
        source=School(la, estab, "", "Hollow Lane", fields.get("academic", "2025")),
        destination=School(fields.get("to", la), "LLLL"),
    )
    return CtfFile(
        header, list(pupils), dialect=Dialect(header.version, "utf-8", header.supplier)
    )


def entry(
    serial: int, nc_year: str = "1", group: str = "", school: str = ""
) -> RollEntry:
    one = pupil(serial)
    return RollEntry(
        upn=one.upn,
        surname=one.surname,
        forename=one.forename,
        dob=one.dob,
        sex=one.sex,
        nc_year=nc_year,
        group=group,
        school=school,
    )


def as_bytes(file: CtfFile) -> bytes:
    """Return the file as XML, by the shortest way and not by the writer under test."""
    header = file.header
    source, to = header.source, header.destination
    parts = [
        "<CTfile><Header>",
        _tag("DocumentName", header.document_name),
        _tag("CTFversion", header.version),
        _tag("DateTime", header.date_time),
        _tag("DocumentQualifier", header.qualifier),
        _tag("DataDescriptor", header.descriptor),
        _tag("SupplierID", header.supplier),
        "<SourceSchool>",
        _tag("LEA", source.la),
        _tag("Estab", source.estab),
        _tag("SchoolName", source.name),
        _tag("AcademicYear", source.academic_year),
        "</SourceSchool><DestSchool>",
        _tag("LEA", to.la),
        _tag("Estab", to.estab),
        "</DestSchool></Header><CTFpupilData>",
        *map(_pupil, file.pupils),
        "</CTFpupilData></CTfile>",
    ]
    return "\n".join(parts).encode()


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _pupil(one: Pupil) -> str:
    fields = ("UPN", "Surname", "Forename", "DOB", "Sex")
    texts = (one.upn, one.surname, one.forename, one.dob, one.sex)
    identity = "".join(_tag(*pair) for pair in zip(fields, texts, strict=True))
    sections = "".join(
        f"<{part.name}>{''.join(_tag(c.name, c.text) for c in part.children)}</{part.name}>"
        for part in one.sections
    )
    stages = "".join(map(_stage, one.assessments))
    return f"<Pupil>{identity}{sections}<StageAssessments>{stages}</StageAssessments></Pupil>"


def _stage(part: Assessment) -> str:
    what = part.kind
    return (
        f"<KeyStage>{_tag('Stage', what.stage)}<StageAssessment>"
        f"{_tag('Locale', what.locale)}{_tag('Year', what.year)}"
        f"{_tag('Subject', what.subject)}{_tag('Method', what.method)}"
        f"{_tag('Component', what.component)}{_tag('ResultStatus', what.status)}"
        f"{_tag('ResultQualifier', what.qualifier)}{_tag('Result', part.result)}"
        "</StageAssessment></KeyStage>"
    )
