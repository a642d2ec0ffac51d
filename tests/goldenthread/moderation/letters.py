"""Letters as far along as a test needs: begun, sent, answered, amended. Ben moderates what Amina wrote."""

from django.core.files.base import ContentFile

from goldenthread.moderation import workflow
from goldenthread.moderation.models import Letter, LetterPoint, Moderation
from goldenthread.moderation.workflow import PointWords, StrengthWords
from goldenthread.plans import workflow as plans
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage as VersionStage
from tests.factories import SECTIONS, make_document, make_plan, make_version
from tests.goldenthread.moderation.conftest import hand_in

STRENGTHS = (
    StrengthWords("You kept the words as they were said.", "I like trains", section="A"),
    StrengthWords("Nobody could mistake this.", "in four lessons out of five", section="E"),
)
POINTS = (
    PointWords("Say who, how often and how long", "The report is exact.", "as appropriate", section="F", codes=("F1",)),
    PointWords("Give the need an outcome", "Nothing in E answers it.", codes=("E1",), nothing_says_it=True),
)


def handed_in(by, *, version: PlanVersion | None = None, writer=None, judgement="outstanding", **answers) -> Moderation:
    """A moderation whose review `by` has handed in."""
    version = version or make_version(make_plan(writer), stage=VersionStage.READY)
    moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE, chance="1/2")
    if moderation.moderator != by:
        moderation.moderator = by
        moderation.save(update_fields=["moderator"])
    hand_in(workflow.start_review(moderation=moderation, by=by), by, judgement=judgement, **answers)
    return Moderation.objects.get(pk=moderation.pk)


def begun(moderation: Moderation, by, *, outcome="ready-to-serve", strengths=STRENGTHS, points=POINTS) -> Letter:
    letter = workflow.write_letter(moderation=moderation, by=by)
    return workflow.save_letter(
        letter=letter,
        by=by,
        opening="I read it this morning.",
        closing="Say so if this reads wrongly.",
        outcome=outcome,
        strengths=strengths,
        points=points,
    )


def sent(moderation: Moderation, by, **given) -> Letter:
    workflow.send_letter(letter=begun(moderation, by, **given), by=by)
    return Letter.objects.select_related("moderation__version__plan").get(moderation=moderation)


def answer_points(letter: Letter, by, done="done", note="It says so now.") -> None:
    for point in LetterPoint.objects.filter(letter=letter, is_to_amend=True):
        workflow.mark_point(point=point, by=by, done=done, note=note)


def newer_version(
    plan, by, *, text="Tobin will have regular small group work with school staff, in a group of three every Tuesday."
) -> PlanVersion:
    """The writer brings in an amended text."""
    document = make_document({**SECTIONS, "F": text})
    return plans.file_version(
        plan=plan, document=document, data=ContentFile(b"made up, amended").read(), file_format="docx", by=by
    )
