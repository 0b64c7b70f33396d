import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import keystage_web.accounts.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_terms"),
        ("files", "0003_who_sent_it"),
    ]

    operations = [
        migrations.CreateModel(
            name="Columns",
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
                ("collection", models.CharField(max_length=20)),
                ("mapping", models.JSONField(default=dict)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
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
                        fields=("school", "collection"), name="files_columns_once"
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
    ]
