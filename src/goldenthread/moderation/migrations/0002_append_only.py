from django.db import migrations

from goldenthread.history.append_only import Forbid, append_only


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial"), ("history", "0002_append_only")]
    operations = [
        Forbid(
            "moderation_review",
            name="moderation_review_fixed",
            on="update",
            when="OLD.submitted_at IS NOT NULL",
            says="A review that was handed in never changes: hand in a correction.",
        ),
        Forbid(
            "moderation_review",
            name="moderation_review_locked",
            on="update",
            when="OLD.locked_at IS NOT NULL AND (NEW.judgement <> OLD.judgement "
            "OR NEW.judgement_reason <> OLD.judgement_reason OR NEW.locked_at IS DISTINCT FROM OLD.locked_at "
            "OR NEW.suggested <> OLD.suggested OR NEW.profile IS DISTINCT FROM OLD.profile)",
            says="The overall judgement was locked before the profile was shown.",
        ),
        Forbid(
            "moderation_review",
            name="moderation_review_kept",
            on="delete",
            when="OLD.submitted_at IS NOT NULL",
            says="A review that was handed in is kept.",
        ),
        *[
            Forbid(
                f"moderation_{table}",
                name=f"moderation_{table}_no_{on}",
                on=on,
                when=f"(SELECT submitted_at FROM moderation_review WHERE id = {row}.review_id) IS NOT NULL",
                says="A review that was handed in never changes: hand in a correction.",
            )
            for table in ("judgement", "evidence", "strength", "recommendation")
            for on, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD"))
        ],
        Forbid(
            "moderation_letter",
            name="moderation_letter_fixed",
            on="update",
            when="OLD.sent_at IS NOT NULL AND (NEW.opening <> OLD.opening OR NEW.closing <> OLD.closing "
            "OR NEW.outcome <> OLD.outcome OR NEW.review_id <> OLD.review_id)",
            says="A letter that was sent stands as it was sent.",
        ),
        *append_only("moderation_lettermessage", says="What was said was said."),
    ]
