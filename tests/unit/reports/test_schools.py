"""Findings are gathered by the school that sent them and by rule."""

from keystage.core.findings import Severity
from keystage.reports import document as documents
from keystage.reports import schools as grouping
from keystage.reports.schools import School
from tests.unit.reports.documents import (
    Json,
    document,
    file,
    finding,
    returned,
    unreadable,
)


def group(data: Json) -> list[School]:
    return grouping.group(documents.read(data))


def test_the_files_of_one_school_stand_together_whatever_name_they_give() -> None:
    other = file(path="b.xml") | {
        "source": {"la": "999", "estab": "2001", "urn": "", "name": "OXLIP"}
    }
    (school,) = group(document(file(), other))
    assert [sent.path for sent in school.files] == [
        "sent/9992001_FSP_999LLLL_001.xml",
        "b.xml",
    ]
    assert school.name == school.title == "Oxlip Meadow 2001 Primary School"


def test_the_worst_come_first_and_then_the_number_decides() -> None:
    schools = group(
        document(
            file(2004),
            file(2003, [finding()]),
            file(2002, [finding()]),
            file(2001, [finding(severity="query")]),
            unreadable(),
        )
    )
    assert [school.number for school in schools] == [
        "",
        "999/2002",
        "999/2003",
        "999/2001",
        "999/2004",
    ]


def test_a_file_that_does_not_say_who_sent_it_stands_by_itself() -> None:
    first, second = group(document(unreadable("a.xml"), unreadable("b.xml")))
    assert (first.name, first.title) == ("a.xml", "Sender not known")
    assert first.anchor != second.anchor
    (hinted,) = group(document(unreadable("9992006_FSP_999LLLL_001.xml")))
    assert hinted.title == "Sender not known (999/2006 by the file name)"


def test_a_school_without_a_name_is_called_by_its_number() -> None:
    nameless = {"la": "999", "estab": "2001", "urn": "", "name": ""}
    (school,) = group(document(file(source=nameless)))
    assert school.name == "School 999/2001"


def test_a_school_counts_its_findings_and_pupils_by_collection() -> None:
    phonics = file(returns=[returned("phonics", pupils=31)], path="p.xml")
    (school,) = group(
        document(file(findings=[finding(), finding(severity="note")]), phonics)
    )
    assert school.total(Severity.ERROR) == 1
    assert school.people() == 28 + 31
    assert len(school.of("eyfsp")) == 2
    assert school.of("phonics") == []
    assert (school.sent("phonics"), school.sent("ks1")) == (True, False)


def test_rules_are_ranked_by_weight_and_then_by_how_often() -> None:
    schools = group(
        document(
            file(2001, [finding("B"), finding("C", "query")]),
            file(2002, [finding("A"), finding("B")]),
        )
    )
    uses = grouping.by_rule(schools)
    assert [(use.rule, len(use.items), len(use.schools)) for use in uses] == [
        ("B", 2, 2),
        ("A", 1, 1),
        ("C", 1, 1),
    ]
    assert set(uses[0].counts.values()) == {1}


def test_collections_stand_in_the_order_of_a_childs_years() -> None:
    sent = [returned(name) for name in ("ks2", "baseline", "phonics", "eyfsp")]
    found = grouping.collections(documents.read(document(file(returns=sent))))
    assert found == ["eyfsp", "phonics", "ks2", "baseline"]


def test_the_worst_finding_gives_the_status() -> None:
    def status(*weights: str) -> str:
        findings = [finding(severity=weight) for weight in weights]
        (school,) = group(document(file(findings=findings)))
        return grouping.status_of(school.items)

    assert status() == status("note") == "clean"
    assert status("note", "query") == "queries"
    assert status("query", "error") == "errors"
