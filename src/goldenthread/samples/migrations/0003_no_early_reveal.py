from django.db import migrations

from goldenthread.history.append_only import Forbid

# Before the month has ended in England. SQLite knows no zones: a month ends in summer time from March to September
# (the clocks go forward on the last Sunday of March and back on that of October).
EARLY = "NEW.revealed_at IS NOT NULL AND to_char(NEW.revealed_at AT TIME ZONE 'Europe/London', 'YYYY-MM') <= NEW.period"
EARLY_IN_SQLITE = (
    "NEW.revealed_at IS NOT NULL AND strftime('%%Y-%%m', NEW.revealed_at, "
    "CASE WHEN substr(NEW.period, 6, 2) BETWEEN '03' AND '09' THEN '+1 hour' ELSE '+0 hours' END) <= NEW.period"
)


class Migration(migrations.Migration):
    """The number of a month stays sealed until the month is over, whatever writes to the database."""

    dependencies = [("samples", "0002_append_only"), ("history", "0002_append_only")]
    operations = [
        Forbid(
            "samples_monthlycommitment",
            name=f"samples_commitment_sealed_{on}",
            on=on,
            when=EARLY,
            sqlite=EARLY_IN_SQLITE,
            says="The number of a month is opened when the month is over.",
        )
        for on in ("insert", "update")
    ]
