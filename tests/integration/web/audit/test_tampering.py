"""Every change of the audit is found, and the event it was done to is named."""

import random
from collections.abc import Iterator
from functools import partial

import pytest
from django.db import connection, models, transaction

from keystage_web.audit import chain
from keystage_web.audit.models import Deletion, Event, Head, Payload, Subject
from keystage_web.audit.verify import Checkpoint, Code
from tests.integration.web.audit.story import ASH, ELM, a_season, faults, summaries
from tests.integration.web.audit.tampering import (
    CODES,
    change,
    columns,
    missed,
    tampered,
)
from tests.service.unguarded import unguarded

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def lot(seed: int) -> random.Random:
    return random.Random(seed)


@pytest.fixture
def open_door(lot: random.Random) -> Iterator[None]:
    """Two authorities' seasons, and nothing that keeps a hand off them."""
    for authority in (ASH, ELM):
        a_season(authority, lot)
    with unguarded():
        yield


@pytest.mark.usefixtures("open_door")
def test_of_a_thousand_tamperings_a_thousand_are_found_and_named(
    lot: random.Random, scale: float
) -> None:
    assert missed(lot, max(100, round(1000 * scale))) == []
    assert faults() == []


@pytest.mark.usefixtures("open_door")
@pytest.mark.parametrize("deaf", ["sealed", "salted"])
def test_a_verify_that_does_not_hash_misses_some_so_this_test_can_be_red(
    lot: random.Random, monkeypatch: pytest.MonkeyPatch, deaf: str
) -> None:
    seals = {
        "sealed": lambda event: event.digest,
        "salted": lambda payload: (
            Event.objects.get(
                authority=payload.authority, number=payload.number
            ).payload
        ),
    }
    monkeypatch.setattr(chain, deaf, seals[deaf])
    table, column = {"sealed": (Event, "by"), "salted": (Payload, "salt")}[deaf]
    while not change(table, column, lot):
        continue
    assert faults() == []


@pytest.mark.usefixtures("open_door")
@pytest.mark.parametrize("table", list(CODES))
def test_every_column_of_every_table_is_held(
    lot: random.Random, table: type[models.Model]
) -> None:
    for column in columns(table):
        way = partial(change, table, column)
        with tampered(lot, way) as done:
            found = faults()
        assert done.named(found), done


@pytest.mark.usefixtures("open_door")
def test_a_chain_cut_together_with_its_head_is_found_by_a_checkpoint() -> None:
    kept = summaries()[ASH].checkpoint
    assert kept
    assert faults(kept) == []
    before = Event.objects.get(authority=ASH, number=kept.number - 1)
    for table in (Event, Payload, Subject):
        table.objects.filter(authority=ASH, number=kept.number).delete()
    Head.objects.filter(authority=ASH).update(
        number=before.number, digest=before.digest
    )
    assert faults() == []
    [fault] = faults(kept)
    assert (fault.code, fault.number) == (Code.CHECKPOINT, kept.number)


@pytest.mark.usefixtures("open_door")
def test_an_event_written_anew_and_sealed_again_breaks_the_link_after_it() -> None:
    event = Event.objects.get(authority=ASH, number=4)
    event.by = "person-9"
    Event.objects.filter(authority=ASH, number=4).update(
        by=event.by, digest=chain.sealed(event)
    )
    [fault] = faults()
    assert (fault.code, fault.number) == (Code.LINK, 5)


@pytest.mark.usefixtures("open_door")
def test_an_erasure_is_told_apart_from_a_loss() -> None:
    told = summaries()[ASH]
    assert (told.events, told.erased) == (12, 3)
    assert told.erasures == [(11, "results-3-years", 3)]
    Payload.objects.filter(authority=ASH, number=6).delete()
    found = {(fault.code, fault.number) for fault in faults()}
    assert found == {(Code.GONE, 6)}


@pytest.mark.usefixtures("open_door")
def test_a_loss_made_to_look_like_an_erasure_is_none() -> None:
    Payload.objects.filter(authority=ASH, number=6).delete()
    Subject.objects.filter(authority=ASH, number=6).delete()
    for erasure in (11, 7, 900):
        with transaction.atomic():
            Deletion.objects.create(authority=ASH, number=6, erasure=erasure)
            found = {(fault.code, fault.number) for fault in faults()}
            assert found == {(Code.FORGED, 6)}
            transaction.set_rollback(True)


@pytest.mark.usefixtures("open_door")
def test_the_payload_of_an_erasure_cannot_be_erased_by_another_record() -> None:
    Payload.objects.filter(authority=ASH, number=11).delete()
    Deletion.objects.create(authority=ASH, number=11, erasure=11)
    assert {(fault.code, fault.number) for fault in faults()} == {(Code.GONE, 11)}


@pytest.mark.usefixtures("open_door")
def test_payloads_that_are_not_as_the_service_writes_them_are_told_not_crashed_on() -> (
    None
):
    for body in ("[]", "{", '{"about": 1}', "[" * 100_000):
        with transaction.atomic():
            payload = Payload.objects.get(authority=ASH, number=12)
            event = Event.objects.get(authority=ASH, number=12)
            payload.body = body
            event.payload = chain.salted(payload)
            event.digest = chain.sealed(event)
            own = {"authority": ASH, "number": 12}
            Payload.objects.filter(**own).update(body=body)
            Event.objects.filter(**own).update(
                payload=event.payload, digest=event.digest
            )
            assert {fault.number for fault in faults()} <= {12, None}
            assert Code.HEAD in {fault.code for fault in faults()}
            transaction.set_rollback(True)


@pytest.mark.usefixtures("open_door")
@pytest.mark.parametrize(
    "said",
    [
        *("1", "{}", '{"erased": 1}', '{"erased": [1]}', '{"erased": [[3, 2]]}'),
        *('{"erased": [["2", "5"]]}', '{"erased": [[2, 2, 2]]}'),
    ],
)
def test_an_erasure_written_anew_with_nonsense_backs_nothing(said: str) -> None:
    own = {"authority": ASH, "number": 11}
    payload, event = Payload.objects.get(**own), Event.objects.get(**own)
    payload.body = f'{{"about": [], "said": {said}}}'
    event.payload = chain.salted(payload)
    Payload.objects.filter(**own).update(body=payload.body)
    Event.objects.filter(**own).update(
        payload=event.payload, digest=chain.sealed(event)
    )
    found = {(fault.code, fault.number) for fault in faults()}
    assert found == {
        *((Code.FORGED, number) for number in (2, 3, 5)),
        (Code.LINK, 12),
    }


@pytest.mark.usefixtures("open_door")
def test_a_bit_that_turned_over_in_sqlites_file_is_named_too() -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for change in (
            "UPDATE audit_payload SET body = CAST(%s AS TEXT) WHERE number = 4",
            "UPDATE audit_event SET action = CAST(%s AS TEXT) WHERE number = 7",
            "UPDATE audit_event SET at = %s WHERE number = 8",
            "UPDATE audit_payload SET salt = %s WHERE number = 9",
            "UPDATE audit_event SET number = %s WHERE number = 10",
        ):
            cursor.execute(change + " AND authority = 'ash-999'", [b"\xff\xfe"])
    found = {(fault.code, fault.number) for fault in faults() if fault.number != 11}
    assert {
        (Code.PAYLOAD, 4),
        (Code.CHANGED, 7),
        (Code.CHANGED, 8),
        (Code.PAYLOAD, 9),
        (Code.MISSING, 10),
    } <= found


@pytest.mark.usefixtures("open_door")
def test_a_head_that_is_gone_is_named_and_so_is_one_that_is_no_number() -> None:
    if connection.vendor == "sqlite":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE audit_head SET number = 'x', digest = 'x' "
                "WHERE authority = 'ash-999'"
            )
            assert [fault.code for fault in faults()] == [Code.HEAD]
            transaction.set_rollback(True)
    Head.objects.filter(authority=ASH).delete()
    assert [(fault.code, fault.number) for fault in faults()] == [(Code.HEAD, None)]
    nowhere = Checkpoint("oak-997", 1, "0" * 64)
    assert faults(nowhere)[-1].code is Code.CHECKPOINT
