"""What is hidden of several groups: typed examples, each for its reason."""

from keystage.measures import Measure, Unit
from keystage.measures.hiding import Level, Veil, hide, level
from tests.unit.measures.books import measure

GDS = {"demands": {"REA": frozenset({"GDS"})}}
EXS = {"demands": {"REA": frozenset({"GDS", "EXS"})}}


def told(veil: Veil, groups: str, id_: str = "m") -> str:
    """The groups whose figure (lower case) or size (upper) is hidden, and the total."""
    levels = {name: level(veil, id_, (0, name)) for name in groups}
    shown = {Level.NOTHING: "", Level.FIGURE: "{}", Level.ALL: "{}!"}
    names = "".join(shown[levels[name]].format(name) for name in groups)
    return f"{names} {level(veil, id_).name}"


def of_one(least: int = 5, **groups: tuple[int, int]) -> str:
    """What is hidden of one share, of groups given as met and size."""
    together = measure(*(sum(part) for part in zip(*groups.values(), strict=True)))
    table = {name: [measure(*part)] for name, part in groups.items()}
    return told(hide([together], [table], least), "".join(groups))


def test_figures_that_are_not_small_are_shown() -> None:
    assert of_one(a=(10, 20), b=(8, 16)) == " NOTHING"


def test_a_small_figure_takes_the_smallest_other_group_with_it() -> None:
    assert of_one(a=(2, 20), b=(15, 30), c=(20, 40)) == "ab NOTHING"
    assert of_one(a=(10, 20), b=(15, 30), c=(38, 40)) == "ac NOTHING"


def test_two_small_figures_may_protect_each_other() -> None:
    assert of_one(a=(2, 20), b=(27, 30), c=(20, 40)) == "ab NOTHING"


def test_small_figures_at_the_same_end_need_a_third() -> None:
    assert of_one(a=(0, 20), b=(1, 20), c=(20, 40)) == "abc NOTHING"


def test_where_nothing_protects_it_the_whole_measure_is_hidden() -> None:
    assert of_one(a=(0, 20), b=(0, 20)) == "ab FIGURE"
    assert of_one(a=(2, 20)) == "a FIGURE"


def test_a_group_with_few_pupils_hides_how_many_they_are() -> None:
    assert of_one(a=(2, 3), b=(10, 20), c=(15, 30)) == "a!b! NOTHING"
    assert of_one(a=(2, 2), b=(1, 2)) == "a!b! ALL"


def test_nothing_is_hidden_if_nothing_is_asked_for() -> None:
    assert of_one(0, a=(0, 1), b=(2, 20)) == " NOTHING"
    assert hide([measure(0, 1)], [], 0) == {}


def test_a_total_that_is_small_is_hidden_without_any_groups() -> None:
    assert level(hide([measure(2, 20)], []), "m") is Level.FIGURE
    assert level(hide([measure(2, 3)], []), "m") is Level.ALL


def test_what_cannot_be_given_is_passed_over() -> None:
    unsaid = Measure(measure(0, 0).spec, None, {})
    veil = hide([unsaid], [{"a": [unsaid]}])
    assert veil == {}
    assert level(veil, "m", (0, "a")) is Level.NOTHING


def test_two_tables_of_the_same_pupils_hide_a_total_together() -> None:
    schools = {"a": [measure(0, 20)], "b": [measure(0, 20)]}
    veil = hide([measure(0, 40)], [{"f": [measure(0, 40)]}, schools])
    assert level(veil, "m", (0, "f")) is Level.FIGURE
    assert level(veil, "m", (1, "a")) is Level.FIGURE


def test_a_total_hidden_for_one_table_is_hidden_in_the_other() -> None:
    alone, parted = {"a": [measure(5, 7)]}, {"f": [measure(2, 2)], "m": [measure(3, 5)]}
    assert level(hide([measure(5, 7)], [alone], 2), "m") is Level.NOTHING
    veil = hide([measure(5, 7)], [alone, parted], 2)
    assert level(veil, "m") is Level.FIGURE
    assert level(veil, "m", (0, "a")) is Level.FIGURE


def test_a_mean_is_hidden_where_a_share_of_the_same_pupils_is() -> None:
    def school(met: int, marks: int, size: int) -> list[Measure]:
        mean = measure(marks, size, "mean", unit=Unit.MEAN, highest=40)
        return [measure(met, size), mean]

    table = {
        "a": school(2, 300, 20),
        "b": school(15, 800, 30),
        "c": school(20, 900, 40),
    }
    veil = hide(school(37, 2000, 90), [table])
    assert told(veil, "abc") == told(veil, "abc", "mean") == "ab NOTHING"


def test_joined_measures_are_hidden_together() -> None:
    def school(again: tuple[int, int], either: tuple[int, int]) -> list[Measure]:
        return [
            measure(*again, "again", joined="mark"),
            measure(*either, "either", joined="mark"),
        ]

    table = {
        "a": school((3, 9), (27, 33)),
        "b": school((6, 12), (30, 36)),
        "c": school((8, 16), (40, 48)),
    }
    veil = hide(school((17, 37), (97, 117)), [table])
    assert [level(veil, "either", (0, name)).value for name in "abc"] == [1, 1, 0]


def standards(exs: int, gds: int, size: int) -> list[Measure]:
    return [measure(exs, size, "exs", **EXS), measure(gds, size, "gds", **GDS)]


def test_a_figure_is_not_given_away_by_one_that_lies_within_it() -> None:
    others = {name: standards(20, 4, 40) for name in "def"}
    table = {"a": standards(15, 15, 30), "b": standards(0, 0, 20), **others}
    veil = hide(standards(75, 27, 170), [table])
    # Were a alone hidden beside b, its 15 at greater depth would leave b none.
    assert told(veil, "abdef", "exs") == "abd NOTHING"
    assert told(veil, "abdef", "gds") == "bdef NOTHING"


def test_a_figure_is_not_given_away_by_one_it_lies_within() -> None:
    others = {name: standards(36, 20, 40) for name in "def"}
    table = {"a": standards(15, 15, 30), "b": standards(20, 20, 20), **others}
    veil = hide(standards(143, 95, 170), [table])
    assert told(veil, "abdef", "gds") == "abd NOTHING"
    assert told(veil, "abdef", "exs") == "bdef NOTHING"


def test_a_mean_is_not_given_away_by_the_shares_that_bound_it() -> None:
    def school(first: int, both: int, goals: int, size: int) -> list[Measure]:
        one, two = {"E1": frozenset("2")}, {"E1": frozenset("2"), "E2": frozenset("2")}
        return [
            measure(first, size, "first", demands=one),
            measure(both, size, "both", demands=two),
            measure(goals, size, "goals", unit=Unit.MEAN, highest=2),
        ]

    table = {"a": school(5, 3, 8, 5), "b": school(2, 2, 7, 5)}
    veil = hide(school(7, 5, 15, 10), [table], 2)
    assert told(veil, "ab", "both") == " NOTHING"
    assert told(veil, "ab", "goals") == "ab FIGURE"


def test_how_few_are_exempt_is_not_told_by_two_averages() -> None:
    def school(marks: int, size: int, listed: int) -> list[Measure]:
        more = {"unit": Unit.MEAN, "highest": 17}
        return [
            measure(marks, size, "mean", **more),
            measure(marks, listed, "listed", beside="mean", **more),
        ]

    table = {"a": school(300, 20, 21), "b": school(400, 30, 30)}
    few = hide(school(700, 50, 51), [table])
    assert told(few, "ab", "mean") == " NOTHING"
    assert told(few, "ab", "listed") == "a!b! ALL"
    table = {"a": school(300, 20, 26), "b": school(400, 30, 30)}
    many = hide(school(700, 50, 56), [table])
    assert told(many, "ab", "listed") == "a!b! NOTHING"
    table = {"a": school(300, 20, 20), "b": school(400, 30, 30)}
    nobody = hide(school(700, 50, 50), [table])
    assert told(nobody, "ab", "listed") == " NOTHING"


def three_subjects(*met: int, size: int) -> list[Measure]:
    """Reading, writing and maths, and all three together."""
    names, reached = ("REA", "WRI", "MAT"), frozenset({"EXS", "GDS"})
    parts = zip(names, met[:3], strict=True)
    return [
        *(measure(n, size, name, demands={name: reached}) for name, n in parts),
        measure(met[3], size, "all", demands=dict.fromkeys(names, reached)),
    ]


def test_subjects_shown_do_not_tell_who_met_them_all() -> None:
    table = {
        "a": three_subjects(14, 14, 14, 4, size=19),
        "b": three_subjects(40, 40, 40, 30, size=60),
    }
    veil = hide(three_subjects(54, 54, 54, 34, size=79), [table])
    # 14 of 19 in each leave 4 at least; b cannot be the one that is small.
    assert told(veil, "ab", "all") == "ab NOTHING"
    shown = [told(veil, "ab", name) for name in ("REA", "WRI", "MAT")]
    assert shown == ["ab NOTHING", " NOTHING", " NOTHING"]
