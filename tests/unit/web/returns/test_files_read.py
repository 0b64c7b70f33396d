"""A file of results as it is read for a round."""

from dataclasses import replace
from datetime import UTC, datetime

from keystage import rulebooks
from keystage_web.returns.sending.reading import Asked, look
from tests.integration.web.files.sent.results import marked, results

BEFORE, AFTER = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
MADE = "date_time"


def test_what_is_made_today_is_not_of_a_time_to_come_where_the_clock_plays_before() -> (
    None
):
    asked = Asked(
        rulebooks.load("phonics-2026"), "999", "9992001", (), 1_000_000, BEFORE
    )
    data = results(marked("Ann", 1, 99))  # on 10 June
    told = look("x.xml", data, asked).report.findings
    assert [one for one in told if one.subject == MADE]
    kept = look("x.xml", data, replace(asked, latest=AFTER)).report.findings
    assert list(kept) == [one for one in told if one.subject != MADE]
    late = replace(asked, now=AFTER, latest=AFTER)
    assert look("x.xml", data, late).rows
