"""The plain values of the invented authority hold together."""

from datetime import date

import pytest

from keystage.core.errors import UsageError
from keystage.synth.model import (
    AUTHORITIES,
    Authority,
    Child,
    Journey,
    Origin,
    Phase,
    School,
    Stay,
)


def school(estab: str, urn: str) -> School:
    return School(
        index=0,
        phase=Phase.PRIMARY,
        la="999",
        estab=estab,
        urn=urn,
        allots="2001",
        name="",
        postcode="",
        size=30,
        quality=0,
        disadvantaged=0,
    )


def child(upn: str) -> Child:
    origin = Origin(7, "999", 0, 2024, 0)
    return Child(origin, upn, "Ash", "Bo", "F", date(2018, 9, 1), "")


def test_only_invented_authorities_are_made() -> None:
    assert [Authority(la, 1, 7).neighbour for la in AUTHORITIES] == ["998", "999"]
    with pytest.raises(UsageError, match="999 or 998, not 886"):
        Authority("886", 1, 7)


@pytest.mark.parametrize("schools", [0, 18_001])
def test_an_authority_has_as_many_schools_as_there_are_numbers(schools: int) -> None:
    with pytest.raises(UsageError, match="1 to 18000 schools"):
        Authority("999", schools, 7)


def test_infants_and_juniors_share_out_the_years_of_a_primary() -> None:
    shared = [*Phase.INFANT.groups, *Phase.JUNIOR.groups]
    assert shared == list(Phase.PRIMARY.groups) == list(range(7))
    assert list(Phase.SETTING.groups) == [0]


def test_a_school_is_known_by_seven_digits_and_a_setting_by_its_urn() -> None:
    assert school("2001", "100001").number == "9992001"
    assert school("", "500001").number == "500001"


def test_a_upn_that_ends_in_a_letter_is_temporary() -> None:
    assert child("A00420012300A").temporary
    assert not child("A004200123001").temporary


def test_a_journey_tells_the_schools_of_a_day() -> None:
    first = Stay(1, date(2023, 9, 4), date(2024, 5, 24))
    second = Stay(2, date(2024, 6, 3), date(2030, 7, 19))
    journey = Journey((first, second, Stay(3, second.joined, second.left, main=False)))
    assert journey.schools_on(first.left) == (1,)
    assert journey.schools_on(date(2024, 5, 28)) == ()
    assert journey.schools_on(second.joined) == (2, 3)
