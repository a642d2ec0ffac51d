from importlib import import_module

from django.db import migrations

from goldenthread.history.append_only import Forbid, Lift

the_gate = import_module("goldenthread.plans.migrations.0004_the_gate_in_the_database")
COMES_IN = the_gate.Migration.operations[0]

CLEARED = (
    "EXISTS (SELECT 1 FROM plans_clearance given WHERE given.version_id = NEW.id "
    "AND given.kind IN ('level-3', 'release') AND given.outcome IN ('ready-to-serve', 'cleared', 'released'))"
)
# The newest correction of this version says this very change: an older one does not serve twice.
CORRECTED = (
    "EXISTS (SELECT 1 FROM plans_servicecorrection made WHERE made.version_id = NEW.id AND made.was = OLD.served_on "
    "AND made.became = NEW.served_on AND NOT EXISTS (SELECT 1 FROM plans_servicecorrection later "
    "WHERE later.version_id = made.version_id AND later.id > made.id))"
)


class Migration(migrations.Migration):
    """The days of service and of the final plan stand in the database too, and nothing is cleared that nobody cleared."""

    dependencies = [("plans", "0006_casework"), ("history", "0002_append_only")]
    operations = [
        Lift.of(COMES_IN),
        Forbid(
            "plans_planversion",
            name="plans_version_comes_in",
            on="insert",
            when="NEW.stage IN ('cleared', 'served', 'final') OR NEW.served_on IS NOT NULL "
            "OR NEW.finalised_on IS NOT NULL",
            says="No version comes in cleared, served or final: it is let out first.",
        ),
        Forbid(
            "plans_planversion",
            name="plans_version_cleared",
            on="update",
            when=f"NEW.stage IS DISTINCT FROM OLD.stage AND NEW.stage = 'cleared' AND NOT {CLEARED}",
            says="Nobody has cleared or released this version.",
        ),
        Forbid(
            "plans_planversion",
            name="plans_version_served_on",
            on="update",
            when="NEW.served_on IS DISTINCT FROM OLD.served_on "
            f"AND ((OLD.served_on IS NULL AND NOT {the_gate.let_out('NEW.id')}) "
            f"OR (OLD.served_on IS NOT NULL AND NOT {CORRECTED}))",
            says="A day of service is recorded of what was let out, and changed by a correction alone.",
        ),
        Forbid(
            "plans_planversion",
            name="plans_version_finalised_on",
            on="update",
            when="NEW.finalised_on IS DISTINCT FROM OLD.finalised_on AND (OLD.finalised_on IS NOT NULL "
            f"OR NOT ({the_gate.let_out('NEW.id')} OR {the_gate.AFTER_A_SERVED_DRAFT}))",
            says="The day on which a plan was made final stands.",
        ),
    ]
