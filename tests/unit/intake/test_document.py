"""The findings document as plain values, and the schema that describes it."""

import json
from typing import Any

import jsonschema
import pytest

from keystage.checks.model import NotRun
from keystage.core.findings import Finding, Place, PupilRef, Repair, Severity
from keystage.core.records import Dialect, School
from keystage.intake import Document, FileReport, ReturnReport, Skipped, schema, to_dict
from keystage.intake.output.document import Across, Steps

SHA = "0" * 64


def finding(severity: Severity = Severity.ERROR, **parts: Any) -> Finding:
    return Finding(
        **{"rule": "R02", "severity": severity, "message": "Wrong.", **parts}
    )


def report(*findings: Finding, **parts: Any) -> FileReport:
    usual = {"path": "a.xml", "sha256": SHA, "bytes": 3, "findings": findings}
    return FileReport(**{**usual, **parts})


FULL = Document(
    files=(
        report(
            finding(
                official_rule="1510",
                collection="ks1",
                fix="Put it right.",
                pupil=PupilRef("A1", "Oak", "Sam", "2019-01-01"),
                subject="REA",
                value="EXP",
                allowed=("EXS", "WTS"),
                place=Place(line=3, path="/CTfile"),
                repair=Repair("set", "result", "result", "exs", "EXS", 1, 2),
                consequences=(finding(Severity.QUERY, rule="P16"),),
            ),
            dialect=Dialect("25.0", "utf-8", "Bromcom", ["CTF-ORDER"]),
            source=School("999", "1001", "", "Hollow Lane", "2025"),
            destination=School("999", "LLLL"),
            returns=(
                ReturnReport(
                    "ks1", 2026, 2, 8, "ks1-2026", SHA, (NotRun("E03", "Why."),)
                ),
            ),
            steps={"R02": Steps("Bromcom", "Students.")},
        ),
        report(finding(rule="XML-DTD"), path="b.xml", sha256=None, refused="XML-DTD"),
    ),
    across=(Across(finding(Severity.QUERY, rule="P18"), ("a.xml", "b.xml")),),
    skipped=(Skipped("notes.txt", "a document"),),
)


def test_a_full_document_and_an_empty_one_meet_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    for document in (FULL, Document(())):
        jsonschema.validate(to_dict(document), schema())
        assert json.loads(json.dumps(to_dict(document))) == to_dict(document)


def test_the_document_has_the_shape_that_was_promised() -> None:
    told = to_dict(FULL)
    assert told["schema"] == "findings-1"
    first, second = told["files"]
    assert first["status"] == "errors"
    assert first["dialect"] == {
        "version": "25.0",
        "encoding": "utf-8",
        "supplier": "Bromcom",
        "deviations": ["CTF-ORDER"],
        "form": "ctf",
        "separator": "",
        "template": "",
    }
    assert first["source"] == {
        "la": "999",
        "estab": "1001",
        "urn": "",
        "name": "Hollow Lane",
    }
    assert first["destination"] == {"la": "999", "estab": "LLLL"}
    assert first["returns"][0]["rulebook"] == {"id": "ks1-2026", "digest": SHA}
    assert first["returns"][0]["not_run"] == [{"rule": "E03", "reason": "Why."}]
    (found,) = first["findings"]
    assert found["allowed"] == ["EXS", "WTS"]
    assert found["repair"]["new"] == "EXS"
    assert found["place"] == {
        "line": 3,
        "path": "/CTfile",
        "sheet": None,
        "row": None,
        "column": None,
    }
    assert found["system"] == {"name": "Bromcom", "steps": "Students."}
    assert found["consequences"][0]["system"] is None
    assert second["status"] == "unreadable"
    assert (second["dialect"], second["source"], second["destination"]) == (
        None,
        None,
        None,
    )
    assert told["across"][0]["files"] == ["a.xml", "b.xml"]


def test_the_summary_counts_findings_and_not_their_consequences() -> None:
    assert to_dict(FULL)["summary"] == {
        "files": 2,
        "pupils": 2,
        "results": 8,
        "errors": 2,
        "queries": 1,
        "notes": 0,
    }


@pytest.mark.parametrize(
    ("findings", "status"),
    [
        ((), "clean"),
        ((finding(Severity.NOTE),), "clean"),
        ((finding(Severity.NOTE), finding(Severity.QUERY)), "queries"),
        ((finding(Severity.QUERY), finding(Severity.ERROR)), "errors"),
        ((finding(Severity.QUERY, consequences=(finding(),)),), "errors"),
    ],
)
def test_the_status_is_the_worst_thing_found(
    findings: tuple[Finding, ...], status: str
) -> None:
    assert report(*findings).status == status


def test_half_characters_are_never_written() -> None:
    document = Document(
        (report(finding(message="A \ud800 stands here.", value="\udfff")),)
    )
    told = to_dict(document)["files"][0]["findings"][0]
    assert (told["message"], told["value"]) == ("A ? stands here.", "?")
    assert json.dumps(told, ensure_ascii=False).encode()


def test_every_object_of_the_schema_is_closed_and_every_part_explained() -> None:
    todo: list[Any] = [schema()]
    closed = 0
    while todo:
        part = todo.pop()
        if isinstance(part, dict):
            todo += part.values()
            if "properties" in part:
                closed += 1
                assert part["additionalProperties"] is False
                assert set(part["required"]) == set(part["properties"])
                assert part["description"]
        elif isinstance(part, list):
            todo += part
    assert closed > 10
