"""Findings documents made by hand, so that reports are tested by themselves."""

from typing import Any

type Json = dict[str, Any]

NAMES = (
    ("Costa", "Mateus"),
    ("Adeyemi", "Tolu"),
    ("García", "Lucía"),
    ("O'Brien", "Zoë"),
    ("Ngũgĩ", "Achieng"),
    ("Li", "Xinyi"),
    ("Kowalska-Featherstonehaugh", "Zofia Wilhelmina"),
    ("עמית", "נועה"),
)


def finding(rule: str = "R02", severity: str = "error", **more: Any) -> Json:
    """Return one finding about one child."""
    surname, forename = NAMES[more.pop("child", 0) % len(NAMES)]
    return {
        "rule": rule,
        "official_rule": None,
        "severity": severity,
        "collection": "eyfsp",
        "message": "3 is not a result for Numerical patterns (E12) since 2022.",
        "fix": "Enter 1, 2 or A.",
        "pupil": {
            "upn": "T004200119001",
            "surname": surname,
            "forename": forename,
            "dob": "2020-11-05",
        },
        "subject": "E12",
        "value": "3",
        "allowed": ["1", "2", "A"],
        "place": {
            "line": 214,
            "path": "/CTfile/CTFpupilData/Pupil[3]/StageAssessments",
            "sheet": None,
            "row": None,
            "column": None,
        },
        "repair": None,
        "system": None,
        "consequences": [],
    } | more


def file(number: int = 2001, findings: list[Json] | None = None, **more: Any) -> Json:
    """Return one file of an invented school; its status follows its findings."""
    found = findings or []
    weights = {one["severity"] for one in found}
    status = "errors" if "error" in weights else "clean"
    if weights in ({"query"}, {"query", "note"}):
        status = "queries"
    return {
        "path": f"sent/999{number}_FSP_999LLLL_001.xml",
        "sha256": "0" * 64,
        "bytes": 5120,
        "status": status,
        "refused": None,
        "dialect": {
            "version": "26.0",
            "encoding": "utf-8",
            "supplier": "Arbor",
            "deviations": [],
        },
        "source": {
            "la": "999",
            "estab": str(number),
            "urn": "",
            "name": f"Oxlip Meadow {number} Primary School",
        },
        "destination": {"la": "999", "estab": "LLLL"},
        "returns": [returned()],
        "findings": found,
    } | more


def returned(collection: str = "eyfsp", **more: Any) -> Json:
    """Return one return of 28 pupils."""
    return {
        "collection": collection,
        "year": 2026,
        "pupils": 28,
        "results": 476,
        "rulebook": {"id": f"{collection}-2026", "digest": "ab12" * 16},
        "not_run": [],
    } | more


def unreadable(path: str = "sent/letter.xml") -> Json:
    """Return a file of which nothing was taken."""
    refusal = finding(
        "FILE-HTML",
        collection=None,
        message="This is a web page saved under a file name ending in .xml.",
        fix="Export the file from your system again and send that.",
        pupil=None,
        subject=None,
        value=None,
        allowed=[],
        place=None,
    )
    return file(
        path=path,
        status="unreadable",
        refused="FILE-HTML",
        dialect=None,
        source=None,
        destination=None,
        returns=[],
        findings=[refusal],
    )


def document(*files: Json, across: list[Json] | None = None, **more: Any) -> Json:
    """Return the document of `files`, its summary counted from them."""
    between = across or []
    found = [one for part in files for one in part["findings"]] + between
    returns = [one for part in files for one in part["returns"]]
    weights = [one["severity"] for one in found]
    return {
        "keystage": "0.1.0",
        "schema": "findings-1",
        "files": list(files),
        "across": between,
        "skipped": [],
        "summary": {
            "files": len(files),
            "pupils": sum(one["pupils"] for one in returns),
            "results": sum(one["results"] for one in returns),
            "errors": weights.count("error"),
            "queries": weights.count("query"),
            "notes": weights.count("note"),
        },
    } | more
