"""How a text that was found differs from the one that was entered."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.synth.conformance.likeness import TOLERATED, Way, how, value


@pytest.mark.parametrize(
    ("entered", "found", "way"),
    [
        ("Zoë", "Zoë", None),
        ("Zoë", "ZOË", Way.CASE),
        ("Y\u0131ld\u0131z", "YILDIZ", Way.CASE),
        ("Zoë", unicodedata.normalize("NFD", "Zoë"), Way.COMPOSED),
        ("O'Hallorin", "O\u2019Hallorin", Way.QUOTE),
        ("Ana Sofia", "Ana  Sofia", Way.SPACES),
        ("Zoë", "", Way.EMPTY),
        ("Zoë", "ZoÃ«", Way.ENCODING),
        ("Łucja", "?ucja", Way.LOST),
        ("Łucja", "\ufffducja", Way.LOST),
        ("D\u2019Avenelle", "D?AVENELLE", Way.LOST),
        ("M", "Male", Way.WORDS),
        ("O'Hallorin", "O&apos;Hallorin", Way.ESCAPED),
        ("Łucja", "L&#322;ucja", Way.ESCAPED),
        ("Zoë", "Zoe", Way.ACCENTS),
        ("Núñez-Brekkestø", "Nunez-Brekkesto", Way.ACCENTS),
        ("O'Hallorin", "OHallorin", Way.SIGNS),
        ("Smythe-Okonkwo", "Smythe Okonkwo", Way.SIGNS),
        ("Featherstonehaugh", "Featherst", Way.CUT),
        ("2019-03-08", "08/03/2019", Way.DATE),
        ("2019-03-08", "2019-03-08T00:00:00", Way.DATE),
        ("Mia", "Noah", Way.OTHER),
    ],
)
def test_a_text_differs_in_a_way_that_has_a_name(
    entered: str, found: str, way: Way | None
) -> None:
    assert how(entered, found) is way


def test_another_name_of_the_child_is_told_as_such() -> None:
    assert how("Katarzyna", "Kasia", ("", "Kasia")) is Way.ANOTHER_NAME
    assert how("Katarzyna", "", ("", "Kasia")) is Way.EMPTY


@pytest.mark.parametrize(
    ("entered", "found", "way"),
    [
        ("7", "7", None),
        ("7", "07", Way.ZEROS),
        ("0", "00", Way.ZEROS),
        ("7", "8", Way.OTHER),
        ("7", "", Way.EMPTY),
        ("7", "7.0", Way.WORDS),
        ("WA", "wa", Way.CASE),
        ("EXS", "Working at", Way.WORDS),
        ("2", "Expected", Way.WORDS),
        ("EXS", "GDS", Way.OTHER),
        ("7", "A", Way.OTHER),
    ],
)
def test_a_result_differs_in_a_way_that_has_a_name(
    entered: str, found: str, way: Way | None
) -> None:
    assert value(entered, found) is way


@given(st.text(max_size=20))
def test_a_text_is_like_itself_and_tolerated_in_capitals(text: str) -> None:
    assert how(text, text) is None
    assert how(text, text.upper()) in {None, *TOLERATED}


@given(st.text(max_size=20), st.text(max_size=20))
def test_of_two_texts_either_nothing_or_one_way_is_told(one: str, other: str) -> None:
    assert (how(one, other) is None) == (one == other)
    assert (value(one, other) is None) == (one == other)
