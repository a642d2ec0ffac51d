from django.db import migrations

from goldenthread.history.append_only import Forbid


class Migration(migrations.Migration):
    dependencies = [("screenings", "0001_initial"), ("history", "0002_append_only")]
    operations = [
        Forbid(
            "screenings_finding",
            name="screenings_finding_fixed",
            on="update",
            when="NEW.version_id <> OLD.version_id OR NEW.rule <> OLD.rule OR NEW.rule_version <> OLD.rule_version "
            "OR NEW.quote <> OLD.quote OR NEW.message <> OLD.message OR NEW.fingerprint <> OLD.fingerprint "
            "OR NEW.since_id <> OLD.since_id",
            says="A finding stands as it was made: another run makes others.",
        ),
        *[
            Forbid(
                f"screenings_{table}",
                name=f"screenings_{table}_no_{on}",
                on=on,
                when="OLD.closed_at IS NOT NULL",
                says="What was handed in never changes.",
            )
            for table in ("verdict", "missed")
            for on in ("update", "delete")
        ],
    ]
