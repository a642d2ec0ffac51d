"""What the story's seniors do: moderate, write the letter, reply, decide challenges, check changes."""

import datetime as dt

from goldenthread.demo.living import judging
from goldenthread.demo.living.officers import _some_days
from goldenthread.demo.living.papers import faults_in
from goldenthread.demo.living.story import Story
from goldenthread.moderation import workflow as moderation
from goldenthread.moderation.models import Challenge, Judgement, Letter, LetterStrength, Moderation, Review
from goldenthread.moderation.queries.asked import Asked, asked_in
from goldenthread.moderation.queries.clearance import version_to_clear
from goldenthread.moderation.queries.officers import sign_off_is_suggested
from goldenthread.moderation.stages import Stage
from goldenthread.people.models import Post
from goldenthread.plans.models import PlanVersion
from goldenthread.roles import Role

# "Outstanding" wants something that others should copy, so the seniors are sparing with it.
SPARING = 0.7
OPENINGS = (
    "I read your draft this morning. This is what works, and what I would change before it goes.",
    "Thank you for this one. It cannot have been easy to write.",
    "I enjoyed reading this. A few things, and then it is ready.",
)
PRAISE_VOICE = "You kept the words as they were said, and told how you came by them. I could hear who this is about."
PRAISE_CLEAR = "Plain, and nobody could mistake it. This is how it should read throughout."
GAP_REASONS = (
    "The profile counts each line alike; read as a whole the plan would still help this child.",
    "One weakness here weighs more for this child than the profile can know.",
)


def moderate_what_waits(story: Story, day: dt.date) -> None:
    """Each senior takes two or three a day, the soonest due first; some are left for tomorrow."""
    waiting = Moderation.objects.filter(stage=Stage.MODERATING, moderator__isnull=False).order_by("due_on", "pk")
    left: dict[int, int] = {}
    for the in waiting.select_related("version__plan__child", "version__writer__person", "moderator__person"):
        room = left.setdefault(the.moderator_id, 2 + (story.dice.random() < 0.4))
        is_due = the.due_on <= day
        if room == 0 or (not is_due and story.dice.random() < 0.45):
            continue
        left[the.moderator_id] -= 1
        story.clock.set(day, 14, 30)
        moderate(story, the, day)


def moderate(story: Story, the: Moderation, day: dt.date) -> None:
    senior = story.post(the.moderator.name)
    review = moderation.start_review(moderation=the, by=senior)
    asked = asked_in(the)
    faults = faults_in(story.recipes[the.version_id], story.case_of(the.version))
    given = judging.answers_for(list(asked.questions), faults, story.dice)
    for code, one in given.items():
        _answer(review, senior, code, one)
    story.clock.moment += dt.timedelta(minutes=story.dice.randint(24, 52))
    _judge(story, review, senior, asked)
    _hand_in(story, review, senior, the, given)
    _write(story, the, senior, day)


def _answer(review: Review, senior, code: str, one: judging.Answer) -> None:
    def save(name: str, value: str) -> None:
        moderation.save_field(review=review, by=senior, code=code, field=name, value=value, version=0)

    save("answer", one.answer)
    if one.comment:
        save("comment", one.comment)
    if one.origin:
        save("origin", one.origin)
    if one.origin == "advice":
        save("origin_service", "speech_and_language")
        save("origin_document", "K4, page 3")
    if one.answer in ("partly", "not_met"):
        save("who_should_act", "health_provider" if one.origin == "advice" else "casework_officer")
    for fault in one.quotes:
        quote = judging.whole_sentence(review.moderation.version.document, fault)
        if not quote:
            continue
        try:
            moderation.add_evidence_from_quote(review=review, by=senior, code=code, quote=quote)
        except moderation.Refused:
            continue  # the fault is that something is not there, so there is nothing to quote


def _judge(story: Story, review: Review, senior, asked: Asked) -> None:
    """The senior's own judgement: mostly what the answers come to, sometimes a grade beside it."""
    from goldenthread.toolkit.profile import computed_profile

    answers = dict(Judgement.objects.filter(review=review).values_list("code", "answer"))
    profile = computed_profile(asked.edition, review.moderation.profile, answers, asked.sections)
    grades = sorted(asked.edition.scale.judgements, key=lambda one: one.grade)
    place = next(n for n, one in enumerate(grades) if one.key == profile.suggested.key)
    shift = story.dice.choices([0, 1, -1], weights=[78, 13, 9])[0]
    if place == len(grades) - 1 and story.dice.random() < SPARING:
        shift = -1
    own = grades[min(max(place + shift, 0), len(grades) - 1)]
    reason = "What a family could rely on, and what they could not, weighed together."
    for name, value in (("judgement", own.key), ("judgement_reason", reason)):
        moderation.save_field(review=review, by=senior, field=name, value=value, version=0)
    moderation.lock_judgement(review=review, by=senior)


def _hand_in(story: Story, review: Review, senior, the: Moderation, given: dict[str, judging.Answer]) -> None:
    review.refresh_from_db()
    weak = [code for code, one in given.items() if one.answer in ("partly", "not_met")]
    correction = "before_service" if len(weak) > 2 else "at_next_review" if weak else "no"
    if the.is_for_learning and correction == "before_service":
        correction = "at_next_review"
    if story.dice.random() < 0.02 and not the.is_for_learning:
        correction = "urgent"
    texts = {
        "summary": "The child is recognisable. "
        + ("Some help could not be relied on as it is written." if weak else "It can be relied on."),
        "needs_correction": correction,
    }
    if review.gap:
        texts["gap_reason"] = story.dice.choice(GAP_REASONS)
    strengths = _strengths(the.version)
    if len(strengths) < 2:
        texts["few_strengths_reason"] = "The rest of the draft says nothing of its own yet."
    for name, value in texts.items():
        moderation.save_field(review=review, by=senior, field=name, value=value, version=0)
    for quote, praise in strengths:
        moderation.add_strength(review=review, by=senior, text=praise, quote=quote)
    if correction != "no":
        moderation.add_recommendation(
            review=review,
            by=senior,
            text="Carry over what the advice says: who, how often, how long.",
            for_whom="casework_officer",
            by_when=None,
        )
    moderation.submit_review(review=review, by=senior)


def _strengths(version: PlanVersion) -> list[tuple[str, str]]:
    """A sentence of Section A and one of a later section, from the plan's own text."""
    document = version.document
    found = []
    for code, praise in (("A", PRAISE_VOICE), ("B", PRAISE_CLEAR), ("E", PRAISE_CLEAR), ("F", PRAISE_CLEAR)):
        for block in document.blocks_of(code):
            first = next(iter(judging.sentences(block.text)), "")
            if 40 <= len(first) <= 400 and first.endswith((".", "!", "?")) and not block.is_heading:
                found.append((first, praise))
                break
    return found[:2]


def _write(story: Story, the: Moderation, senior, day: dt.date) -> None:
    letter = moderation.write_letter(moderation=the, by=senior)
    letter.refresh_from_db()
    points = list(letter.points.all())
    strengths = list(LetterStrength.objects.filter(letter=letter))
    outcome = letter.outcome if points else Letter.Outcome.READY_TO_SERVE
    moderation.save_letter(
        letter=letter,
        by=senior,
        opening=story.dice.choice(OPENINGS),
        closing="If any of this reads wrongly, say so.",
        outcome=outcome,
        strengths=[moderation.StrengthWords(one.text, one.quote, one.item, one.section) for one in strengths],
        points=[
            moderation.PointWords(
                heading=one.heading,
                body=one.body or "See the quote.",
                quote=one.quote,
                item=one.item,
                section=one.section,
                codes=tuple(one.codes),
                good=one.good,
                origin=one.origin,
                origin_words=one.origin_words,
                nothing_says_it=not one.quote,
                is_to_amend=outcome != Letter.Outcome.READY_TO_SERVE,
            )
            for one in points
        ],
    )
    if day == story.clock.moment.date() and story.dice.random() < 0.04 and day.month == 11:
        return  # begun, to be sent tomorrow
    moderation.send_letter(letter=letter, by=senior)
    story.later(_some_days(story, day, 0, 2), "answer", letter.pk)


def reply_and_decide(story: Story, day: dt.date) -> None:
    for pk in story.due(day, "reply"):
        letter = Letter.objects.select_related("moderation__moderator__person", "moderation__version__writer").get(
            pk=pk
        )
        if letter.moderation.moderator is not None:
            senior = story.post(letter.moderation.moderator.name)
            moderation.reply(
                letter=letter, by=senior, text="Yes. I have asked the service too, and will write when I know."
            )
    for pk in story.due(day, "decide"):
        for challenge in Challenge.objects.filter(letter=pk, decision="", senior__isnull=False).select_related(
            "senior__person"
        ):
            decision = story.dice.choice(["upheld", "partly", "not-upheld", "not-upheld"])
            moderation.decide_challenge(
                challenge=challenge,
                by=story.post(challenge.senior.name),
                decision=decision,
                reason="I read the report and the section. The family would need to know when, and the words do not tell them.",
            )


def check_changes(story: Story, day: dt.date) -> None:
    for the in (
        Moderation.objects.filter(stage=Stage.CHECKING)
        .select_related("version__plan", "moderator__person")
        .order_by("pk")
    ):
        if story.dice.random() < 0.25 and day.month == 11:
            continue
        story.clock.set(day, 10, the.pk % 60)
        senior = story.post(the.moderator.name)
        version = version_to_clear(the)
        moderation.clear_after_changes(moderation=the, by=senior, note="The points are in.")
        story.later(_some_days(story, day, 0, 1), "serve", version.pk)


def sign_off_who_is_ready(story: Story, day: dt.date) -> None:
    """On Mondays the seniors look who writes good plans by themselves."""
    if day.weekday() != 0:
        return
    for officer in Post.objects.filter(role=Role.OFFICER, signed_off_at=None).select_related("person"):
        if sign_off_is_suggested(officer):
            moderation.sign_off_officer(officer=officer, by=story.post("Mair Ellwood"))
