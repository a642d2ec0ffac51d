"""When something breaks: the page, the log and the report say what and where, and not one word of whose record it was."""

import logging
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.utils.module_loading import import_string

from goldenthread.desk import plan_file
from goldenthread.history.quiet_errors import QuietFormatter, QuietReporter
from goldenthread.plans.models import Child
from tests.factories import make_child, make_plan

SAID = "Wrenna Canarysson 9434765919"


class Kept(logging.Handler):
    """What production writes: its own formatter."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(QuietFormatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def kept(monkeypatch):
    """What is written, with the log as a service begins with it: another test may have left it quieter."""
    handler = Kept()
    for name in ("django", "django.request"):
        for what, value in (("disabled", False), ("propagate", True), ("level", logging.NOTSET)):
            monkeypatch.setattr(logging.getLogger(name), what, value)
    monkeypatch.setattr(logging.getLogger().manager, "disable", logging.NOTSET)
    for name in ("", "django", "django.request"):
        logging.getLogger(name)._cache.clear()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


def broken(*args, **kwargs):
    name = SAID
    raise ValueError(f"No year group for {name}")


def test_a_page_that_breaks_says_nothing_of_whose_it_was(cast, as_, kept, monkeypatch):
    plan = make_plan(cast.amina)
    client: Client = as_(cast.amina)
    client.raise_request_exception = False
    monkeypatch.setattr(plan_file, "story_or_404", broken)

    response = client.get(f"/plans/{plan.reference}/")

    assert response.status_code == 500
    assert SAID not in response.content.decode()
    log = "\n".join(kept.lines)
    assert "ValueError" in log and "test_errors.py" in log and "broken" in log
    assert SAID not in log and "No year group" not in log


def test_a_database_error_does_not_print_the_row_into_the_log(cast, kept):
    child = make_child(cast.authority, last_name="Canarysson", case_system_id="C-canary")
    try:
        with transaction.atomic():
            Child.objects.create(authority=cast.authority, case_system_id="C-canary", last_name=SAID)
    except IntegrityError as error:
        if "C-canary" not in str(error):
            assert "UNIQUE" in str(error)  # SQLite names the columns alone
        logging.getLogger("goldenthread").exception("The register could not be written, child %s", child.reference)
    log = "\n".join(kept.lines)
    assert "IntegrityError" in log and child.reference in log
    assert "C-canary" not in log and SAID not in log


def test_the_report_of_an_error_has_no_values_of_variables_or_forms(cast):
    try:
        broken()
    except ValueError:
        request = RequestFactory().post("/plans/", {"words": SAID})
        reporter = QuietReporter(request, *sys.exc_info())
    told = reporter.get_traceback_text() + reporter.get_traceback_html()
    assert "test_errors.py" in told
    # The line of the source is there; what stood in its variables is not.
    assert SAID not in told.replace(f'SAID = "{SAID}"', "")


def test_production_logs_by_the_quiet_formatter_and_reports_by_the_quiet_reporter():
    formatters = settings.LOGGING["formatters"]
    handlers = settings.LOGGING["handlers"]
    assert {import_string(formatters[one["formatter"]]["()"]) for one in handlers.values()} == {QuietFormatter}
    assert import_string(settings.DEFAULT_EXCEPTION_REPORTER) is QuietReporter
    assert (settings.DEBUG, settings.ADMINS) == (False, [])
