"""Errors before a return is sent: said once, with the names of all it is true of."""

from keystage.core.findings import Finding, Severity
from keystage_web.returns.sheet.checking import Located
from keystage_web.school.signing.sending.problems import groups

ROUND = "2" * 16
TITLES = {"REA": "Reading", "WRI": "Writing"}


def found(
    rule: str,
    message: str,
    name: str,
    component: str = "REA",
    *,
    severity: Severity = Severity.ERROR,
) -> Located:
    finding = Finding(rule, severity, message, "Enter it.")
    return Located(finding, f"id {name}", name, "", component, f"{name}.{component}")


def test_a_sentence_stands_once_with_the_names_it_is_true_of() -> None:
    names = [f"Quill, {at:03}" for at in range(120)]
    (group,) = groups([found("R01", "Nothing.", name) for name in names], ROUND, TITLES)
    assert (group.title, group.fix, len(group.pupils)) == ("Nothing.", "Enter it.", 120)
    (line,) = group.lines
    assert [one.label for one in line.names] == names[:12]
    assert [one.label for one in line.folded] == names[12:100]
    assert line.more == 20


def test_what_one_rule_says_in_several_sentences_has_a_line_for_each() -> None:
    told = [
        found("R02", "43 is no mark.", "Evans"),
        found("R02", "zz is no mark.", "Iyer"),
        found("R02", "zz is no mark.", "Shah"),
        found("R03", "Worth a look.", "Shah", severity=Severity.QUERY),
    ]
    (group,) = groups(told, ROUND, TITLES)
    assert group.title == "3 problems of one kind"
    assert [
        (line.message, [one.label for one in line.names]) for line in group.lines
    ] == [
        ("43 is no mark.", ["Evans"]),
        ("zz is no mark.", ["Iyer", "Shah"]),
    ]


def test_where_a_sentence_is_about_several_results_they_are_named() -> None:
    told = [
        found("X1", "Both.", "Evans", "REA"),
        found("X1", "Both.", "Evans", "WRI"),
        found("X1", "Both.", "Iyer", ""),
    ]
    (group,) = groups(told, ROUND, TITLES)
    labels = [one.label for one in group.lines[0].names]
    assert labels == ["Evans (Reading)", "Evans (Writing)", "Iyer"]
