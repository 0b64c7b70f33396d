"""Take a roll from a file: read it, let it be looked at, save what the review showed."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import PurePath

from django.conf import settings
from django.db import transaction

from keystage.core.errors import KeystageError, UsageError
from keystage.xmlguard import Limits
from keystage_web.accounts.models import School
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.actions import claims
from keystage_web.rolls.actions.writing import Writing
from keystage_web.rolls.children import OPTIONAL
from keystage_web.rolls.models import Columns, Draft, Pupil, Roll
from keystage_web.rolls.policies import IMPORT
from keystage_web.rolls.queries.state import asked_for
from keystage_web.rolls.reading.apart import read_apart
from keystage_web.rolls.reading.file import Asked, read
from keystage_web.rolls.reading.model import Reading, from_plain, to_plain
from keystage_web.rolls.reviewing.model import Answers, Outcome, Plan
from keystage_web.rolls.reviewing.review import planned, review

_NAME = 120


class Stale(KeystageError):
    """The roll has changed since the review was drawn; nothing was saved."""


class Gone(KeystageError):
    """The draft is there no more: it was a day old, or thrown away."""


def upload(*, by: Scope, year: int, name: str, data: bytes, now: datetime) -> str:
    """Read a file and keep what it tells until it is looked at; return the draft's id.

    Nothing of the roll changes. The bytes are kept only while columns are asked about.
    What the person sent before for the year, and did not save, is there no more. Raises
    `Busy` while another file of the school is read, `TooMany` after the hour's last.
    """
    IMPORT.demand(by)
    held = Columns.of(by.authority).filter(school=by.school).first()
    draft = claims.begin(
        by=by,
        year=year,
        name=_short(name),
        data=data,
        version=_version(by, year),
        now=now,
    )
    with claims.turn(by, draft):
        reading = _read(by, year, (name, data), held.mapping if held else {})
        with transaction.atomic():
            Draft.of(by.authority).filter(id=draft).update(
                data=data if reading.questions else b"",
                reading=to_plain(reading),
                version=_version(by, year),
            )
            IMPORT.done(
                by,
                now,
                school=by.school,
                said={"step": "read", "draft": draft, "year": year},
            )
    return draft


def columns(
    *, by: Scope, draft: str, mapping: Mapping[str, str], now: datetime
) -> Reading:
    """Read a draft's file by these columns, and remember them for the school.

    Raises `Gone` where the draft's file is there no more, `Busy` while another file of
    the school is read.
    """
    IMPORT.demand(by)
    kept = claims.again(by=by, draft=draft, now=now)
    if kept is None:
        raise Gone("The file is there no more.")
    with claims.turn(by, draft):
        reading = _read(by, kept.year, (kept.name, bytes(kept.data)), mapping)
        _keep(by, draft, reading, mapping, now=now)
    return reading


def _keep(
    by: Scope,
    draft: str,
    reading: Reading,
    mapping: Mapping[str, str],
    *,
    now: datetime,
) -> None:
    """Keep what a draft's file told by these columns, and the columns themselves."""
    with transaction.atomic():
        row = Draft.of(by.authority).select_for_update().filter(id=draft).first()
        if row is None or not row.data:
            raise Gone("The file is there no more.")
        if not reading.questions:
            Columns.of(by.authority).update_or_create(
                school_id=by.school,
                defaults={"mapping": dict(mapping)},
                create_defaults={
                    "authority_id": by.authority,
                    "school_id": by.school,
                    "mapping": dict(mapping),
                },
            )
            row.data = b""
        row.reading, row.version = to_plain(reading), _version(by, row.year)
        row.save(update_fields=["data", "reading", "version"])
        IMPORT.done(
            by,
            now,
            school=by.school,
            said={"step": "columns", "draft": draft, "year": row.year},
        )


def save(
    *, by: Scope, draft: str, version: int, answers: Answers, now: datetime
) -> Outcome:
    """Save a draft as its review showed it, whole or not at all; erase what was read.

    Saved before, it gives what was saved then. Raises `Stale` where the roll is no
    longer of the `version` the review was drawn from, `Gone` where the draft is none,
    and `Undecided` where a close pair has no answer.
    """
    IMPORT.demand(by)
    with transaction.atomic():
        rows = Draft.of(by.authority).select_for_update()
        row = rows.filter(id=draft, school=by.school).first()
        if row is None:
            raise Gone("The draft is there no more.")
        if row.saved_at is not None:
            return Outcome(**row.outcome)
        if row.reading is None:
            raise Gone("What was read is there no more.")
        writing = Writing.begin(by, row.year, now)
        if writing.roll.version != version:
            raise Stale("The roll has changed since.")
        outcome = _save(writing, from_plain(row.reading), answers)
        row.saved_at, row.outcome = now, asdict(outcome)
        row.name, row.data, row.reading = "", b"", None
        row.save()
        writing.end(IMPORT.action, {"step": "save", "draft": draft, **asdict(outcome)})
    return outcome


def take(*, by: Scope, year: int, name: str, data: bytes, now: datetime) -> Outcome:
    """Read a file and save it at once, where nothing is to be decided.

    For rolls made here, as a demonstration's, which are read in this process: new
    children come, changed facts change, nobody leaves. Raises `UsageError` where the file has faults or a
    column is not known, and `Undecided` where it is not plain who a child is.
    """
    IMPORT.demand(by)
    held = Columns.of(by.authority).filter(school=by.school).first()
    mapping = held.mapping if held else {}
    reading = _read(by, year, (name, data), mapping, own=True)
    if reading.faults or reading.questions:
        raise UsageError(" ".join(reading.faults) or f"{name}: which column is which?")
    with transaction.atomic():
        writing = Writing.begin(by, year, now)
        outcome = _save(writing, reading, Answers())
        writing.end(IMPORT.action, {"step": "take", **asdict(outcome)})
    return outcome


def discard(*, by: Scope, draft: str, now: datetime) -> None:
    """Throw a draft away; the roll stays as it is."""
    IMPORT.demand(by)
    with transaction.atomic():
        claims.empty(Draft.of(by.authority).filter(id=draft, school=by.school))
        IMPORT.done(by, now, school=by.school, said={"step": "discard", "draft": draft})


def _read(
    by: Scope,
    year: int,
    file: tuple[str, bytes],
    mapping: Mapping[str, str],
    *,
    own: bool = False,
) -> Reading:
    name, data = file
    school = School.within(by).select_related("authority").get(id=by.school)
    number = f"{school.authority.number}{school.number}" if school.number else ""
    limits = Limits(size=settings.CONFIG.upload_limit)
    asked = Asked(_short(name), number, year, dict(mapping), limits)
    reading = read(data, asked) if own else read_apart(data, asked)
    wanted = asked_for(by.authority)
    tells = tuple(f for f in reading.tells if f not in OPTIONAL or f in wanted)
    told = tuple(
        replace(one, facts={fact: one.get(fact) for fact in tells})
        for one in reading.told
    )
    return replace(reading, tells=tells, told=told)


def _short(name: str) -> str:
    return PurePath(name.replace("\\", "/")).name[-_NAME:]


def _version(by: Scope, year: int) -> int:
    roll = Roll.of(by.authority).filter(school=by.school, year=year).first()
    return roll.version if roll else 0


def _save(writing: Writing, reading: Reading, answers: Answers) -> Outcome:
    state = writing.state()
    found = review([child for _, child in state.values()], reading)
    plan = planned(found, answers)
    comers = [
        (facts, earlier, (former,) if former else ())
        for facts, earlier, former in plan.add
    ]
    writing.add(comers)
    _change(writing, plan, {id_: row for id_, (row, _) in state.items()})
    return Outcome(
        added=len(plan.add),
        changed=len(plan.change),
        left=len(plan.leave),
        left_alone=plan.left_alone,
        same=len(found.same),
    )


def _change(writing: Writing, plan: Plan, rows: Mapping[str, Pupil]) -> None:
    touched = []
    for one in plan.change:
        row = rows[one.child.id]
        after = {difference.fact: difference.after for difference in one.differences}
        writing.change(row, one.child.facts, after)
        writing.keep(row, one.earlier, one.former)
        touched.append(row)
    for child, left in plan.leave:
        row = rows[child.id]
        writing.change(row, child.facts, {"left": left})
        touched.append(row)
    writing.save(touched)
