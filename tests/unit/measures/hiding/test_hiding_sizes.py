"""Sizes of measures laid side by side tell of no few pupils."""

from keystage.measures.hiding.sizes import Sized, part
from keystage.measures.hiding.veil import Hidden


def sized(total: int, *tables: dict[str, int], no_size: bool = False) -> Sized:
    hidden = Hidden([set() for _ in tables], [set() for _ in tables], no_size=no_size)
    return Sized(total, tables, hidden)


def parted(*measures: Sized, least: int = 5) -> list[list[str] | None]:
    """Return the groups of the first table hidden of each measure; None for all."""
    part(measures, least)
    return [
        None if one.hidden.no_size else sorted(set().union(*one.hidden.sizes[:1]))
        for one in measures
    ]


def test_sizes_that_are_equal_or_differ_by_many_are_shown() -> None:
    assert parted(sized(60), sized(60), sized(55), sized(49)) == [[], [], [], []]


def test_a_measure_that_differs_by_few_in_all_is_not_sized_at_all() -> None:
    assert parted(sized(58), sized(60), sized(60), sized(56)) == [None, [], [], None]
    assert parted(sized(60), sized(58)) == [[], None]
    assert parted(sized(58), sized(60)) == [None, []]


def test_a_size_that_is_hidden_already_is_laid_beside_none() -> None:
    assert parted(sized(58, no_size=True), sized(60), sized(50)) == [None, [], []]


def test_a_group_that_differs_by_few_is_hidden_with_as_many_as_it_takes() -> None:
    first = {"a": 60, "b": 30, "c": 20, "d": 30}
    other = {"a": 58, "b": 30, "c": 20, "d": 20}
    # Of a and c together two are out; only with d are they among many.
    assert parted(sized(140, first), sized(128, other)) == [[], ["a", "c", "d"]]
    other |= {"c": 10}
    assert parted(sized(140, first), sized(118, other)) == [[], ["a", "c"]]


def test_where_all_groups_are_hidden_their_sum_may_stand() -> None:
    first, other = {"a": 60, "b": 30}, {"a": 57, "b": 27}
    assert parted(sized(90, first), sized(84, other)) == [[], ["a", "b"]]


def test_one_group_alone_hides_the_sum_too() -> None:
    assert parted(sized(60, {"a": 60}), sized(50, {"a": 57})) == [[], None]


def test_groups_that_are_known_together_of_two_measures_are_laid_side_by_side() -> None:
    first = {"a": 40, "b": 40, "c": 40, "d": 40}
    one = first | {"a": 37, "b": 28}  # 15 fewer in a and b
    # 12 fewer in a and b, three more than in `one`, and with c four fewer than there
    two = {"a": 37, "b": 31, "c": 33, "d": 50}
    found = parted(sized(160, first), sized(145, one), sized(151, two))
    assert found == [[], ["a", "b", "c", "d"], ["a", "b"]]
    two = first | {"a": 40, "c": 36, "d": 20}
    found = parted(sized(160, first), sized(145, one), sized(136, two))
    assert found == [[], ["a", "b"], ["c", "d"]]


def test_every_table_is_seen_to_by_itself() -> None:
    school, sex = {"a": 30, "b": 30}, {"F": 30, "M": 30}
    other = sized(50, {"a": 25, "b": 25}, {"F": 28, "M": 22})
    part([sized(60, school, sex), other], 5)
    assert [sorted(names) for names in other.hidden.sizes] == [[], ["F", "M"]]
