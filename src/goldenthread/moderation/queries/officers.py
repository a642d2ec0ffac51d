"""What the seniors' judgements say about one officer's drafts, in order of time."""

import datetime as dt

from goldenthread.moderation import rules
from goldenthread.moderation.models import Moderation, Review
from goldenthread.people import choices
from goldenthread.people.models import Post
from goldenthread.toolkit.standards import load_edition


def judged(officer: Post, *, since: dt.datetime | None = None) -> list[rules.Judged]:
    """The officer's handed-in Level 3 reviews, the newest last; of a review and its corrections the last one only."""
    rows = (
        Review.objects.filter(
            moderation__version__writer=officer,
            moderation__level=Moderation.Level.SENIOR,
            submitted_at__isnull=False,
        )
        .order_by("moderation_id", "number")
        .values_list(
            "moderation_id", "moderation__edition", "judgement", "profile", "moderator__person_id", "submitted_at"
        )
    )
    # When a judgement came is when it was first handed in: a correction does not make an old plan the newest.
    came: dict[int, dt.datetime] = {}
    newest: dict[int, rules.Judged] = {}
    for moderation, edition, judgement, profile, senior, at in rows:
        scale = load_edition(edition)
        assert at is not None
        came.setdefault(moderation, at)
        newest[moderation] = rules.Judged(
            grade=scale.judgement(judgement).grade,
            highest=max(each.grade for each in scale.scale.judgements),
            limiting_failed=bool(profile.get("limits_hit")),
            senior=senior,
            at=came[moderation],
        )
    ordered = sorted(newest.values(), key=lambda one: came_at(one))
    return [one for one in ordered if since is None or came_at(one) > since]


def came_at(one: rules.Judged) -> dt.datetime:
    assert one.at is not None
    return one.at


def sign_off_is_suggested(officer: Post) -> bool:
    """Whether the rule for new officers is met. A senior or the lead decides."""
    settings = choices.values(officer.authority_id)
    return not officer.is_signed_off and rules.sign_off_is_suggested(
        judged(officer), plans=settings["new-officer.plans"], seniors=settings["new-officer.seniors"]
    )
