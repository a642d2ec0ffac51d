"""What holds on every page: headers, no child's details where they travel, reads noted, nothing changed by looking."""

import csv
import io
import re
from collections import Counter

import openpyxl
import pytest
from django.core import mail
from django.urls import Resolver404, resolve
from django_scopes import scope

from goldenthread.notices.models import Notice
from goldenthread.notices.tasks import send_waiting
from tests.matrix.world import BORN, NAME, NHS, QUOTE, UPN, WORDS, World
from tests.safety.crawl import Crawl, Visit, crawl

pytestmark = pytest.mark.django_db

NAMES = re.compile(rf"{NAME}|{UPN}|{NHS}|{BORN:%Y-%m-%d}|{BORN:%d/%m/%Y}|{BORN.day} {BORN:%B %Y}", re.IGNORECASE)
WRITTEN = re.compile(rf"{re.escape(WORDS)}|{re.escape(QUOTE)}")
# Attributes in which something leaves the page for an address bar, a server's log or another page.
TRAVEL = ("href", "src", "action", "formaction", "hx-get", "hx-post", "hx-push-url", "content", "id", "name")


@pytest.fixture(scope="module")
def crawled(world, asker) -> Crawl:
    return crawl(world, asker)


def found(crawled: Crawl, wrong) -> list[str]:
    return [f"{visit}: {what}" for visit in crawled.visits for what in wrong(visit)]


def test_the_crawl_reached_every_kind_of_page(crawled):
    statuses = Counter(visit.answer.status for visit in crawled.visits)
    assert set(statuses) <= {200, 302}, [
        str(visit) for visit in crawled.visits if visit.answer.status not in (200, 302)
    ]
    assert len(crawled.pages) > 150


def test_no_page_greets_anybody_with_an_error(crawled):
    def wrong(visit: Visit):
        if visit.is_page and visit.tree.xpath("//*[contains(@class, 'govuk-error-summary')]"):
            yield "an error summary on the first look"

    assert found(crawled, wrong) == []


# --- Headers ----------------------------------------------------------------------------------

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-*'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
OF_A_FILE = "sandbox; default-src 'none'"


def test_every_answer_carries_the_headers_that_protect_it(crawled):
    def wrong(visit: Visit):
        return [
            f"{name} is {visit.answer.headers.get(name)}"
            for name, value in HEADERS.items()
            if visit.answer.headers.get(name) != value
        ]

    assert found(crawled, wrong) == []


def _policies(header: str) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in re.sub(r"'nonce-[^']+'", "'nonce-*'", header).split(";"))
    return {name: " ".join(sorted(value.split())) for name, _, value in parts if name}


def test_the_content_security_policy_is_strict_on_every_answer(crawled):
    def wrong(visit: Visit):
        policy = _policies(visit.answer.headers.get("Content-Security-Policy", ""))
        if policy != _policies(OF_A_FILE):
            expected = _policies(POLICY)
            # The nonce is only spoken of where the page asks for one.
            expected["script-src"] = expected["script-src"] if visit.is_page else policy.get("script-src")
            if policy != expected:
                yield str(policy)

    assert found(crawled, wrong) == []
    assert "unsafe" not in POLICY


def test_no_answer_for_somebody_is_kept_by_browser_or_proxy(crawled):
    assert (
        found(
            crawled,
            lambda visit: (
                {visit.answer.headers.get("Cache-Control")} - {"no-store, private"}
                if "no-store" not in visit.answer.headers.get("Cache-Control", "")
                else []
            ),
        )
        == []
    )


def test_scripts_and_styles_are_files_of_ours(crawled):
    def wrong(visit: Visit):
        tree = visit.tree
        yield from (f"style={one}" for one in tree.xpath("//@style"))
        yield from (f"on...={one}" for one in tree.xpath("//@*[starts-with(name(), 'on')]"))
        yield from ("a script within the page" for _ in tree.xpath("//script[not(@src)]"))
        yield from ("a style within the page" for _ in tree.xpath("//style"))
        for one in tree.xpath("//@src | //link/@href | //form/@action"):
            if re.match(r"(https?:)?//", one):
                yield f"asks another host: {one}"

    assert [line for visit in crawled.pages for line in (f"{visit}: {what}" for what in wrong(visit))] == []


# --- No child's details where they travel -----------------------------------------------------


def test_the_canaries_are_on_the_pages_so_that_this_can_find_them(crawled):
    assert {visit.name for visit in crawled.pages if NAMES.search(visit.answer.text)} >= {"plans:list", "desk:plan"}
    assert {visit.name for visit in crawled.pages if WRITTEN.search(visit.answer.text)} >= {
        "plans:version",
        "moderation:letter",
    }


def test_no_title_says_who_a_child_is(crawled):
    titles = {str(visit): " ".join(visit.tree.xpath("//title/text()")) for visit in crawled.pages}
    assert {visit: title for visit, title in titles.items() if NAMES.search(title) or not title.strip()} == {}


def test_no_address_of_a_link_or_form_says_who_a_child_is(crawled):
    def wrong(visit: Visit):
        for name in TRAVEL:
            yield from (f"{name}={one}" for one in visit.tree.xpath(f"//@{name}") if NAMES.search(one))
        yield from (one for one in [visit.url, visit.answer.headers.get("Location", "")] if NAMES.search(one))

    assert [f"{visit}: {what}" for visit in crawled.pages for what in wrong(visit)] == []


def test_the_name_of_a_downloaded_file_says_nothing_of_a_child(crawled):
    names = {visit.name: visit.answer.headers.get("Content-Disposition", "") for visit in crawled.visits}
    # A file that was set aside is given back to whoever handed it in, under the name that they gave it.
    assert [name for name, header in names.items() if NAMES.search(header)] == ["plans:upload_file"]


def test_nothing_of_a_child_is_logged_or_mailed(crawled):
    def wrong(visit: Visit):
        return [one for one in [*visit.logged, *visit.mailed] if NAMES.search(one) or WRITTEN.search(one)]

    assert found(crawled, wrong) == []


def test_no_mail_that_the_stories_caused_says_who_a_child_is_and_each_leads_to_a_page(world: World):
    mail.outbox = []
    with scope(authority=world.here.authority):
        waiting = list(Notice.objects.select_related("to__person"))
        send_waiting.func(world.here.authority.pk)
    assert len(waiting) > 20 and len(mail.outbox) > 20
    assert [one.subject for one in mail.outbox if NAMES.search(f"{one.subject} {one.body}")] == []
    assert [one.subject for one in mail.outbox if WRITTEN.search(one.body) or one.attachments] == []
    dead = []
    for path in {notice.path for notice in waiting}:
        try:
            resolve(path)
        except Resolver404:
            dead.append(path)
    assert dead == []


def test_whoever_is_told_of_something_may_open_it(world: World, asker):
    with scope(authority=world.here.authority):
        told = list(Notice.objects.filter(to__isnull=False).select_related("to").order_by("pk"))
    # What was given to somebody and then to another is the other's: the last word counts.
    latest = {(notice.kind, notice.reference): notice for notice in told}
    refused = {
        f"{notice.kind} {notice.path} to {notice.to.role}: {answer.status}"
        for notice in latest.values()
        if notice.to_id in asker.sessions
        and (answer := asker.ask("GET", notice.path, notice.to)).status not in (200, 302)
    }
    assert refused == set()
    assert len({notice.kind for notice in latest.values()}) >= 6


# --- Reads are noted --------------------------------------------------------------------------

# A moderator's own words, given back after their session had ended; nothing of the plan stands beside them.
NOT_NOTED = {"moderation:held"}


def test_whoever_sees_something_of_a_child_is_noted_in_the_history(crawled):
    shown = [v for v in crawled.visits if NAMES.search(v.answer.text) or WRITTEN.search(v.answer.text)]
    assert len(shown) > 40
    silent = sorted({v.name for v in shown if not any(event.is_read for event in v.events)} - NOT_NOTED)
    assert silent == []


def test_a_file_of_a_plan_or_letter_that_is_taken_away_is_noted(crawled):
    files = {v.name: v for v in crawled.visits if "Content-Disposition" in v.answer.headers}
    of_children = {"plans:original", "plans:refused_rows", "moderation:letter_word"}
    assert of_children <= set(files)
    assert [name for name in of_children if not any(event.is_read for event in files[name].events)] == []


def test_the_history_holds_ids_and_field_names_and_no_content(world: World):
    from goldenthread.history.models import Event

    told = [
        f"{event.verb} {event.kind} {event.reference} {event.fields} {event.detail}" for event in Event.objects.all()
    ]
    assert len(told) > 200
    assert [line for line in told if NAMES.search(line) or WRITTEN.search(line)] == []


# --- Blind until handed in --------------------------------------------------------------------


def test_nobody_sees_what_a_moderator_wrote_before_it_is_handed_in(world: World, asker):
    cast, story = world.here.cast, world.here.hers
    under_way, plan = story.under_way.get_absolute_url(), story.drawn.get_absolute_url()
    paths = (
        under_way,
        f"{under_way}assign/",
        f"{under_way}concern/",
        f"{under_way}judgement/",
        plan,
        f"{plan}versions/1/",
    )
    seen = [
        f"{path} as {post.role}"
        for path in (*paths, "/", "/moderations/", "/level-3/", "/figures/", "/people/history/")
        for post in (cast.lena, cast.amina, cast.sam, cast.mair, cast.audrey, world.here.elsewhere["Ben"])
        if WORDS in asker.ask("GET", path, post).text
    ]
    assert seen == []
    assert WORDS in asker.ask("GET", f"{under_way}?standard=F0", cast.ben).text


def test_the_writer_sees_no_letter_before_it_is_sent(world: World, asker):
    cast, story = world.here.cast, world.here.hers
    unsent = story.unsent.get_absolute_url()
    assert asker.ask("GET", f"{unsent}letter/", cast.ben).status == 200
    for path in ("", "letter/", "letter.docx", "letter/write/", "letter/challenge/", "letter/message/", "changes/"):
        assert (path, asker.ask("GET", unsent + path, cast.amina).status) == (path, 404)


# --- Looking changes nothing ------------------------------------------------------------------

# What a GET may write: that it was read, the session's time, and the savepoint's own.
MAY_WRITE = {"history_event", "django_session"}


def test_looking_changes_nothing(crawled):
    assert found(crawled, lambda visit: sorted(set(visit.writes) - MAY_WRITE)) == []


def test_opening_ones_own_empty_paper_begins_it_and_that_is_all(world: World, asker):
    """A moderator's first look begins the review, and the first look at the letter's page begins the letter."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.safety.crawl import WRITES

    here = world.here
    with scope(authority=here.authority):
        from tests.factories import make_plan
        from tests.matrix.world import _opened

        opened = _opened(make_plan(here.cast.amina), here.cast.ben)
    began = {}
    for path in (opened.get_absolute_url(), f"{here.hers.handed_in.get_absolute_url()}letter/write/"):
        with CaptureQueriesContext(connection) as queries:
            assert asker.ask("GET", path, here.cast.ben).status == 200
        tables = [match[2] for one in queries.captured_queries if (match := WRITES.match(one["sql"]))]
        began[path.rsplit("/", 3)[-2]] = sorted(set(tables) - MAY_WRITE)
    assert list(began.values()) == [
        ["moderation_review"],
        ["moderation_letter", "moderation_letterpoint", "moderation_letterstrength"],
    ]


# --- Files that are taken away ----------------------------------------------------------------


def test_no_cell_of_a_file_begins_a_formula_and_nothing_is_hidden(world: World, asker):
    here = world.here
    texts = []
    for path in (f"/plans/import/{here.register_import.reference}/refused.", "/figures/level-3."):
        answer = asker.ask("GET", f"{path}csv", here.cast.lena)
        assert (path, answer.status) == (path, 200)
        texts += [cell for row in csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))) for cell in row]
        book = openpyxl.load_workbook(io.BytesIO(asker.ask("GET", f"{path}xlsx", here.cast.lena).body))
        assert {sheet.sheet_state for sheet in book} == {"visible"}
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
        texts += [cell.value for cell in cells if isinstance(cell.value, str)]
    assert "'=HYPERLINK(1)" in texts
    assert [text for text in texts if text.lstrip("\ufeff").startswith(("=", "+", "-", "@", "\t", "\r"))] == []
