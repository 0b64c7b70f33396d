"""The early years profile: typed examples, and the same sums done another way."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from keystage.measures import Ratio, profile, ratio_of
from keystage.measures.profile import Scale

GOALS = tuple(f"E{number:02}" for number in range(1, 18))
GOOD_LEVEL = GOALS[:12]
SCALE = Scale(GOALS, {"1": 1, "2": 2}, frozenset({"2"}), frozenset({"A"}))


def child(codes: str) -> dict[str, str]:
    """A child by the codes of the goals in order; a dot is an open goal."""
    return {goal: code for goal, code in zip(GOALS, codes, strict=False) if code != "."}


ALL_MET = child("2" * 17)
GOOD = child("2" * 12 + "1" * 5)
EMERGING = child("2" * 11 + "1" * 6)
EXEMPT = child("A" * 17)
PARTLY_EXEMPT = child("A" + "2" * 16)
OPEN = child("2" * 16)
OPEN_AND_EXEMPT = child("A" * 16)
THREE = child("3" + "2" * 16)


def test_a_good_level_is_expected_in_the_first_twelve_goals() -> None:
    assert profile.reached(ALL_MET, GOOD_LEVEL, SCALE) is True
    assert profile.reached(GOOD, GOOD_LEVEL, SCALE) is True
    assert profile.reached(GOOD, GOALS, SCALE) is False
    assert profile.reached(EMERGING, GOOD_LEVEL, SCALE) is False


def test_nothing_is_reached_or_missed_without_a_judgement_on_every_goal() -> None:
    for unfinished in (EXEMPT, PARTLY_EXEMPT, OPEN, OPEN_AND_EXEMPT, THREE, {}):
        assert profile.reached(unfinished, GOOD_LEVEL, SCALE) is None


def test_points_are_summed_when_complete_nothing_when_exempt() -> None:
    assert profile.points_total(ALL_MET, SCALE) == 34
    assert profile.points_total(EMERGING, SCALE) == 28
    assert profile.points_total(child("1" * 17), SCALE) == 17
    assert profile.points_total(EXEMPT, SCALE) == 0
    assert profile.points_total(PARTLY_EXEMPT, SCALE) == 0
    for unfinished in (OPEN, OPEN_AND_EXEMPT, THREE, {}):
        assert profile.points_total(unfinished, SCALE) is None


def test_goals_met_are_counted_when_complete_none_when_exempt() -> None:
    assert profile.goals_met(GOOD, SCALE) == 12
    assert profile.goals_met(EXEMPT, SCALE) == 0
    assert profile.goals_met(OPEN, SCALE) is None


def test_shares_leave_out_the_exempt_and_the_unfinished() -> None:
    children = [ALL_MET, GOOD, EMERGING, EXEMPT, PARTLY_EXEMPT, OPEN]
    assert profile.reached_ratio(children, GOOD_LEVEL, SCALE) == Ratio(2, 3)
    assert profile.reached_ratio(children, GOALS, SCALE) == Ratio(1, 3)
    assert profile.reached_ratio([EXEMPT], GOALS, SCALE).rate is None


def test_averages_are_of_the_list_and_of_the_assessed() -> None:
    averages = profile.average_goals([ALL_MET, GOOD, EXEMPT, OPEN], SCALE)
    assert averages.on_the_list == Ratio(29, 3)
    assert averages.assessed == Ratio(29, 2)
    assert averages.assessed.mean() == Decimal("14.5")
    points = profile.average_points([ALL_MET, EMERGING, EXEMPT, OPEN], SCALE)
    assert points.on_the_list == Ratio(62, 3)
    assert points.assessed == Ratio(62, 2)


def test_a_scale_without_exemptions_knows_none() -> None:
    old = Scale(("E01",), {"1": 1, "2": 2, "3": 3}, frozenset("23"))
    assert profile.points_total({"E01": "3"}, old) == 3
    assert profile.goals_met({"E01": "A"}, old) is None


CHILDREN = st.lists(
    st.one_of(
        st.text("12", min_size=17, max_size=17),
        st.text("12A.", min_size=17, max_size=17),
        st.just("A" * 17),
    ),
    max_size=12,
)


@given(CHILDREN)
def test_every_sum_agrees_with_the_same_sum_on_the_letters(codes: list[str]) -> None:
    children = [child(text) for text in codes]
    full = [text for text in codes if "." not in text]
    assessed = [text for text in full if "A" not in text]

    good = profile.reached_ratio(children, GOOD_LEVEL, SCALE)
    assert good.numerator == sum(text.startswith("2" * 12) for text in assessed)
    assert good.denominator == len(assessed)
    goals = profile.average_goals(children, SCALE)
    met = sum(text.count("2") for text in assessed)
    assert goals.on_the_list == Ratio(met, len(full))
    assert goals.assessed == Ratio(met, len(assessed))
    points = profile.average_points(children, SCALE)
    total = sum(int(letter) for text in assessed for letter in text)
    assert points.assessed == Ratio(total, len(assessed))
    assert points.on_the_list.numerator == total


@given(CHILDREN, CHILDREN)
def test_two_groups_together_are_the_sum_of_both(
    one: list[str], other: list[str]
) -> None:
    def good(codes: list[str]) -> Ratio:
        children = [child(text) for text in codes]
        return profile.reached_ratio(children, GOOD_LEVEL, SCALE)

    assert good(one) + good(other) == good(one + other)


def test_rates_are_rounded_half_up() -> None:
    assert Ratio(1, 8).percent() == Decimal("13")
    assert Ratio(1, 8).percent(1) == Decimal("12.5")
    assert Ratio(1, 16).percent(1) == Decimal("6.3")
    assert Ratio(2, 3).rate == 2 / 3
    assert Ratio(0, 0).rate is None
    assert Ratio(0, 0).percent() is Ratio(0, 0).mean() is None


def test_answers_that_are_none_do_not_count() -> None:
    assert ratio_of([True, None, False]) == Ratio(1, 2)
