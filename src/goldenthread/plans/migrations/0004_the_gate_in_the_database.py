from django.db import migrations

from goldenthread.history.append_only import Forbid

LETS_OUT = "'let-through', 'ready-to-serve', 'cleared', 'released'"
STOPS = "'amend-first', 'hold'"


def let_out(version: str) -> str:
    """SQL: the draw, a moderation or the lead has let this version out."""
    return (
        f"EXISTS (SELECT 1 FROM plans_clearance given WHERE given.version_id = {version} "
        f"AND given.kind IN ('level-3', 'release') AND given.outcome IN ({LETS_OUT}))"
    )


def stopped(version: str) -> str:
    """SQL: of some kind the latest word is a hold or an "amend first", and no release came after it (rule L3.4)."""
    return (
        f"EXISTS (SELECT 1 FROM plans_clearance stop WHERE stop.version_id = {version} AND stop.outcome IN ({STOPS}) "
        "AND NOT EXISTS (SELECT 1 FROM plans_clearance lifts WHERE lifts.version_id = stop.version_id "
        f"AND lifts.outcome NOT IN ({STOPS}) AND ((lifts.kind = 'release' AND lifts.at >= stop.at) "
        "OR (lifts.kind = stop.kind AND (lifts.at > stop.at OR (lifts.at = stop.at AND lifts.id > stop.id))))))"
    )


# A final text that came in after its draft was served has no clearance of its own: the served draft has.
AFTER_A_SERVED_DRAFT = (
    "(NEW.status <> 'draft' AND EXISTS (SELECT 1 FROM plans_planversion earlier WHERE earlier.plan_id = NEW.plan_id "
    f"AND earlier.number < NEW.number AND earlier.served_on IS NOT NULL AND {let_out('earlier.id')}))"
)


class Migration(migrations.Migration):
    """The gate holds in the database too: whatever writes to it, nothing goes out that nothing let out."""

    dependencies = [("plans", "0003_service_corrections"), ("history", "0002_append_only")]
    operations = [
        Forbid(
            "plans_planversion",
            name="plans_version_comes_in",
            on="insert",
            when="NEW.stage IN ('served', 'final')",
            says="No version comes in served or final: it is let out first.",
        ),
        Forbid(
            "plans_planversion",
            name="plans_version_gate",
            on="update",
            when="NEW.stage IS DISTINCT FROM OLD.stage AND NEW.stage = 'served' "
            f"AND (NOT {let_out('NEW.id')} OR {stopped('NEW.id')})",
            says="Nothing has let this version out: it cannot be served.",
        ),
        Forbid(
            "plans_planversion",
            name="plans_version_final",
            on="update",
            when="NEW.stage IS DISTINCT FROM OLD.stage AND NEW.stage = 'final' "
            f"AND NOT ({let_out('NEW.id')} OR {AFTER_A_SERVED_DRAFT})",
            says="No draft of this plan was let out and served: it cannot be made final.",
        ),
        Forbid(
            "plans_planversion",
            name="plans_version_writer",
            on="update",
            when="OLD.ready_at IS NOT NULL AND (NEW.writer_id IS DISTINCT FROM OLD.writer_id "
            "OR NEW.ready_at IS DISTINCT FROM OLD.ready_at OR NEW.ready_by_id IS DISTINCT FROM OLD.ready_by_id "
            "OR NEW.plan_id IS DISTINCT FROM OLD.plan_id OR NEW.number IS DISTINCT FROM OLD.number)",
            says="Who wrote a draft is fixed once it is ready.",
        ),
    ]
