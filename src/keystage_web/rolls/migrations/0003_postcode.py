from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rolls", "0002_each_once")]

    operations = [
        migrations.AddField(
            model_name="pupil",
            name="postcode",
            field=models.CharField(blank=True, default="", max_length=10),
            preserve_default=False,
        ),
    ]
