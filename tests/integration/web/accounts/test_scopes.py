"""A role sees its own school, or its own authority, and nothing beside it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from keystage_web.accounts.models import Membership, Person, School
from keystage_web.accounts.roles import AT_AUTHORITY, AT_SCHOOL, Role
from tests.integration.web.accounts.town import BEGIN, Town, town

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def two() -> tuple[Town, Town]:
    """Two authorities of two schools each, with somebody in every role."""
    made = (town("999", "2001", "2002"), town("998", "2001", "2002"))
    for one in made:
        for role in sorted(AT_AUTHORITY):
            one.holds(role)
        for role in sorted(AT_SCHOOL):
            for number in one.schools:
                one.holds(role, number)
    return made


@pytest.mark.parametrize("role", sorted(AT_SCHOOL))
def test_a_role_at_a_school_sees_that_school_alone(
    two: tuple[Town, Town], role: Role
) -> None:
    scope = two[0].holds(role, "2001").scope()
    assert [school.number for school in School.within(scope)] == ["2001"]
    assert {row.school_id for row in Membership.within(scope)} == {scope.school}
    assert len(Person.within(scope)) == len(AT_SCHOOL)


@pytest.mark.parametrize("role", sorted(AT_AUTHORITY))
def test_a_role_at_an_authority_sees_all_its_schools_and_no_other(
    two: tuple[Town, Town], role: Role
) -> None:
    scope = two[0].holds(role).scope()
    assert set(School.within(scope)) == set(two[0].schools.values())
    assert set(Membership.within(scope)) == set(two[0].held.values())
    assert {person.authority_id for person in Person.within(scope)} == {scope.authority}


def test_a_role_is_held_once_at_a_time_and_where_it_belongs() -> None:
    one = town("999", "2001")
    head = one.holds(Role.HEAD, "2001")
    again = {"authority": one.authority, "person": head.person, "since": BEGIN}
    for school, role in ((head.school, Role.HEAD), (None, Role.HEAD)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.unscoped.create(**again, school=school, role=role)
    head.until = BEGIN + timedelta(days=1)
    head.save()
    assert not Membership.live(head.person_id)
    Membership.unscoped.create(**again, school=head.school, role=Role.HEAD)
    assert len(Membership.live(head.person_id)) == 1
