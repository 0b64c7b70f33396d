"""What two years say otherwise of pupils who move."""

from keystage import rulebooks
from keystage.rulebooks.comparing.moves import movers
from keystage.rulebooks.comparing.sections import compare


def told(old: str, new: str) -> list[str]:
    return list(movers(rulebooks.load(old), rulebooks.load(new)))


def test_rules_that_read_otherwise_came_or_went_are_told() -> None:
    lines = told("ks1-2023", "ks1-2024")
    assert (
        "Now: The recommendation does not say who reports a pupil who starts at the new "
        "school before the test period. Before: A pupil who changes schools before the "
        "test period is given the tests and reported by the receiving school."
    ) in lines
    late = "Nothing is required for a pupil who comes from home education"
    assert [line for line in lines if line.startswith(f"No longer: {late}")]
    back = told("ks1-2024", "ks1-2023")
    assert [line for line in back if line.startswith(f"New: {late}")]


def test_years_with_the_same_rules_have_nothing_to_tell() -> None:
    assert told("ks2-2024", "ks2-2025") == []
    assert told("mtc-2024", "mtc-2025") == []


def test_a_year_whose_guidance_was_not_found_is_told_as_such() -> None:
    known = "Guidance on pupils who move is known for this year, and was not before."
    assert told("ks2-2019", "ks2-2022") == [known]
    gone = "No guidance on pupils who move is known for this year."
    assert told("ks2-2022", "ks2-2019") == [gone]


def test_they_are_told_with_the_rest_of_a_comparison() -> None:
    books = rulebooks.load("ks1-2023"), rulebooks.load("ks1-2024")
    titles = [section.title for section in compare(*books)]
    assert "Who reports those who move" in titles
