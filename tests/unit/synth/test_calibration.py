"""Invented results are as near to the published ones as the table says."""

import pytest

from keystage.synth.model import Authority, Collection
from keystage.synth.results import Figure, figures
from keystage.synth.results.calibration import NATION, SCHOOLS
from keystage.synth.results.scales import solved, stages
from tests.conftest import SCALE

WHOLE = SCALE >= 1
FEWER = 1 if WHOLE else 4
ROOM = 1 if WHOLE else 2  # a quarter of the children: chance is twice as large


@pytest.fixture(scope="module")
def reached() -> list[Figure]:
    return figures(NATION, SCHOOLS[::FEWER])


def test_every_published_figure_is_reached(reached: list[Figure]) -> None:
    assert len(reached) > 30
    far = [one for one in reached if abs(one.reached - one.wanted) > ROOM * one.within]
    assert not far


def test_good_levels_and_mean_goals_hold_together(reached: list[Figure]) -> None:
    told = {figure.name: figure for figure in reached}
    assert len(told) == len(reached)
    assert abs(told["Good level of development"].reached - 680) <= 15 * ROOM
    assert abs(told["Goals at expected, mean"].reached - 141) <= 2 * ROOM


def test_a_figure_that_is_missed_is_seen() -> None:
    assert Figure("", 10, 13, 3, "").near
    assert not Figure("", 10, 6, 3, "").near


def test_a_small_sample_has_all_figures_too(reached: list[Figure]) -> None:
    few = figures(Authority("998", 1, 7), [0])
    assert [figure.name for figure in few] == [figure.name for figure in reached]


def test_every_component_has_a_step_between_each_two_codes() -> None:
    for collection in Collection:
        scales, steps = stages()[collection].scales, solved()[collection].steps
        assert set(scales) == set(steps)
        for name, scale in scales.items():
            assert len(scale.codes) == len(scale.shares) == len(steps[name]) + 1
            assert list(steps[name]) == sorted(steps[name])
