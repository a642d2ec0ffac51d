"""Months of Level 3 thrown by dice, straight into the tables: odd, lawful, and far from the workflows' usual ways."""

import datetime as dt
import random
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile

from goldenthread.moderation.models import Challenge, Judgement, Letter, LetterMessage, Moderation, Review
from goldenthread.moderation.stages import Stage
from goldenthread.people.models import Post
from goldenthread.plans.models import Child, Clearance, Plan, PlanVersion
from goldenthread.plans.stages import Stage as VersionStage
from goldenthread.samples.models import Draw, FramePlan
from goldenthread.toolkit.standards import load_edition, questions_of

LONDON = ZoneInfo("Europe/London")
EDITION = load_edition("2025-02")
CODES = [question.code for question in questions_of(EDITION.form("short"))] + ["X4"]
GRADES = [judgement.key for judgement in EDITION.scale.judgements]
CHANCES = ["1/1", "1/2", "2/7", "1/10"]
ANSWERS = ["met"] * 6 + ["partly", "partly", "not_met", "not_applicable", "cannot_tell", "not_my_area", ""]
SERVICES = ["speech_and_language", "educational_psychology", "occupational_therapy", ""]


@dataclass
class Dice:
    """Months of an authority. `start` is the first day on which a draft becomes ready, `days` how many they spread over."""

    authority: object
    writers: list[Post]
    moderator: Post
    seed: int = 1
    drafts: int = 60
    start: dt.date = dt.date(2026, 8, 20)
    days: int = 100
    codes: list[str] = field(default_factory=lambda: CODES)

    def throw(self) -> None:
        self.dice = random.Random(self.seed)
        children = Child.objects.bulk_create(
            Child(
                authority=self.authority,
                case_system_id=f"D{self.seed}-{number}",
                first_name="Tobin",
                last_name=f"Ashworth{number}",
            )
            for number in range(self.drafts)
        )
        self.plans = Plan.objects.bulk_create(
            Plan(authority=self.authority, child=child, officer=self.dice.choice(self.writers)) for child in children
        )
        self.versions = PlanVersion.objects.bulk_create(self._version(plan) for plan in self.plans)
        self._draw()
        self._moderate()
        self._write()

    def _moment(self) -> dt.datetime:
        """Any minute of those days, midnights of both clocks among them."""
        first = dt.datetime.combine(self.start, dt.time(), dt.UTC)
        return first + dt.timedelta(days=self.dice.randrange(self.days), minutes=self.dice.randrange(24 * 60))

    def _version(self, plan: Plan) -> PlanVersion:
        is_ready = self.dice.random() < 0.95
        return PlanVersion(
            plan=plan,
            number=1,
            status=self.dice.choice(["draft"] * 19 + ["amended"]),
            stage=VersionStage.READY if is_ready else VersionStage.DRAFTING,
            writer=plan.officer,
            file=ContentFile(b"made up", name="plan.docx").name,
            file_format="docx",
            sha256="0" * 64,
            text='{"a long text": "that no figure reads"}',
            uploaded_by=plan.officer,
            ready_at=self._moment() if is_ready else None,
            ready_by=plan.officer if is_ready else None,
        )

    def _draw(self) -> None:
        """Each ready draft meets the draw; some are kept out of it; some let through are picked later."""
        ready = [version for version in self.versions if version.ready_at]
        out = [version for version in ready if self.dice.random() < 0.1]
        Clearance.objects.bulk_create(
            Clearance(
                version=version,
                kind="level-3",
                outcome="let-through",
                source="not-in-the-frame",
                at=version.ready_at,
            )
            for version in out
        )
        draws, frames, kinds = [], [], []
        for number, version in enumerate(version for version in ready if version not in out):
            draws.append(self._new_draw(f"D-{self.seed}-{number}", "level-3", version))
            is_picked = self.dice.random() < 0.6
            kinds.append((version, "chance" if is_picked else None, len(draws) - 1))
            frames.append(self._frame(draws[-1], version, "picked" if is_picked else "let-through"))
            if not is_picked and self.dice.random() < 0.4:
                purpose = self.dice.choice(["level-3-catch-up", "level-3-on-demand"])
                draws.append(self._new_draw(f"C-{self.seed}-{number}", purpose, version))
                frames.append(self._frame(draws[-1], version, self.dice.choice(["picked", "reserve"])))
                kinds.append((version, "catch-up" if purpose.endswith("up") else "quota", len(draws) - 1))
        Draw.objects.bulk_create(draws)
        FramePlan.objects.bulk_create(frames)
        self.picked = [(version, kind, frames[place]) for version, kind, place in kinds if kind]
        self.picked += [(version, "purposive", None) for version in out if self.dice.random() < 0.7]
        Clearance.objects.bulk_create(
            Clearance(version=version, kind="release", outcome="released", by=None, at=self._moment())
            for version in ready
            if self.dice.random() < 0.05
        )

    def _new_draw(self, reference: str, purpose: str, version: PlanVersion) -> Draw:
        return Draw(
            authority=self.authority,
            reference=reference[:16],
            kind="chance",
            purpose=purpose,
            period=f"{version.ready_at.astimezone(LONDON):%Y-%m}",
            frozen={},
            commitment="0" * 64,
            committed_at=version.ready_at,
            drawn_at=version.ready_at,
        )

    def _frame(self, draw: Draw, version: PlanVersion, result: str) -> FramePlan:
        return FramePlan(
            draw=draw,
            version=version,
            officer=version.writer,
            frame_id=f"f{version.pk}",
            stratum="s",
            chance=self.dice.choice(CHANCES),
            result=result,
        )

    def _moderate(self) -> None:
        moderations = []
        for version, kind, frame in self.picked:
            new = not version.writer.is_signed_off
            moderations.append(
                Moderation(
                    authority=self.authority,
                    version=version,
                    origin="every-draft" if new and kind == "chance" and self.dice.random() < 0.8 else kind,
                    frame_plan=frame,
                    chance=frame.chance if frame else "1/1",
                    edition=EDITION.id,
                    edition_fingerprint=EDITION.fingerprint,
                    profile="short",
                    writer_was_new=new,
                    moderator=self.moderator,
                    created_at=version.ready_at + dt.timedelta(minutes=self.dice.choice([0, 0, 0, 6000])),
                    due_on=version.ready_at.date() + dt.timedelta(days=2),
                )
            )
        self.moderations = Moderation.objects.bulk_create(moderations)
        reviews = Review.objects.bulk_create(
            self._review(one, 1) for one in self.moderations if self.dice.random() < 0.9
        )
        self._answer(reviews)
        handed_in = {review.moderation_id for review in reviews if review.due}
        for one in self.moderations:
            later = [Stage.HANDED_IN, Stage.WITH_WRITER, Stage.CLOSED, Stage.CLOSED]
            one.stage = self.dice.choice([*(later if one.pk in handed_in else [Stage.MODERATING] * 4), Stage.WITHDRAWN])
        Moderation.objects.bulk_update(self.moderations, ["stage"], batch_size=500)
        corrections = Review.objects.bulk_create(
            self._review(one.moderation, 2, corrects=one)
            for one in reviews
            if one.due is not None and self.dice.random() < 0.2
        )
        self._answer(corrections)
        self.reviews = reviews

    def _review(self, moderation: Moderation, number: int, corrects: Review | None = None) -> Review:
        review = Review(
            moderation=moderation,
            moderator=self.moderator,
            number=number,
            corrects=corrects,
            judgement=self.dice.choice(GRADES + ["good", "good", "good"]),
        )
        begun = corrects.due if corrects else moderation.created_at
        review.due = (
            begun + dt.timedelta(minutes=self.dice.randrange(7 * 24 * 60)) if self.dice.random() < 0.9 else None
        )
        return review

    def _answer(self, reviews: list[Review]) -> None:
        judgements = []
        for review in reviews:
            for code in self.codes:
                answer = self.dice.choice(ANSWERS)
                first = self.dice.choice(["", "", "", "met", "not_met"]) if answer else ""
                weak = answer in ("partly", "not_met")
                origin = self.dice.choice(["advice", "drafting", "process"]) if weak else ""
                judgements.append(
                    Judgement(
                        review=review,
                        code=code,
                        answer=answer,
                        first_answer=first,
                        comment="Say how often." * 5 if weak else "",
                        origin=origin,
                        origin_service=self.dice.choice(SERVICES) if origin == "advice" else "",
                    )
                )
        Judgement.objects.bulk_create(judgements, batch_size=2000)
        handed = [review for review in reviews if review.due]
        for review in handed:
            review.locked_at = review.submitted_at = review.due
        Review.objects.bulk_update(handed, ["locked_at", "submitted_at"], batch_size=500)

    def _write(self) -> None:
        """Letters of some handed-in reviews, some of them asked about, some challenged."""
        letters = Letter.objects.bulk_create(self._letter(review) for review in self.reviews if review.due)
        LetterMessage.objects.bulk_create(
            LetterMessage(letter=letter, by=self.dice.choice([letter.review.moderation.version.writer, self.moderator]))
            for letter in letters
            if self.dice.random() < 0.3
        )
        Challenge.objects.bulk_create(
            Challenge(
                letter=letter,
                by=letter.review.moderation.version.writer,
                decision=decision,
                decided_at=letter.written_at if decision else None,
            )
            for letter in letters
            for decision in ["upheld", "partly", "not-upheld", ""]
            if self.dice.random() < 0.1
        )

    def _letter(self, review: Review) -> Letter:
        answer = self.dice.choice(["", "acknowledged", "asked", "challenged"])
        sent_at = review.due + dt.timedelta(minutes=self.dice.randrange(3000)) if self.dice.random() < 0.8 else None
        return Letter(
            moderation=review.moderation,
            review=review,
            outcome="ready-to-serve",
            written_at=review.due,
            sent_at=sent_at,
            answer=answer,
            answered_at=sent_at or review.due if answer else None,
        )
