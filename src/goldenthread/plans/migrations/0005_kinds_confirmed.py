
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_induction_and_session_round"),
        ("plans", "0004_the_gate_in_the_database"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="kind_before",
            field=models.CharField(
                blank=True,
                choices=[
                    ("new", "New plan"),
                    ("amended", "Amended after review"),
                    ("phase-transfer", "Amended for phase transfer"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="kind_confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="kind_confirmed_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"
            ),
        ),
        migrations.AlterField(
            model_name="planversion",
            name="stage",
            field=models.CharField(
                choices=[
                    ("drafting", "Being drafted"),
                    ("ready", "Ready"),
                    ("drawn", "Drawn for moderation"),
                    ("let-through", "Let through"),
                    ("outside", "Outside the draw"),
                    ("cleared", "Cleared to serve"),
                    ("served", "Served"),
                    ("final", "Final"),
                    ("replaced", "Replaced by a newer version"),
                ],
                default="drafting",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind_confirmed_at", None), ("kind_confirmed_by", None)),
                    models.Q(("kind_confirmed_at__isnull", False), ("kind_confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="kind_confirmed_at_and_by_together",
            ),
        ),
    ]
