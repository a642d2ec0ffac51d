from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "goldenthread.people"

    def ready(self) -> None:
        from allauth.mfa import signals

        from goldenthread.people.sign_in import end_other_sessions

        for signal in (signals.authenticator_added, signals.authenticator_removed, signals.authenticator_reset):
            signal.connect(end_other_sessions, dispatch_uid=f"end other sessions {id(signal)}")
