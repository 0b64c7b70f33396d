"""Consequences go under causes, once, in an order that means something."""

from keystage.checks.telling.folding import Made, folded_findings
from keystage.core.findings import Finding, Place, PupilRef, Severity

ERROR, QUERY, NOTE = Severity.ERROR, Severity.QUERY, Severity.NOTE


def made(
    rule: str,
    *after: str,
    about: object = 1,
    at: str | None = None,
    weight: Severity = ERROR,
) -> Made:
    pupil = None if about is None else PupilRef(surname=f"S{about}")
    finding = Finding(rule, weight, f"{rule} {at}", pupil=pupil, subject=at)
    return Made(finding, frozenset({rule}), after, about, at)


def shape(*all_made: Made) -> list[tuple[str, list[str]]]:
    return [
        (top.rule, [under.rule for under in top.consequences])
        for top in folded_findings(all_made)
    ]


def test_a_consequence_stands_under_its_cause() -> None:
    assert shape(made("B", "A"), made("A")) == [("A", ["B"])]


def test_consequences_of_consequences_stand_beside_them() -> None:
    assert shape(made("C", "B"), made("B", "A"), made("A")) == [("A", ["B", "C"])]


def test_the_first_cause_that_is_there_is_taken() -> None:
    assert shape(made("C", "X", "B", "A"), made("B"), made("A")) == [
        ("A", []),
        ("B", ["C"]),
    ]


def test_a_cause_is_about_the_same_pupil_or_the_whole_return() -> None:
    assert shape(made("B", "A", about=2), made("A", about=1)) == [("A", []), ("B", [])]
    assert shape(made("B", "A", about=2), made("A", about=None)) == [("A", ["B"])]
    assert shape(made("B", "A", about=None), made("A", about=2)) == [
        ("B", []),
        ("A", []),
    ]


def test_a_cause_is_about_the_same_component_where_both_have_one() -> None:
    assert shape(made("B", "A", at="REA"), made("A", at="WRI")) == [
        ("A", []),
        ("B", []),
    ]
    assert shape(made("B", "A", at="REA"), made("A", at="REA")) == [("A", ["B"])]
    assert shape(made("B", "A"), made("A", at="REA")) == [("A", ["B"])]


def test_an_error_is_never_hidden_by_something_lighter() -> None:
    cause = made("A", weight=QUERY)
    assert shape(made("B", "A"), cause) == [("B", []), ("A", [])]
    assert shape(made("B", "A", weight=NOTE), cause) == [("A", ["B"])]


def test_a_ring_of_causes_loses_nothing() -> None:
    assert shape(made("A", "B"), made("B", "A"), made("C", "B")) == [("A", ["B", "C"])]
    assert shape(made("A", "A")) == [("A", [])]


def test_one_rule_twice_does_not_fold_under_itself() -> None:
    first, second = made("A", "A", at="REA"), made("A", "A", at="WRI")
    assert shape(first, second) == [("A", []), ("A", [])]


def test_names_stand_as_people_look_for_them() -> None:
    names = ["Đorđević", "Zola", "Dunn", "Émile", "Evans", "Šimić", "Smith", "d'Or"]
    found = [
        Made(
            Finding("A", ERROR, "", pupil=PupilRef(surname=name)), frozenset({"A"}), ()
        )
        for name in names
    ]
    pupils = [one.pupil for one in folded_findings(found)]
    assert [one.surname for one in pupils if one] == [
        *("d'Or", "Đorđević", "Dunn", "Émile", "Evans", "Šimić", "Smith", "Zola")
    ]


def test_the_order_is_return_then_pupil_then_weight() -> None:
    assert shape(
        made("C", about=2),
        made("B", about=1, weight=QUERY),
        made("A", about=1, weight=NOTE),
        made("D", about=1),
        made("E", about=None, weight=NOTE),
    ) == [("E", []), ("D", []), ("B", []), ("A", []), ("C", [])]


def test_findings_alike_in_all_else_are_ordered_by_line() -> None:
    early, late = made("A"), made("A")
    early.finding.place, late.finding.place = Place(line=3), Place(line=9)
    found = folded_findings([late, early])
    assert [one.place and one.place.line for one in found] == [3, 9]
