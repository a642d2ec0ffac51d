"""What a row may not say of who has a plan, whoever brings the extract in: the same as by hand."""

from collections.abc import Iterable

from goldenthread.people.models import Post
from goldenthread.permissions import Role
from goldenthread.plans.mapping import Change
from goldenthread.plans.mapping_fields import BY_KEY, Kind
from goldenthread.plans.models import Plan, Reader
from goldenthread.plans.register_import.holding import model_value

TO_ONESELF = "Nobody allocates a plan to themselves. Ask the plan’s officer or the quality lead."
MODERATES = "{} moderates this plan. Give the moderation to somebody else first."


def refusal_of(plan: Plan | None, changes: Iterable[Change], *, by: Post | None) -> str:
    """Why a row's people are refused, or "". An assistant reads what is allocated to her, so no plan that the register has
    already comes to her by an extract of her own; a plan that is new has nothing in it yet.

    One query for a plan of the register that gets somebody new, none for other rows.
    """
    new = {
        model_value(BY_KEY[change.key], change.new)
        for change in changes
        if BY_KEY[change.key].kind == Kind.OFFICER and change.new
    }
    if plan is None or not new:
        return ""
    if by is not None and by.role == Role.ASSISTANT and by.pk in new:
        return TO_ONESELF
    reading = Reader.objects.filter(version__plan=plan, post__in=new, because="moderation", until_at=None)
    who = reading.select_related("post__person").first()
    return MODERATES.format(who.post.name) if who else ""
