"""Three summers of four collections at every school, as far as a board needs them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from bench.clock import Work
from bench.service.people import Visitor, person_of
from bench.service.ways import asked
from keystage_web import clock
from keystage_web.accounts.models import Authority, School
from keystage_web.accounts.roles import Role
from keystage_web.returns.actions import rounds
from keystage_web.returns.models import Progress, Return, Version
from keystage_web.returns.moments import end_of
from keystage_web.returns.states import Move, ReturnState

SUMMERS, COLLECTIONS = (2026, 2025, 2024), ("eyfsp", "phonics", "ks1", "ks2")
_STATES = (
    ReturnState.DRAFT,
    ReturnState.SUBMITTED,
    ReturnState.QUERIED,
    ReturnState.ACCEPTED,
)
_AT_ONCE = 500
_PUPILS = 30


def season() -> None:
    """Make the rounds, and in each a return of every school, sent by three in four."""
    authority = Authority.objects.get()
    by = person_of(authority, None, Role.ADMINISTRATOR)
    schools = list(School.unscoped.order_by("number"))
    for summer in SUMMERS:
        for collection in COLLECTIONS:
            days = rounds.Plan(
                opens=date(summer, 6, 1), deadline=end_of(date(summer, 6, 23))
            )
            now = clock.now()
            book = f"{collection}-{summer}"
            made = rounds.create(by=by.scope(), book=book, plan=days, now=now)
            rounds.move(by=by.scope(), round_id=made, move=Move.OPEN, now=now)
            _returned(made, schools, by.person_id, now)


def _returned(made: str, schools: Sequence[School], person: str, now: datetime) -> None:
    rows = [
        Return(
            authority_id=one.authority_id,
            school=one,
            round_id=made,
            state=_STATES[at % len(_STATES)],
            version=int(_STATES[at % len(_STATES)] is not ReturnState.DRAFT),
        )
        for at, one in enumerate(schools)
    ]
    Return.unscoped.bulk_create(rows, batch_size=_AT_ONCE)
    Progress.unscoped.bulk_create(
        (
            Progress(
                **_where(row),
                seq=0,
                due=_PUPILS,
                complete=at % _PUPILS,
                given=at % _PUPILS,
                begun=True,
                errors=0,
                at=now,
            )
            for at, row in enumerate(rows)
        ),
        batch_size=_AT_ONCE,
    )
    Version.unscoped.bulk_create(_sent(rows, person, now), batch_size=_AT_ONCE)


def _sent(rows: Sequence[Return], person: str, now: datetime) -> Iterator[Version]:
    told: dict[str, Any] = {
        **dict.fromkeys(("errors", "queries", "seq", "event"), 0),
        **dict.fromkeys(("asked", "digest", "book_digest", "event_digest"), "0" * 64),
        **{name: {} for name in ("counts", "explained", "declaration")},
    }
    for row in rows:
        if row.version:
            yield Version(
                **_where(row),
                **told,
                person_id=person,
                name="Head",
                role=Role.HEAD,
                at=now,
                number=1,
                key="bench",
                source="marksheet",
                content="x" * 6_000,
                signed=True,
                on_time=True,
                book="",
                revision=1,
            )


def _where(row: Return) -> dict[str, Any]:
    return {
        "authority_id": row.authority_id,
        "school_id": row.school_id,
        "of_return": row,
    }


def ways(officer: Visitor, schools: int) -> dict[str, Work]:
    """Return how the board is looked at, by what that is called."""
    page, new = reverse("authority:board"), reverse("authority:board-changes")
    return {
        f"{schools} schools x 4 x 3 years: a page of a hundred": asked(officer, page),
        "all of them on one page": asked(officer, f"{page}?page=all"),
        "narrowed to a state": asked(officer, f"{page}?state=queried"),
        "asked for what is new, and all is": asked(officer, new),
        "asked for what is new, and nothing is": _unchanged(officer, new),
    }


def _unchanged(officer: Visitor, address: str) -> Work:
    """Return how the page asks again within the minute."""
    tags = [officer.client.get(address).headers["ETag"]]

    def work(_: Sequence[bytes]) -> None:
        answer = officer.client.get(address, headers={"If-None-Match": tags[-1]})
        tags[-1] = answer.headers["ETag"]

    return work
