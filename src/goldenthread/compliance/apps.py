"""The room hears from those below: a version came in, was screened, is said to be ready, or was made final."""

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "goldenthread.compliance"

    def ready(self) -> None:
        from goldenthread.compliance import workflow
        from goldenthread.plans import workflow as plans
        from goldenthread.screenings import heard as screenings

        for told, verb in (
            (plans.after_arrival, workflow.begin_for_arrival),
            (plans.after_days_changed, workflow.begin_for_final),
            (plans.before_ready, workflow.refuse_incomplete),
            (plans.before_final, workflow.refuse_incomplete),
            (screenings.after_screening, workflow.fill_from_screening),
        ):
            if verb not in told:
                told.append(verb)
