from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "goldenthread.desk"

    def ready(self) -> None:
        from goldenthread.desk.handing_over import tell_receiver
        from goldenthread.plans import workflow

        if tell_receiver not in workflow.after_handing_over:
            workflow.after_handing_over.append(tell_receiver)
