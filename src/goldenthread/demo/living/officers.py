"""What the story's officers and assistants do: bring drafts in, say that they are ready, answer letters, amend, serve."""

import datetime as dt
from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile

from ehcp.clock import calendar
from ehcp.clock.timescales import representations
from goldenthread.demo.living.papers import Recipe, faults_in, make
from goldenthread.demo.living.register import Case
from goldenthread.demo.living.story import Story
from goldenthread.moderation import workflow as moderation
from goldenthread.moderation.models import Letter, LetterPoint, Moderation
from goldenthread.moderation.stages import Stage
from goldenthread.plans import workflow as plans
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage as VersionStage

AVOIDED = 0.5
QUESTIONS = (
    "Where would the weekly minutes come from? The report does not give them.",
    "Would the end of the key stage do as a date here?",
    "May I keep the mother’s words as they are?",
)
CHALLENGES = (
    "The report itself says “as needed”. I asked twice and was told that it cannot be more exact.",
    "This is the school’s duty for every child, so I left it out on purpose.",
)


def bring_in(story: Story, case: Case, recipe: Recipe, *, by_assistant: bool = False) -> PlanVersion:
    """Hand in a file: the officer on the plan's page, or an assistant among many, matched by its name."""
    plan = story.plan_of(case)
    data = make(recipe, case)
    name = f"{plan.reference} {case.last_name}.{case.file_format}"
    uploaded = SimpleUploadedFile(name, data)
    if by_assistant:
        by = story.post(case.assistant)
        uploads = plans.receive_uploads(authority=story.authority, files=[uploaded], by=by)
    else:
        uploads = plans.receive_uploads(
            authority=story.authority, files=[uploaded], by=story.post(case.officer), plan=plan
        )
    uploads[0].refresh_from_db()
    version = uploads[0].version
    if version is None:
        raise RuntimeError(f"{case.story} in {case.style} was not taken: {uploads[0].sentence}")
    story.recipes[version.pk] = recipe
    story.files[version.file.name] = recipe
    return version


def drafts_of_the_day(story: Story, day: dt.date) -> None:
    for case in [one for one in story.cases.values() if one.draft_on == day]:
        story.clock.set(day, 9 + case.number % 7, (case.number * 13) % 60)
        recipe = Recipe(case.number, case.officer, day.isoformat(), tracked=story.dice.random() < 0.06)
        # Nobody makes every mistake of the book: about half of a story's are not in this officer's draft.
        avoided = tuple(fault.id for fault in faults_in(recipe, case) if story.dice.random() < AVOIDED)
        recipe = replace(recipe, mended=avoided)
        version = bring_in(story, case, recipe, by_assistant=story.dice.random() < 0.25)
        if day == calendar_last(story) and story.dice.random() < 0.5:
            continue  # still being drafted when the curtain falls
        say_ready(story, version)


def calendar_last(story: Story) -> dt.date:
    return max(case.draft_on for case in story.cases.values())


def say_ready(story: Story, version: PlanVersion) -> None:
    opened = moderation.draft_is_ready(version=version, by=story.post(story.case_of(version).officer))
    if opened is None:
        story.later(_some_days(story, version.ready_at or story.clock.moment, 1, 3), "serve", version.pk)


def _some_days(story: Story, after, least: int, most: int) -> dt.date:
    day = after.date() if isinstance(after, dt.datetime) else after
    return calendar.add_working_days(day, story.dice.randint(least, most))


def serve_and_finish(story: Story, day: dt.date) -> None:
    for pk in story.due(day, "serve"):
        version = PlanVersion.objects.select_related("plan").get(pk=pk)
        if version.stage not in (VersionStage.LET_THROUGH, VersionStage.OUTSIDE, VersionStage.CLEARED):
            continue
        story.clock.set(day, 11)
        plans.serve(version=version, by=story.post(story.case_of(version).officer), on=day)
        story.later(representations(day).may_be_final_from + dt.timedelta(days=story.dice.randint(0, 5)), "final", pk)
    for pk in story.due(day, "final"):
        version = PlanVersion.objects.select_related("plan").get(pk=pk)
        if version.stage != VersionStage.SERVED:
            continue
        plans.make_final(version=version, by=story.post(story.case_of(version).officer), on=day)


def answer_letters(story: Story, day: dt.date) -> None:
    for pk in story.due(day, "answer"):
        letter = Letter.objects.select_related("moderation__version__plan", "moderation__moderator__person").get(pk=pk)
        if letter.moderation.stage == Stage.WITH_WRITER:
            story.clock.set(day, 13, pk % 60)
            _answer(story, letter, day)


def _answer(story: Story, letter: Letter, day: dt.date) -> None:
    version = letter.moderation.version
    writer = story.post(version.writer.name)
    luck = story.dice.random()
    if luck < 0.1:
        moderation.ask(letter=letter, by=writer, text=story.dice.choice(QUESTIONS))
        story.later(_some_days(story, day, 1, 1), "reply", letter.pk)
    point = letter.points.order_by("-number").first()
    if luck > 0.93 and point is not None:
        moderation.challenge(letter=letter, by=writer, text=story.dice.choice(CHALLENGES), point=point)
        story.later(_some_days(story, day, 2, 4), "decide", letter.pk)
    elif letter.answer == Letter.Answer.NONE or luck >= 0.1:
        moderation.acknowledge(letter=letter, by=writer)
    if letter.outcome == Letter.Outcome.READY_TO_SERVE:
        if not letter.moderation.is_for_learning:
            story.later(_some_days(story, day, 0, 1), "serve", version.pk)
        return
    amend(story, letter.moderation)


def amend(story: Story, the: Moderation) -> None:
    """Write the points anew, bring the version in, mark each point, send it back to the senior."""
    version = the.version
    case, recipe = story.case_of(version), story.recipes[version.pk]
    writer = story.post(version.writer.name)
    # In a fixed order: the dice fall once for each fault, in the same order in every process.
    found = sorted({fault.id for fault in faults_in(recipe, case)})
    mended = (*recipe.mended, *(fault for fault in found if story.dice.random() < 0.9))
    newer = Recipe(recipe.case, recipe.officer, story.clock.moment.date().isoformat(), mended=mended)
    bring_in(story, case, newer)
    for point in the.letter.points.filter(is_to_amend=True, done=LetterPoint.Done.OPEN):
        done = story.dice.random() < 0.88
        moderation.mark_point(
            point=point,
            by=writer,
            done=LetterPoint.Done.DONE if done else LetterPoint.Done.NOT_DONE,
            note="" if done else "Asked the service on the telephone; they answer next week.",
        )
    moderation.send_back_to_senior(moderation=the, by=writer)
