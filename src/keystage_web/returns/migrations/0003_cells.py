import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import keystage_web.accounts.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_keys_and_staff"),
        ("returns", "0002_returns"),
        ("rolls", "0002_each_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Result",
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
                ("component", models.CharField(max_length=40)),
                ("value", models.CharField(blank=True, max_length=40)),
                ("version", models.PositiveIntegerField()),
                ("seq", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
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
                "indexes": [
                    models.Index(
                        fields=["of_return", "seq"], name="returns_results_since"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of_return", "pupil", "component"),
                        name="returns_one_result_a_cell",
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Change",
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
                ("component", models.CharField(max_length=40)),
                ("before", models.CharField(blank=True, max_length=40)),
                ("after", models.CharField(blank=True, max_length=40)),
                ("version", models.PositiveIntegerField()),
                ("seq", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "via",
                    models.CharField(
                        choices=[
                            ("typed", "Typed"),
                            ("pasted", "Pasted"),
                            ("filled", "Filled"),
                            ("cut", "Cut"),
                            ("undone", "Undone"),
                            ("redone", "Redone"),
                            ("restored", "Restored"),
                            ("exempted", "Exempted"),
                            ("imported", "Imported"),
                            ("opened", "Opened"),
                            ("repaired", "Repaired"),
                            ("settled", "Settled"),
                        ],
                        max_length=8,
                    ),
                ),
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
                "indexes": [
                    models.Index(
                        fields=["of_return", "seq"], name="returns_changes_since"
                    ),
                    models.Index(fields=["of_return", "at"], name="returns_changes_at"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of_return", "pupil", "component", "version"),
                        name="returns_a_version_once",
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Clash",
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
                ("component", models.CharField(max_length=40)),
                ("value", models.CharField(blank=True, max_length=40)),
                ("base", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("seq", models.PositiveIntegerField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "kept",
                    models.CharField(
                        blank=True,
                        choices=[("theirs", "Theirs"), ("mine", "Mine")],
                        max_length=6,
                    ),
                ),
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
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [
                    models.Index(
                        fields=["of_return", "settled_at"], name="returns_open_clashes"
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
    ]
