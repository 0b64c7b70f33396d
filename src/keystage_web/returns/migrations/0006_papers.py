import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import keystage_web.accounts.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_keys_and_staff"),
        ("returns", "0005_answers"),
        ("rolls", "0002_each_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
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
                ("seq", models.PositiveIntegerField()),
                ("component", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField()),
                ("agreed", models.BooleanField()),
                ("said", models.CharField(blank=True, max_length=40)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="rolls.pupil",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.school",
                    ),
                ),
                (
                    "of_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="returns.return",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of_return", "pupil", "component"),
                        name="returns_read_once",
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
    ]
