import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import keystage_web.accounts.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_keys_and_staff"),
        ("returns", "0001_rounds"),
        ("rolls", "0002_each_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="entry",
            field=models.BooleanField(default=True),
        ),
        migrations.CreateModel(
            name="Return",
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Sent"),
                            ("queried", "Queried"),
                            ("accepted", "Accepted"),
                            ("unlocked", "Unlocked"),
                            ("withdrawn", "Withdrawn"),
                            ("excused", "Excused"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("seq", models.PositiveIntegerField(default=0)),
                ("entry", models.BooleanField(default=True)),
                ("completed_on", models.DateField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="returns.round",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "school"), name="returns_one_a_school"
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Save",
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
                ("key", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("answer", models.JSONField(default=dict)),
                ("seq", models.PositiveIntegerField(default=0)),
                ("via", models.CharField(max_length=8)),
                ("undone", models.BooleanField(default=False)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["of_return", "person", "seq"], name="returns_own_saves"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of_return", "key"), name="returns_a_save_once"
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
    ]
