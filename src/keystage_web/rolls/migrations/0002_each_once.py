from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rolls", "0001_pupils")]

    operations = [
        migrations.AddConstraint(
            model_name="class",
            constraint=models.UniqueConstraint(
                fields=("school", "year", "name"), name="rolls_one_class_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="classteacher",
            constraint=models.UniqueConstraint(
                fields=("klass", "person"), name="rolls_a_teacher_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="columns",
            constraint=models.UniqueConstraint(
                fields=("school",), name="rolls_columns_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(
                fields=("school", "year", "name"), name="rolls_one_group_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="prior",
            constraint=models.UniqueConstraint(
                fields=("authority", "upn", "collection", "year", "component"),
                name="rolls_one_prior_result",
            ),
        ),
        migrations.AddIndex(
            model_name="pupil",
            index=models.Index(fields=["school", "year", "key"], name="rolls_by_name"),
        ),
        migrations.AddIndex(
            model_name="pupil",
            index=models.Index(
                fields=["authority", "year", "upn"], name="rolls_by_upn"
            ),
        ),
        migrations.AddConstraint(
            model_name="pupil",
            constraint=models.UniqueConstraint(
                condition=models.Q(("upn", ""), _negated=True),
                fields=("school", "year", "upn"),
                name="rolls_one_pupil_a_upn",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                fields=("group", "pupil"), name="rolls_a_member_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="roll",
            constraint=models.UniqueConstraint(
                fields=("school", "year"), name="rolls_one_a_school_and_year"
            ),
        ),
    ]
