"""What does not go by the book: somebody knows a child, a worry, a hold, a file that is none, a plan asked for."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.demo.living import register
from goldenthread.demo.living.story import Story
from goldenthread.moderation import workflow as moderation
from goldenthread.moderation.models import Concern, Moderation
from goldenthread.moderation.stages import Stage
from goldenthread.people.models import Post
from goldenthread.plans import workflow as plans
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.register_import import workflow as imports
from goldenthread.plans.stages import Stage as VersionStage


def of_the_day(story: Story, day: dt.date) -> None:
    happens = {
        dt.date(2026, 8, 26): somebody_knows_the_child,
        dt.date(2026, 9, 23): somebody_worries,
        dt.date(2026, 10, 8): a_plan_is_asked_for,
        dt.date(2026, 10, 14): the_lead_releases,
        dt.date(2026, 11, 5): somebody_worries_again,
    }
    if day in happens:
        happens[day](story)


def _with_a_senior() -> Moderation | None:
    waiting = Moderation.objects.filter(stage=Stage.MODERATING, moderator__isnull=False)
    return waiting.select_related("version__plan__child", "moderator__person").order_by("pk").first()


def somebody_knows_the_child(story: Story) -> None:
    if the := _with_a_senior():
        moderation.stand_down(moderation=the, by=story.post(the.moderator.name))


def somebody_worries(story: Story) -> None:
    if the := _with_a_senior():
        concern = moderation.raise_concern(
            version=the.version,
            by=story.post(the.moderator.name),
            kind=Concern.Kind.DATA_BREACH,
            text="A name that is not this child’s stands in Section B. It may be from another family’s plan.",
            moderation=the,
        )
        moderation.take_concern(
            concern=concern,
            by=story.post("Bethan Roscoe"),
            what_was_done="Told the data protection officer. The draft had not left the building.",
        )


def somebody_worries_again(story: Story) -> None:
    if the := _with_a_senior():
        moderation.raise_concern(
            version=the.version,
            by=story.post(the.moderator.name),
            kind=Concern.Kind.SAFEGUARDING,
            text="What the child says in Section A about the journey home should be heard by somebody today.",
            moderation=the,
        )


def a_plan_is_asked_for(story: Story) -> None:
    served = (
        PlanVersion.objects.filter(stage=VersionStage.SERVED, moderations=None).select_related("plan").order_by("pk")
    )
    if version := served.first():
        moderation.moderate_on_request(
            version=version, by=story.post("Bethan Roscoe"), reason="The family has asked how the help was worked out."
        )


def the_lead_releases(story: Story) -> None:
    if the := _with_a_senior():
        plans.release(
            version=the.version,
            by=story.post("Bethan Roscoe"),
            reason="The twenty weeks end on Friday, and the senior is away sick.",
        )
        story.later(story.clock.moment.date(), "serve", the.version_id)


def leave_something_waiting(story: Story) -> None:
    """For whoever opens the demonstration: a file set aside, an import to look at, an invitation not yet used."""
    ada = story.post("Ada Umber")
    files = [
        SimpleUploadedFile("holiday photograph.docx", b"\x89PNG\r\n\x1a\n" + bytes(400)),
        SimpleUploadedFile("no reference.docx", b"PK\x03\x04 not a whole file"),
    ]
    plans.receive_uploads(authority=story.authority, files=files, by=ada)
    known = [case for case in story.cases.values() if case.officer in story.posts]
    made = imports.start_import(
        authority=story.authority,
        by=ada,
        file=SimpleUploadedFile(
            "extract-2026-11-12.csv", register.extract(known[-40:], on=story.clock.moment.date(), spoilt=True)
        ),
        name="extract-2026-11-12.csv",
    )
    from goldenthread.plans.register_import import kept

    imports.choose_columns(register_import=made, by=ada, columns=kept.mapping_of(made).columns)
    made.refresh_from_db()
    imports.preview_import(register_import=made, by=ada, values={}, in_background=True)
    from goldenthread.people import workflow as people

    people.invite(
        authority=story.authority,
        email="gwilym.harte@sandbourne.example",
        name="Gwilym Harte",
        role="officer",
        by=Post.objects.get(person__name="Bethan Roscoe"),
    )
