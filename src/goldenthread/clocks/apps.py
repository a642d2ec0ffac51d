"""The room hears from the one below: a day changed from which something is due."""

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "goldenthread.clocks"
