"""A return: looked at, signed, confirmed, talked over, unlocked; and its receipt."""

from datetime import timedelta
from typing import Any

from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions
from keystage_web.returns.models import Return, Round, Version
from keystage_web.returns.sheet.checking import check
from keystage_web.returns.states import Declaration
from keystage_web.returns.versions.declaring import Declared, statements_of
from tests.integration.web.authz.way import Ids, Sent, Way
from tests.integration.web.authz.ways.marksheet import BOOK, school_of, sheet, typed
from tests.integration.web.authz.ways.rolls import child, taught
from tests.integration.web.authz.world import Place

READ, SENT = "GET", "POST"
RECEIPT = "return.receipt"
VIEW, SUBMIT, CONFIRM = "return.view", "return.submit", "return.confirm"
WITHDRAW, UNLOCK, LATE = "return.withdraw", "return.request_unlock", "return.late"
EXCUSE, UPLOADED, THREAD = "return.excuse", "return.uploaded", "messages.thread"
ANSWER, AGREE, SEE = (
    "return.answer_query",
    "return.agree_correction",
    "collections.list",
)
REASON = {"reason": "A result was wrong"}
DAY = {"day_0": "9", "day_1": "6", "day_2": "2026"}


def head(place: Place) -> Scope:
    return place.holds(Role.HEAD).scope()


def officer(place: Place) -> Scope:
    return Place("the hall", place.town).holds(Role.OFFICER).scope()


def begun(place: Place) -> Ids:
    """Enter a result at a school of the place; return the round and the pupil."""
    at = school_of(place)
    found = {**sheet(place), **child(at, taught(at))}
    row = Return.unscoped.filter(round=found["round_id"], school=at.school).first()
    if row is None:
        typed(at, found)
    return found


def declared(place: Place, found: Ids) -> Sent:
    """Return what the page of signing sends: all of it ticked, all of it explained."""
    at = school_of(place)
    begun(place)
    checked = check(head(at), found["round_id"], now=clock.now())
    row = Return.unscoped.get(round=found["round_id"], school=at.school)
    rules = {one.finding.rule for one in checked.findings} if checked else set()
    return {
        **ticked(),
        **{f"why_{rule}": "It is so" for rule in rules},
        "seen": str(row.seq),
    }


def ticked() -> dict[str, str]:
    told = statements_of(BOOK, Declaration.HEAD)
    said = {f"said_{one.id}": "on" for one in told}
    return {**said, "name": "Robin Head", "key": ids.new()}


def sent(place: Place) -> Ids:
    """Send the return of a school of the place; return round, pupil and version."""
    at, found = school_of(place), begun(place)
    told = declared(place, found)
    signed = actions.submit(
        by=head(at),
        round_id=found["round_id"],
        key=ids.new(),
        seen=int(told["seen"]),
        declared=Declared(
            frozenset(one.id for one in statements_of(BOOK, Declaration.HEAD)), "Robin"
        ),
        explained={
            name.removeprefix("why_"): text
            for name, text in told.items()
            if name.startswith("why_")
        },
        now=clock.now(),
    )
    return {**found, "version": signed.version}


def standing(place: Place) -> Ids:
    return {"round_id": sent(place)["round_id"]}


def unsigned(place: Place) -> Ids:
    """Have a version that nobody signed, as one that came in a file."""
    at, found = school_of(place), sent(place)
    one = Version.unscoped.get(id=found["version"])
    row = Return.unscoped.get(id=one.of_return_id)
    one.id, one.number, one.key, one.signed = ids.new(), 2, ids.new(), False
    one.declaration = {}
    one.save(force_insert=True)
    Return.unscoped.filter(id=row.id).update(version=2)
    del at
    return {"round_id": found["round_id"]}


def first(place: Place) -> Ids:
    return {"round_id": sent(place)["round_id"], "number": "1"}


def version(place: Place) -> Ids:
    return {"version": sent(place)["version"]}


def withdrawn(place: Place) -> Ids:
    at, found = school_of(place), standing(place)
    actions.withdraw(
        by=head(at), round_id=found["round_id"], reason="x", now=clock.now()
    )
    return found


def excused(place: Place) -> Ids:
    at, found = school_of(place), sheet(place)
    told: Any = {"kind": "nil", "reason": "No pupils"}
    actions.excuse(by=head(at), round_id=found["round_id"], **told, now=clock.now())
    return found


def late(place: Place) -> Ids:
    at, found = school_of(place), sheet(place)
    now = clock.now()
    actions.late(
        by=head(at),
        round_id=found["round_id"],
        day=(now + timedelta(days=20)).date(),
        reason="The boiler",
        moderation=False,
        now=now,
    )
    return found


def gateway(place: Place) -> Ids:
    found = sheet(place)
    Round.unscoped.filter(id=found["round_id"]).update(gateway=True)
    return {**found, "kind": "uploaded"}


def asked(place: Place) -> Ids:
    """Let an officer ask about the whole return."""
    at, found = school_of(place), sent(place)
    query = actions.query(
        by=officer(at),
        round_id=found["round_id"],
        school=at.school.pk,
        text="Is it so?",
        now=clock.now(),
    )
    return {"round_id": found["round_id"], "query": query}


def proposed(place: Place) -> Ids:
    """Let an officer propose another result."""
    at, found = school_of(place), sent(place)
    correction = actions.correct(
        by=officer(at),
        round_id=found["round_id"],
        school=at.school.pk,
        pupil=found["pupil"],
        component="E02",
        value="1",
        reason="The school rang",
        now=clock.now(),
    )
    return {"round_id": found["round_id"], "correction": correction}


def later(place: Place, found: Ids) -> Sent:
    del place, found
    day = clock.now() + timedelta(days=20)
    parts = {"day_0": str(day.day), "day_1": str(day.month), "day_2": str(day.year)}
    return {**parts, **REASON}


def seen(place: Place, found: Ids) -> Sent:
    del place, found
    return {**ticked(), "seen": "2"}


ROUND: dict[str, Any] = {"of": sheet, "level": "authority", "open": True}
STANDS: dict[str, Any] = {"of": standing, "level": "authority", "open": True}

WAYS = (
    Way(VIEW, READ, "school:return", **ROUND),
    Way(SEE, READ, "school:return-changed", **ROUND),
    Way(SEE, READ, "school:return-guidance", **ROUND),
    Way(SUBMIT, READ, "school:return-sign", **ROUND),
    Way(SUBMIT, SENT, "school:return-sign", data=declared, **ROUND),
    Way(VIEW, READ, "school:return-sent", **STANDS),
    Way(CONFIRM, READ, "school:return-confirm", **{**STANDS, "of": unsigned}),
    Way(
        CONFIRM, SENT, "school:return-confirm", data=seen, **{**STANDS, "of": unsigned}
    ),
    Way(UNLOCK, READ, "school:return-unlock", **STANDS),
    Way(UNLOCK, SENT, "school:return-unlock", data=REASON, **STANDS),
    Way(WITHDRAW, READ, "school:return-withdraw", **STANDS),
    Way(WITHDRAW, SENT, "school:return-withdraw", data=REASON, **STANDS),
    Way(WITHDRAW, SENT, "school:return-resume", **{**STANDS, "of": withdrawn}),
    Way(LATE, READ, "school:return-late", **ROUND),
    Way(LATE, SENT, "school:return-late", data=later, **ROUND),
    Way(LATE, SENT, "school:return-not-late", **{**ROUND, "of": late}),
    Way(EXCUSE, READ, "school:return-excuse", **ROUND),
    Way(EXCUSE, SENT, "school:return-excuse", data={"kind": "nil", **REASON}, **ROUND),
    Way(EXCUSE, SENT, "school:return-include", **{**ROUND, "of": excused}),
    Way(UPLOADED, READ, "school:return-uploaded", **{**ROUND, "of": gateway}),
    Way(UPLOADED, SENT, "school:return-uploaded", data=DAY, **{**ROUND, "of": gateway}),
    Way(VIEW, READ, "school:return-versions", **STANDS),
    Way(VIEW, READ, "school:return-cells", **ROUND),
    Way(VIEW, READ, "school:return-version", **{**STANDS, "of": first}),
    Way(VIEW, READ, "school:return-difference", **{**STANDS, "of": first}),
    Way("check.dry_run", READ, "school:return-mine", **ROUND),
    Way(
        *("check.dry_run", SENT, "school:return-mine"),
        effect=False,
        status=(422,),
        **ROUND,
    ),
    Way(THREAD, READ, "school:return-questions", **ROUND),
    Way(
        *(THREAD, SENT, "school:return-questions"),
        data={"text": "Please help"},
        **ROUND,
    ),
    Way(THREAD, READ, "school:return-question", of=asked),
    Way(ANSWER, SENT, "school:return-question", of=asked, data={"text": "It is so"}),
    Way(AGREE, READ, "school:return-correction", of=proposed),
    Way(AGREE, SENT, "school:return-correction", of=proposed, data={"agree": "1"}),
    Way(RECEIPT, READ, "returns:receipt", of=version),
    Way(RECEIPT, READ, "returns:receipt-pdf", of=version),
    Way(RECEIPT, READ, "returns:receipt-json", of=version),
    Way("return.export", READ, "returns:data", of=version),
)
