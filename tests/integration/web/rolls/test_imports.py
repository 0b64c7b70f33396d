"""A roll is taken from a file: nothing before it was looked at, then all of it or nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from keystage.core.errors import UsageError
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.models import Event
from keystage_web.jobs import registry
from keystage_web.rolls import actions
from keystage_web.rolls.actions.erasing import erase_old
from keystage_web.rolls.models import Draft, FormerUpn, Pupil, Stay
from keystage_web.rolls.reviewing.model import Answer, Answers
from keystage_web.rolls.reviewing.review import Undecided
from tests.integration.web.accounts.town import BEGIN, town
from tests.unit.web.rolls.files import YEAR, csv, number, row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ANN, BOB, CAT = (
    row(1, "Quill", "Ann"),
    row(2, "Moss", "Bob"),
    row(3, "Reed", "Cat", Class="Ash"),
)

PLAIN = Answers()


@pytest.fixture
def office() -> Scope:
    """Who keeps the roll of a school."""
    return town("999", "2001", "2002").holds(Role.OFFICE, "2001").scope()


def taken(by: Scope, *rows: dict[str, str]) -> actions.Outcome:
    return actions.take(by=by, year=YEAR, name="roll.csv", data=csv(rows), now=BEGIN)


def read(by: Scope, *rows: dict[str, str]) -> Draft:
    data = csv(rows)
    id_ = actions.upload(by=by, year=YEAR, name="roll.csv", data=data, now=BEGIN)
    return Draft.within(by).get(id=id_)


def saved(by: Scope, draft: Draft, answers: Answers = PLAIN) -> actions.Outcome:
    return actions.save(
        by=by, draft=draft.id, version=draft.version, answers=answers, now=BEGIN
    )


def test_nothing_is_on_the_roll_until_the_review_is_saved(office: Scope) -> None:
    draft = read(office, ANN, BOB)
    assert not Pupil.within(office)
    assert saved(office, draft) == actions.Outcome(added=2)
    assert [one.surname for one in Pupil.within(office).order_by("key")] == [
        "Moss",
        "Quill",
    ]


def test_saved_twice_it_is_saved_once(office: Scope) -> None:
    draft = read(office, ANN)
    first = saved(office, draft)
    assert saved(office, draft) == first
    assert Pupil.within(office).count() == 1
    assert Event.objects.filter(action="roll.import").count() == 2  # read, saved


def test_what_was_read_is_gone_once_it_is_saved(office: Scope) -> None:
    draft = read(office, ANN)
    saved(office, draft)
    draft.refresh_from_db()
    assert (draft.name, draft.reading, bytes(draft.data)) == ("", None, b"")


def test_a_review_of_a_roll_that_has_changed_is_not_saved(office: Scope) -> None:
    head = replace(office, person=town("998").holds(Role.OFFICER).person_id)
    one, other = read(office, ANN), read(head, BOB)
    saved(office, one)
    with pytest.raises(actions.Stale):
        saved(office, other)
    assert Pupil.within(office).count() == 1


def test_a_file_taken_again_changes_nothing(office: Scope) -> None:
    taken(office, ANN, BOB, CAT)
    assert taken(office, CAT, ANN, BOB) == actions.Outcome(same=3)


def test_who_is_not_in_the_file_stays_unless_somebody_says_that_they_left(
    office: Scope,
) -> None:
    taken(office, ANN, BOB)
    draft = read(office, ANN)
    assert saved(office, draft) == actions.Outcome(same=1)
    bob = Pupil.within(office).get(surname="Moss")
    assert bob.left is None
    draft = read(office, ANN)
    answers = Answers(left={bob.id: "2026-05-22"})
    assert saved(office, draft, answers).left == 1
    bob.refresh_from_db()
    assert str(bob.left) == "2026-05-22"


def test_a_new_number_is_taken_only_once_somebody_says_it_is_the_same_child(
    office: Scope,
) -> None:
    taken(office, ANN)
    ann = Pupil.within(office).get()
    renumbered = {**ANN, "UPN": number(9)}
    draft = read(office, renumbered)
    with pytest.raises(Undecided):
        saved(office, draft)
    saved(office, draft, Answers(close={ann.id: Answer.SAME}))
    ann.refresh_from_db()
    assert ann.upn == number(9)
    assert FormerUpn.within(office).get().upn == ANN["UPN"]
    assert taken(office, renumbered) == actions.Outcome(same=1)


def test_a_number_of_another_child_makes_a_child_without_one(office: Scope) -> None:
    taken(office, ANN)
    ann = Pupil.within(office).get()
    draft = read(office, {**BOB, "UPN": ANN["UPN"]})
    saved(office, draft, Answers(close={ann.id: Answer.OTHER}))
    assert {(one.surname, one.upn) for one in Pupil.within(office)} == {
        ("Quill", ANN["UPN"]),
        ("Moss", ""),
    }


def test_who_came_again_keeps_the_first_time(office: Scope) -> None:
    first = {**ANN, "Date left": "2025-12-19"}
    again = {**ANN, "Date joined": "2026-04-13"}
    taken(office, first)
    assert taken(office, first, again) == actions.Outcome(changed=1)
    ann = Pupil.within(office).get()
    assert (str(ann.joined), ann.left) == ("2026-04-13", None)
    stay = Stay.within(office).get()
    assert (str(stay.joined), str(stay.left)) == ("2024-09-02", "2025-12-19")
    assert taken(office, again, first) == actions.Outcome(same=1)


def test_an_office_takes_no_roll_of_another_school(office: Scope) -> None:
    data = csv([{**ANN, "School": "999/2002"}], (*ANN, "School"))
    with pytest.raises(UsageError, match="the roll of another school"):
        actions.take(by=office, year=YEAR, name="roll.csv", data=data, now=BEGIN)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.TRUST])
def test_who_may_not_take_a_roll_is_refused(office: Scope, role: Role) -> None:
    with pytest.raises(Refused):
        taken(replace(office, role=role), ANN)
    assert not Pupil.of(office.authority)


def test_what_nobody_saved_is_gone_after_a_day(office: Scope) -> None:
    draft = read(office, ANN)
    erase_old(authority=office.authority, now=BEGIN + timedelta(hours=23))
    assert Draft.within(office).filter(id=draft.id).exists()
    erase_old(authority=office.authority, now=BEGIN + timedelta(hours=25))
    with pytest.raises(actions.Gone):
        saved(office, draft)
    job = registry.kind("rolls.erase_drafts")
    assert job is not None
    assert job.every == timedelta(hours=1)


def test_a_draft_thrown_away_leaves_the_roll_as_it_was(office: Scope) -> None:
    taken(office, ANN)
    draft = read(office, BOB)
    actions.discard(by=office, draft=draft.id, now=BEGIN)
    with pytest.raises(actions.Gone):
        saved(office, draft)
    assert Pupil.within(office).count() == 1
