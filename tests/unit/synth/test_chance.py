"""Chance is the same everywhere, and is chance."""

from collections import Counter

import pytest

from keystage.core.errors import UsageError
from keystage.synth.chance import SD, Stream

FIRST = [469, 306, 995, 578, 532]
DEVIATES = [417, 211, 105]


def test_a_stream_draws_these_numbers_on_every_machine() -> None:
    stream = Stream(7, "child", 3)
    assert [stream.below(1000) for _ in range(5)] == FIRST
    assert [stream.normal() for _ in range(3)] == DEVIATES


def test_names_and_numbers_and_how_many_of_them_make_different_streams() -> None:
    names: list[tuple[str | int, ...]] = [
        ("a", 1),
        ("a", "1"),
        ("a1",),
        ("a", 1, 1),
        (),
    ]
    drawn = {Stream(7, *name).below(10**15) for name in names}
    assert len(drawn) == len(names)
    assert Stream(8, "a", 1).below(10**15) not in drawn


def test_numbers_below_a_limit_are_all_alike() -> None:
    stream = Stream(1)
    counted = Counter(stream.below(6) for _ in range(6000))
    assert set(counted) == set(range(6))
    assert all(880 < times < 1120 for times in counted.values())


def test_there_is_no_number_below_nothing() -> None:
    with pytest.raises(UsageError, match="below 0"):
        Stream(1).below(0)


def test_between_holds_both_ends() -> None:
    stream = Stream(2)
    assert {stream.between(-1, 1) for _ in range(50)} == {-1, 0, 1}


def test_what_never_happens_does_not_and_what_always_does_does() -> None:
    stream = Stream(3)
    assert not any(stream.happens(0) for _ in range(50))
    assert all(stream.happens(5, 5) for _ in range(50))


def test_choices_come_as_often_as_their_weights_say() -> None:
    stream = Stream(4)
    counted = Counter(
        stream.weighted([("a", 1), ("b", 0), ("c", 3)]) for _ in range(4000)
    )
    assert set(counted) == {"a", "c"}
    assert 900 < counted["a"] < 1100
    assert {stream.pick("xy") for _ in range(20)} == {"x", "y"}


def test_normal_deviates_have_the_mean_and_the_spread_of_normal_ones() -> None:
    stream = Stream(5)
    drawn = [stream.normal() for _ in range(20_000)]
    assert abs(sum(drawn) / len(drawn)) < 0.03 * SD
    within = sum(abs(value) < SD for value in drawn) / len(drawn)
    assert abs(within - 0.683) < 0.015
    spread = sum(value * value for value in drawn) / len(drawn)
    assert abs(spread / SD**2 - 1) < 0.05


def test_deviates_together_are_the_same_as_one_after_the_other() -> None:
    one_by_one, together = Stream(7, "many"), Stream(7, "many")
    assert [one_by_one.normal() for _ in range(20)] == together.normals(20)


def test_shuffling_keeps_all_and_leaves_what_was_given() -> None:
    things = list(range(30))
    mixed = Stream(6).shuffled(things)
    assert sorted(mixed) == things == list(range(30))
    assert mixed != things
