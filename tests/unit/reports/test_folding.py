"""What goes away with a finding is told once, with where else the same does."""

from typing import Any

from keystage.reports import html, text
from tests.unit.reports.documents import Json, document, file, finding


def beneath(*below: Json) -> str:
    """Return the text of a finding with others beneath it, on one line."""
    shown = text.render(document(file(findings=[finding(consequences=list(below))])))
    return " ".join(shown.split())


def child(name: str, **more: Any) -> Json:
    """Return a missing result of a child."""
    who = {"upn": "", "surname": name, "forename": "", "dob": ""}
    return finding("R01", message="No result.", pupil=who, **more)


def in_row(row: int) -> Json:
    place = {"sheet": "Oak", "row": row, "column": "E"}
    return child(f"Name {row}", place=place)


def test_fifteen_children_without_a_column_are_told_by_their_rows() -> None:
    told = beneath(*map(in_row, range(7, 22)))
    assert told.count("No result.") == 1
    assert "The same in 14 more: rows 8 to 21." in told


def test_one_child_without_results_is_told_by_the_results() -> None:
    told = beneath(*(child("Ash", subject=goal) for goal in ("E01", "E02", "E03")))
    assert told.count("No result.") == 1
    assert "The same in 2 more: Speaking (E02), Self-regulation (E03)." in told


def test_children_of_a_file_are_told_by_name_and_what_is_alike_only_counted() -> None:
    names = [child(name) for name in ("Ash", "Birch", "Cole")]
    assert "The same in 2 more: Birch; Cole." in beneath(*names)
    assert "The same in 2 more." in beneath(*(child("Ash") for _ in range(3)))
    nobody = [finding("R01", pupil=None, subject=None, place=None) for _ in range(3)]
    assert "The same in 2 more." in beneath(*nobody)


def test_two_of_a_kind_and_other_rules_stand_by_themselves() -> None:
    told = beneath(in_row(7), in_row(8), finding("P14", message="Not on the roll."))
    assert "The same in" not in told
    assert told.count("No result.") == 2
    assert "Not on the roll." in told


def test_the_page_folds_as_the_text_does() -> None:
    cause = finding(consequences=[in_row(row) for row in range(7, 22)])
    page = html.render(document(file(findings=[cause])))
    assert "The same in 14 more: rows 8 to 21." in page
    assert "15 findings go away with this" in page
