"""Every page that may be read, read once by each role that may read it, with what the server did meanwhile."""

import logging
import re
from dataclasses import dataclass, field

from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from goldenthread.history.models import Event
from goldenthread.permissions import Role
from goldenthread.routes import routes
from tests.matrix.addresses import address, query
from tests.matrix.asking import Answer, Asker
from tests.matrix.policy import LIBRARY, LINK, POLICY, Who
from tests.matrix.world import ACTORS, World

WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.IGNORECASE)


@dataclass
class Visit:
    name: str
    role: str
    url: str
    answer: Answer
    events: list[Event]
    writes: list[str]  # tables, in order
    statements: list[str]
    logged: list[str]
    mailed: list[str]

    def __str__(self) -> str:
        return f"{self.name} {self.url} as {self.role}"

    @property
    def is_page(self) -> bool:
        """A whole page, not a part of one that a script fetches."""
        return self.answer.status == 200 and self.answer.body.lstrip()[:9].lower() == b"<!doctype"

    @property
    def tree(self):
        return html.fromstring(self.answer.body)


class Keeping(logging.Handler):
    """Everything that is logged, with the text of errors: more than production writes."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith("django.db.backends"):
            self.lines.append(self.format(record))


@dataclass
class Crawl:
    visits: list[Visit] = field(default_factory=list)

    @property
    def pages(self) -> list[Visit]:
        return [visit for visit in self.visits if visit.is_page]


def crawl(world: World, asker: Asker) -> Crawl:
    return Crawl([_visit(world, asker, name, who, role) for name, who, role in readings()])


def readings():
    """(name, who, role) of every page that can be read and each role that gets through with a thing of its own."""
    for route in routes():
        row = POLICY.get(route["name"], {})
        who: Who | None = row.get("GET")
        if who is None or who.audience in (LIBRARY, LINK):
            continue
        for role in sorted(who.own) or [Role.LEAD, Role.BOARD]:
            yield route["name"], who, Role(role)


def _visit(world: World, asker: Asker, name: str, who: Who, role: Role) -> Visit:
    here = world.here
    url = address(name, here, here.hers, role) + query(name, here, here.hers)
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    keeping = Keeping()
    root = logging.getLogger()
    level, mail.outbox = root.level, []
    root.addHandler(keeping)
    root.setLevel(logging.DEBUG)
    try:
        with CaptureQueriesContext(connection) as queries:
            answer = asker.ask(
                "GET",
                url,
                getattr(here.cast, ACTORS[role]),
                meanwhile=lambda: list(Event.objects.filter(pk__gt=newest).order_by("pk")),
            )
    finally:
        root.removeHandler(keeping)
        root.setLevel(level)
    statements = [one["sql"] for one in queries.captured_queries if WRITES.match(one["sql"])]
    writes = [match[2] for match in map(WRITES.match, statements) if match]
    mailed = [f"{one.subject}\n{one.body}" for one in mail.outbox]
    return Visit(name, role, url, answer, answer.found, writes, statements, keeping.lines, mailed)
