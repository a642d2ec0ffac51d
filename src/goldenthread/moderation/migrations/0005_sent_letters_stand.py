from django.db import migrations

from goldenthread.history.append_only import Forbid

STANDS = "A letter that was sent stands as it was sent."
CHANGED = (
    "NEW.item <> OLD.item OR NEW.section <> OLD.section OR NEW.origin <> OLD.origin "
    "OR NEW.origin_words <> OLD.origin_words OR NEW.letter_id <> OLD.letter_id"
)


class Migration(migrations.Migration):
    """The words of a sent letter stood already. Now its days stand too, nothing is added to it, and it is kept."""

    dependencies = [("moderation", "0004_letter_strengths")]
    operations = [
        Forbid(
            "moderation_letter",
            name="moderation_letter_day_fixed",
            on="update",
            when="OLD.sent_at IS NOT NULL AND (NEW.sent_at IS DISTINCT FROM OLD.sent_at "
            "OR NEW.answer_by IS DISTINCT FROM OLD.answer_by OR NEW.moderation_id <> OLD.moderation_id)",
            says=STANDS,
        ),
        Forbid(
            "moderation_letter", name="moderation_letter_kept", on="delete", when="OLD.sent_at IS NOT NULL", says=STANDS
        ),
        Forbid(
            "moderation_letterpoint",
            name="moderation_letterpoint_place_fixed",
            on="update",
            when=f"(SELECT sent_at FROM moderation_letter WHERE id = OLD.letter_id) IS NOT NULL AND ({CHANGED})",
            says=STANDS,
        ),
        *[
            Forbid(
                f"moderation_{table}",
                name=f"moderation_{table}_sent_insert",
                on="insert",
                when="(SELECT sent_at FROM moderation_letter WHERE id = NEW.letter_id) IS NOT NULL",
                says=STANDS,
            )
            for table in ("letterstrength", "letterpoint")
        ],
    ]
