"""An address, part by part: what a file does not tell of it stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage_web.accounts.register.review.address import joined, merged
from keystage_web.accounts.register.sheets.columns import PARTS

LANE = "1 School Lane\nAnytown\nXK1 0JX"


@pytest.mark.parametrize(
    ("ours", "told", "stands"),
    [
        (LANE, {"postcode": "XK1 0JX"}, LANE),
        (LANE, {"postcode": "XK2 0JX"}, "1 School Lane\nAnytown\nXK2 0JX"),
        (LANE, {"street": "2 New Road"}, "2 New Road\nAnytown\nXK1 0JX"),
        (LANE, {"town": "Newtown"}, "1 School Lane\nNewtown\nXK1 0JX"),
        (LANE, {"locality": "Mead"}, "1 School Lane\nMead\nAnytown\nXK1 0JX"),
        (LANE, {"county": "Anyshire"}, "1 School Lane\nAnytown\nAnyshire\nXK1 0JX"),
        ("", {"postcode": "XK1 0JX"}, "XK1 0JX"),
        ("XK1 0JX", {"town": "Anytown"}, "Anytown\nXK1 0JX"),
        (
            "1 School Lane, Anytown XK1 0JX",
            {"postcode": "XK2 0JX"},
            "1 School Lane\nAnytown\nXK2 0JX",
        ),
        ("1 School Lane, Anytown, XK1 0JX", {"postcode": "XK1 0JX"}, None),
        ("1 School Lane\nxk1 0jx", {"postcode": "XK2 0JX"}, "1 School Lane\nXK2 0JX"),
        (
            "A\nB\nC\nD\nE\nF\nG\nXK1 0JX",
            {"postcode": "XK2 0JX"},
            "A\nB\nC\nD\nE\nF\nG\nXK2 0JX",
        ),
    ],
)
def test_only_what_the_file_tells_of_an_address_changes(
    ours: str, told: dict[str, str], stands: str | None
) -> None:
    assert merged(ours, told) == (ours if stands is None else stands)


WORDS = st.sampled_from(
    ["1 School Lane", "Anytown", "Newtown", "Mead", "XK1 0JX", "XK2 0JX", "a", "b, c"]
)
TOLD = st.dictionaries(st.sampled_from(PARTS), WORDS, max_size=6)


@given(TOLD, TOLD)
def test_all_that_is_told_stands_in_its_order_and_a_second_time_nothing_changes(
    first: dict[str, str], told: dict[str, str]
) -> None:
    after = merged(joined(first), told)
    rest = iter(after.replace(", ", "\n").splitlines())
    for word in joined(told).replace(", ", "\n").splitlines():
        assert word in rest
    assert merged(after, told) == after


@given(st.lists(WORDS, max_size=9), TOLD)
def test_no_more_is_lost_than_is_told_otherwise(
    lines: list[str], told: dict[str, str]
) -> None:
    ours = "\n".join(lines)
    stands = merged(ours, told).replace(", ", "\n").split("\n")
    kept = [one for one in ours.replace(", ", "\n").split("\n") if one in stands]
    assert len(kept) >= len(lines) - len(told) * max(1, len(lines) - len(PARTS) + 1)
    assert merged(ours, {}) == ours
