from django.db import migrations, models


class Migration(migrations.Migration):
    """What a file's receipt says of others, as it was when the file was sent."""

    dependencies = (("files", "0004_columns"),)

    operations = (
        migrations.AddField("file", "told", models.TextField(blank=True, default="")),
    )
