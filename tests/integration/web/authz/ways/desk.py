"""The authority's desk: the board, and what is done about the return of a school."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions
from keystage_web.returns.giving import posting
from keystage_web.returns.models import Return, Version
from keystage_web.returns.refusals import Unfinished
from keystage_web.returns.versions.content import lines
from keystage_web.returns.versions.declaring import Declared, statements
from keystage_web.rolls.models import Pupil
from tests.integration.web.authz.way import Ids, Sent, Way
from tests.integration.web.authz.ways.marksheet import PHONICS, school_of, sheet
from tests.integration.web.authz.ways.rolls import child, taught
from tests.integration.web.authz.world import Place

BOARD, READ, SENT = "board.view", "GET", "POST"
VIEW, QUERY, UNLOCK = "marksheet.view", "return.query", "return.unlock"
ACCEPT, CORRECT, TAKE = "return.accept", "return.correct", "export.la_one"
WHY = {"reason": "A name is another."}


def day(name: str, days: int) -> dict[str, str]:
    """Return the boxes of a day so many days from now."""
    at = clock.now() + timedelta(days=days)
    parts = (at.day, at.month, at.year)
    return {f"{name}_{number}": str(part) for number, part in enumerate(parts)}


def later(place: Place, made: Ids) -> Sent:
    del place, made
    return {**day("until", 9), **WHY}


def before(place: Place, made: Ids) -> Sent:
    del place, made
    return {**day("day", -1), "at": "09:00", "name": "Robin"}


def school(place: Place) -> Ids:
    return {"school": place.school.pk}


def officer(place: Place) -> Scope:
    return Place("the hall", place.town).holds(Role.OFFICER).scope()


def begun(place: Place) -> Ids:
    """Return a school's return that was never begun."""
    return {**sheet(place), **school(place)}


def returned(place: Place) -> Ids:
    """Let a school send its return of phonics, a pupil in it, whatever is lacking."""
    there = school_of(place)
    found = sheet(place, PHONICS)
    made = child(there, taught(there))
    Pupil.unscoped.filter(id=made["pupil"]).update(year_group="1")
    by = there.holds(Role.HEAD).scope()
    row, _ = Return.unscoped.get_or_create(
        authority=there.town.authority,
        school=there.school,
        round_id=found["round_id"],
    )
    told: dict[str, Any] = {
        "by": by,
        "round_id": found["round_id"],
        "key": ids.new(),
        "seen": row.seq,
        "declared": Declared(
            frozenset(one.id for one in statements(row.round)), "Robin Head"
        ),
        "now": clock.now(),
    }
    try:
        actions.submit(**told, explained={})
    except Unfinished as stop:
        actions.submit(**told, explained={one.rule: "So." for one in stop.findings})
    return {**found, **school(there)}


def received(place: Place) -> Ids:
    """Let a return be sent and opened by an officer."""
    made = returned(place)
    at = standing(made)
    actions.received(by=officer(place), version=at.id, now=clock.now())
    return made


def standing(made: Ids) -> Version:
    rows = Version.unscoped.filter(of_return__round=made["round_id"])
    return rows.filter(school=made["school"]).order_by("-number")[0]


def round_of(place: Place) -> Ids:
    """Return the round of a return that was sent and opened."""
    return {"round_id": received(place)["round_id"]}


def to_unlock(place: Place) -> Ids:
    """Let a school ask to unlock what it sent."""
    made = received(place)
    by = place.holds(Role.HEAD).scope()
    told: dict[str, Any] = {"by": by, "round_id": made["round_id"], **WHY}
    actions.ask_unlock(**told, now=clock.now())
    return made


def asked(place: Place) -> Ids:
    """Let an officer ask, and the school answer."""
    made = received(place)
    told: dict[str, Any] = {**made, "by": officer(place), "text": "Why?"}
    told["now"] = clock.now()
    query = actions.query(**told)
    by = place.holds(Role.HEAD).scope()
    actions.answer(by=by, query=query, text="So.", now=clock.now())
    return {**made, "query": query}


def proposed(place: Place) -> Ids:
    """Let an officer propose a correction."""
    made = received(place)
    told = {**made, **mark(place, made), "by": officer(place), "now": clock.now()}
    return {**made, "correction": actions.correct(**told)}


def phoned(place: Place) -> Ids:
    """Let another officer have been told by telephone that a correction is right."""
    made = proposed(place)
    by = Place("the hall", place.town).colleague(Role.OFFICER).scope()
    actions.by_phone(
        by=by,
        correction=made["correction"],
        name="Robin",
        at=clock.now(),
        now=clock.now(),
    )
    return made


def mark(place: Place, made: Ids) -> Sent:
    """Return another mark of a pupil who was sent."""
    del place
    return {"pupil": sent_pupil(made), "component": "mark", "value": "33", **WHY}


def code(place: Place, made: Ids) -> Sent:
    """Return the authority's own code for a pupil who was sent."""
    return {**mark(place, made), "value": "Q"}


def sent_pupil(made: Ids) -> str:
    return lines(standing(made).content)[0].id


def version(place: Place) -> Ids:
    """Let a return have two versions: a code of the authority makes the second."""
    made = received(place)
    told = {**made, **code(place, made), "by": officer(place), "now": clock.now()}
    actions.maladministration(**told)
    return {**made, "version": standing(made).id}


def all_of(place: Place, made: Ids) -> Sent:
    """Return all schools whose returns of a round stand."""
    del place
    rows = Version.unscoped.filter(of_return__round=made["round_id"])
    return {"schools": list(rows.values_list("school", flat=True))}


def granted(place: Place, made: Ids) -> Sent:
    """Return what lets a school of the authority use another way."""
    del made
    schools = [school_of(place).school.pk]
    return {"schools": schools, "routes": ["file"], **WHY}


def listed(place: Place) -> Ids:
    """Let a school have been given its list back."""
    made = received(place)
    posting.post(
        by=officer(place),
        round_id=made["round_id"],
        schools=[made["school"]],
        now=clock.now(),
    )
    return {"round_id": made["round_id"], "form": "csv"}


OF: Mapping[str, Any] = {"of": received}
ALL: Mapping[str, Any] = {"of": round_of, "level": "authority", "open": True}

ROUND: Mapping[str, Any] = {"of": sheet, "level": "authority", "open": True}
ONE_WAY = {"routes": ["file"], "gateway": "on"}
GUIDED = {"guidance": "Ask us.", "link": "https://www.example.org/"}

WAYS = (
    Way(BOARD, READ, "authority:board"),
    Way(BOARD, READ, "authority:board-changes"),
    Way(BOARD, READ, "authority:timeline", of=school),
    Way(VIEW, READ, "authority:round-school", of=begun),
    Way(VIEW, READ, "authority:round-school", of=returned, effect=False),
    Way(VIEW, READ, "authority:version", of=version, effect=False),
    Way("return.receive", SENT, "authority:receive", of=returned),
    Way(TAKE, READ, "authority:download", **OF),
    Way(
        *(TAKE, SENT, "authority:download"),
        **OF,
        data={"form": "csv", **WHY},
        effect=False,
    ),
    Way(QUERY, READ, "authority:query", **OF),
    Way(QUERY, SENT, "authority:query", **OF, data={"text": "Why?"}),
    Way(QUERY, SENT, "authority:query-reply", of=asked, data={"text": "Sure?"}),
    Way(QUERY, SENT, "authority:query-close", of=asked),
    Way(ACCEPT, READ, "authority:accept", **OF),
    Way(ACCEPT, SENT, "authority:accept", **OF, data=WHY),
    Way(ACCEPT, READ, "authority:accept-many", **ALL),
    Way(
        ACCEPT,
        SENT,
        "authority:accept-many",
        **ALL,
        data={"schools": []},
        effect=False,
        status=(422,),
    ),
    Way(UNLOCK, READ, "authority:unlock", **OF),
    Way(UNLOCK, SENT, "authority:unlock", **OF, data=later),
    Way(UNLOCK, READ, "authority:unlock-decline", of=to_unlock),
    Way(UNLOCK, SENT, "authority:unlock-decline", of=to_unlock, data=WHY),
    Way(CORRECT, READ, "authority:correct", **OF),
    Way(CORRECT, SENT, "authority:correct", **OF, data=mark),
    Way(CORRECT, READ, "authority:code", **OF),
    Way(CORRECT, SENT, "authority:code", **OF, data=code),
    Way(CORRECT, READ, "authority:correction-phone", of=proposed),
    Way(CORRECT, SENT, "authority:correction-phone", of=proposed, data=before),
    Way("return.confirm_correction", SENT, "authority:correction-confirm", of=phoned),
    Way("report.publish", READ, "authority:report", **ALL),
    Way("report.publish", SENT, "authority:report", **ALL, data=all_of),
    Way("round.routes", READ, "authority:round-routes", **ROUND),
    Way("round.routes", SENT, "authority:round-routes", **ROUND, data=ONE_WAY),
    Way("round.routes", READ, "authority:round-grant", **ROUND),
    Way("round.routes", SENT, "authority:round-grant", **ROUND, data=granted),
    Way("round.guidance", READ, "authority:round-guidance", **ROUND),
    Way("round.guidance", SENT, "authority:round-guidance", **ROUND, data=GUIDED),
    Way("report.pupil_level", READ, "school:list", **ROUND),
    Way("report.pupil_level", READ, "school:list-table", **{**ROUND, "of": listed}),
    Way("export.la_bulk", READ, "authority:download-all", **ALL),
    Way(
        "export.la_bulk",
        SENT,
        "authority:download-all",
        **ALL,
        data={"form": "csv", **WHY},
    ),
)
