"""The room hears from the one below: a newer version came in, a draft was released, a file is there twice."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "goldenthread.moderation"

    def ready(self) -> None:
        from goldenthread.moderation.workflow import ask_about_same_file, draft_was_released, newer_version_came
        from goldenthread.plans import workflow as plans

        plans.after_filing.append(newer_version_came)
        plans.after_release.append(draft_was_released)
        plans.after_same_file.append(ask_about_same_file)
