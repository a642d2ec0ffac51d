"""An authority of 5,000 plans and 60,000 answers, written at once: what matters is how many there are."""

import collections
import datetime as dt
import itertools
import random

from django.utils import timezone
from tests.people import Cast

from ehcp.screening.reading import read
from goldenthread.clocks.workflow import reckon_all
from goldenthread.demo.library import STORIES, build, example_child
from goldenthread.moderation.models import Evidence, Judgement, Letter, Moderation, Review
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.people.models import Person, Post
from goldenthread.plans.models import Assessment, Child, Clearance, Plan, PlanVersion, Reader
from goldenthread.plans.stages import Stage
from goldenthread.references import new_reference
from goldenthread.samples.models import Draw, FramePlan
from goldenthread.toolkit.standards import current_edition

PLANS, MODERATED = 5_000, 2_500
OFFICERS = 18  # as many as write plans in Sefton
OUT = (Stage.SERVED, Stage.FINAL)


def officers_of(cast: Cast) -> list[Post]:
    """Those of the cast and as many beside them as an authority of this size has."""
    persons = Person.objects.bulk_create(
        Person(email=f"officer{n}@{cast.authority.code}.example.org", name=f"Officer Number {n}", password="!")
        for n in range(OFFICERS - 3)
    )
    beside = Post.objects.bulk_create(
        Post(authority=cast.authority, person=person, role=cast.amina.role, agency=cast.amina.agency,
             starts_on=cast.amina.starts_on, signed_off_at=cast.amina.signed_off_at, signed_off_by=cast.amina.signed_off_by)
        for person in persons
    )  # fmt: skip
    return [cast.amina, cast.osei, cast.nadia, *beside]


def make(cast: Cast, say, *, plans_wanted: int = PLANS, moderated: int = MODERATED) -> dict[str, object]:
    """Fill the authority with as many plans, of which so many are moderated. Gives the things that the pages are asked about."""
    dice = random.Random(5)
    officers, seniors = officers_of(cast), [cast.ben, cast.mair, cast.ruth]
    data = build("year4-language" if "year4-language" in STORIES else sorted(STORIES)[10], "tabular", "docx",
                 example_child(STORIES[sorted(STORIES)[10]]), dt.date(2026, 11, 2))  # fmt: skip
    long = read(data, name="plan.docx")
    short_text = '{"short": true}'
    now = timezone.now()
    say("  children, plans, versions")
    children = Child.objects.bulk_create(
        Child(authority=cast.authority, reference=new_reference(), case_system_id=f"C{n}", first_name="Tobin",
              last_name=f"Ashworth{n}", date_of_birth=dt.date(2016, 5, 4)) for n in range(plans_wanted)
    )  # fmt: skip
    assessments = Assessment.objects.bulk_create(
        Assessment(child=child, requested_on=now.date() - dt.timedelta(days=dice.randint(20, 160)), outcome="plan")
        for child in children
    )
    plans = Plan.objects.bulk_create(
        Plan(authority=cast.authority, child=child, assessment=assessment, reference=new_reference(),
             officer=officers[n % len(officers)]) for n, (child, assessment) in enumerate(zip(children, assessments, strict=True))
    )  # fmt: skip
    stages = itertools.cycle([Stage.SERVED, Stage.FINAL, Stage.FINAL, Stage.LET_THROUGH, Stage.DRAWN])
    versions = []
    out: dict[str, list[PlanVersion]] = collections.defaultdict(list)
    for n, plan in enumerate(plans):
        stage = Stage.DRAWN if n < 30 else next(stages) if n < moderated else Stage.FINAL
        versions.append(
            PlanVersion(plan=plan, number=1, stage=Stage.DRAWN if stage in OUT else stage, writer=plan.officer,
                        file="none.docx", file_format="docx", sha256="0" * 64,
                        text=long.to_json() if n < 30 else short_text, uploaded_by=plan.officer,
                        ready_at=now - dt.timedelta(days=n % 300), ready_by=plan.officer)
        )  # fmt: skip
        out[stage].append(versions[-1])
    PlanVersion.objects.bulk_create(versions, batch_size=500)
    let_out(out)
    say("  draws")
    periods = [f"{now.year - (now.month - 1 - m < 0)}-{(now.month - 1 - m) % 12 + 1:02}" for m in range(10)]
    # Filled by no draw: pages show what is wrong with it, as they would of any receipt.
    receipt = {"picks": [], "frame": [], "excluded": [], "frame_sha256": "0" * 64, "excluded_sha256": "0" * 64,
               "commitment": "0" * 64, "nonce": "0" * 64, "seed": "0" * 64}  # fmt: skip
    draws = Draw.objects.bulk_create(
        Draw(authority=cast.authority, reference=f"D-2026-{n:05}", kind="chance", purpose="level-3",
             period=periods[n % 10], frozen={}, receipt=receipt, commitment="0" * 64,
             committed_at=now, drawn_at=now - dt.timedelta(days=30 * (n % 10))) for n in range(moderated)
    )  # fmt: skip
    frame = FramePlan.objects.bulk_create(
        FramePlan(draw=draw, version=versions[n], officer=versions[n].writer, frame_id=f"{n:09}", stratum="s",
                  chance="1/3", result="picked", place=1) for n, draw in enumerate(draws)
    )  # fmt: skip
    say("  moderations, answers")
    edition = current_edition(now.date())
    moderations = Moderation.objects.bulk_create(
        Moderation(authority=cast.authority, reference=new_reference(), version=versions[n], origin="chance",
                   frame_plan=frame[n], chance="1/3", edition=edition.id, edition_fingerprint=edition.fingerprint,
                   profile="short", moderator=seniors[n % 3], assigned_at=now - dt.timedelta(days=n % 300),
                   due_on=now.date() + dt.timedelta(days=n % 5), stage="moderating" if n < 30 else "closed")
        for n in range(moderated)
    )  # fmt: skip
    reviews = Review.objects.bulk_create(
        Review(moderation=one, moderator=one.moderator, started_at=now) for one in moderations
    )
    questions = list(asked_in(moderations[0]).questions)[:24]
    answers = ["met", "met", "met", "partly", "not_met", "not_applicable"]
    Judgement.objects.bulk_create(
        (
            Judgement(review=review, code=code, answer=(chosen := dice.choice(answers)), first_answer=chosen,
                      origin="drafting" if chosen in ("partly", "not_met") else "")
            for review in reviews[30:] + reviews[:30] for code in questions
        ),
        batch_size=2_000,
    )  # fmt: skip
    block = next(b for b in long.blocks if len(b.text) > 80 and b.is_plan_text)
    Evidence.objects.bulk_create(
        Evidence(review=review, code=questions[n], block=block.index, start=0, end=40, quote=block.text[:40], section="F")
        for review in reviews[:30] for n in range(12)
    )  # fmt: skip
    words = ["outstanding", "good", "good", "requires_improvement", "inadequate"]
    for review in reviews[30:]:
        review.judgement, review.locked_at = dice.choice(words), now
        review.suggested, review.gap, review.submitted_at = (
            review.judgement,
            0,
            now - dt.timedelta(days=30 * (review.pk % 10)),
        )
    Review.objects.bulk_update(
        reviews[30:], ["judgement", "locked_at", "suggested", "gap", "submitted_at"], batch_size=500
    )
    Letter.objects.bulk_create(
        Letter(moderation=one, review=review, outcome="ready-to-serve", sent_at=now, answer="acknowledged", answered_at=now,
               answer_by=now.date()) for one, review in list(zip(moderations, reviews, strict=True))[30:]
    )  # fmt: skip
    Clearance.objects.bulk_create(
        Clearance(version=one.version, kind="level-3", outcome="cleared", by=one.moderator) for one in moderations[30:]
    )
    Reader.objects.bulk_create(
        Reader(version=one.version, post=one.moderator, because="moderation", source=one.reference)
        for one in moderations[:30]
    )
    say("  deadlines")
    reckon_all(authority=cast.authority, on=now.date())
    return {"plan": plans[0], "moderation": moderations[0], "closed": moderations[100], "draw": draws[0]}


def let_out(out: dict[str, list[PlanVersion]]) -> None:
    """Nothing comes in cleared, served or final: each is cleared, then served on the day it was ready, then final."""
    for stage in OUT:
        Clearance.objects.bulk_create(
            Clearance(version=version, kind="level-3", outcome="ready-to-serve", at=version.ready_at)
            for version in out[stage]
        )
        PlanVersion.objects.filter(pk__in=[version.pk for version in out[stage]]).update(stage=Stage.CLEARED)
        for version in out[stage]:
            version.stage, version.served_on = stage, version.ready_at.date()
        PlanVersion.objects.bulk_update(out[stage], ["stage", "served_on"], batch_size=500)
