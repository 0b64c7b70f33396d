"""Small numbers: hidden, and not to be worked out by anyone who knows how."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.measures import Ratio, suppression
from keystage.measures.suppression import Counts, Shown

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
    ("ratio", "shown"),
    [
        (Ratio(7, 20), Shown(7, 20, 0.35)),
        (Ratio(5, 10), Shown(5, 10, 0.5)),
        (Ratio(4, 20), Shown(None, 20, None)),
        (Ratio(16, 20), Shown(None, 20, None)),
        (Ratio(20, 20), Shown(None, 20, None)),
        (Ratio(0, 20), Shown(None, 20, None)),
        (Ratio(2, 4), Shown(None, None, None)),
    ],
)
def test_a_share_is_hidden_with_its_rest(ratio: Ratio, shown: Shown) -> None:
    assert suppression.share(ratio) == shown
