from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.models import deletion

import keystage_web.accounts.ids
import keystage_web.returns.states
from keystage_web.returns.versions import guards

PROTECT, CASCADE = deletion.PROTECT, deletion.CASCADE


def install(_: Any, editor: Any) -> None:
    guards.install(editor.connection)


def to(table: str, on_delete: Any = PROTECT, **more: Any) -> Any:
    said = {"related_name": "+", **more}
    return models.ForeignKey(on_delete=on_delete, to=table, **said)


def person(**more: Any) -> Any:
    return to(settings.AUTH_USER_MODEL, **more)


def text(most: int, *, blank: bool = False, **more: Any) -> Any:
    return models.CharField(blank=blank, max_length=most, **more)


def moment(**more: Any) -> Any:
    return models.DateTimeField(**more)


def by() -> dict[str, Any]:
    return {"person": person(), "at": moment()}


def part(name: str) -> dict[str, Any]:
    return {f"{name}_by": person(null=True), f"{name}_at": moment(null=True)}


def count(**more: Any) -> Any:
    return models.PositiveIntegerField(**more)


def once(name: str, *fields: str, **more: Any) -> Any:
    return models.UniqueConstraint(fields=fields, name=name, **more)


def one(name: str, over: str) -> Any:
    return once(name, "of_return", condition=models.Q((over, None)))


def cell_has_pupil(name: str) -> Any:
    condition = models.Q(("pupil__isnull", False), ("component", ""), _connector="OR")
    return models.CheckConstraint(condition=condition, name=name)


def index(name: str, *fields: str) -> Any:
    return models.Index(fields=fields, name=name)


def table(
    name: str,
    fields: dict[str, Any],
    constraints: tuple[Any, ...] = (),
    indexes: tuple[Any, ...] = (),
) -> Any:
    own = models.CharField(
        default=keystage_web.accounts.ids.new,
        editable=False,
        max_length=16,
        primary_key=True,
        serialize=False,
    )
    whose = {
        "id": own,
        "authority": to("accounts.authority"),
        "school": to("accounts.school"),
    }
    return migrations.CreateModel(
        name=name,
        fields=list({**whose, **fields}.items()),
        options={"abstract": False, "constraints": constraints, "indexes": indexes},
        managers=[("unscoped", models.manager.Manager())],
    )


def of_return(name: str, fields: dict[str, Any], *more: tuple[Any, ...]) -> Any:
    return table(name, {"of_return": to("returns.return", CASCADE), **fields}, *more)


def pupil(**more: Any) -> Any:
    return to("rolls.pupil", CASCADE, **more)


def named(*names: str) -> list[tuple[str, str]]:
    return [(one, one.capitalize()) for one in names]


ROLES = [
    *(("teacher", "Teacher"), ("office", "Office"), ("head", "Headteacher")),
    ("delegate", "Named by the headteacher to sign"),
    *(("setting", "Setting manager"), ("trust_user", "Trust")),
    *(("la_officer", "Data officer"), ("la_analyst", "Analyst")),
    *(("la_admin", "Administrator"), ("la_dpo", "Data protection officer")),
]
SOURCES = named("marksheet", "file", "behalf", "correction")
ACTS = named("received", "accepted", "withdrawn", "recalled")
ASKED = named("open", "answered", "closed")
WHY = named("proposed", "maladministration")
VIA = [
    *named("typed", "pasted", "filled", "cut", "undone", "redone", "restored"),
    *named("exempted", "imported", "opened", "repaired", "settled"),
    *(("correct", "Corrected"), ("recalled", "Recalled")),
]


def said() -> dict[str, Any]:
    role = text(10, choices=ROLES)
    return {"name": text(200), "role": role, **by()}


VERSION = {
    "number": count(),
    "key": text(64),
    "asked": text(64),
    "source": text(10, choices=SOURCES),
    "file": text(64, blank=True),
    "content": models.TextField(),
    "digest": text(64),
    "counts": models.JSONField(),
    "errors": count(),
    "queries": count(),
    "explained": models.JSONField(),
    "declaration": models.JSONField(),
    "signed": models.BooleanField(),
    "on_time": models.BooleanField(),
    "book": text(40),
    "book_digest": text(64),
    "revision": models.PositiveSmallIntegerField(),
    "seq": count(),
    "event": models.PositiveBigIntegerField(),
    "event_digest": text(64),
}
UNLOCK = {
    **part("asked"),
    "asked": text(1000, blank=True),
    **part("granted"),
    "reason": text(1000, blank=True),
    "until": moment(null=True),
    "pupils": models.JSONField(default=list),
    "components": models.JSONField(default=list),
    **part("declined"),
    "words": text(1000, blank=True),
    "ended_at": moment(null=True),
}
QUERY = {
    "pupil": pupil(null=True),
    "component": text(40, blank=True),
    "state": text(8, choices=ASKED, default="open"),
    "at": moment(),
    "closed_at": moment(null=True),
}
MESSAGE = {
    "query": to("returns.query", CASCADE, related_name="messages"),
    "text": text(1000),
    **by(),
    "from_authority": models.BooleanField(),
}
CORRECTION = {
    "pupil": pupil(),
    "component": text(40),
    "before": text(40, blank=True),
    "after": text(40, blank=True),
    "reason": text(1000),
    "kind": text(17, choices=WHY, default="proposed"),
    **by(),
    **part("agreed"),
    **part("phone"),
    "phone_name": text(200, blank=True),
    **part("confirmed"),
    **part("declined"),
    "words": text(1000, blank=True),
    "version": count(default=0),
}
LATE = {
    "day": models.DateField(),
    "reason": text(1000, blank=True),
    "moderation": models.BooleanField(default=False),
    **by(),
    "withdrawn_at": moment(null=True),
}
EXCUSE = {
    "kind": text(6, choices=[("nil", "Nil"), ("absent", "Absent")]),
    "reason": text(1000, blank=True),
    **by(),
    "ended_at": moment(null=True),
}
UPLOADED = {
    "kind": text(8, choices=[("uploaded", "Uploaded"), ("declared", "Declared")]),
    "day": models.DateField(),
    **by(),
}
PROGRESS = {
    "seq": count(),
    **{
        name: count(default=0)
        for name in ("roll", "complete", "due", "blanks", "errors", "queries")
    },
    "at": moment(),
}
AGAIN = ~models.Q(act="accepted")
CELL = ("of_return", "pupil", "component")
WAITING = models.Q(version=0, declined_at=None)
GRANTED = {
    "round": to("returns.round"),
    "routes": models.JSONField(default=list),
    "until": moment(null=True),
    "reason": text(400),
    **by(),
}
STEP = {
    "version": to("returns.version", related_name="steps"),
    "act": text(9, choices=ACTS),
    "reason": text(1000, blank=True),
}
CONFIRMATION = {
    "version": to("returns.version", related_name="confirmations"),
    "statements": models.JSONField(),
}


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_terms"),
        ("returns", "0006_papers"),
        ("rolls", "0002_each_once"),
    ]

    operations = [
        migrations.AddField("return", "version", count(default=0)),
        migrations.AddField("round", "addresses", models.BooleanField(default=False)),
        migrations.AddField("round", "gateway", models.BooleanField(default=False)),
        migrations.AddField(
            *("round", "routes"),
            models.JSONField(default=keystage_web.returns.states.every_route),
        ),
        migrations.AlterField("change", "via", text(8, choices=VIA)),
        of_return(
            *("Version", {**said(), **VERSION}),
            (
                once("returns_a_number_once", "of_return", "number"),
                once("returns_sent_once", "of_return", "key"),
            ),
            (index("returns_of_file", "file"),),
        ),
        of_return(
            *("Confirmation", {**said(), **CONFIRMATION}),
            (once("returns_confirmed_once", "version", "person"),),
        ),
        of_return(
            *("Step", {**said(), **STEP}),
            (once("returns_a_step_once", "version", "act", condition=AGAIN),),
        ),
        of_return(
            *("Unlock", UNLOCK),
            (one("returns_one_unlock", "ended_at"),),
            (index("returns_running_out", "ended_at", "until"),),
        ),
        of_return(
            *("Query", QUERY),
            (cell_has_pupil("returns_an_asked_cell_has_a_pupil"),),
            (index("returns_asked", "of_return", "state"),),
        ),
        of_return("Message", MESSAGE, (), (index("returns_messages", "query", "at"),)),
        of_return(
            *("Correction", CORRECTION),
            (once("returns_one_correction_a_cell", *CELL, condition=WAITING),),
        ),
        of_return(
            *("Late", LATE),
            (one("returns_late_once", "withdrawn_at"),),
        ),
        of_return(
            *("Excuse", EXCUSE),
            (one("returns_excused_once", "ended_at"),),
        ),
        of_return(
            *("Uploaded", UPLOADED),
            (once("returns_uploaded_once", "of_return", "kind"),),
        ),
        of_return(
            *("Progress", PROGRESS),
            (once("returns_progress_once", "of_return"),),
        ),
        table("Granted", GRANTED, (once("returns_routes_once", "round", "school"),)),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
