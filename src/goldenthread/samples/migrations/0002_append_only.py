from django.db import migrations

from goldenthread.history.append_only import Forbid, append_only


class Migration(migrations.Migration):
    dependencies = [("samples", "0001_initial"), ("history", "0002_append_only")]
    operations = [
        Forbid(
            "samples_draw",
            name="samples_draw_fixed",
            on="update",
            when="NEW.reference IS DISTINCT FROM OLD.reference OR NEW.commitment IS DISTINCT FROM OLD.commitment "
            "OR NEW.committed_at IS DISTINCT FROM OLD.committed_at OR NEW.frozen IS DISTINCT FROM OLD.frozen "
            "OR NEW.inputs IS DISTINCT FROM OLD.inputs OR NEW.nonce IS DISTINCT FROM OLD.nonce "
            "OR (OLD.drawn_at IS NOT NULL AND (NEW.entries IS DISTINCT FROM OLD.entries "
            "OR NEW.receipt IS DISTINCT FROM OLD.receipt OR NEW.drawn_at IS DISTINCT FROM OLD.drawn_at))",
            says="A draw is never edited: make a new one.",
        ),
        Forbid("samples_draw", name="samples_draw_kept", on="delete", says="A draw is kept."),
        Forbid(
            "samples_frameplan",
            name="samples_frame_fixed",
            on="update",
            when="OLD.result <> 'waiting' OR NEW.frame_id <> OLD.frame_id OR NEW.stratum <> OLD.stratum "
            "OR NEW.chance <> OLD.chance OR NEW.version_id <> OLD.version_id OR NEW.draw_id <> OLD.draw_id",
            says="A frame is never edited.",
        ),
        Forbid("samples_frameplan", name="samples_frame_kept", on="delete", says="A frame is kept."),
        Forbid(
            "samples_monthlycommitment",
            name="samples_commitment_fixed",
            on="update",
            when="NEW.nonce <> OLD.nonce OR NEW.commitment <> OLD.commitment OR NEW.period <> OLD.period "
            "OR NEW.committed_at <> OLD.committed_at OR NEW.arrivals < OLD.arrivals "
            "OR (OLD.revealed_at IS NOT NULL AND NEW.revealed_at IS DISTINCT FROM OLD.revealed_at)",
            says="A commitment stands.",
        ),
        Forbid("samples_monthlycommitment", name="samples_commitment_kept", on="delete", says="A commitment is kept."),
        *append_only("samples_replacement", says="A replacement is recorded for good."),
        *append_only("samples_purposive", says="A request is recorded for good."),
    ]
