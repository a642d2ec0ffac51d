from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0010_held_about_a_thing")]
    operations = [
        migrations.AlterField(
            "moderation",
            "origin",
            models.CharField(
                choices=[
                    ("chance", "Drawn by chance"),
                    ("every-draft", "Every draft of a new officer"),
                    ("catch-up", "Drawn in the month-end catch-up"),
                    ("quota", "Drawn by quota"),
                    ("again", "A later version of a plan drawn this month"),
                    ("purposive", "Asked for"),
                ],
                max_length=12,
            ),
        ),
    ]
