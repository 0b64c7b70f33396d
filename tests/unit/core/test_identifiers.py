"""Authority, school and learner numbers: shapes, names and the wider UPN list."""

import pytest

from keystage.core import identifiers


def test_the_english_authorities_in_force_are_all_there() -> None:
    english = [n for n in identifiers.la_numbers() if n not in {"998", "999"}]

    assert len(english) == 153
    assert english[0] == "201"
    assert english[-1] == "943"


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("201", "City of London"),
        ("943", "Westmorland and Furness"),
        ("681", "Cardiff"),
        ("708", "Gibraltar Overseas Establishments"),
        ("999", "Test authority"),
        ("909", "Cumbria"),
        ("000", ""),
        ("XXX", ""),
    ],
)
def test_an_authority_is_named_by_its_number(number: str, name: str) -> None:
    assert identifiers.la_name(number) == name
    assert identifiers.la_is_known(number) is bool(name)


def test_a_closed_authority_is_known_but_no_longer_in_use() -> None:
    assert identifiers.la_is_closed("928")
    assert not identifiers.la_is_closed("940")
    assert "928" not in identifiers.la_numbers()


def _numbers(ranges: str) -> set[str]:
    numbers: set[str] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        numbers |= {f"{n:03d}" for n in range(int(first), int(last or first) + 1)}
    return numbers


def test_the_numbers_accepted_in_a_upn_are_the_published_ones() -> None:
    published = _numbers(
        "001-005 201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420 "
        "660-681 701-708 800-803 805-808 810-813 815 816 820-823 825 826 830 831 "
        "835-841 845 846 850-852 855-857 860 861 865-896 908 909 916 919 921 925 926 "
        "928 929 931 933 935-938 940-943 999"
    )

    accepted = {
        f"{n:03d}" for n in range(1000) if identifiers.upn_la_accepted(f"{n:03d}")
    }
    assert accepted == published


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("9991001", ("999", "1001")),
        (" 999/1001 ", ("999", "1001")),
        ("999 1001", ("999", "1001")),
        ("999-1001", None),
        ("99910012", None),
        ("٩991001", None),
        ("", None),
    ],
)
def test_a_school_is_split_into_authority_and_establishment(
    text: str, parts: tuple[str, str] | None
) -> None:
    assert identifiers.split_laestab(text) == parts


def test_shapes_are_told_apart() -> None:
    assert identifiers.is_la("999")
    assert not identifiers.is_la("LLL")
    assert identifiers.is_estab("1001")
    assert not identifiers.is_estab("LLLL")
    assert identifiers.is_urn("100001")
    assert not identifiers.is_urn("10001")
    assert identifiers.is_early_years_urn("512345")
    assert not identifiers.is_early_years_urn("412345")


@pytest.mark.parametrize(
    ("uln", "valid"),
    [
        ("9999375358", True),
        ("9999375357", False),
        ("0999375358", False),
        ("999937535", False),
        ("1000000010", False),  # the nine digits leave no remainder
        ("", False),
    ],
)
def test_the_last_digit_of_a_learner_number_checks_the_rest(
    uln: str, valid: bool
) -> None:
    assert identifiers.uln_is_valid(uln) is valid


def test_nine_digits_without_a_remainder_have_no_learner_number() -> None:
    stem = next(
        str(n)
        for n in range(100_000_000, 100_000_100)
        if sum(int(d) * w for d, w in zip(str(n), range(10, 1, -1), strict=True)) % 11
        == 0
    )

    assert not any(identifiers.uln_is_valid(stem + last) for last in "0123456789")
