from typing import Any

from django.db import migrations

from keystage_web.audit import guards


def install(_: Any, editor: Any) -> None:
    guards.install(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_events")]

    operations = [migrations.RunPython(install)]
