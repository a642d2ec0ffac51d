"""What belongs to one review or one letter is never moved into another: that would add to what was handed in or sent."""

from django.db import migrations

from goldenthread.history.append_only import Forbid

OF_A_REVIEW = ("judgement", "evidence", "strength", "recommendation", "pointsshown")
OF_A_LETTER = ("letterstrength", "letterpoint")


class Migration(migrations.Migration):
    dependencies = [("moderation", "0008_questions_of_the_service")]
    operations = [
        Forbid(
            f"moderation_{table}",
            name=f"moderation_{table}_stays",
            on="update",
            when=f"NEW.{owner}_id <> OLD.{owner}_id",
            says=f"It belongs to its {owner} and to no other.",
        )
        for owner, tables in (("review", OF_A_REVIEW), ("letter", OF_A_LETTER))
        for table in tables
    ]
