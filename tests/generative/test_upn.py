"""UPNs against an independent check letter, and repairs against random slips."""

import random

from hypothesis import given
from hypothesis import strategies as st
from stdnum.gb import upn as oracle

from keystage.core import upn

_COMPARISONS = 100_000  # the full count in every tier: it takes a second
_ENGLAND_2011 = ("201", "330", "420", "801", "886", "938")  # known to the oracle too

sound = st.builds(
    upn.make,
    st.sampled_from(["004", "001", "999"]),
    st.integers(0, 9999).map("{:04d}".format),
    st.integers(2000, 2099),
    st.integers(0, 999),
)


def test_the_check_letter_agrees_with_an_independent_one(seed: int) -> None:
    values = random.Random(seed)
    for _ in range(_COMPARISONS):
        last = values.choice("0123456789" + upn.LETTERS)
        twelve = f"{values.randrange(10**11):011d}{last}"
        assert upn.check_letter(twelve) == oracle.calc_check_digit(twelve), twelve


def test_whole_numbers_are_judged_as_an_independent_judge_does(seed: int) -> None:
    values = random.Random(seed)
    for _ in range(10_000):
        la = values.choice(_ENGLAND_2011)
        letter = values.choice(upn.LETTERS)
        number = f"{letter}{la}{values.randrange(10**9):09d}"
        assert (upn.faults(number) == ()) is oracle.is_valid(number), number


@given(sound)
def test_a_made_number_is_sound_and_needs_no_repair(number: str) -> None:
    assert upn.faults(number) == ()
    assert upn.repairs(number) == ()
    assert upn.tidy(f" {number.lower()}\n") == number


@given(sound, st.integers(1, 11), st.sampled_from("0123456789"))
def test_a_number_with_one_digit_changed_is_found_again(
    number: str, at: int, digit: str
) -> None:
    wrong = number[:at] + digit + number[at + 1 :]
    assert wrong == number or number in upn.repairs(wrong, limit=99)


@given(sound, st.integers(0, 11))
def test_a_number_with_neighbours_swapped_is_found_again(number: str, at: int) -> None:
    wrong = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    assert wrong == number or number in upn.repairs(wrong, limit=99)


@given(sound, st.integers(0, 12))
def test_a_number_with_a_character_left_out_or_doubled_is_found_again(
    number: str, at: int
) -> None:
    assert number in upn.repairs(number[:at] + number[at + 1 :], limit=99)
    assert number in upn.repairs(number[:at] + number[at] + number[at:], limit=99)


@given(st.text(max_size=20) | st.from_regex(r"[A-Z][0-9]{11,13}", fullmatch=True))
def test_any_text_has_faults_or_is_sound_and_all_repairs_are_sound(text: str) -> None:
    number = upn.tidy(text)
    offered = upn.repairs(number)

    assert len(offered) == len(set(offered)) <= 5
    assert all(upn.faults(candidate) == () for candidate in offered)
    assert upn.tidy(number) == number
    assert not (offered and upn.faults(number) == ())


@given(st.text(max_size=20))
def test_tidying_never_adds_a_fault(text: str) -> None:
    if upn.faults(text) == ():
        assert upn.tidy(text) == text
