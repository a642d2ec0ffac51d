"""The room hears from the one below: a day changed from which something is due."""

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "goldenthread.clocks"

    def ready(self) -> None:
        from goldenthread.clocks.workflow import reckon_imported, reckon_version
        from goldenthread.plans import workflow as plans

        for heard in (plans.after_arrival, plans.after_serving, plans.after_days_changed):
            if reckon_version not in heard:
                heard.append(reckon_version)
        if reckon_imported not in plans.after_import:
            plans.after_import.append(reckon_imported)
