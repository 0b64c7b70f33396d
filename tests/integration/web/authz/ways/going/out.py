"""Results taken out: a file in four steps, papers and tables, and a child's own file."""

from tests.integration.web.authz.way import Ids, Way
from tests.integration.web.authz.ways.marksheet import sheet
from tests.integration.web.authz.ways.rolls import child, taught
from tests.integration.web.authz.world import Place

READ, SENT = "GET", "POST"
CTF = "export.school_ctf"


def csv(place: Place) -> Ids:
    return {"form": "csv", **sheet(place)}


def listed(place: Place) -> Ids:
    return {"form": "list", **sheet(place)}


def mover(place: Place) -> Ids:
    return child(place, taught(place))


ROUND = {"of": sheet, "level": "authority", "open": True}
STEP = {**ROUND, "effect": False}
ASKED = {**STEP, "status": (200, 302, 422)}

WAYS = (
    Way(CTF, READ, "school:out", **ROUND),
    Way(CTF, SENT, "school:out", data={"do": "find", "find": "x"}, **STEP),
    Way(CTF, READ, "school:out-to", **ROUND),
    Way(CTF, SENT, "school:out-to", data={"to": "la"}, **ASKED),
    Way(CTF, READ, "school:out-kind", **ROUND),
    Way(CTF, SENT, "school:out-kind", **ASKED),
    Way(CTF, READ, "school:out-ready", **ROUND),
    Way(CTF, SENT, "school:out-file", **STEP),
    Way("report.pupil_level", READ, "school:papers", **ROUND),
    Way("report.pupil_level", READ, "school:papers-paper", **{**ROUND, "of": listed}),
    Way("return.export", READ, "school:papers-table", **{**ROUND, "of": csv}),
    Way(CTF, READ, "school:transfer", of=mover),
    Way(CTF, SENT, "school:transfer", of=mover, data={"to": "xxx"}, effect=False),
)
