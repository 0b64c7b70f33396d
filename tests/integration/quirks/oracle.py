"""A second reading of a file, by the standard library's tree, for comparison.

It shares nothing with the product: no limits, no streaming, no positions.
"""

import xml.etree.ElementTree as ET
from typing import Final

from keystage.core.records import Assessment, CtfFile, Header, Kind, Pupil, School

IDENTITY: Final = ("upn", "uln", "uci", "surname", "forename", "dob", "sex")
_KIND: Final = (
    "Locale",
    "Year",
    "Subject",
    "Method",
    "Component",
    "ResultStatus",
    "ResultQualifier",
)


def oracle(data: bytes) -> CtfFile:
    """Return the header and the pupils of `data`, without sections and findings."""
    root = ET.fromstring(_text(data))  # noqa: S314 - as above
    header = _child(root, "Header")
    said = root.get("CTFversion", "")  # one writer puts it there as well
    holder = _child(root, "CTFpupilData")
    holder = _child(root, "Pupils") if holder is None else holder
    top = _header(header)
    top.version = top.version or said.strip()
    return CtfFile(header=top, pupils=[_pupil(pupil) for pupil in _all(holder)])


def disagreement(file: CtfFile, data: bytes) -> str:
    """Return the first value of `file` that a second reading of `data` has not; or ''."""
    second = oracle(data)
    second.header.extra = file.header.extra
    if file.header != second.header:
        return "header"
    if len(file.pupils) != len(second.pupils):
        return "number of pupils"
    for mine, theirs in zip(file.pupils, second.pupils, strict=True):
        for name in (*IDENTITY, "assessments"):
            if getattr(mine, name) != getattr(theirs, name):
                return f"{name} of pupil {mine.position}"
    return ""


def _text(data: bytes) -> str | bytes:
    """Give the tree what it can read: bytes that are not UTF-8 as Windows-1252."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b'"ISO' in data or b'"win' in data:
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        text = data.decode("cp1252")
        return text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
    return data


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: ET.Element | None, name: str = "Pupil") -> list[ET.Element]:
    return [] if element is None else [e for e in element if _local(e) == name]


def _child(element: ET.Element | None, name: str) -> ET.Element | None:
    return next(iter(_all(element, name)), None)


def _value(element: ET.Element | None, *names: str) -> str:
    for name in names:
        found = _child(element, name)
        if found is not None:
            return (found.text or "").strip(" \t\r\n")
    return ""


def _header(header: ET.Element | None) -> Header:
    return Header(
        document_name=_value(header, "DocumentName"),
        version=_value(header, "CTFversion"),
        date_time=_value(header, "DateTime"),
        qualifier=_value(header, "DocumentQualifier"),
        data_qualifier=_value(header, "DataQualifier"),
        descriptor=_value(header, "DataDescriptor"),
        supplier=_value(header, "SupplierID"),
        source=_school(_child(header, "SourceSchool")),
        destination=_school(_child(header, "DestSchool")),
    )


def _school(school: ET.Element | None) -> School:
    return School(
        la=_value(school, "LEA"),
        estab=_value(school, "Estab"),
        urn=_value(school, "URN"),
        name=_value(school, "SchoolName"),
        academic_year=_value(school, "AcademicYear"),
    )


def _pupil(pupil: ET.Element) -> Pupil:
    details = _child(pupil, "BasicDetails")

    def own(*names: str) -> str:
        return _value(pupil, *names) or _value(details, *names)

    return Pupil(
        upn=_value(pupil, "UPN"),
        uln=_value(pupil, "UniqueLearnerNumber"),
        uci=_value(pupil, "UCI"),
        surname=own("Surname"),
        forename=own("Forename"),
        dob=own("DOB"),
        sex=own("Sex", "Gender"),
        assessments=[
            _assessment(_value(stage, "Stage"), one)
            for block in _all(pupil, "StageAssessments")
            for stage in _all(block, "KeyStage")
            for one in _all(stage, "StageAssessment")
        ],
    )


def _assessment(stage: str, one: ET.Element) -> Assessment:
    kind = Kind(stage, *(_value(one, name) for name in _KIND))
    return Assessment(kind, _value(one, "Result"), _value(one, "ResultDate"))
