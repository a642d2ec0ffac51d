"""Server time and queries of each page, with 5,000 plans and 60,000 answers."""

from typing import Any

from django.db import connection
from django.test import Client
from django_scopes import scope
from tests.people import Cast, make_cast

from goldenthread.people.acting import SESSION_KEY
from goldenthread.people.models import Choice, Post
from tools.bench import crowd
from tools.bench.timing import milliseconds, p50, p95

TIMES = 20
HEAD = "| page | status | queries | ms, middle | ms, 95th |\n|---|--:|--:|--:|--:|\n"


def measure(say) -> str:
    say("pages: an authority of 5,000 plans")
    cast = make_cast()
    with scope(authority=cast.authority):
        Choice.objects.create(authority=cast.authority, key="safety.second-factor", value=False)
        things = crowd.make(cast, say)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    rows = [row_of(label, post, address, say) for label, post, address in addresses(cast, things)]
    return (
        f"## Pages\n\n5,000 plans, 2,500 moderations, 60,000 answers, PostgreSQL. Server time of {TIMES} requests each, middleware and "
        "templates included, one at a time. Goal: 100 ms at the 95th percentile, 20 queries.\n\n"
        f"{HEAD}" + "\n".join(rows) + "\n"
    )


def addresses(cast: Cast, things: dict[str, Any]) -> list[tuple[str, Post, str]]:
    """The pages that are measured: what they are called, who looks, and where."""
    plan, moderation, closed = things["plan"], things["moderation"], things["closed"]
    return [
        ("My work, a senior", cast.ben, "/"),
        ("My work, an officer", cast.amina, "/"),
        ("My work, the lead", cast.lena, "/"),
        ("The register", cast.lena, "/plans/"),
        ("A plan’s page", cast.lena, f"/plans/{plan.reference}/"),
        ("A plan’s text", cast.amina, f"/plans/{plan.reference}/versions/1/"),
        ("Level 3 console", cast.lena, "/level-3/"),
        ("Draws", cast.dev, "/level-3/draws/"),
        ("Moderate, Section F", cast.ben, f"/moderations/{moderation.reference}/?section=F"),
        ("Moderations", cast.lena, "/moderations/"),
        ("A letter", cast.lena, f"/moderations/{closed.reference}/letter/"),
        ("Figures", cast.lena, "/figures/"),
        ("People", cast.lena, "/people/"),
        ("Settings", cast.lena, "/people/settings/"),
        ("The toolkit", cast.bea, "/toolkit/"),
        ("History", cast.audrey, "/people/history/"),
    ]


def row_of(label: str, post: Post, address: str, say) -> str:
    """A page asked for by somebody who signed in: its queries and its server time, as a row under HEAD."""
    client = signed_in(post)
    status, queries = asked_of(client, address)
    assert status == 200, f"{label} answered {status}: what is measured is no page"
    taken = milliseconds(lambda: client.get(address), TIMES)
    say(f"  {label}: {status}, {p50(taken):.0f} ms, {p95(taken):.0f} ms at the 95th, {queries} queries")
    return f"| {label} | {status} | {queries} | {p50(taken):.0f} | {p95(taken):.0f} |"


def signed_in(post: Post) -> Client:
    """A browser of somebody who signed in, acts in this post, and has been here before."""
    client = Client()
    client.force_login(post.person)
    session = client.session
    session[SESSION_KEY] = post.pk
    session.save()
    client.get("/toolkit/")
    return client


def asked_of(client: Client, address: str) -> tuple[int, int]:
    """How a page answers, and with how many queries."""
    queries: list[str] = []

    def noted(execute, sql, params, many, context):
        if not sql.startswith(("SAVEPOINT", "RELEASE")):  # of a test's transaction
            queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        return client.get(address).status_code, len(queries)
