"""What was taken out comes in again as it was, codes in place of marks too."""

import pytest

from tests.integration.web.files.sent.results import marked, results
from tests.integration.web.files.sent.seat import School, school

__all__ = ["school"]
pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_a_code_in_a_files_row_of_outcomes_stands_in_place_of_the_mark(
    school: School,
) -> None:
    data = results(marked("Ann", 1, "A"), marked("Bob", 2, 32), marked("Cas", 3, "D"))
    assert b"<ResultQualifier>NY</ResultQualifier>" in data
    school.take(school.sent(data))
    marks = {name: value for name, value in school.marks().items() if value}
    assert marks == {"Ann": "A", "Bob": "32", "Cas": "D"}
