from django.db import migrations

from goldenthread.history.append_only import Forbid, append_only


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("history", "0002_append_only")]
    operations = [
        *append_only("plans_clearance", says="A clearance stands as it was given."),
        Forbid(
            "plans_planversion",
            name="plans_version_text",
            on="update",
            when="NEW.text IS DISTINCT FROM OLD.text OR NEW.sha256 IS DISTINCT FROM OLD.sha256",
            says="The text of a version never changes: bring in a new version.",
        ),
        Forbid("plans_planversion", name="plans_version_kept", on="delete", says="A version is kept."),
    ]
