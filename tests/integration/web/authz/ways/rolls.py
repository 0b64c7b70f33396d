"""Rolls: lists, files that wait, children, classes, and what an authority sees of them."""

from datetime import date
from typing import Any

from keystage.core import upn
from keystage_web.accounts.models import Membership
from keystage_web.accounts.roles import Role
from keystage_web.rolls.children import Told
from keystage_web.rolls.models import Class, ClassTeacher, Draft, Group, Pupil
from keystage_web.rolls.reading.model import Reading, to_plain
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.authz.way import Ids, Way
from tests.integration.web.authz.world import Place

YEAR = 2026
NUMBER = upn.make("004", "2001", 2024, 5)
ASKS = "eyfsp-2026"


def taught(place: Place) -> Class:
    """Make a class that every teacher of the school teaches."""
    where: dict[str, Any] = {"authority": place.town.authority, "school": place.school}
    place.holds(Role.TEACHER)
    made, _ = Class.unscoped.get_or_create(**where, year=YEAR, name="Oak")
    for held in Membership.unscoped.filter(school=place.school, role=Role.TEACHER):
        ClassTeacher.unscoped.get_or_create(**where, klass=made, person=held.person)
    return made


def child(place: Place, klass: Class | None, **more: object) -> Ids:
    made = Pupil.unscoped.create(
        authority=place.town.authority,
        school=place.school,
        year=YEAR,
        surname="Quill",
        forename="Ann",
        key="quill ann",
        born=date(2021, 3, 5),
        year_group="R",
        klass=klass,
        **more,
    )
    return {"pupil": made.pk}


def pupil(place: Place) -> Ids:
    return child(place, taught(place))


def unasked(place: Place) -> Ids:
    """Make a pupil of no class, whom no teacher sees."""
    return child(place, None)


def mover(place: Place) -> Ids:
    """Make a pupil of whom it is not known when they came from another school."""
    made = child(
        place, taught(place), came_from="another_school", from_school="9982222"
    )
    return {**made, "collection": ASKS}


def klass(place: Place) -> Ids:
    return {"klass": taught(place).pk}


def group(place: Place) -> Ids:
    where: dict[str, Any] = {"authority": place.town.authority, "school": place.school}
    return {"group": Group.unscoped.create(**where, year=YEAR, name="Readers").pk}


def draft(place: Place) -> Ids:
    told = Told(2, {"surname": "Moss", "forename": "Bob", "born": "2020-05-01"})
    reading = Reading("csv", told=(told,), tells=("surname", "forename", "born"))
    made = Draft.unscoped.create(
        authority=place.town.authority,
        school=place.school,
        year=YEAR,
        person=place.holds(Role.OFFICE).person,
        made_at=BEGIN,
        name="roll.csv",
        reading=to_plain(reading),
    )
    return {"draft": made.pk}


COMER = {
    "surname": "Ives",
    "forename": "Eve",
    "sex": "F",
    "year_group": "1",
    "born_0": "3",
    "born_1": "4",
    "born_2": "2020",
    "joined_0": "1",
    "joined_1": "6",
    "joined_2": "2026",
    "came_from": "abroad",
    "key": "0123456789abcdef",
}
LEAVER = {"day_0": "29", "day_1": "5", "day_2": "2026", "gone_to": "abroad"}
WHO = {name: value for name, value in COMER.items() if name not in {"came_from", "key"}}
READ, SENT = "GET", "POST"
SEES, SEEN = {"of": pupil}, {"of": pupil, "beside": unasked}
FILE = {"of": draft}

WAYS = (
    Way("pupil.view_core", READ, "school:roll"),
    Way("pupil.view_core", SENT, "school:roll", data={"find": "quill"}, effect=False),
    Way("pupil.view_core", READ, "school:pupil", **SEEN),
    Way("pupil.view_core", READ, "school:classes"),
    Way(
        "pupil.view_core", READ, "authority:roll", of=lambda p: {"school": p.school.pk}
    ),
    Way("pupil.view_core", READ, "authority:pupil", **SEES),
    Way("pupil.view_address_sen", READ, "school:pupil-needs", **SEES),
    Way("pupil.history", READ, "school:pupil-history", **SEEN),
    Way("pupil.history", READ, "authority:pupil-history", **SEES),
    Way("pupil.search_la", READ, "authority:pupils"),
    Way(
        "pupil.search_la", SENT, "authority:pupils", data={"find": "ann"}, effect=False
    ),
    Way("marksheet.add_pupil", READ, "school:pupil-add"),
    Way("marksheet.add_pupil", SENT, "school:pupil-add", data=COMER),
    Way("marksheet.mark_left", READ, "school:pupil-leave", **SEEN),
    Way("marksheet.mark_left", SENT, "school:pupil-leave", data=LEAVER, **SEEN),
    Way("marksheet.mark_left", SENT, "school:pupil-back", **SEEN),
    Way("roll.import", READ, "school:roll-import"),
    Way("roll.import", SENT, "school:roll-import", status=(422,), effect=False),
    Way("roll.import", READ, "school:roll-draft", **FILE),
    Way("roll.import", SENT, "school:roll-draft-columns", effect=False, **FILE),
    Way("roll.import", SENT, "school:roll-draft-save", data={"version": "0"}, **FILE),
    Way("roll.import", SENT, "school:roll-draft-discard", **FILE),
    Way("roll.export", READ, "school:roll-download"),
    Way("roll.correct", SENT, "school:roll-move", effect=False),
    Way("roll.correct", READ, "school:pupil-upn", **SEES),
    Way("roll.correct", SENT, "school:pupil-upn", data={"upn": NUMBER}, **SEES),
    Way("roll.correct", READ, "school:pupil-facts", **SEES),
    Way("roll.correct", SENT, "school:pupil-facts", data=WHO, **SEES),
    Way("roll.below", SENT, "school:pupil-below", **SEEN),
    Way("roll.moves", READ, "school:pupil-question", of=mover),
    Way(
        "roll.moves",
        SENT,
        "school:pupil-question",
        of=mover,
        status=(302, 422),
        effect=False,
    ),
    Way("roll.moves", SENT, "school:pupil-ask", **SEES),
    Way("roll.columns", SENT, "school:roll-columns", data={"column": ["sex"]}),
    Way("roll.classes", SENT, "school:classes", data={"name": "Elm"}),
    Way("roll.classes", READ, "school:class", of=klass),
    Way("roll.classes", SENT, "school:class", of=klass, data={"name": "Oak"}),
    Way("roll.classes", READ, "school:group", of=group),
    Way("roll.classes", SENT, "school:group", of=group),
    Way("roll.priors", READ, "authority:priors"),
    Way("roll.priors", SENT, "authority:priors", status=(422,), effect=False),
    Way("roll.view_priors", READ, "school:pupil-priors", **SEEN),
    Way("roll.view_priors", READ, "authority:pupil-priors", **SEES),
    Way("roll.options", READ, "authority:roll-options"),
    Way("roll.options", SENT, "authority:roll-options", data={"fact": ["sen"]}),
)
