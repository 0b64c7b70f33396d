"""The marksheet: its grid, a pupil at a time, what stands beside, and the script's answers."""

import json
from collections.abc import Callable
from datetime import date

from keystage.core import upn
from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.returns import actions
from keystage_web.returns.actions import Saved, Typed, Via, rounds
from keystage_web.returns.models import Note, Round
from keystage_web.returns.moments import end_of
from keystage_web.returns.states import Move
from keystage_web.rolls.models import Prior, Pupil
from tests.integration.web.authz.way import Ids, Sent, Way
from tests.integration.web.authz.ways.rolls import child, taught
from tests.integration.web.authz.world import HOME, Place

BOOK, PHONICS = "eyfsp-2026", "phonics-2026"
PLAN = rounds.Plan(opens=date(2026, 6, 1), deadline=end_of(date(2026, 6, 23)))
READ, SENT = "GET", "POST"
EDIT, VIEW = "marksheet.edit_cell", "marksheet.view"


def sheet(place: Place, book: str = BOOK) -> Ids:
    """Return the authority's open round, made where there is none."""
    held = Round.unscoped.filter(authority=place.town.authority, book__book=book)
    if row := held.first():
        return {"round_id": row.id}
    by = Place("the hall", place.town).holds(Role.ADMINISTRATOR).scope()
    made = rounds.create(by=by, book=book, plan=PLAN, now=clock.now())
    rounds.move(by=by, round_id=made, move=Move.OPEN, now=clock.now())
    return {"round_id": made}


def school_of(place: Place) -> Place:
    """Return a school of an authority, whose people a thing of it is for."""
    return Place("a school", place.town, place.number or HOME)


def pupil(place: Place) -> Ids:
    return {**sheet(place), **child(place, taught(place))}


def unasked(place: Place) -> Ids:
    """Make a pupil of no class, whom no teacher sees."""
    return {**sheet(place), **child(place, None)}


def cell(place: Place) -> Ids:
    return {**sheet(place), "component": "E01", **child(place, taught(place))}


def unasked_cell(place: Place) -> Ids:
    return {**cell(place), **child(place, None)}


def shut(place: Place) -> Ids:
    """Make a pupil who met the standard last year, and takes no mark."""
    made = child(place, taught(place))
    return {**sheet(place, PHONICS), "component": "mark", **met_before(place, made)}


def unasked_shut(place: Place) -> Ids:
    made = met_before(place, child(place, None))
    return {**sheet(place, PHONICS), "component": "mark", **made}


def met_before(place: Place, made: Ids) -> Ids:
    """Let a pupil be of year 2, with a mark of last year that met the standard."""
    rows = Pupil.unscoped.filter(id=made["pupil"])
    number = upn.make("004", "2001", 2024, Prior.unscoped.count() + 20)
    rows.update(upn=number, year_group="2")
    Prior.unscoped.create(
        authority=place.town.authority,
        upn=number,
        born=date(2021, 3, 5),
        surname="quill",
        collection="phonics",
        year=2025,
        component="mark",
        value="38",
    )
    return made


def typed(place: Place, found: Ids, value: str = "2", base: int = 0) -> Saved:
    """Let the head of a school enter a result."""
    return actions.save(
        by=place.holds(Role.HEAD).scope(),
        round_id=found["round_id"],
        key=ids.new(),
        cells=[Typed(found["pupil"], "E01", value, base)],
        via=Via.TYPED,
        now=clock.now(),
    )


def clash(place: Place, make: Callable[[Place], Ids] = pupil) -> Ids:
    """Make two values that met."""
    found = make(place)
    typed(place, found)
    met = typed(place, found, "1")
    return {"round_id": found["round_id"], "clash": met.cells[0].clash}


def unasked_clash(place: Place) -> Ids:
    return clash(place, unasked)


def note(place: Place, make: Callable[[Place], Ids] = pupil) -> Ids:
    """Make a comment on a pupil, of none of the school: nobody takes another's away."""
    found = make(place)
    made = actions.note(
        by=place.holds(Role.HEAD).scope(),
        round_id=found["round_id"],
        pupil=found["pupil"],
        text="A comment",
        now=clock.now(),
    )
    hall = Place("the hall", place.town).holds(Role.ADMINISTRATOR)
    Note.unscoped.filter(id=made).update(person_id=hall.person_id)
    return {"round_id": found["round_id"], "note": made}


def unasked_note(place: Place) -> Ids:
    return note(place, unasked)


def klass(place: Place) -> Ids:
    """Make a class with a pupil in it."""
    found = pupil(place)
    return {"round_id": found["round_id"], "klass": taught(place).pk}


def plain(place: Place, found: Ids) -> Sent:
    """Return a form with one result typed, for a pupil of the thing's school."""
    one = {**child(school_of(place), taught(school_of(place))), **found}["pupil"]
    return {"columns": "E01", f"was.{one}": "0:", f"{one}.E01": "2"}


def saved(place: Place, _found: Ids) -> str:  # the script's own form
    at = school_of(place)
    one = child(at, taught(at))["pupil"]
    told = {"cell": f"{one}.E01", "value": "2", "base": 0}
    return json.dumps({"key": "key", "via": "typed", "cells": [told]})


def exempted(place: Place, _found: Ids) -> str:
    at = school_of(place)
    one = child(at, taught(at))["pupil"]
    return json.dumps({"key": "key", "pupil": one, "ground": "child", "seen": 0})


def settled(place: Place, _found: Ids) -> str:
    met = clash(school_of(place))["clash"]
    return json.dumps({"key": "key", "clash": met, "keep": "mine", "base": 1})


def left(place: Place, _found: Ids) -> Sent:
    """Return two values that met, to be left as they are saved."""
    return {"clash": clash(school_of(place))["clash"]}


def filled(place: Place, _found: Ids) -> Sent:
    child(school_of(place), taught(school_of(place)))
    return {"what": "E01", "value": "2", "go": "1", "seen": "0"}


def back(place: Place, found: Ids) -> Sent:
    at = school_of(place)
    one = {**found, **child(at, taught(at))}
    first = typed(at, one)
    last = typed(at, one, "1", 1)
    return {"seq": str(first.seq), "seen": str(last.seq)}


def imported(place: Place, found: Ids) -> Sent:
    """Return a review with one result, for a pupil of the thing's school."""
    one = {**child(school_of(place), taught(school_of(place))), **found}["pupil"]
    return {"cells": json.dumps([[one, "E01", "2", 0]]), "take": one, "key": "key"}


def read(place: Place, found: Ids) -> Sent:
    """Return a reading of one blank result, for a pupil of the thing's school."""
    one = {**child(school_of(place), taught(school_of(place))), **found}["pupil"]
    return {"column": "E01", f"was.{one}": "0", f"paper.{one}": "agreed"}


ROUND = {"of": sheet, "level": "authority", "open": True}
PUPIL = {"of": pupil, "beside": unasked}
CELL = {"of": cell, "beside": unasked_cell}
CLASH = {"of": clash, "beside": unasked_clash}
ALONG = {"enter": "right"}
DAY = {"day_0": "9", "day_1": "6", "day_2": "2026"}

WAYS = (
    Way(VIEW, READ, "school:marksheet", **ROUND),
    Way(EDIT, SENT, "school:marksheet", data=plain, **ROUND),
    Way(VIEW, READ, "school:marksheet-keys", **ROUND),
    Way(VIEW, READ, "school:marksheet-compare", **ROUND),
    Way(VIEW, READ, "school:marksheet-print", **ROUND),
    Way(VIEW, READ, "school:marksheet-workbook", **ROUND),
    Way(EDIT, READ, "school:marksheet-import", **ROUND),
    Way(EDIT, SENT, "school:marksheet-import", effect=False, status=(422,), **ROUND),
    Way(EDIT, SENT, "school:marksheet-import-save", data=imported, **ROUND),
    Way("marksheet.read_back", READ, "school:marksheet-read-back", **ROUND),
    Way("marksheet.read_back", SENT, "school:marksheet-read-back", data=read, **ROUND),
    Way(VIEW, READ, "school:marksheet-check", **ROUND),
    Way(EDIT, SENT, "school:marksheet-check", effect=False, **ROUND),
    Way(VIEW, READ, "school:marksheet-changes", status=(422,), **ROUND),
    Way(EDIT, SENT, "school:marksheet-save", data=saved, **ROUND),
    Way("marksheet.exempt", SENT, "school:marksheet-exempt", data=exempted, **ROUND),
    Way("marksheet.settle", SENT, "school:marksheet-settle", data=settled, **ROUND),
    Way("marksheet.here", SENT, "school:marksheet-here", effect=False, **ROUND),
    Way("marksheet.here", SENT, "school:marksheet-enter", data=ALONG, **ROUND),
    Way("marksheet.fill", READ, "school:marksheet-fill", **ROUND),
    Way("marksheet.fill", SENT, "school:marksheet-fill", data=filled, **ROUND),
    Way("marksheet.undo", SENT, "school:marksheet-undo", effect=False, **ROUND),
    Way("marksheet.restore", READ, "school:marksheet-restore", **ROUND),
    Way("marksheet.restore", SENT, "school:marksheet-restore", data=back, **ROUND),
    Way("marksheet.complete", READ, "school:marksheet-entry", **ROUND),
    Way("marksheet.complete", SENT, "school:marksheet-entry", data=DAY, **ROUND),
    Way("marksheet.switch", SENT, "school:marksheet-switch", data={"on": "0"}, **ROUND),
    Way("marksheet.note", READ, "school:marksheet-notes", **ROUND),
    Way("marksheet.note", SENT, "school:marksheet-notes", data={"text": "x"}, **ROUND),
    Way(
        "marksheet.note",
        SENT,
        "school:marksheet-unnote",
        of=note,
        effect=False,
        status=(404,),
        beside=unasked_note,
    ),
    Way("marksheet.class_done", READ, "school:marksheet-done", of=klass),
    Way("marksheet.class_done", SENT, "school:marksheet-done", of=klass),
    Way("marksheet.settle", READ, "school:marksheet-clashes", **ROUND),
    Way("marksheet.settle", SENT, "school:marksheet-clashes", data=left, **ROUND),
    Way("marksheet.settle", READ, "school:marksheet-clash", **CLASH),
    Way(
        "marksheet.settle",
        SENT,
        "school:marksheet-clash",
        data={"keep": "mine", "base": "1"},
        **CLASH,
    ),
    Way(VIEW, READ, "school:marksheet-pupil", **PUPIL),
    Way(EDIT, SENT, "school:marksheet-pupil", data=plain, **PUPIL),
    Way("marksheet.note", READ, "school:marksheet-pupil-notes", **PUPIL),
    Way(
        "marksheet.note",
        SENT,
        "school:marksheet-pupil-notes",
        data={"text": "x", "component": "E01"},
        **PUPIL,
    ),
    Way("marksheet.known", READ, "school:marksheet-known", **PUPIL),
    Way(
        "marksheet.known",
        SENT,
        "school:marksheet-known",
        data={"value": "2", "source": "The office, by telephone"},
        **PUPIL,
    ),
    Way("marksheet.flag", SENT, "school:marksheet-flag", **PUPIL),
    Way("marksheet.exempt", READ, "school:marksheet-ask", **CELL),
    Way(
        "marksheet.exempt",
        SENT,
        "school:marksheet-ask",
        data={"answer": "child", "seen": "0"},
        **CELL,
    ),
    Way(
        "marksheet.open_cell",
        READ,
        "school:marksheet-open",
        of=shut,
        beside=unasked_shut,
    ),
    Way(
        "marksheet.open_cell",
        SENT,
        "school:marksheet-open",
        of=shut,
        beside=unasked_shut,
        data={"reason": "The head says so"},
    ),
    Way("pupil.history", READ, "school:marksheet-cell", **CELL),
)
