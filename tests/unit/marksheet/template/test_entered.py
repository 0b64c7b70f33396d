"""Results as a person enters them, out of what a file has."""

import pytest

from keystage import rulebooks
from keystage.marksheet.template.model import entered


@pytest.mark.parametrize(
    ("book", "held", "wanted"),
    [
        ("phonics-2026", {"mark": "31", "outcome": "WT"}, {"mark": "31"}),
        ("phonics-2026", {"outcome": "A"}, {"mark": "A"}),
        ("phonics-2026", {"mark": "", "outcome": "D"}, {"mark": "D"}),
        ("phonics-2026", {"mark": "0", "outcome": "A"}, {"mark": "0"}),
        ("phonics-2026", {"outcome": "WA"}, {}),
        ("ks1-2026", {"REA": "EXS"}, {"REA": "EXS"}),
    ],
)
def test_a_code_in_place_of_a_mark_stands_where_the_mark_would(
    book: str, held: dict[str, str], wanted: dict[str, str]
) -> None:
    assert entered(rulebooks.load(book), held) == wanted
