"""Opening a moderation, giving it to somebody, giving it to somebody else, ending it without a judgement."""

from django.db import transaction

from ehcp.clock import calendar
from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.moderation import rules
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.queries.asked import facts_to_keep, plan_facts
from goldenthread.moderation.queries.seniors import hands_in, seniors_for
from goldenthread.moderation.stages import LIFECYCLE, Stage
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.notices.outbox import tell
from goldenthread.people import choices
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Permission, Role
from goldenthread.plans import workflow as plans
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import LIFECYCLE as VERSIONS
from goldenthread.plans.stages import Stage as VersionStage
from goldenthread.samples import workflow as samples
from goldenthread.samples.models import FramePlan, Purposive
from goldenthread.samples.queries import version_now
from goldenthread.screenings import workflow as screenings
from goldenthread.toolkit.standards import current_edition

MODERATION = "moderation"  # why a version is given to read


@transaction.atomic
def open_moderation(
    *,
    version: PlanVersion,
    origin: str,
    chance: str = "1/1",
    frame_plan: FramePlan | None = None,
    purposive: Purposive | None = None,
    is_for_learning: bool = False,
) -> Moderation:
    """Open the moderation of a version, choose its moderator by the rules, give the version to read, tell them.

    Gives back the one that is open already where this version has one: asking twice opens once.
    """
    PlanVersion.objects.select_for_update().get(pk=version.pk)
    already = version.moderations.exclude(stage__in=[Stage.CLOSED, Stage.WITHDRAWN]).first()
    if already is not None:
        return already
    settings = choices.values(version.authority_id)
    today = world.today()
    edition = current_edition(today)
    moderation = Moderation.objects.create(
        authority_id=version.authority_id,
        version=version,
        origin=origin,
        frame_plan=frame_plan,
        purposive=purposive,
        chance=chance,
        edition=edition.id,
        edition_fingerprint=edition.fingerprint,
        profile=settings["level3.profile"],
        facts=facts_to_keep(plan_facts(version, world.now())),
        is_for_learning=is_for_learning or version.stage in (VersionStage.SERVED, VersionStage.FINAL),
        writer_was_new=version.writer is not None and not version.writer.is_signed_off,
        due_on=rules.due_on(
            today,
            working_days=settings["level3.target-working-days"],
            add_working_days=calendar.add_working_days,
        ),
    )
    if VERSIONS.allows(version, to=VersionStage.DRAWN):
        VERSIONS.move(version, to=VersionStage.DRAWN)
    # One that came in before there were checks, or whose run was lost, is read while the moderator begins.
    screenings.have_screened(version=version)
    record("moderation opened", on=moderation, version=version.number, origin=origin, edition=edition.id)
    _give(moderation, allocation_for(moderation))
    return moderation


def allocation_for(moderation: Moderation) -> rules.Allocation:
    """Whom the rules would choose today, and why. Locks the seniors: within a transaction only."""
    bars = choices.value(moderation.authority_id, "level3.line-management-bars")
    seniors = seniors_for(moderation.version, on=world.today(), lock=True)
    return rules.allocate(seniors, hands_in(moderation.version), line_management_bars=bars)


def _give(moderation: Moderation, allocation: rules.Allocation, *, by: Post | None = None) -> None:
    """Write down who moderates, let them read, tell them; or tell the lead that nobody may."""
    chosen = Post.objects.select_related("authority").get(pk=allocation.senior.post) if allocation.senior else None
    moderation.moderator = chosen
    moderation.assigned_because = allocation.because
    moderation.assigned_at = world.now() if chosen else None
    moderation.save(update_fields=["moderator", "assigned_because", "assigned_at"])
    record("moderation given", on=moderation, by=by, fields=["moderator"], to=chosen and chosen.pk)
    if chosen is None:
        tell_leads(moderation, kind="nobody-may-moderate", once=f"nobody:{moderation.reference}:{_giving(moderation)}")
        return
    plans.give_to_read(version=moderation.version, post=chosen, because=MODERATION, source=moderation.reference)
    tell(
        to=chosen,
        kind="moderation-given",
        reference=moderation.plan.reference,
        path=moderation.get_absolute_url(),
        due_on=moderation.due_on,
        once=f"given:{moderation.reference}:{_giving(moderation)}",
    )


def _giving(moderation: Moderation) -> int:
    """The how-manieth giving this is: a stand-down or a reassignment makes the next one."""
    return moderation.version.readers.filter(because=MODERATION, source=moderation.reference).count()


def take_from(moderation: Moderation) -> None:
    """Close the version for whoever moderates now. They see neither plan nor moderation from the next request on."""
    if moderation.moderator is not None:
        plans.take_back(
            version=moderation.version, post=moderation.moderator, because=MODERATION, source=moderation.reference
        )


def leads(authority_id: int) -> list[Post]:
    posts = Post.objects.filter(authority_id=authority_id, role=Role.LEAD, closed_at=None)
    return [post for post in posts.select_related("authority") if post.is_open]


def tell_leads(moderation: Moderation, *, kind: str, once: str) -> None:
    for lead in leads(moderation.authority_id):
        tell(
            to=lead,
            kind=kind,
            reference=moderation.plan.reference,
            path=moderation.get_absolute_url(),
            due_on=moderation.due_on,
            once=once,
        )


# --- Somebody else ----------------------------------------------------------------------------


@transaction.atomic
def give_to_next(*, moderation: Moderation, by: Post | None) -> rules.Allocation:
    """Take the moderation from whoever has it and give it to whom the rules choose now."""
    take_from(moderation)
    allocation = allocation_for(moderation)
    _give(moderation, allocation, by=by)
    return allocation


@transaction.atomic
def reassign(*, moderation: Moderation, by: Post, to: Post) -> None:
    """The lead gives a moderation to another senior, who must be one that may. Refused otherwise, with the reason."""
    permissions.require(by, Permission.ASSIGN_MODERATION, moderation)
    moderation = locked(moderation)
    if moderation.stage != Stage.MODERATING:
        raise Refused("This was handed in already, so it stays with whoever moderated it.")
    if moderation.moderator_id == to.pk:
        raise Refused("It is with this senior already.")
    bars = choices.value(moderation.authority_id, "level3.line-management-bars")
    seniors = {one.post: one for one in seniors_for(moderation.version, on=world.today())}
    if to.pk not in seniors:
        raise Refused("Choose a senior casework officer of this authority.")
    if why := rules.why_not(seniors[to.pk], hands_in(moderation.version), line_management_bars=bars):
        raise Refused(f"{to.name} may not moderate this draft: {why}.")

    before = moderation.moderator
    take_from(moderation)
    _give(moderation, rules.Allocation(seniors[to.pk], "chosen by the quality lead"), by=by)
    if before is not None:
        tell(
            to=before,
            kind="moderation-taken-back",
            reference=moderation.plan.reference,
            path="/",
            once=f"taken-back:{moderation.reference}:{_giving(moderation)}",
        )


@transaction.atomic
def withdraw(*, moderation: Moderation, by: Post, reason: str) -> Moderation:
    """The lead ends a moderation without a judgement, with a reason. The draft then waits for a release.

    Where nobody may moderate it the pick falls out of its draw, and a reserve takes its place if there is one.
    """
    permissions.require(by, Permission.ASSIGN_MODERATION, moderation)
    if not reason.strip():
        raise Refused("Say why it is withdrawn.")
    moderation = locked(moderation)
    nobody_can = moderation.stage == Stage.MODERATING and rules.may_be_replaced(allocation_for(moderation))
    LIFECYCLE.move(moderation, to=Stage.WITHDRAWN)
    moderation.withdrawn_reason = reason.strip()[:200]
    moderation.closed_at = world.now()
    moderation.save(update_fields=["withdrawn_reason", "closed_at"])
    take_from(moderation)
    record("moderation withdrawn", on=moderation, by=by, fields=["stage", "withdrawn_reason"])
    if nobody_can and moderation.frame_plan is not None:
        reserve = samples.replace(frame_plan=moderation.frame_plan, by=by, reason="conflict")
        if reserve is not None:
            open_moderation(
                version=version_now(reserve), origin=moderation.origin, chance=reserve.chance, frame_plan=reserve
            )
    return moderation


# --- Time passing -----------------------------------------------------------------------------


@transaction.atomic
def tell_lead_of_overdue(authority: Authority) -> int:
    """Tell the lead, once for each, of moderations past their target. Gives back of how many.

    Runs within the authority's scope; running it again tells nobody anything new.
    """
    today = world.today()
    waiting = Moderation.objects.select_for_update().filter(
        authority=authority, stage=Stage.MODERATING, lead_told_at=None, due_on__lt=today
    )
    told = [one for one in waiting if rules.is_overdue(one.due_on, on=today)]
    for moderation in told:
        moderation.lead_told_at = world.now()
        moderation.save(update_fields=["lead_told_at"])
        record("lead told of overdue", on=moderation, fields=["lead_told_at"])
        tell_leads(moderation, kind="moderation-overdue", once=f"overdue:{moderation.reference}")
    return len(told)


@transaction.atomic
def newer_version_came(*, version: PlanVersion) -> int:
    """A newer upload waits: open moderations stay with the version that they read, and know that it came."""
    older = Moderation.objects.filter(version__plan_id=version.plan_id, version__number__lt=version.number)
    still_open = older.exclude(stage__in=[Stage.CLOSED, Stage.WITHDRAWN])
    for moderation in still_open:
        moderation.newer_version = version
        moderation.save(update_fields=["newer_version"])
        record("newer version came", on=moderation, fields=["newer_version"], version=version.number)
    return len(still_open)


@transaction.atomic
def draft_was_released(*, version: PlanVersion, by: Post) -> int:
    """The lead let a draft go before it was moderated: its moderation goes on, for learning."""
    waiting = Moderation.objects.filter(
        version__plan_id=version.plan_id,
        version__number__lte=version.number,
        stage=Stage.MODERATING,
        is_for_learning=False,
    )
    for moderation in waiting:
        moderation.is_for_learning = True
        moderation.save(update_fields=["is_for_learning"])
        record("now for learning", on=moderation, by=by, fields=["is_for_learning"])
    return len(waiting)


def locked(moderation: Moderation) -> Moderation:
    """The moderation as it is now, its row locked until the transaction ends."""
    return (
        Moderation.objects.select_for_update(of=("self",))
        .select_related("version__plan__child", "moderator")
        .get(pk=moderation.pk)
    )
