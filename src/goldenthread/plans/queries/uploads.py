"""Files that were handed in, for whoever handed them in, and for the lead."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goldenthread import world
from goldenthread.people import choices
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Permission, Role, may
from goldenthread.plans.models import Plan, Upload
from goldenthread.plans.queries.register import visible_to
from goldenthread.plans.rules import Known, guess_of_file_name

State = Upload.State
# How long a file may wait before its line offers to start again.
SLOW_AFTER = dt.timedelta(minutes=2)


def uploads_visible_to(post: Post | None) -> QuerySet[Upload]:
    """Their own; the lead sees the authority's."""
    uploads = Upload.objects.select_related("plan__child", "version", "uploaded_by__person")
    if post is None or not may(post, Permission.UPLOAD_VERSION):
        return uploads.none()
    uploads = uploads.filter(authority=post.authority).defer("version__text")
    return uploads if post.role == Role.LEAD else uploads.filter(uploaded_by=post)


def known_plans(authority: Authority) -> list[Known]:
    """Every plan of the authority as a file name may name it: one query."""
    rows = Plan.objects.filter(authority=authority, ceased_on=None).values_list(
        "pk", "reference", "case_system_id", "child__case_system_id"
    )
    return [Known(pk, reference, tuple(one for one in ids if one)) for pk, reference, *ids in rows]


@dataclass(frozen=True)
class BatchCount:
    """How far a batch is."""

    total: int
    waiting: int
    taken: int
    unchanged: int
    unmatched: int
    set_aside: int

    @property
    def done(self) -> int:
        return self.total - self.waiting


def counted(uploads: Sequence[Upload]) -> BatchCount:
    by_state = [upload.state for upload in uploads]
    return BatchCount(
        total=len(by_state),
        waiting=by_state.count(State.WAITING),
        taken=by_state.count(State.TAKEN),
        unchanged=by_state.count(State.UNCHANGED),
        unmatched=by_state.count(State.UNMATCHED),
        set_aside=by_state.count(State.SET_ASIDE),
    )


def is_slow(upload: Upload) -> bool:
    """It has waited so long that its reading was probably lost."""
    return upload.state == State.WAITING and world.now() - upload.uploaded_at > SLOW_AFTER


def still_to_deal_with(post: Post) -> QuerySet[Upload]:
    """Files set aside or without a plan, newest first, for as long as the authority lists them."""
    days = choices.value(post.authority, "retention.set-aside-days")
    return (
        uploads_visible_to(post)
        .filter(state__in=[State.SET_ASIDE, State.UNMATCHED], uploaded_at__gte=world.now() - dt.timedelta(days=days))
        .exclude(Q(file=None) | Q(file=""))
        .order_by("-uploaded_at", "-pk")
    )


@dataclass(frozen=True)
class UploadLine:
    """A file on a page, with what may be done about it."""

    upload: Upload
    is_slow: bool
    is_mine: bool
    guess: Plan | None = None  # the plan that the name may mean, for one who may see it

    @property
    def said(self) -> str:
        """What a page sends back: the file, and the plan that its reader saw beside it."""
        return f"{self.upload.pk}:{self.guess.reference}" if self.guess else ""

    @property
    def must_look(self) -> bool:
        """Filed, but somebody should check that it is the right child's."""
        return self.upload.state == State.TAKEN and bool(self.upload.code)


def lines_of_batch(post: Post, batch: str) -> list[UploadLine]:
    """The files of a batch that this person may see, in the order they were handed in."""
    return lines_of(uploads_visible_to(post).filter(batch=batch).order_by("pk"), post)


def lines_of(uploads: Iterable[Upload], post: Post) -> list[UploadLine]:
    found = list(uploads)
    guesses = _guesses([upload for upload in found if upload.state == State.UNMATCHED], post)
    return [
        UploadLine(
            upload=upload,
            is_slow=is_slow(upload),
            is_mine=upload.uploaded_by_id == post.pk,
            guess=guesses.get(upload.pk),
        )
        for upload in found
    ]


def _guesses(unmatched: Sequence[Upload], post: Post) -> dict[int, Plan]:
    """upload -> the plan that a number too short to be sure may mean. Two queries, where a file has no plan."""
    if not unmatched:
        return {}
    known = known_plans(post.authority)
    guesses = {upload.pk: guess_of_file_name(upload.original_name, known) for upload in unmatched}
    wanted = {guess.plan for guess in guesses.values() if guess}
    plans = visible_to(post).in_bulk(wanted) if wanted else {}
    return {pk: plans[guess.plan] for pk, guess in guesses.items() if guess and guess.plan in plans}
