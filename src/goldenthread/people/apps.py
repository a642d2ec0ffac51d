from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "goldenthread.people"

    def ready(self) -> None:
        from allauth.account.signals import password_reset
        from allauth.mfa import signals

        from goldenthread.people import server  # noqa: F401  # its checks are known once it is read
        from goldenthread.people.owners import followed_a_mail
        from goldenthread.people.sign_in import end_other_sessions

        password_reset.connect(followed_a_mail, dispatch_uid="followed a mail")

        for signal in (signals.authenticator_added, signals.authenticator_removed, signals.authenticator_reset):
            signal.connect(end_other_sessions, dispatch_uid=f"end other sessions {id(signal)}")
