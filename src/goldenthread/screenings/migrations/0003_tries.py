"""A try at a screening is counted, and followed by another only after a while."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screenings", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="screening", name="not_before", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(model_name="screening", name="tries", field=models.PositiveSmallIntegerField(default=0)),
    ]
