"""What waits for whoever runs the framework or keeps the register: concerns, what is stuck, imports, files set aside."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Q, Value
from django.urls import reverse
from django.utils import timezone

from goldenthread.desk.waiting.hand import LONG, Hand
from goldenthread.desk.waiting.item import Item, long, serve_by
from goldenthread.moderation.models import Concern, Moderation
from goldenthread.moderation.queries.moderations import clock_of
from goldenthread.moderation.stages import Stage
from goldenthread.notices.outbox import waiting
from goldenthread.people import server
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, Role, may
from goldenthread.plans.models import RegisterImport, Sen2Import, Upload
from goldenthread.plans.queries import kinds
from goldenthread.plans.queries.looks import sent_back_to
from goldenthread.plans.queries.names import waiting_for_second_look
from goldenthread.samples.models import Draw

RECENT_DAYS = 14


def concerns(post: Post, on: dt.date) -> Iterator[Item]:
    if not may(post, Permission.SEE_CONCERNS):
        return
    for concern in Concern.objects.filter(taken_at=None):
        raised = timezone.localtime(concern.raised_at)
        yield Item(
            verb="Take up a concern",
            reference=concern.reference,
            url=reverse("moderation:concern", args=[concern.reference]),
            sentence=f"{concern.get_kind_display()}. Raised on {long(raised.date())}, {raised:%H:%M}.",
            due_on=raised.date(),
            state="At once",
        )


def names_to_look_at(post: Post, on: dt.date) -> Iterator[Item]:
    """Drafts of which only their own side has said that they are the right child's. For the lead; one query."""
    if post.role != Role.LEAD:
        return
    seen: set[int] = set()
    for look in waiting_for_second_look():
        version = look.version
        if version.plan_id in seen:
            continue
        seen.add(version.plan_id)
        yield Item(
            verb="Look whose plan it is:",
            reference=version.reference,
            url=reverse("plans:right_child", args=[version.reference, version.number]),
            sentence="Its names raise the question, and only its own side has answered. It cannot be served before.",
            due_on=timezone.localtime(look.at).date(),
            state="A name was confirmed",
            button="Look",
        )


def names_sent_back(hand: Hand) -> Iterator[Item]:
    """Drafts of theirs that somebody sent back, because they may be another child's. One query."""
    if not hand.brings_plans_on:
        return
    for look in sent_back_to(hand.post):
        version = look.version
        yield Item(
            verb="Look again whose plan it is:",
            reference=version.reference,
            url=version.plan.get_absolute_url(),
            sentence=f"{look.by.name} looked, and it may be another child’s. Bring in the right text.",
            due_on=timezone.localtime(look.at).date(),
            state="Sent back",
        )


def server_lacks(post: Post, on: dt.date) -> Iterator[Item]:
    """What whoever keeps the service running has still to set, with what waits for it."""
    if post.role != Role.ADMINISTRATOR:
        return
    for sentence in server.lacking():
        is_mail = sentence == server.NO_MAIL
        number = waiting(post.authority) if is_mail else 0
        yield Item(
            verb="Set up mail" if is_mail else "Say what stands in front",
            reference="",
            url=reverse("people:settings"),
            sentence=sentence,
            state=f"{number} notice{'s' * (number != 1)} waiting" if is_mail else "",
            due_on=on,
        )


def stuck(hand: Hand) -> Iterator[Item]:
    """What only the lead can move: drafts past the target, or that nobody may moderate; challenges without a senior."""
    if not hand.may_assign:
        return
    on = hand.on
    late = (
        Moderation.objects.filter(stage=Stage.MODERATING)
        .filter(Q(moderator=None) | Q(due_on__lt=on))
        .select_related("version__plan__child", "version__plan__assessment", "moderator__person")
        .defer(*LONG)
    )
    for moderation in late:
        clock = clock_of(moderation.version, on=on)
        yield Item(
            verb="Past the target: draft" if moderation.moderator else "Choose a moderator for draft",
            reference=moderation.plan.reference,
            url=reverse("moderation:assign", args=[moderation.reference]),
            sentence=f"With {moderation.moderator.name}." if moderation.moderator else "Nobody may moderate it.",
            due_on=moderation.due_on,
            clock=clock,
            urgent=serve_by(clock),
        )
    for challenge in hand.challenges:
        if challenge.senior_id is not None:
            continue
        moderation = challenge.letter.moderation
        yield Item(
            verb="Choose who decides a challenge about",
            reference=moderation.plan.reference,
            url=reverse("moderation:challenge", args=[moderation.reference, challenge.pk]),
            sentence="No senior may decide it who neither wrote, edited nor moderated the plan.",
            due_on=timezone.localdate(challenge.at),
        )


def frozen_draws(post: Post, on: dt.date) -> Iterator[Item]:
    if not may(post, Permission.RUN_DRAW):
        return
    for draw in Draw.objects.filter(drawn_at=None, abandoned_at=None).defer("frozen"):
        yield Item(
            verb="Go on with draw",
            reference=draw.reference,
            url=reverse("desk:frozen_draw", args=[draw.reference]),
            sentence="Its frame is fixed. It is drawn next, or given up with a reason.",
            due_on=timezone.localdate(draw.committed_at),
            state="Frame fixed",
        )


def kinds_to_confirm(post: Post, on: dt.date) -> Iterator[Item]:
    """One line for all of them: an import may bring many, and until then their drafts are drawn."""
    if not may(post, Permission.CONFIRM_KIND):
        return
    if number := kinds.number_to_confirm(post):
        yield Item(
            verb="Confirm the kind of",
            reference=f"{number} plan{'s' * (number > 1)}",
            url=reverse("plans:kinds"),
            sentence="Until then their drafts are drawn as before.",
        )


def to_bring_in(post: Post, on: dt.date) -> Iterator[Item]:
    """Imports that were begun, and one's own files that were set aside, of the last two weeks."""
    since = on - dt.timedelta(days=RECENT_DAYS)
    if may(post, Permission.IMPORT_REGISTER):
        yield from _begun(since)
    if not may(post, Permission.UPLOAD_VERSION):
        return
    wrong = [Upload.State.SET_ASIDE, Upload.State.UNMATCHED]
    batches = (
        Upload.objects.filter(uploaded_by=post, state__in=wrong, uploaded_at__date__gt=since)
        .exclude(Q(file=None) | Q(file=""))
        .order_by()
        .values("batch")
        .annotate(files=Count("pk"))
        .order_by("batch")
    )
    for batch in batches:
        files = batch["files"]
        yield Item(
            verb="Look at",
            reference=f"{files} file{'s' if files > 1 else ''} set aside",
            url=reverse("plans:uploads", args=[batch["batch"]]),
            sentence="They could not be read or matched. Each says what to do.",
            due_on=on,
        )


def _begun(since: dt.date) -> Iterator[Item]:
    """Extracts and returns that wait for somebody to go on. One query for both."""
    extracts = RegisterImport.objects.filter(
        state__in=[RegisterImport.State.UPLOADED, RegisterImport.State.PREVIEWED, RegisterImport.State.FAILED]
    )
    returns = Sen2Import.objects.filter(state=Sen2Import.State.PREVIEWED)
    columns = ("what", "reference", "state", "uploaded_at")
    found = [
        some.filter(uploaded_at__date__gt=since).order_by().annotate(what=Value(what)).values_list(*columns)
        for what, some in (("import", extracts), ("return", returns))
    ]
    for what, reference, state, uploaded_at in found[0].union(found[1]).order_by("uploaded_at"):
        states = RegisterImport.State if what == "import" else Sen2Import.State
        yield Item(
            verb=f"Go on with {what}",
            reference=reference,
            url=reverse("plans:import" if what == "import" else "plans:sen2", args=[reference]),
            sentence=f"{states(state).label}.",
            due_on=timezone.localdate(uploaded_at),
            button="Go on",
        )
