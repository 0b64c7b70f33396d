"""What is written: any sequence of doings verifies, and nothing else gets in."""

import json
import random
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from keystage.core.errors import UsageError
from keystage_web.audit import actions, guards, queries
from keystage_web.audit.actions import Change, erase, looked, record, runs
from keystage_web.audit.models import Deletion, Event, Head, Kind, Payload, Subject
from keystage_web.audit.verify import Code, Fault, verify
from tests.integration.web.audit.story import (
    ASH,
    BEGIN,
    ELM,
    PUPILS,
    a_season,
    faults,
    told,
)
from tests.service.unguarded import unguarded

pytestmark = [pytest.mark.database, pytest.mark.django_db]
WHO: dict[str, Any] = {"authority": ASH, "by": "person-1", "now": BEGIN}


@given(st.lists(st.integers(0, 2**32), max_size=12), st.data())
def test_any_sequence_of_doings_verifies(turns: list[int], data: st.DataObject) -> None:
    with transaction.atomic():
        for at, turn in enumerate(turns):
            told(ASH if turn % 3 else ELM, at, random.Random(turn))
            left = list(
                Payload.objects.filter(authority=ASH).values_list("number", flat=True)
            )
            if turn % 5 == 0 and left:
                gone = data.draw(st.sets(st.sampled_from(left), min_size=1))
                if not Event.objects.filter(kind=Kind.ERASED, number__in=gone).exists():
                    erase(**WHO, policy="p-1", numbers=gone)
        assert list(verify(authority=ASH))[:-1] == []
        assert faults() == []
        transaction.set_rollback(True)


@given(st.sets(st.integers(1, 60)))
def test_runs_hold_the_numbers_they_were_made_of(numbers: set[int]) -> None:
    found = runs(numbers)
    whole = [one for first, last in found for one in range(first, last + 1)]
    assert whole == sorted(numbers)
    assert all(one[1] + 1 < two[0] for one, two in pairwise(found))


def test_one_event_holds_who_did_what_with_every_change_before_and_after() -> None:
    london = BEGIN.astimezone(timezone(timedelta(hours=1)))
    done = record(
        authority=ASH,
        by="person-1",
        action="marksheet.edit_cell",
        now=london,
        school="oak-1",
        about=["pupil-2", "pupil-1", "pupil-2"],
        changes=[Change("cell-7", "result.LIT", "2", "1")],
        said={"reason": "Zoë was ill"},
    )
    event = Event.objects.get()
    assert (event.number, event.digest) == (done.number, done.digest)
    assert event.at == "2026-06-10T09:00:00.000000+00:00"
    payload = Payload.objects.get()
    assert json.loads(payload.body) == {
        "about": ["pupil-1", "pupil-2"],
        "changes": [
            {"of": "cell-7", "what": "result.LIT", "before": "2", "after": "1"}
        ],
        "said": {"reason": "Zoë was ill"},
    }
    header = str([getattr(event, one.name) for one in event._meta.concrete_fields])
    assert not any(word in header for word in ("Zoë", "pupil", "LIT"))


def test_equal_doings_have_payloads_with_digests_that_tell_nothing() -> None:
    for _ in range(2):
        record(**WHO, action="return.submit")
    one, two = Event.objects.order_by("number")
    assert one.payload != two.payload


@pytest.mark.parametrize(
    "wrong",
    [
        {"authority": ""},
        {"by": "ann.smith@school.example"},
        {"by": "Ann Smith"},
        {"about": ["Zoë"]},
        {"school": "9991234 Oak"},
        {"action": "Submitted by Ann"},
        {"now": datetime(2026, 6, 10)},  # noqa: DTZ001 - on purpose
        {"said": {"file": b"bytes"}},
    ],
)
def test_what_is_no_id_no_action_no_moment_is_refused_and_not_repeated(
    wrong: dict[str, Any],
) -> None:
    with pytest.raises(UsageError) as caught:
        record(**{**WHO, "action": "return.submit", **wrong})
    assert not any(word in str(caught.value) for word in ("Ann", "Zoë", "Oak", "ann."))
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_the_transaction_of_what_it_tells_nothing_is_written() -> None:
    with pytest.raises(UsageError, match="in the transaction"):
        record(**WHO, action="return.submit")


@pytest.mark.django_db(transaction=True)
def test_an_action_that_fails_leaves_no_event() -> None:
    with transaction.atomic():
        record(**WHO, action="return.submit")
        transaction.set_rollback(True)
    assert not Head.objects.exists()
    with transaction.atomic():
        assert record(**WHO, action="return.submit").number == 1


def test_an_erasure_takes_what_was_told_and_leaves_that_it_was() -> None:
    for _ in range(3):
        looked(**WHO, action="pupil.view_core", about=PUPILS[:2])
    erase(**WHO, policy="results-3-years", numbers=[1, 2])
    assert set(Payload.objects.values_list("number", flat=True)) == {3, 4}
    assert set(Subject.objects.values_list("number", flat=True)) == {3}
    assert Event.objects.count() == 4
    assert [line.number for line in queries.looks(authority=ASH, pupil=PUPILS[0])] == [
        3
    ]


@pytest.mark.parametrize("numbers", [[], [1, 2], [3], [4], [5], [3, 9]])
def test_an_erasure_of_what_cannot_be_erased_erases_nothing(numbers: list[int]) -> None:
    for _ in range(3):
        record(**WHO, action="return.submit")
    erase(**WHO, policy="p-1", numbers=[1])
    left = set(Payload.objects.values_list("number", flat=True))
    if numbers == [3]:
        erase(**WHO, policy="p-1", numbers=numbers)
        return
    with pytest.raises(UsageError, match="Only payloads that are there"):
        erase(**WHO, policy="p-1", numbers=numbers)
    assert set(Payload.objects.values_list("number", flat=True)) == left


def test_who_looked_at_a_pupil_is_told_newest_first_and_of_this_authority_alone() -> (
    None
):
    looked(**WHO, action="pupil.history", about=["pupil-1"], school="oak-1")
    record(**WHO, action="marksheet.edit_cell", about=["pupil-1"], school="oak-1")
    looked(**{**WHO, "by": "person-2"}, action="pupil.view_core", about=PUPILS)
    looked(**{**WHO, "authority": ELM}, action="pupil.view_core", about=["pupil-1"])
    asked: dict[str, Any] = {"authority": ASH, "pupil": "pupil-1"}
    found = queries.looks(**asked)
    assert [(line.by, line.action) for line in found] == [
        ("person-2", "pupil.view_core"),
        ("person-1", "pupil.history"),
    ]
    assert (found[1].at, found[1].school) == (BEGIN.astimezone(UTC), "oak-1")
    assert [line.number for line in queries.history(**asked)] == [3, 2, 1]
    assert [line.number for line in queries.history(**asked, below=3)] == [2, 1]
    lines = queries.of_school(authority=ASH, school="oak-1")
    assert [line.kind for line in lines] == [Kind.DONE, Kind.LOOKED]
    assert queries.looks(authority=ASH, pupil="pupil-9") == []


def test_a_page_of_lookers_has_an_end() -> None:
    for _ in range(queries.PAGE + 1):
        looked(**WHO, action="pupil.view_core", about=["pupil-1"])
    first = queries.looks(authority=ASH, pupil="pupil-1")
    assert len(first) == queries.PAGE
    rest = queries.looks(authority=ASH, pupil="pupil-1", below=first[-1].number)
    assert [line.number for line in rest] == [1]


def refused(change: Any) -> bool:
    """Return whether the database itself refused a change."""
    try:
        with transaction.atomic():
            change()
    except DatabaseError as error:
        return "only added to" in str(error)
    return False


def test_the_database_itself_refuses_to_change_or_lose_anything() -> None:
    a_season(ASH, random.Random(1))
    for table in (Event, Payload, Subject, Deletion):
        rows = table.objects.filter(authority=ASH)
        assert refused(lambda rows=rows: rows.update(authority=ELM)), table
        assert refused(lambda rows=rows: rows.delete()), table
    heads = Head.objects.filter(authority=ASH)
    for change in ({"number": 3}, {"number": 99}, {"authority": ELM, "number": 13}):
        assert refused(lambda change=change: heads.update(**change))
    assert refused(heads.delete)
    assert faults() == []


def test_no_other_way_of_taking_rows_away_is_open() -> None:
    a_season(ASH, random.Random(1))
    ways = {
        "sqlite": "REPLACE INTO {} SELECT * FROM {} WHERE authority = 'ash-999'",
        "postgresql": "TRUNCATE {}",
    }
    for table in ("event", "payload", "subject", "deletion", "head"):
        way = ways[connection.vendor].replace("{}", f"audit_{table}")
        with connection.cursor() as cursor:
            assert refused(lambda way=way, cursor=cursor: cursor.execute(way))
    assert faults() == []


def test_a_trigger_that_was_taken_off_is_named() -> None:
    assert guards.missing(connection) == []
    with unguarded():
        found = [one for one in verify() if isinstance(one, Fault)]
    assert {one.code for one in found} == {Code.GUARD}
    assert len(found) == 15
    assert found[0].sentence.startswith("audit_event_update: the database is not")
    assert guards.missing(connection) == []
    assert actions.runs([]) == []
