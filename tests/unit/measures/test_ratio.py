"""Ratios: rounded as statistics are, added up without loss."""

from decimal import Decimal

from keystage.measures import Ratio


def test_rates_are_rounded_half_up() -> None:
    assert Ratio(1, 8).percent() == Decimal("13")
    assert Ratio(1, 8).percent(1) == Decimal("12.5")
    assert Ratio(1, 16).percent(1) == Decimal("6.3")
    assert Ratio(29, 2).mean() == Decimal("14.5")
    assert Ratio(40, 3).mean(2) == Decimal("13.33")
    assert Ratio(2, 3).rate == 2 / 3


def test_of_nothing_there_is_no_rate() -> None:
    assert Ratio(0, 0).rate is None
    assert Ratio(0, 0).percent() is Ratio(0, 0).mean() is None
