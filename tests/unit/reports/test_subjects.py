"""What a finding is about is said in words, not in the program's names."""

import pytest

from keystage.reports import subjects


@pytest.mark.parametrize(
    ("subject", "collection", "said"),
    [
        ("E09", "eyfsp", "Word reading (E09)"),
        ("E09", "phonics", "E09"),
        ("mark", "phonics", "Phonics mark"),
        ("upn", "eyfsp", "UPN"),
        ("dob", "", "date of birth"),
        ("surname", "", "surname"),
        ("destination.la", "", "header: destination"),
        ("G17", "eyfsp", "G17"),
        ("", "", ""),
    ],
)
def test_titles_of_goals_and_names_of_fields_are_given(
    subject: str, collection: str, said: str
) -> None:
    known = subjects.titles(["eyfsp-2026", "phonics-2026"])
    assert subjects.about(subject, collection, known) == said


def test_a_rulebook_of_another_keystage_is_no_trouble() -> None:
    assert subjects.titles(["eyfsp-2099", "../../secret"]) == {}
