import django.db.models.manager
from django.conf import settings
from django.db import migrations, models
from django.db.models import deletion

import keystage_web.accounts.ids

PROTECT = deletion.PROTECT


class Migration(migrations.Migration):
    """What an authority says of a round to schools, and the lists it gives back."""

    dependencies = (
        ("accounts", "0006_terms"),
        ("returns", "0007_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        migrations.AddField(
            "round", "guidance", models.CharField(blank=True, max_length=1000)
        ),
        migrations.AddField(
            "round", "link", models.URLField(blank=True, max_length=400)
        ),
        migrations.CreateModel(
            name="Posted",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=keystage_web.accounts.ids.new,
                        editable=False,
                        max_length=16,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("at", models.DateTimeField()),
                *(
                    (
                        name,
                        models.ForeignKey(
                            on_delete=on_delete, related_name="+", to=table
                        ),
                    )
                    for name, on_delete, table in (
                        ("authority", PROTECT, "accounts.authority"),
                        ("of_return", deletion.CASCADE, "returns.return"),
                        ("person", PROTECT, settings.AUTH_USER_MODEL),
                        ("school", PROTECT, "accounts.school"),
                        ("version", PROTECT, "returns.version"),
                    )
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version",), name="returns_posted_once"
                    )
                ],
            },
            managers=[("unscoped", django.db.models.manager.Manager())],
        ),
    )
