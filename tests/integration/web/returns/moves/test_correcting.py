"""The authority corrects what was sent: the school agrees, or it is imposed and told."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from keystage.core.errors import UsageError
from keystage.rulebooks import load as loaded
from keystage_web.accounts.models import Membership, Person
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions
from keystage_web.returns.models import Change, Correction
from keystage_web.returns.refusals import Locked, NotThere
from keystage_web.returns.sheet.checking import Checked, check
from keystage_web.returns.versions.content import lines
from keystage_web.returns.versions.queries import unsent
from keystage_web.rolls.models import Pupil
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import Desk, child
from tests.integration.web.returns.moves.season import (
    declared,
    file,
    officer,
    ready,
    school,
    send_rows,
    sent_values,
    state,
    submit,
    values,
    version,
)
from tests.integration.web.returns.moves.test_asking import accept, ask
from tests.integration.web.returns.moves.test_unlocking import relock, unlock

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def propose(at: Desk, value: str = "20", **more: Any) -> str:
    asked: dict[str, Any] = {
        "by": officer(at),
        "round_id": at.round,
        "school": school(at),
        "pupil": at.pupils[0],
        "component": "mark",
        "reason": "The paper says so",
        "now": at.later(),
        **more,
    }
    return actions.correct(value=value, **asked)


def second(at: Desk) -> Scope:
    """Return another officer."""
    person = Person.objects.create(
        authority=at.town.authority, email="second@999.invalid", name="Second"
    )
    held = Membership.unscoped.create(
        authority=at.town.authority,
        person=person,
        role=Role.OFFICER,
        since=at.now,
    )
    return held.scope()


def test_a_correction_the_school_agrees_to_makes_a_version_with_that_value() -> None:
    at = ready()
    submit(at)
    one = propose(at)
    assert sent_values(at) == ["30", "31", "32", "33"]
    with pytest.raises(Refused):
        actions.agree(by=at.who(Role.OFFICE), correction=one, now=at.later())
    actions.agree(by=at.who(), correction=one, now=at.later())
    actions.agree(by=at.who(), correction=one, now=at.later())
    row = version(at)
    assert (row.number, row.source, row.signed) == (2, "correction", True)
    assert sent_values(at) == values(at) == ["20", "31", "32", "33"]
    assert sent_values(at, 1)[0] == "30"
    assert state(at) == "submitted"
    assert Change.unscoped.filter(via="correct").count() == 1
    kept = Correction.unscoped.get()
    assert (kept.before, kept.after, kept.version) == ("30", "20", 2)
    with pytest.raises(Locked, match="made already"):
        actions.decline(by=at.who(), correction=one, words="No", now=at.later())


def test_what_the_school_declines_changes_nothing() -> None:
    at = ready()
    submit(at)
    one = propose(at)
    actions.decline(by=at.who(), correction=one, words="It is right", now=at.later())
    with pytest.raises(Locked, match="declined"):
        actions.agree(by=at.who(), correction=one, now=at.later())
    assert at.row.version == 1
    assert propose(at, "21") != one


def test_agreed_by_telephone_a_second_officer_confirms_it() -> None:
    at = ready()
    submit(at)
    one, first = propose(at), officer(at)
    told: dict[str, Any] = {"correction": one, "now": at.later()}
    with pytest.raises(Locked, match="Nobody has agreed"):
        actions.confirm_phone(by=first, **told)
    for name, moment in ((" ", at.now), ("n" * 201, at.now), ("Jo", at.later())):
        with pytest.raises(UsageError):
            actions.by_phone(by=first, name=name, at=moment, **told)
    actions.by_phone(by=first, name="Jo Head", at=BEGIN, **told)
    with pytest.raises(Locked, match="Another officer"):
        actions.confirm_phone(by=first, **told)
    other = second(at)
    actions.confirm_phone(by=other, **told)
    actions.confirm_phone(by=other, **told)
    assert sent_values(at)[0] == "20"
    assert version(at).signed  # as the one it corrects was
    assert Correction.unscoped.get().phone_name == "Jo Head"


def test_only_what_was_sent_is_corrected_to_what_the_rulebook_knows() -> None:
    at = ready()
    with pytest.raises(Locked):
        propose(at)
    submit(at)
    for value in ("30", "99", "x" * 41):
        with pytest.raises(UsageError):
            propose(at, value)
    with pytest.raises(UsageError):
        propose(at, reason=" ")
    with pytest.raises(NotThere):
        propose(at, pupil="0" * 16)
    with pytest.raises(Refused):
        propose(at, by=at.who())
    propose(at)
    with pytest.raises(Locked, match="waits"):
        propose(at, "21")
    with pytest.raises(NotThere):
        actions.agree(by=at.who(), correction="0" * 16, now=at.later())


def test_a_correction_of_an_unlocked_return_waits_until_it_is_sent() -> None:
    at = ready()
    submit(at)
    one = propose(at)
    unlock(at)
    with pytest.raises(Locked, match="unlocked"):
        actions.agree(by=at.who(), correction=one, now=at.later())
    submit(at)
    actions.agree(by=at.who(), correction=one, now=at.later())
    assert (at.row.version, sent_values(at)[0]) == (3, "20")


def test_a_correction_takes_nothing_along_that_was_changed_and_not_sent() -> None:
    at = ready()
    bob = at.pupils[1]
    submit(at)
    unlock(at, until=at.now.replace(hour=10))
    at.save((bob, "mark", "5", 1))
    at.now = at.now.replace(hour=11)
    relock(at)
    actions.agree(by=at.who(), correction=propose(at), now=at.later())
    assert sent_values(at) == ["20", "31", "32", "33"]
    assert values(at)[:2] == ["20", "5"]
    assert unsent(at.who(), at.round) == {(bob, "mark"): "31"}


def test_maladministration_is_written_at_once_and_the_school_sees_it() -> None:
    at = ready()
    submit(at)
    asked: dict[str, Any] = {
        "round_id": at.round,
        "school": school(at),
        "pupil": at.pupils[0],
        "component": "mark",
        "reason": "The check was given twice",
    }
    told: dict[str, Any] = {**asked, "now": at.later()}
    with pytest.raises(UsageError):
        actions.maladministration(by=officer(at), value="A", **told)
    book = version(at).book
    ours = {code.id for code in loaded(book).codes.values() if code.role == "la"}
    [code] = ours & set(loaded(book).components["mark"].codes)
    actions.maladministration(by=officer(at), value=code, **told)
    assert sent_values(at)[0] == code
    seen = Correction.within(at.who()).get()
    assert (seen.kind, seen.version) == ("maladministration", 2)
    assert (version(at).errors, version(at).queries) == (0, 0)
    unlock(at)
    at.save((at.pupils[1], "mark", code, 1))
    submit(at)
    assert version(at).queries == 1  # the one the school gave itself


def test_an_accepted_or_queried_return_is_corrected_where_it_stands() -> None:
    at = ready()
    submit(at)
    ask(at)
    actions.agree(by=at.who(), correction=propose(at), now=at.later())
    assert state(at) == "queried"
    accept(at, "All said")
    actions.agree(by=at.who(), correction=propose(at, "22"), now=at.later())
    assert (state(at), sent_values(at)[0]) == ("accepted", "22")


def test_a_correction_changes_nobody_else_whatever_became_of_the_roll_since() -> None:
    at = ready()
    ann, bob, cas, _dot = at.pupils
    submit(at)
    before = version(at)
    Pupil.unscoped.filter(id=bob).update(year_group="4")  # on this sheet no more
    Pupil.unscoped.filter(id=cas).update(surname="Another", upn="")
    one = propose(at)
    actions.agree(by=at.who(), correction=one, now=at.later())
    assert sent_values(at) == ["20", "31", "32", "33"]
    was, now = lines(before.content), lines(version(at).content)
    assert now[1:] == was[1:]
    assert replace(now[0], results=was[0].results) == was[0]
    assert now[0].id == ann
    assert version(at).counts["pupils"] == before.counts["pupils"]
    assert version(at).counts["complete"] == before.counts["complete"]
    blank = propose(at, "")
    actions.agree(by=at.who(), correction=blank, now=at.later())
    counts = version(at).counts
    assert (counts["complete"], counts["blanks"]) == (3, 1)


def test_to_agree_to_one_value_does_not_sign_the_rest() -> None:
    at = ready()
    send_rows(at, file(at), (at.pupils[1], "mark", "12"))
    actions.agree(by=at.who(), correction=propose(at), now=at.later())
    row = version(at)
    assert (row.number, row.signed) == (2, False)
    told = declared(at)
    actions.confirm(
        by=at.who(), round_id=at.round, version=row.id, declared=told, now=at.later()
    )


def test_what_was_sent_in_time_is_in_time_however_often_it_is_corrected() -> None:
    at = ready()
    submit(at)
    at.now = at.row.round.deadline + timedelta(days=1)
    for value in ("20", "21"):
        actions.agree(by=at.who(), correction=propose(at, value), now=at.later())
        assert version(at).on_time


def test_who_is_on_no_sheet_any_more_and_was_not_sent_is_not_corrected() -> None:
    at = ready()
    dot = at.pupils[3]
    Pupil.unscoped.filter(id=dot).update(year_group="4")
    submit(at)
    Pupil.unscoped.filter(id=dot).update(year_group="1")
    one, other = propose(at, pupil=dot), propose(at)
    Pupil.unscoped.filter(id=dot).update(year_group="4")
    with pytest.raises(NotThere):
        actions.agree(by=at.who(), correction=one, now=at.later())
    Pupil.unscoped.filter(id=dot).update(year_group="1")
    actions.agree(by=at.who(), correction=one, now=at.later())
    assert sent_values(at) == ["30", "31", "32", "20"]
    assert version(at).counts["pupils"] == 4
    actions.agree(by=at.who(), correction=other, now=at.later())
    assert sent_values(at) == ["20", "31", "32", "20"]


def test_where_another_result_was_sent_since_a_correction_is_agreed_to_no_more() -> (
    None
):
    at = ready()
    submit(at)
    one = propose(at)
    unlock(at)
    at.save((at.pupils[0], "mark", "25", 1))
    submit(at)
    with pytest.raises(Locked, match="Another result has been sent"):
        actions.agree(by=at.who(), correction=one, now=at.later())
    assert sent_values(at)[0] == values(at)[0] == "25"
    actions.decline(by=at.who(), correction=one, words="It is 25", now=at.later())
    actions.agree(by=at.who(), correction=propose(at), now=at.later())
    assert sent_values(at)[0] == "20"
    assert Correction.unscoped.get(version=3).before == "25"


def test_what_one_officer_was_told_by_telephone_no_other_writes_anew() -> None:
    at = ready()
    submit(at)
    one, first, other = propose(at), officer(at), second(at)
    told: dict[str, Any] = {"correction": one, "at": at.now}
    for name in ("Jo", "Jo Head"):
        actions.by_phone(by=first, name=name, now=at.later(), **told)
    with pytest.raises(Locked, match="Another officer has been told"):
        actions.by_phone(by=other, name="Nobody", now=at.later(), **told)
    assert Correction.unscoped.get().phone_name == "Jo Head"
    actions.confirm_phone(by=other, correction=one, now=at.later())
    assert sent_values(at)[0] == "20"


def test_findings_of_a_corrected_version_are_of_what_was_sent() -> None:
    at = ready()
    cas = at.pupils[2]
    submit(at)
    before = version(at)
    Pupil.unscoped.filter(id=cas).update(upn="", surname="")
    child(_whose(at), "Eve", None, "1")
    assert checked(at).errors > before.errors
    actions.agree(by=at.who(), correction=propose(at), now=at.later())
    now = version(at)
    assert (now.errors, now.queries) == (before.errors, before.queries)
    assert {one.id for one in lines(now.content)} == set(at.pupils)


def _whose(at: Desk) -> dict[str, Any]:
    return {"authority": at.town.authority, "school": at.town.schools[at.number]}


def checked(at: Desk) -> Checked:
    """Return what the checks say of the return as it stands."""
    found = check(at.who(), at.round, now=at.now)
    assert found
    return found
