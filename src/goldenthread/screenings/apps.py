"""The room hears from the one below: a version came in, and is to be screened."""

from django.apps import AppConfig


class ScreeningsConfig(AppConfig):
    name = "goldenthread.screenings"

    def ready(self) -> None:
        from goldenthread.plans import workflow as plans
        from goldenthread.screenings.workflow import have_screened

        if have_screened not in plans.after_arrival:
            plans.after_arrival.append(have_screened)
