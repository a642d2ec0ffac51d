"""What lets a moderated draft out: the version to clear, how often it was sent back, and the page that checks the changes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.moderation import rules_letter
from goldenthread.moderation.models import (
    Challenge,
    Letter,
    LetterMessage,
    LetterPoint,
    Moderation,
)
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.queries.letters import NO_NEWER, NOT_YET, points_of, question_waiting
from goldenthread.moderation.queries.moderations import clock_of
from goldenthread.moderation.queries.quotes import sections_of
from goldenthread.people.models import Post
from goldenthread.plans.models import Clearance, PlanVersion
from goldenthread.plans.queries import child_question
from goldenthread.plans.queries.changes import Comparison, Pair, SectionRows, compared
from goldenthread.plans.stages import Stage as VersionStage


def version_to_clear(moderation: Moderation) -> PlanVersion:
    """The newest version that waits behind the one that was read, or that one (also where it was released meanwhile)."""
    if moderation.version.stage != VersionStage.DRAWN:
        return moderation.version
    newer = moderation.plan.versions.filter(
        number__gt=moderation.version.number, stage__in=[VersionStage.DRAFTING, VersionStage.READY]
    )
    return newer.order_by("-number").first() or moderation.version


def sent_back_at(moderation: Moderation) -> dt.datetime | None:
    """When a senior last said "not yet"."""
    events = Event.objects.filter(kind=moderation._meta.verbose_name, thing_id=moderation.pk, verb=NOT_YET)
    return events.order_by("-pk").values_list("at", flat=True).first()


def sent_back(moderations: set[int]) -> dict[int, tuple[dt.datetime, str]]:
    """For each of these moderations that a senior sent back with "not yet": when, and what was said with it."""
    events = Event.objects.filter(kind=Moderation._meta.verbose_name, thing_id__in=moderations, verb=NOT_YET)
    last = {event.thing_id: event for event in events.order_by("pk")}
    messages = LetterMessage.objects.filter(letter__moderation__in=list(last)).order_by("pk")
    said: dict[int, str] = {}
    for message in messages.select_related("letter"):
        event = last[message.letter.moderation_id]
        if message.by_id == event.post_id and message.at <= event.at:
            said[message.letter.moderation_id] = message.text
    return {key: (event.at, said[key]) for key, event in last.items() if key in said}


def newer_came(moderation: Moderation) -> bool:
    """A version newer than the one that was read has come in; after "not yet", one that came since."""
    newest = version_to_clear(moderation)
    back = sent_back_at(moderation)
    return newest.pk != moderation.version_id and (back is None or newest.uploaded_at > back)


def waits_for_clearance(moderation: Moderation) -> bool:
    """The draft that was read, or the newer one behind it, may not be served before somebody clears it."""
    return moderation.version.stage == VersionStage.DRAWN and not moderation.is_for_learning


def _clearance_after_changes(moderation: Moderation) -> Clearance | None:
    cleared = Clearance.objects.filter(
        source=moderation.reference, kind=Clearance.Kind.LEVEL_3, outcome=Clearance.Outcome.CLEARED
    )
    return cleared.select_related("version__plan", "by__person").defer("version__text").order_by("-pk").first()


def cleared_by(moderation: Moderation) -> PlanVersion | None:
    """The version that was cleared after its changes in this moderation."""
    found = _clearance_after_changes(moderation)
    return found.version if found else None


def open_challenges(moderation: Moderation) -> list[Challenge]:
    """Challenges of the moderation's letter that nobody has decided yet, with the point and who decides."""
    found = Challenge.objects.filter(letter__moderation=moderation, decision="")
    return list(found.select_related("point", "senior__person").order_by("pk"))


def is_over(moderation: Moderation) -> bool:
    """Nobody waits for anything: see `close_if_over`."""
    letter = moderation.letter
    if letter.challenges.filter(decision="").exists():
        return False
    if waits_for_clearance(moderation):
        return False
    taken = letter.answer == Letter.Answer.ACKNOWLEDGED or letter.challenges.exists()
    return taken or (letter.answer_by is not None and world.today() > letter.answer_by)


def times_sent_back(moderation: Moderation) -> int:
    """How often the changes went to the senior: each time is told anew."""
    return Event.objects.filter(
        kind=moderation._meta.verbose_name, thing_id=moderation.pk, verb="changes sent to be checked"
    ).count()


@dataclass(frozen=True)
class Checked:
    """A point on the page of the changes: what changed in its sections, and what should make the senior look twice.

    A section that two points share is shown under the first of them; the other says that it stands above.
    """

    point: LetterPoint
    changed: list[SectionRows]
    above: list[SectionRows]
    warning: str


def changes_page(moderation: Moderation, *, post: Post) -> dict[str, Any]:
    """What the senior looks at: the points, what became of each with what changed there, and the rest of the difference."""
    newest = version_to_clear(moderation)
    letter = Letter.objects.filter(moderation=moderation).first()
    if letter is not None:
        letter.moderation = moderation
    points = points_of(letter) if letter else []
    is_newer = newest.pk != moderation.version_id
    comparison = compared(moderation.version.document, newest.document) if is_newer else None
    checked = _checked(moderation, points, comparison)
    shown = {section.code for one in checked for section in one.changed}
    states = [point.done for point in points if point.is_to_amend]
    wants = rules_letter.clearing_wants_a_reason(states, is_newer=is_newer)
    return {
        "moderation": moderation,
        "letter": letter,
        "points": checked,
        "newest": newest,
        "child_question": child_question(newest),
        "is_newer": is_newer,
        "no_newer": NO_NEWER,
        "is_mine": moderation.is_assigned_to(post),
        "question": question_waiting(letter) if letter else None,
        "challenges": open_challenges(moderation),
        "clear_label": "Why may it be served all the same?" if wants else "",
        "clock": clock_of(moderation.version, on=world.today()),
        "pair": Pair(moderation.version, newest, [moderation.version.number, newest.number]) if is_newer else None,
        "comparison": comparison,
        "others": [one for one in comparison.changed if one.code not in shown] if comparison else [],
    }


def _checked(moderation: Moderation, points: list[LetterPoint], comparison: Comparison | None) -> list[Checked]:
    asked = asked_in(moderation)
    changed = {section.code: section for section in comparison.changed} if comparison else {}
    shown: set[str] = set()
    found = []
    for point in points:
        sections = [point.section] if point.section else list(sections_of(asked, point.codes))
        here = [changed[code] for code in sections if code in changed]
        fresh = [section for section in here if section.code not in shown]
        shown.update(section.code for section in fresh)
        above = [section for section in here if section not in fresh]
        found.append(Checked(point, fresh, above, _warning(point, sections, is_changed=bool(here))))
    return found


def _warning(point: LetterPoint, sections: list[str], *, is_changed: bool) -> str:
    """ "Done, but Section E has not changed." """
    if point.done != LetterPoint.Done.DONE or is_changed or not sections:
        return ""
    named = f"Section {sections[0]} has" if len(sections) == 1 else f"Sections {', '.join(sections)} have"
    return f"Done, but {named} not changed."
