"""What is hidden stays hidden, whichever table, place or measure asks last."""

from collections.abc import Sequence

import pytest

from keystage.measures import Measure, Unit
from keystage.measures.hiding import Level, hide, level, reach
from tests.unit.measures.books import measure

NOTHING, FIGURE, ALL = Level.NOTHING, Level.FIGURE, Level.ALL


def joined(*parts: tuple[int, int]) -> list[Measure]:
    """Measures of one mark, each given away by the others: m0, m1 and so on."""
    return [measure(*part, f"m{at}", joined="mark") for at, part in enumerate(parts)]


def levels(
    total: Sequence[Measure], *tables: dict[str, list[Measure]], least: int = 5
) -> list[list[Level]]:
    """How much is hidden of each measure: of everybody, then of each group."""
    veil = hide(total, tables, least)
    places = [(at, name) for at, groups in enumerate(tables) for name in groups]
    return [
        [level(veil, one.id), *(level(veil, one.id, place) for place in places)]
        for one in total
    ]


def test_a_small_total_hides_what_is_joined_to_it_before_or_after() -> None:
    assert levels(joined((10, 20), (2, 20))) == [[FIGURE], [FIGURE]]
    assert levels(joined((2, 20), (10, 20))) == [[FIGURE], [FIGURE]]
    assert levels(joined((9, 20), (2, 20), (11, 20))) == [[FIGURE]] * 3
    assert levels(joined((10, 20), (9, 20))) == [[NOTHING], [NOTHING]]


def test_a_hidden_total_hides_the_groups_of_every_table() -> None:
    one = {"a": joined((10, 20), (1, 20)), "b": joined((10, 20), (1, 20))}
    two = {"c": joined((20, 40), (2, 40))}
    assert levels(joined((20, 40), (2, 40)), one, two) == [[FIGURE] * 4] * 2


def test_a_total_of_just_enough_pupils_still_tells_how_many_they_are() -> None:
    assert levels([measure(2, 5)]) == [[FIGURE]]
    assert levels([measure(2, 4)]) == [[ALL]]
    assert levels([measure(0, 20)], least=1) == [[FIGURE]]
    assert levels([measure(1, 20)], least=1) == [[NOTHING]]


def test_sizes_too_small_to_be_parted_hide_the_size_of_all() -> None:
    halves = {"a": [measure(2, 4)], "b": [measure(2, 4)]}
    assert levels([measure(4, 8)], halves) == [[ALL] * 3]
    whole = {"all": [measure(4, 8)]}
    assert levels([measure(4, 8)], halves, whole)[0][0] is ALL
    assert levels([measure(4, 8)], whole, halves)[0][0] is ALL
    assert levels([measure(2, 3)], {})[0][0] is ALL


def test_sizes_are_small_by_the_number_asked_for() -> None:
    groups = {"a": [measure(1, 3)], "b": [measure(10, 20)], "c": [measure(15, 30)]}
    (told,) = levels([measure(26, 53)], groups, least=2)
    assert told == [NOTHING, FIGURE, FIGURE, NOTHING]


def averages(marks: int, size: int, listed: int) -> list[Measure]:
    """The mean of the assessed, and of all on the list."""
    return [
        measure(marks, size, "mean", unit=Unit.MEAN, highest=17),
        measure(marks, listed, "listed", unit=Unit.MEAN, highest=17, beside="mean"),
    ]


def test_just_enough_exempt_may_be_told_and_one_fewer_may_not() -> None:
    assert [one[0] for one in levels(averages(300, 40, 45))] == [NOTHING, NOTHING]
    assert [one[0] for one in levels(averages(300, 40, 44))] == [NOTHING, ALL]
    assert [one[0] for one in levels(averages(300, 40, 40))] == [NOTHING, NOTHING]


def test_an_average_of_the_list_is_hidden_wherever_that_of_the_assessed_is() -> None:
    groups = {"a": averages(20, 3, 3), "b": averages(200, 30, 30)}
    mean, listed = levels(averages(220, 33, 33), groups)
    assert mean == listed
    assert mean[1] is ALL
    few = levels(averages(9, 3, 40))
    assert [one[0] for one in few] == [ALL, ALL]


def test_a_hidden_average_of_the_list_stays_hidden_where_nobody_is_exempt() -> None:
    total = [measure(300, 40, "mean", unit=Unit.MEAN, highest=17)]
    total.append(measure(1, 40, "listed", unit=Unit.MEAN, highest=17, beside="mean"))
    assert [one[0] for one in levels(total)] == [NOTHING, FIGURE]


READ, WRITE = {"R": frozenset({"EXS"})}, {"W": frozenset({"EXS"})}


def two_subjects(reading: int, writing: int, both: int, size: int) -> list[Measure]:
    return [
        measure(reading, size, "reading", demands=READ),
        measure(writing, size, "writing", demands=WRITE),
        measure(both, size, "both", demands=READ | WRITE),
    ]


def test_a_total_is_not_told_by_those_of_its_subjects() -> None:
    # 9 of 14 in each leave 4 in both, and fewer than 5 is said by hiding it.
    assert levels(two_subjects(9, 9, 4, 14)) == [[FIGURE], [NOTHING], [FIGURE]]
    assert levels(two_subjects(8, 8, 4, 20)) == [[NOTHING], [NOTHING], [FIGURE]]


def checked(met: int, size: int, marks: int, marked: int) -> list[Measure]:
    """The share who met the standard, and the mean of those with a mark."""
    mean = {"unit": Unit.MEAN, "highest": 40, "beside": "met"}
    return [measure(met, size, "met"), measure(marks, marked, "mean", **mean)]


def test_how_few_have_no_mark_is_not_told_by_the_share_and_the_mean() -> None:
    groups = {"a": checked(14, 24, 600, 23), "b": checked(14, 23, 600, 23)}
    few = levels(checked(28, 47, 1200, 46), groups)
    assert few == [[NOTHING] * 3, [ALL] * 3]
    groups = {"a": checked(14, 29, 600, 23), "b": checked(14, 23, 600, 23)}
    many = levels(checked(28, 52, 1200, 46), groups)
    assert many == [[NOTHING] * 3, [NOTHING, ALL, ALL]]


def test_a_list_average_is_hidden_where_the_sum_of_the_assessed_is() -> None:
    more = {"unit": Unit.MEAN, "highest": 17}
    mean = measure(62, 60, "mean", lowest=1, **more)
    listed = measure(62, 70, "listed", beside="mean", **more)
    assert levels([mean, listed]) == [[FIGURE], [FIGURE]]


def test_what_is_learnt_step_by_step_ends_after_so_many_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    groups = {"a": [measure(7, 13)], "b": [measure(1, 2)], "c": [measure(9, 20)]}
    everybody = [measure(17, 35)]
    whole = levels(everybody, groups)
    monkeypatch.setattr(reach, "_ROUNDS", 1)
    (shown,) = levels(everybody, groups)
    assert shown[2] is not NOTHING
    assert len(shown) == len(whole[0])


def three_and_all(size: int, *met: int) -> list[Measure]:
    """Three subjects' shares, and that of all three together."""
    reached = frozenset({"EXS"})
    names = ("REA", "WRI", "MAT")
    parts = zip(names, met[:3], strict=True)
    return [
        *(measure(n, size, name, demands={name: reached}) for name, n in parts),
        measure(met[3], size, "all", demands=dict.fromkeys(names, reached)),
    ]


def test_what_others_of_a_group_tell_step_by_step_hides_another_of_them() -> None:
    groups = {
        "girls": three_and_all(16, 14, 15, 15, 12),
        "boys": three_and_all(10, 7, 8, 9, 5),
    }
    told = levels(three_and_all(26, 21, 23, 24, 17), groups, least=2)
    # One girl and one boy missed the standard in maths: reading and writing beside it,
    # with what all three tell, would give them away.
    reading = writing = [NOTHING, FIGURE, FIGURE]
    assert told == [reading, writing, [FIGURE, FIGURE, FIGURE], [NOTHING] * 3]
