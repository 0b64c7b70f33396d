"""The usual stack: lxml, validated by XSD, into pydantic models."""

from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree
from pydantic import BaseModel

from bench.yardsticks import Row

XSD = etree.XMLSchema(etree.parse(Path(__file__).with_name("subset.xsd")))
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
PARTS = (
    *("Locale", "Year", "Subject", "Method", "Component"),
    *("ResultStatus", "ResultQualifier", "Result"),
)


class Result(BaseModel):
    """One result."""

    Stage: str
    Locale: str
    Year: str
    Subject: str
    Method: str
    Component: str
    ResultStatus: str
    ResultQualifier: str
    Result: str


class Pupil(BaseModel):
    """One pupil."""

    UPN: str
    Surname: str
    Forename: str
    DOB: date
    Sex: str
    results: list[Result]


class File(BaseModel):
    """One file."""

    pupils: list[Pupil]


def read(data: bytes) -> File:
    """Parse, validate, walk, and build the models."""
    root = etree.fromstring(data, PARSER)
    XSD.assertValid(root)
    found = {"pupils": [pupil(p) for p in root.iter("Pupil")]}
    made: File = File.model_validate(found)
    return made


def pupil(element: Any) -> dict[str, Any]:
    """Return one pupil's element as a dictionary."""
    found: dict[str, Any] = {"results": []}
    for child in element:
        if len(child):
            for stage in child:
                found["results"] += results(stage)
        else:
            found[child.tag] = child.text
    return found


def results(stage: Any) -> list[dict[str, str]]:
    """Return the results of one key stage."""
    name = stage[0].text
    return [
        {"Stage": name, **{part.tag: part.text for part in one}} for one in stage[1:]
    ]


def rows(data: bytes) -> list[Row]:
    """Return what was read, as plain texts."""
    return [
        (p.UPN, p.Surname, p.Forename, p.DOB.isoformat(), p.Sex, texts(p.results))
        for p in read(data).pupils
    ]


def texts(given: list[Result]) -> tuple[tuple[str, ...], ...]:
    """Return results as plain texts."""
    return tuple((r.Stage, *(getattr(r, part) for part in PARTS)) for r in given)
