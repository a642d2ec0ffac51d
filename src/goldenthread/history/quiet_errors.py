"""Errors told without content: a traceback's lines, never its values, so that no child's words reach a log."""

import logging
import re
import traceback

from django.views.debug import ExceptionReporter

# Addresses that let their holder in: an invitation, a new password.
SECRET_PATH = re.compile(r"(/people/invited/|/account/password/reset/key/)[^\s/?#'\"]+")


class QuietFormatter(logging.Formatter):
    """One line for the message; for an exception its type and where it happened, not what it said.

    The text of an exception may quote the data that caused it (a database driver prints the row), so it is left out,
    and so is what makes an address a key.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return SECRET_PATH.sub(r"\1...", super().format(record))

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
