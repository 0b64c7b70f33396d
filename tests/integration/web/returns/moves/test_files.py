"""Rows that come in a file are sent with it, and go with it when it is recalled."""

from typing import Any

import pytest
from django.db import transaction

from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import Role
from keystage_web.files import actions as files
from keystage_web.files.models import File
from keystage_web.returns import actions
from keystage_web.returns.actions.moves.files import MOST
from keystage_web.returns.models import Change, Round, Step
from keystage_web.returns.refusals import Locked, NotThere, Stale, TooMany
from keystage_web.returns.versions.queries import standing
from tests.integration.web.files.desk import wrong
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.moves.season import (
    file,
    officer,
    ready,
    recall,
    school,
    send_rows,
    sent_values,
    state,
    submit,
    values,
    version,
)
from tests.integration.web.returns.moves.test_unlocking import unlock

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_rows_are_written_and_sent_in_one_and_recalled_they_are_as_before() -> None:
    at = ready()
    ann, bob = at.pupils[:2]
    of = file(at)
    sent = send_rows(at, of, (ann, "mark", "12"), (bob, "mark", ""))
    assert (sent.number, state(at)) == (1, "submitted")
    assert sent_values(at) == ["12", "", "32", "33"]
    assert version(at).file == of
    assert standing(at.who(), at.round) == sent.version
    recall(at, of)
    assert (state(at), at.row.version) == ("draft", 0)
    assert values(at) == ["30", "31", "32", "33"]
    assert File.unscoped.get(id=of).state == "recalled"
    assert [one.act for one in Step.unscoped.all()] == ["recalled"]
    assert Change.unscoped.filter(via="recalled").count() == 2
    assert standing(at.who(), at.round) == ""
    assert not wrong()


def test_the_same_page_sent_twice_makes_one_version() -> None:
    at = ready()
    of = file(at)
    told: dict[str, Any] = {
        "key": "k",
        "now": at.later(),
        "rows": rows(at, (at.pupils[0], "12")),
    }
    first = send_rows(at, of, **told)
    again = send_rows(at, of, **told)
    assert again.again
    assert again.version == first.version


def rows(at: Desk, *cells: tuple[str, str]) -> actions.Rows:
    typed = [actions.Typed(pupil, "mark", value, 0) for pupil, value in cells]
    return actions.Rows(actions.Mode.REPLACE, typed, at.row.seq)


def test_a_second_file_follows_the_first_and_recalled_leaves_it() -> None:
    at = ready()
    ann, bob = at.pupils[:2]
    one, two = file(at), file(at, turn=1)
    send_rows(at, one, (ann, "mark", "12"))
    assert send_rows(at, two, (bob, "mark", "13")).number == 2
    assert sent_values(at) == ["12", "13", "32", "33"]
    with pytest.raises(Locked, match="Another version"):
        recall(at, one)
    recall(at, two)
    assert (state(at), at.row.version) == ("submitted", 1)
    assert values(at) == ["12", "31", "32", "33"]
    recall(at, one)
    assert (state(at), at.row.version) == ("draft", 0)
    assert values(at) == ["30", "31", "32", "33"]


def test_once_received_neither_is_recalled_nor_another_follows() -> None:
    at = ready()
    of = file(at)
    send_rows(at, of, (at.pupils[0], "mark", "12"))
    assert actions.received(by=officer(at), version=version(at).id, now=at.later())
    assert not actions.received(by=officer(at), version=version(at).id, now=at.later())
    assert File.unscoped.get(id=of).state == "received"
    with pytest.raises(Locked, match="received"):
        recall(at, of)
    with pytest.raises(Locked, match="received"):
        send_rows(at, file(at, turn=1), (at.pupils[1], "mark", "13"))
    assert sent_values(at) == values(at) == ["12", "31", "32", "33"]
    assert not wrong()


def test_a_file_that_was_recalled_is_not_sent_into_the_return() -> None:
    at = ready()
    of = file(at)
    recall(at, of)
    with pytest.raises(Locked, match="taken back"):
        send_rows(at, of, (at.pupils[0], "mark", "12"))
    assert state(at) == "draft"


def test_a_recall_of_what_was_recalled_changes_nothing() -> None:
    at = ready()
    of = file(at)
    send_rows(at, of, (at.pupils[0], "mark", "12"))
    recall(at, of)
    seq = at.row.seq
    actions.recall_rows(by=at.who(), file=of, now=at.later())
    assert at.row.seq == seq
    with pytest.raises(NotThere), transaction.atomic():
        actions.recall_rows(by=at.who(), file="0" * 16, now=at.later())


def test_the_authority_sends_on_a_schools_behalf_and_it_waits() -> None:
    at = ready()
    by = officer(at)
    of = file(at, by=by)
    send_rows(at, of, (at.pupils[0], "mark", "12"), by=by)
    row = version(at)
    assert (row.source, row.role, row.signed) == ("behalf", "la_officer", False)
    assert row.school_id == school(at)


def test_what_cannot_be_sent_leaves_everything_as_it_was() -> None:
    at = ready()
    of = file(at)
    cell = (at.pupils[0], "mark", "12")
    many = [actions.Typed(at.pupils[0], "mark", "1", 0)] * (MOST + 1)
    stale = actions.Rows(actions.Mode.ADD, [], at.row.seq - 1)
    with pytest.raises(TooMany):
        send_rows(at, of, rows=actions.Rows(actions.Mode.ADD, many, at.row.seq))
    with pytest.raises(Stale):
        send_rows(at, of, rows=stale)
    with pytest.raises(NotThere):
        send_rows(at, "0" * 16)
    with pytest.raises(Refused):
        send_rows(at, of, cell, by=at.who(Role.TEACHER))
    Round.unscoped.update(routes=["marksheet"])
    with pytest.raises(Locked, match="not sent in a file"):
        send_rows(at, of, cell)
    assert (state(at), values(at)[0]) == ("draft", "30")


def test_a_file_into_an_unlocked_return_keeps_to_what_was_unlocked() -> None:
    at = ready()
    ann, bob = at.pupils[:2]
    submit(at)
    unlock(at, pupils=[ann])
    of = file(at)
    with pytest.raises(Locked, match="Only some"):
        send_rows(at, of, (ann, "mark", "12"), (bob, "mark", "13"))
    send_rows(at, of, (ann, "mark", "12"), (bob, "mark", "31"))
    recall(at, of)
    assert (state(at), at.row.version) == ("submitted", 1)
    assert values(at)[0] == "30"


def test_an_original_that_was_opened_is_not_recalled_with_its_rows() -> None:
    at = ready()
    of = file(at)
    send_rows(at, of, (at.pupils[0], "mark", "12"))
    files.mark_received(by=officer(at), file=of, now=at.later())
    with pytest.raises(Locked, match="has received"):
        recall(at, of)
    assert (state(at), values(at)[0]) == ("submitted", "12")


def test_what_came_in_a_file_is_not_withdrawn_but_recalled() -> None:
    at = ready()
    send_rows(at, file(at), (at.pupils[0], "mark", "12"))
    with pytest.raises(Locked, match="Recall the file"):
        actions.withdraw(by=at.who(), round_id=at.round, reason="", now=at.later())


def test_what_the_authority_sent_on_a_schools_behalf_is_recalled_with_its_file() -> (
    None
):
    at = ready()
    by = officer(at)
    of = file(at, by=by)
    send_rows(at, of, (at.pupils[0], "mark", "12"), by=by)
    with pytest.raises(Locked, match="Recall the file"):
        actions.withdraw(by=at.who(), round_id=at.round, reason="", now=at.later())
    recall(at, of)
    assert (state(at), values(at)[0]) == ("draft", "30")


def test_who_opened_the_file_has_received_what_came_in_it() -> None:
    at = ready()
    of = file(at)
    send_rows(at, of, (at.pupils[0], "mark", "12"))
    files.fetch(by=officer(at), file=of, now=at.later()).pieces.close()
    with pytest.raises(Locked, match="has received"):
        actions.withdraw(by=at.who(), round_id=at.round, reason="", now=at.later())
    with pytest.raises(Locked, match="has received"):
        send_rows(at, file(at, turn=1))
    assert state(at) == "submitted"
