"""The findings document is read back whole, and anything else is refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from keystage.core.errors import UsageError
from keystage.core.findings import Place, PupilRef, Repair, Severity
from keystage.reports import document as documents
from tests.unit.reports.documents import document, file, finding, returned, unreadable


def test_a_finding_comes_back_with_all_its_parts() -> None:
    given = finding(
        "P02",
        official_rule="1510",
        value="T004200119001",
        repair={
            "action": "set",
            "target": "pupil",
            "field": "upn",
            "old": "T004200119001",
            "new": "K004200119001",
        },
        system={"name": "Arbor", "steps": "Students > UPN"},
        consequences=[finding("P14")],
    )
    (item,) = documents.read(document(file(findings=[given]))).files[0].items
    found = item.finding
    assert (found.rule, found.official_rule) == ("P02", "1510")
    assert found.severity is Severity.ERROR
    assert found.pupil == PupilRef("T004200119001", "Costa", "Mateus", "2020-11-05")
    assert found.place == Place(214, "/CTfile/CTFpupilData/Pupil[3]/StageAssessments")
    assert found.repair == Repair(
        "set", "pupil", "upn", "T004200119001", "K004200119001"
    )
    assert (item.system, item.steps) == ("Arbor", "Students > UPN")
    assert [below.finding.rule for below in item.beneath] == ["P14"]


def test_a_document_survives_being_printed_as_json_and_read_again() -> None:
    given = document(file(findings=[finding()]), unreadable())
    assert documents.read(json.loads(json.dumps(given))) == documents.read(given)


def test_what_is_absent_or_null_is_empty() -> None:
    bare = documents.read({"files": [{"status": "clean", "dialect": None}]})
    (only,) = bare.files
    assert (only.path, only.version, only.la, only.returns) == ("", "", "", ())
    assert bare.summary == dict.fromkeys(documents.COUNTS, 0)
    assert documents.read({}).files == ()


def test_a_repair_can_take_something_out() -> None:
    taken = finding(repair={"action": "remove", "target": "result", "old": "3"})
    (item,) = documents.read(document(file(findings=[taken]))).files[0].items
    assert item.finding.repair == Repair("remove", "result", "", "3")


def test_keys_of_a_later_version_are_passed_over() -> None:
    given = document(file(colour="blue"), weather="fine")
    assert documents.read(given) == documents.read(document(file()))


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda whole: whole["files"][0].update(status="odd"), "'odd'"),
        (lambda whole: whole["across"][0].update(severity="bad"), "'bad'"),
        (lambda whole: whole["summary"].update(files="1"), "'files'"),
        (lambda whole: whole.update(summary=[]), "'summary'"),
        (lambda whole: whole.update(files={}), "'files'"),
        (lambda whole: whole.update(across=["text"]), "'across'"),
    ],
)
def test_what_is_no_findings_document_is_refused_by_its_part(
    spoil: Callable[[dict[str, Any]], None], named: str
) -> None:
    whole = document(file(), across=[finding()])
    spoil(whole)
    with pytest.raises(UsageError, match=named):
        documents.read(whole)


def test_a_finding_belongs_to_its_collection_or_to_the_only_one_of_the_file() -> None:
    both = [returned("phonics"), returned("ks1")]
    items = [finding(collection=None), finding(collection="phonics")]
    one, two = documents.read(
        document(file(findings=items), file(findings=items, returns=both))
    ).files
    assert [one.collection_of(item) for item in one.items] == ["eyfsp", "phonics"]
    assert [two.collection_of(item) for item in two.items] == ["", "phonics"]


def test_rules_not_run_are_gathered_under_their_reason_once_each() -> None:
    reason = "Needs the roll."
    missing = [{"rule": "P14", "reason": reason}, {"rule": "P15", "reason": reason}]
    files = [file(returns=[returned(not_run=missing)])] * 2
    (one,) = documents.read(document(*files)).not_run()
    assert (one.reason, one.rules) == (reason, ("P14", "P15"))


def test_of_rules_not_run_it_is_known_in_how_many_files() -> None:
    missing = [{"rule": "P14", "reason": "A"}]
    without = file(returns=[returned(not_run=missing), returned(not_run=missing)])
    files = [without, file(), file(), unreadable()]
    across = [{"rule": "E05", "reason": "B"}]
    found = documents.read(document(*files, not_run=across)).not_run()
    assert [(one.reason, one.files, one.read) for one in found] == [
        ("A", 1, 3),
        ("B", 0, 3),
    ]


def test_every_finding_is_met_once() -> None:
    given = document(file(findings=[finding("A")]), across=[finding("B")])
    assert [item.finding.rule for item in documents.read(given).items()] == ["A", "B"]


def test_the_folder_all_files_share_can_be_left_out() -> None:
    def short(*paths: str, across: tuple[str, ...] = ()) -> list[str]:
        between = [finding(files=list(across))]
        whole = document(*(file(path=path) for path in paths), across=between)
        found = documents.without_folder(documents.read(whole))
        return [one.path for one in found.files] + list(found.across[0].files)

    assert short("/a/b/x.xml", "/a/b/y.xml", across=("/a/b/x.xml",)) == [
        "x.xml",
        "y.xml",
        "x.xml",
    ]
    assert short("/a/b/x.xml", "/a/bc/x.xml") == ["b/x.xml", "bc/x.xml"]
    assert short("x.xml", "a/x.xml") == ["x.xml", "a/x.xml"]
    assert short() == []
