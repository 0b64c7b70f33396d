from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_terms"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="enter",
            field=models.CharField(default="down", max_length=5),
        ),
    ]
