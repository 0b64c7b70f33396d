"""Rounds: made as drafts, opened for the schools that owe them, each move kept."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keystage import rulebooks
from keystage.core.errors import RulebookError
from keystage_web.accounts.register import schools
from keystage_web.accounts.register.facts import Facts
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import AT_SCHOOL, Role
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.models import Event
from keystage_web.returns import queries
from keystage_web.returns.actions import rounds
from keystage_web.returns.models import Book, Round
from keystage_web.returns.moments import day_of, end_of
from keystage_web.returns.states import Declaration, Move, NoSuchMove, RoundState, moves
from tests.integration.web.accounts.town import BEGIN, Town, town

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PLAN = rounds.Plan(opens=date(2026, 6, 8), deadline=end_of(date(2026, 6, 23)))
AGES = {"2001": (4, 11), "2002": (7, 11)}


@pytest.fixture
def place() -> Town:
    """An authority with a primary and a junior school."""
    made = town("999", *AGES)
    for number, (lowest, highest) in AGES.items():
        school = made.schools[number]
        school.lowest, school.highest = lowest, highest
        school.save()
    return made


def admin(place: Town) -> Scope:
    return place.holds(Role.ADMINISTRATOR).scope()


def head(place: Town, number: str = "2001") -> Scope:
    return place.holds(Role.HEAD, number).scope()


def made(place: Town, book: str = "phonics-2026", plan: rounds.Plan = PLAN) -> str:
    return rounds.create(by=admin(place), book=book, plan=plan, now=BEGIN)


def opened(place: Town, book: str = "phonics-2026") -> str:
    found = made(place, book)
    rounds.move(by=admin(place), round_id=found, move=Move.OPEN, now=BEGIN)
    return found


def test_a_round_keeps_the_rulebook_it_was_made_with(place: Town) -> None:
    made(place)
    book = Book.within(admin(place)).get()
    assert book.digest == rulebooks.load("phonics-2026").digest
    assert hashlib.sha256(book.content.encode()).hexdigest() == book.digest
    seen = queries.rounds(admin(place))[0]
    assert (seen.revision, seen.digest) == (1, book.digest)
    assert not seen.revised
    Book.within(admin(place)).update(digest="0" * 64)
    assert queries.rounds(admin(place))[0].revised


def test_a_collection_has_one_round_a_summer(place: Town) -> None:
    made(place)
    with pytest.raises(rounds.Exists):
        made(place)
    assert Round.within(admin(place)).count() == 1
    with pytest.raises(RulebookError):
        made(place, "phonics-1999")


def test_a_draft_is_for_the_authority_alone(place: Town) -> None:
    found = made(place)
    assert queries.one(admin(place), found)
    assert queries.one(head(place), found) is None
    assert queries.owed(head(place)) == []


def test_an_open_round_stands_at_the_schools_that_owe_it(place: Town) -> None:
    opened(place)
    assert [one.book for one in queries.owed(head(place))] == ["phonics-2026"]
    assert queries.owed(head(place, "2002")) == []
    found = queries.owing(admin(place), queries.rounds(admin(place))[0])
    owes = {place.schools[number].id: number == "2001" for number in AGES}
    assert {school: one.owes for school, one in found.items()} == owes


def test_an_administrator_may_say_otherwise_and_why(place: Town) -> None:
    opened(place)
    word = {"collection": "phonics", "summer": 2026, "now": BEGIN, "by": admin(place)}
    for number, owes in (("2001", False), ("2002", True)):
        school = place.schools[number].id
        schools.owe(**word, school=school, owes=owes, reason="A reason.")  # type: ignore[arg-type]  # by name
    assert queries.owed(head(place)) == []
    assert len(queries.owed(head(place, "2002"))) == 1
    schools.owe(**word, school=place.schools["2001"].id, owes=None, reason="")  # type: ignore[arg-type]  # by name
    assert len(queries.owed(head(place))) == 1


def test_a_school_that_has_closed_owes_nothing_more(place: Town) -> None:
    opened(place)
    schools.close(
        by=admin(place),
        school=place.schools["2001"].id,
        day=date(2026, 6, 1),
        now=BEGIN,
    )
    assert queries.owed(head(place)) == []


def test_only_a_draft_can_be_edited(place: Town) -> None:
    found = made(place)
    later = replace(PLAN, deadline=end_of(date(2026, 6, 25)))
    rounds.edit(by=admin(place), round_id=found, plan=later, now=BEGIN)
    seen = queries.one(admin(place), found)
    assert seen
    assert day_of(seen.dates.deadline) == date(2026, 6, 25)
    rounds.move(by=admin(place), round_id=found, move=Move.OPEN, now=BEGIN)
    with pytest.raises(NoSuchMove):
        rounds.edit(by=admin(place), round_id=found, plan=PLAN, now=BEGIN)


def test_more_time_is_one_schools_own(place: Town) -> None:
    found = opened(place, "ks2-2026")
    until = end_of(date(2026, 6, 30))
    count = rounds.extend(
        by=place.holds(Role.OFFICER).scope(),
        round_id=found,
        schools=[place.schools["2001"].id],
        until=until,
        reason="The school was flooded.",
        now=BEGIN,
    )
    assert count == 1
    assert queries.owed(head(place))[0].dates.end == until
    assert queries.owed(head(place, "2002"))[0].dates.end == PLAN.deadline
    given_ = queries.extensions(admin(place), found)
    assert [(one.name, one.reason) for one in given_] == [
        ("School 2001", "The school was flooded.")
    ]
    assert queries.extensions(head(place, "2002"), found) == []


def test_no_time_is_given_in_a_round_that_is_not_open(place: Town) -> None:
    with pytest.raises(NoSuchMove):
        rounds.extend(
            by=admin(place),
            round_id=made(place),
            schools=[],
            until=PLAN.deadline,
            reason="",
            now=BEGIN,
        )


def test_a_national_day_nobody_verified_waits_for_the_authority(place: Town) -> None:
    plan = rounds.Plan(opens=date(2025, 6, 1), deadline=end_of(date(2025, 6, 27)))
    found = made(place, "ks2-2025", plan)
    seen = queries.one(admin(place), found)
    assert seen
    assert (seen.national, [one.id for one in seen.waiting]) == ((), ["school"])
    told = replace(plan, confirmed={"school": date(2025, 6, 27)})
    rounds.edit(by=admin(place), round_id=found, plan=told, now=BEGIN)
    seen = queries.one(admin(place), found)
    assert seen
    assert [one.day for one in seen.national] == [date(2025, 6, 27)]
    assert seen.waiting == ()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ANALYST, *sorted(AT_SCHOOL)])
def test_only_the_administrator_makes_and_opens(place: Town, role: Role) -> None:
    by = place.holds(role, "2001" if role in AT_SCHOOL else "").scope()
    with pytest.raises(Refused):
        rounds.create(by=by, book="phonics-2026", plan=PLAN, now=BEGIN)
    with pytest.raises(Refused):
        rounds.move(by=by, round_id="x", move=Move.OPEN, now=BEGIN)


def test_another_authoritys_round_is_not_there(place: Town) -> None:
    other = town("998", "2001")
    found = opened(place)
    assert queries.one(admin(other), found) is None
    with pytest.raises(Round.DoesNotExist):
        rounds.move(by=admin(other), round_id=found, move=Move.CLOSE, now=BEGIN)


def test_what_can_be_made_is_what_is_held_and_not_made_yet(place: Town) -> None:
    before = {book.id for book in queries.to_make(admin(place), BEGIN)}
    assert {"phonics-2026", "ks2-2027", "eyfsp-2024"} <= before
    made(place)
    after = {book.id for book in queries.to_make(admin(place), BEGIN)}
    assert before - after == {"phonics-2026"}


def test_who_declares_is_kept_with_its_day(place: Town) -> None:
    plan = replace(
        PLAN, declaration=Declaration.APART, confirm_by=end_of(date(2026, 6, 24))
    )
    seen = queries.one(admin(place), made(place, plan=plan))
    assert seen
    assert (seen.declaration, seen.confirm_by) == (Declaration.APART, plan.confirm_by)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(way=st.lists(st.sampled_from(Move), max_size=8))
def test_each_move_that_can_be_made_is_one_event_and_no_other_leaves_a_trace(
    place: Town, way: list[Move]
) -> None:
    with transaction.atomic():
        found = made(place)
        state = RoundState.DRAFT
        for step, move in enumerate(way):
            events = Event.objects.count()
            now = BEGIN + timedelta(minutes=step)
            if move in moves(state):
                state = rounds.move(by=admin(place), round_id=found, move=move, now=now)
                assert Event.objects.count() == events + 1
            else:
                with pytest.raises(NoSuchMove):
                    rounds.move(by=admin(place), round_id=found, move=move, now=now)
                assert Event.objects.count() == events
            seen = queries.one(admin(place), found)
            assert seen
            assert seen.state is state
        transaction.set_rollback(True)


def test_facts_of_a_school_that_is_added_are_all_kept(place: Town) -> None:
    facts = Facts(number="2003", name="Elm", lowest=4, highest=7, ward="East")
    schools.add(by=admin(place), facts=facts, now=BEGIN)
    with pytest.raises(schools.Taken):
        schools.add(by=admin(place), facts=facts, now=BEGIN)
