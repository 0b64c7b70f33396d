"""Records answer the few questions everybody asks of them."""

from keystage.core.cells import Cell
from keystage.core.records import Element, Pupil, Result, Row


def test_the_first_section_and_the_first_child_of_a_name_count() -> None:
    details = Element(
        "BasicDetails",
        children=[Element("NCyearActual", " 2 "), Element("NCyearActual", "3")],
    )
    pupil = Pupil(sections=[Element("Email", "x"), details, Element("BasicDetails")])

    assert pupil.section("BasicDetails") is details
    assert pupil.section("Address") is None
    assert details.child_text("NCyearActual") == "2"
    assert details.child_text("FormerUPN") == ""


def test_a_row_gives_the_first_value_of_a_component_or_nothing() -> None:
    twice = [Result("E01", "2", Cell("2")), Result("E01", "1", Cell("1"))]
    row = Row(1, "", "", "", "", "", cells={}, results={"E01": twice})

    assert row.value("E01") == "2"
    assert row.value("E02") == ""
