"""Background work. The one place that names the task library, so that changing it is one line."""

from django_tasks import task

__all__ = ["task"]
