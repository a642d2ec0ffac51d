from django.db import migrations

from goldenthread.history.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]
    operations = [
        *append_only("history_event", says="The history can only grow."),
    ]
