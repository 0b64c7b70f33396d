"""Let steps and confirmations know the event that tells of them, and versions the names."""

from typing import Any

from django.db import migrations, models

from keystage_web.audit import chain
from keystage_web.returns.versions import guards

_TOLD_BY = {
    "received": ("return.receive", "return.accept"),
    "accepted": ("return.accept",),
    "withdrawn": ("return.withdraw",),
    "recalled": ("return.withdraw",),
}


def link(apps: Any, editor: Any) -> None:
    """Find the event of each row of before: who did it, and when, are in both."""
    for table in ("returns_confirmation", "returns_step"):
        on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_update{on}")
    events = apps.get_model("audit", "Event").objects
    for name in ("Confirmation", "Step"):
        rows = apps.get_model("returns", name).unscoped
        for row in rows.filter(event=0).order_by("id").iterator():
            found = events.filter(
                authority=row.authority_id,
                by=row.person_id,
                school=row.school_id,
                at=chain.moment(row.at),
                action__in=_TOLD_BY.get(getattr(row, "act", ""), ("return.confirm",)),
            ).first()
            if found is not None:
                told = {"event": found.number, "event_digest": found.digest}
                rows.filter(id=row.id).update(**told)


def install(_: Any, editor: Any) -> None:
    guards.install(editor.connection)


def event(table: str) -> list[migrations.AddField]:
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(default="", max_length=64)
    return [
        migrations.AddField(table, "event", number, preserve_default=False),
        migrations.AddField(table, "event_digest", digest, preserve_default=False),
    ]


class Migration(migrations.Migration):
    dependencies = (
        ("audit", "0002_guards"),
        ("returns", "0009_begun"),
    )

    operations = (
        *event("confirmation"),
        *event("step"),
        migrations.AddField("version", "told", models.JSONField(default=dict)),
        migrations.RunPython(link, migrations.RunPython.noop),
        migrations.RunPython(install, migrations.RunPython.noop),
    )
