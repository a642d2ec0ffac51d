from django.db import migrations, models

from goldenthread.history.append_only import Forbid, Lift

HANDED_IN = "A review that was handed in never changes: hand in a correction."
SENT = "A letter that was sent stands as it was sent."
OF_A_SENT_LETTER = "(SELECT sent_at FROM moderation_letter WHERE id = {row}.letter_id) IS NOT NULL"

REVIEW = [
    Forbid(
        "moderation_review",
        name="moderation_review_fixed",
        on="update",
        when="OLD.submitted_at IS NOT NULL",
        says=HANDED_IN,
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
]


def letter(besides: str = "") -> list[Forbid]:
    """The triggers of the letter; `besides` names what stands too from now on."""
    return [
        Forbid(
            "moderation_letter",
            name="moderation_letter_fixed",
            on="update",
            when="OLD.sent_at IS NOT NULL AND (NEW.opening <> OLD.opening OR NEW.closing <> OLD.closing "
            f"OR NEW.outcome <> OLD.outcome OR NEW.review_id <> OLD.review_id{besides})",
            says=SENT,
        ),
        Forbid(
            "moderation_letter",
            name="moderation_letter_day_fixed",
            on="update",
            when="OLD.sent_at IS NOT NULL AND (NEW.sent_at IS DISTINCT FROM OLD.sent_at "
            "OR NEW.answer_by IS DISTINCT FROM OLD.answer_by OR NEW.moderation_id <> OLD.moderation_id)",
            says=SENT,
        ),
        Forbid(
            "moderation_letter", name="moderation_letter_kept", on="delete", when="OLD.sent_at IS NOT NULL", says=SENT
        ),
    ]


def point(besides: str = "") -> list[Forbid]:
    """The triggers of the letter's points."""
    sent = OF_A_SENT_LETTER.format(row="OLD")
    return [
        Forbid(
            "moderation_letterpoint", name="moderation_letterpoint_sent_delete", on="delete", when=sent, says=SENT
        ),
        Forbid(
            "moderation_letterpoint",
            name="moderation_letterpoint_sent_update",
            on="update",
            when=f"{sent} AND (NEW.heading <> OLD.heading OR NEW.body <> OLD.body OR NEW.quote <> OLD.quote "
            "OR NEW.good <> OLD.good OR NEW.codes IS DISTINCT FROM OLD.codes OR NEW.number <> OLD.number"
            f"{besides})",
            says=SENT,
        ),
        Forbid(
            "moderation_letterpoint",
            name="moderation_letterpoint_place_fixed",
            on="update",
            when=f"{sent} AND (NEW.item <> OLD.item OR NEW.section <> OLD.section OR NEW.origin <> OLD.origin "
            "OR NEW.origin_words <> OLD.origin_words OR NEW.letter_id <> OLD.letter_id)",
            says=SENT,
        ),
        Forbid(
            "moderation_letterpoint",
            name="moderation_letterpoint_sent_insert",
            on="insert",
            when=OF_A_SENT_LETTER.format(row="NEW"),
            says=SENT,
        ),
    ]


# SQLite makes an altered table anew, and then minds triggers of other tables that ask it something.
BESIDES = [
    *[
        Forbid(
            f"moderation_{table}",
            name=f"moderation_{table}_no_{on}",
            on=on,
            when=f"(SELECT submitted_at FROM moderation_review WHERE id = {row}.review_id) IS NOT NULL",
            says=HANDED_IN,
        )
        for table in ("judgement", "evidence", "strength", "recommendation", "pointsshown")
        for on, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD"))
    ],
    *[
        Forbid(
            "moderation_letterstrength",
            name=f"moderation_letterstrength_sent_{on}",
            on=on,
            when=OF_A_SENT_LETTER.format(row=row),
            says=SENT,
        )
        for on, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD"))
    ],
]


class Migration(migrations.Migration):
    """Each field of a letter is saved by itself; what is typed on the page of findings is kept before it is added."""

    dependencies = [("moderation", "0006_points_shown")]
    operations = [
        *map(Lift.of, [*REVIEW, *letter(), *point(), *BESIDES]),
        migrations.AddField("review", "few_strengths_reason", models.TextField(blank=True, default="")),
        migrations.AddField("review", "begun", models.JSONField(blank=True, default=dict)),
        migrations.AddField("letter", "why", models.TextField(blank=True, default="")),
        migrations.AddField("letter", "versions", models.JSONField(blank=True, default=dict)),
        migrations.AddField("letter", "put_aside", models.JSONField(blank=True, default=list)),
        migrations.AddField("letterpoint", "nothing_says_it", models.BooleanField(default=False)),
        migrations.AlterField("review", "few_strengths_reason", models.TextField(blank=True)),
        migrations.AlterField("letter", "why", models.TextField(blank=True)),
        *REVIEW,
        *BESIDES,
        *letter(" OR NEW.why <> OLD.why"),
        *point(" OR NEW.nothing_says_it <> OLD.nothing_says_it"),
    ]
