from django.db import migrations, models


class Migration(migrations.Migration):
    """Without a default: SQLite then adds the column where it stands, and the table keeps its triggers."""

    dependencies = [("moderation", "0011_looked_at_again")]
    operations = [migrations.AddField("review", "doubts", models.JSONField(blank=True, null=True))]
