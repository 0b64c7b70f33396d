"""Small numbers: hidden, and not to be worked out by anyone who knows how."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.measures import Ratio, suppression
from keystage.measures.suppression import Counts, Span

GROUPS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30), max_size=6)


def hidden(**found: int) -> str:
    """The groups hidden, and the total if it is shown."""
    answer = suppression.counts(found)
    names = "".join(name for name, count in answer.counts.items() if count is None)
    return f"{names} {answer.total}"


@pytest.mark.parametrize(
    ("found", "answer"),
    [
        ({"a": 9, "b": 7}, " 16"),
        ({"a": 5, "b": 5}, " 10"),
        ({"a": 4, "b": 7, "c": 20}, "ab 31"),
        ({"a": 20, "b": 6, "c": 4}, "bc 30"),
        ({"a": 3, "b": 4, "c": 20}, "ab 27"),
        ({"a": 0, "b": 1, "c": 20, "d": 30}, "abc 51"),
        ({"a": 2, "b": 2}, "ab None"),
        ({"a": 4}, "a None"),
        ({"a": 8}, " 8"),
        ({"a": 2, "b": 6, "c": 6}, "abc 14"),
        ({"a": 4, "b": 4, "c": 9}, "abc 17"),
        ({"a": 4, "b": 4}, "ab None"),
        ({}, " 0"),
    ],
)
def test_which_counts_are_hidden(found: dict[str, int], answer: str) -> None:
    assert hidden(**found) == answer


def test_the_least_number_is_a_setting() -> None:
    assert suppression.counts({"a": 2, "b": 9}, least=2).total == 11
    assert suppression.counts({"a": 9, "b": 12}, least=10).counts["a"] is None


@pytest.mark.parametrize(("least", "sizes"), [(2, 4), (3, 3), (4, 3)])
def test_what_is_hidden_cannot_be_worked_out_even_by_one_who_knows_the_rule(
    least: int, sizes: int
) -> None:
    """Try every way pupils may fall in groups: what is shown must fit several."""
    seen: dict[str, tuple[Counts, list[tuple[int, ...]]]] = {}
    for size in range(1, sizes + 1):
        for found in product(range(2 * least + 2), repeat=size):
            answer = suppression.counts(dict(zip("abcd", found, strict=False)), least)
            seen.setdefault(repr(answer), (answer, []))[1].append(found)
    for answer, possible in seen.values():
        for place, count in enumerate(answer.counts.values()):
            if count is None:
                assert len({found[place] for found in possible}) > 1, answer


@given(GROUPS, st.integers(1, 12))
def test_what_is_shown_is_true_and_not_small(found: dict[str, int], least: int) -> None:
    answer = suppression.counts(found, least)
    assert list(answer.counts) == list(found)
    for name, count in answer.counts.items():
        assert count is None or (count == found[name] and count >= least)
    assert answer.total in (None, sum(found.values()))
    missing = [name for name, count in answer.counts.items() if count is None]
    if missing and answer.total is not None:
        assert len(missing) > 1
        assert sum(found[name] for name in missing) >= least


@given(GROUPS)
def test_the_order_of_groups_does_not_matter(found: dict[str, int]) -> None:
    turned = dict(reversed(list(found.items())))
    assert suppression.counts(turned) == suppression.counts(found)
    assert isinstance(suppression.counts(found), Counts)


@pytest.mark.parametrize(
    ("ratio", "small"),
    [
        (Ratio(7, 20), False),
        (Ratio(5, 10), False),
        (Ratio(4, 20), True),
        (Ratio(16, 20), True),
        (Ratio(20, 20), True),
        (Ratio(0, 20), True),
        (Ratio(2, 4), True),
    ],
)
def test_a_share_is_small_with_its_rest(ratio: Ratio, small: bool) -> None:
    assert suppression.is_small(ratio, 5) is small


@pytest.mark.parametrize(
    ("total", "small"), [(0, True), (4, True), (5, False), (395, False), (396, True)]
)
def test_a_mean_is_small_at_either_end(total: int, small: bool) -> None:
    assert suppression.is_small(Ratio(total, 10), 5, (0, 40)) is small


def span(value: int, size: int, *, low: int = 0, least: int = 5) -> Span:
    return Span(value, 0, size, low, size, least)


@pytest.mark.parametrize(
    ("hidden", "safe"),
    [
        ([], True),
        ([span(3, 20)], False),
        ([span(3, 20), span(10, 20)], True),
        ([span(0, 20), span(0, 20)], False),
        ([span(20, 20), span(20, 20)], False),
        ([span(0, 2, least=2), span(4, 5, least=2)], False),
        ([span(0, 0), span(9, 20), span(8, 20)], True),
        ([span(15, 20, low=15), span(0, 20)], False),
        ([span(0, 20)] * 7, False),
        ([span(1, 20)] * 7, True),
    ],
)
def test_hidden_figures_are_safe_if_each_could_be_others(
    hidden: list[Span], safe: bool
) -> None:
    assert suppression.is_safe(hidden) is safe
