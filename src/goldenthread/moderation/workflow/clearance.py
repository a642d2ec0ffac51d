"""From the letter to a draft that may be served: points marked by the writer, changes checked by the senior."""

from django.db import transaction
from django.urls import reverse

from ehcp.clock import calendar
from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.moderation import rules_letter as rules
from goldenthread.moderation.models import Letter, LetterPoint, Moderation
from goldenthread.moderation.queries import clearance, letters
from goldenthread.moderation.stages import LIFECYCLE, Stage
from goldenthread.moderation.workflow import assignment
from goldenthread.moderation.workflow.interest import refuse_own
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.notices.outbox import tell
from goldenthread.people import choices
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Permission
from goldenthread.plans import workflow as plans
from goldenthread.plans.models import Clearance, PlanVersion
from goldenthread.plans.queries import child_question

CAME_MEANWHILE = (
    "Nothing was cleared: version {} came while you were looking. Look at what changed in it, then decide again."
)
SAY_WHY = "Not everything that the letter asked for was done. Say why the draft may be served all the same."
SAY_WHY_THE_SAME = "No newer version has come. Say why the text that you read may be served all the same."
BRING_IN_FIRST = (
    "You marked a point as done, and no newer version has come in since. Bring in your new version first, "
    "or mark the point as not done and say why."
)


def by_letter(*, letter: Letter, by: Post) -> None:
    """Write what a letter that goes out says of its draft. A plan moderated for learning has nothing to clear."""
    moderation = letter.moderation
    if moderation.is_for_learning:
        return
    ready = letter.outcome == Letter.Outcome.READY_TO_SERVE
    if ready and moderation.newer_version is not None:
        # The judged text is not the text that would be served: somebody looks at the difference first.
        LIFECYCLE.move(moderation, to=Stage.CHECKING)
        _tell_moderator(moderation)
        return
    plans.clear(
        version=moderation.version,
        kind=Clearance.Kind.LEVEL_3,
        outcome=letter.outcome,
        by=by,
        source=moderation.reference,
    )


@transaction.atomic
def mark_point(*, point: LetterPoint, by: Post, done: str, note: str = "") -> LetterPoint:
    """The writer says that a point is done, or why not."""
    moderation = assignment.locked(point.letter.moderation)
    permissions.require(by, Permission.ANSWER_LETTER, moderation)
    point = LetterPoint.objects.select_for_update().get(pk=point.pk)
    if moderation.stage != Stage.WITH_WRITER:
        raise Refused("This is not with you now.")
    if not point.is_to_amend:
        raise Refused("Nothing has to be put right for this point.")
    if done not in LetterPoint.Done.values:
        raise Refused("Say whether it is done.")
    note = rules.as_typed(note)
    if done == LetterPoint.Done.NOT_DONE and not note:
        raise Refused("Say why it is not done: the senior decides with that.")
    point.done, point.done_note = done, note
    point.done_at = None if done == LetterPoint.Done.OPEN else world.now()
    point.save(update_fields=["done", "done_note", "done_at"])
    record("point marked", on=moderation, by=by, point=point.number, done=done)
    return point


@transaction.atomic
def keep_notes(*, letter: Letter, by: Post, notes: dict[int, str]) -> None:
    """Keep what the writer has typed about points that are still open: number of the point -> words. Nothing is marked."""
    moderation = assignment.locked(letter.moderation)
    permissions.require(by, Permission.ANSWER_LETTER, moderation)
    if moderation.stage != Stage.WITH_WRITER:
        raise Refused("This is not with you now.")
    for point in letter.points.filter(is_to_amend=True, done=LetterPoint.Done.OPEN, number__in=list(notes)):
        note = rules.as_typed(notes[point.number])
        if note != point.done_note:
            point.done_note = note
            point.save(update_fields=["done_note"])
            record("note on a point kept", on=moderation, by=by, point=point.number)


def let_point_go(*, point: LetterPoint) -> None:
    """A challenge was upheld: nothing needs to be amended for this point."""
    point.done, point.done_note, point.done_at = (
        LetterPoint.Done.NOT_DONE,
        "The challenge was upheld: this point falls.",
        world.now(),
    )
    point.is_to_amend = False
    point.save(update_fields=["done", "done_note", "done_at", "is_to_amend"])


@transaction.atomic
def send_back_to_senior(*, moderation: Moderation, by: Post) -> Moderation:
    """Every point is answered: the changes go to the senior to be checked. Sending twice sends once."""
    permissions.require(by, Permission.ANSWER_LETTER, moderation)
    moderation = assignment.locked(moderation)
    if moderation.stage == Stage.CHECKING:
        return moderation
    if not clearance.waits_for_clearance(moderation):
        raise Refused("There are no changes to check: this draft is not held.")
    states = list(moderation.letter.points.filter(is_to_amend=True).values_list("done", flat=True))
    if not rules.all_points_answered(states):
        raise Refused("Some points are still open. Mark each one done, or say why not.")
    if rules.done_needs_a_newer_version(states, newer_came=clearance.newer_came(moderation)):
        raise Refused(BRING_IN_FIRST)
    LIFECYCLE.move(moderation, to=Stage.CHECKING)
    record("changes sent to be checked", on=moderation, by=by)
    _tell_moderator(moderation)
    return moderation


def _tell_moderator(moderation: Moderation) -> None:
    if moderation.moderator is None:
        return
    days = choices.value(moderation.authority_id, "level3.target-working-days")
    tell(
        to=moderation.moderator,
        kind="changes-to-check",
        reference=moderation.plan.reference,
        path=reverse("moderation:changes", args=[moderation.reference]),
        due_on=calendar.add_working_days(world.today(), days),
        once=f"check:{moderation.reference}:{clearance.times_sent_back(moderation)}",
    )


@transaction.atomic
def not_yet(*, moderation: Moderation, by: Post, text: str) -> Moderation:
    """The senior has looked at the changes, and something is still missing. The points that are not right open again."""
    permissions.require(by, Permission.CLEAR, moderation)
    moderation = assignment.locked(moderation)
    text = rules.as_typed(text)
    if not text:
        raise Refused("Say what is still missing.")
    last = moderation.letter.messages.order_by("-pk").first()
    if moderation.stage == Stage.WITH_WRITER and last is not None and (last.by_id, last.text) == (by.pk, text):
        return moderation  # the button was pressed twice
    if moderation.stage != Stage.CHECKING:
        raise Refused("There is nothing to check: it is with somebody else now, or closed.")
    refuse_own(moderation, by)
    LIFECYCLE.move(moderation, to=Stage.WITH_WRITER)
    moderation.letter.messages.create(by=by, text=text)
    moderation.letter.points.filter(is_to_amend=True).update(done=LetterPoint.Done.OPEN, done_at=None)
    record("changes sent back", on=moderation, by=by)
    for writer in letters.addressees(moderation):
        tell(
            to=writer,
            kind="letter-message",
            reference=moderation.plan.reference,
            path=reverse("moderation:letter", args=[moderation.reference]),
            once=f"not-yet:{moderation.reference}:{clearance.times_sent_back(moderation)}",
        )
    return moderation


@transaction.atomic
def clear_after_changes(
    *, moderation: Moderation, by: Post, note: str = "", looked_at: int | None = None, why: str = "", words: str = ""
) -> PlanVersion:
    """The senior has looked at the difference: the newest version may be served. Nothing is drawn again.

    `looked_at` is the number of the version that the page showed: a newer one that came meanwhile is not cleared unseen.
    `why` and `words` answer whose plan it is, where its names raise that and nobody but its own side has looked.
    Gives back the version that is cleared: the newest one that came while the moderation was open, or the one read.
    """
    permissions.require(by, Permission.CLEAR, moderation)
    moderation = assignment.locked(moderation)
    if moderation.stage != Stage.CHECKING and (twice := clearance.cleared_by(moderation)) is not None:
        return twice  # the button was pressed twice
    if moderation.stage != Stage.CHECKING:
        raise Refused("There is nothing to check: it is with somebody else now, or closed.")
    refuse_own(moderation, by)
    version = clearance.version_to_clear(moderation)
    if looked_at is not None and looked_at != version.number:
        raise Refused(CAME_MEANWHILE.format(version.number))
    whose = child_question(version)
    if whose is not None and whose.waits_for_second_look:
        plans.look_before_clearing(version=version, by=by, why=why, words=words)
    states = moderation.letter.points.filter(is_to_amend=True).values_list("done", flat=True)
    is_newer = version.pk != moderation.version_id
    if rules.clearing_wants_a_reason(states, is_newer=is_newer) and not rules.as_typed(note):
        raise Refused(SAY_WHY if is_newer else SAY_WHY_THE_SAME)
    plans.clear(
        version=version,
        kind=Clearance.Kind.LEVEL_3,
        outcome=Clearance.Outcome.CLEARED,
        by=by,
        note=rules.as_typed(note),
        source=moderation.reference,
    )
    record("changes cleared", on=moderation, by=by, version=version.number)
    if clearance.open_challenges(moderation):
        # The draft may be served; what the writer challenged is still to be answered, and closes it.
        LIFECYCLE.move(moderation, to=Stage.WITH_WRITER)
    else:
        _close(moderation)
    for writer in letters.addressees(moderation):
        tell(
            to=writer,
            kind="cleared",
            reference=moderation.plan.reference,
            path=moderation.plan.get_absolute_url(),
            once=f"cleared:{moderation.reference}",
        )
    return version


def close_if_over(moderation: Moderation) -> None:
    """Close when nobody waits for anything: taken by the writer or let pass, nothing to amend, no challenge open."""
    moderation = assignment.locked(moderation)
    if moderation.stage == Stage.WITH_WRITER and clearance.is_over(moderation):
        _close(moderation)


def _close(moderation: Moderation) -> None:
    if moderation.stage == Stage.CHECKING or LIFECYCLE.allows(moderation, to=Stage.CLOSED):
        LIFECYCLE.move(moderation, to=Stage.CLOSED)
    moderation.closed_at = world.now()
    moderation.save(update_fields=["closed_at"])
    assignment.take_from(moderation)
    record("moderation closed", on=moderation)


@transaction.atomic
def close_unanswered(authority: Authority) -> int:
    """Letters that ask for nothing and were not answered in time close by themselves. Gives back how many did."""
    closed = 0
    for moderation in letters.unanswered_past_their_day(authority, on=world.today()):
        close_if_over(moderation)
        moderation.refresh_from_db()
        closed += moderation.stage == Stage.CLOSED
    return closed
