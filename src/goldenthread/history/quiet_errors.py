"""Errors told without content: a traceback's lines, never its values, so that no child's words reach a log."""

import logging
import traceback

from django.views.debug import ExceptionReporter


class QuietFormatter(logging.Formatter):
    """One line for the message; for an exception its type and where it happened, not what it said.

    The text of an exception may quote the data that caused it (a database driver prints the row), so it is left out.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei) -> str:
        kind, _, trace = ei
        places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([kind.__name__ if kind else "Error", *places])


class QuietReporter(ExceptionReporter):
    """The error page and the error mail say what broke and where, without local variables or request data."""

    def get_traceback_data(self) -> dict:
        data = super().get_traceback_data()
        for frame in data.get("frames", []):
            frame["vars"] = []
        data.update(request=None, user_str=None, filtered_POST_items=[], exception_value="withheld")
        return data
