"""What the pages of judging show: before the lock the judgements alone, after it the profile and the findings."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, QuerySet, When
from django.urls import reverse

from goldenthread.moderation import rules
from goldenthread.moderation.models import Evidence, Moderation, Recommendation, Review, Strength
from goldenthread.moderation.queries.asked import Asked, asked_in
from goldenthread.moderation.queries.completeness import missing_before_lock
from goldenthread.moderation.queries.reading import Profile, profile_of
from goldenthread.moderation.queries.standard import FieldState
from goldenthread.people import choices
from goldenthread.toolkit.profile import Missing, computed_profile
from goldenthread.toolkit.standards import Choice, Judgement

# What an answered standard still lacks, in the words of its form.
LACKS = {
    "comment": "what you would tell the writer",
    "origin": "where the weakness began",
    "origin_service": "whose advice",
    "origin_document": "which advice you looked at",
}


@dataclass(frozen=True)
class Problem:
    """A line of the error summary: what is missing, and where to put it right."""

    text: str
    href: str


@dataclass(frozen=True)
class Wanting:
    """A standard that was answered by less than met, with what its moderator said of it."""

    code: str
    label: str
    answer: str
    comment: str
    href: str


@dataclass(frozen=True)
class Judging:
    """The page before the lock. It holds nothing that was computed from the answers, unless the authority says so."""

    judgements: tuple[Judgement, ...]
    fields: dict[str, FieldState]
    waiting: list[Problem]  # what the answers still lack
    errors: list[Problem]  # what was missing when the lock was tried
    wanting: tuple[Wanting, ...] = ()  # the moderator's own words, to judge by
    preview: str = ""  # what the answers add up to, where the authority reveals it before the judgement


@dataclass(frozen=True)
class Said:
    """What was said about a weakness, of which no recommendation is made yet."""

    code: str
    label: str
    comment: str


@dataclass(frozen=True)
class Findings:
    """The page after the lock."""

    judgement: Judgement
    profile: Profile
    gap_wants_reason: bool
    fields: dict[str, FieldState]
    corrections: tuple[Choice, ...]
    strengths: list[Strength]
    recommendations: list[tuple[Recommendation, str]]
    quotes: QuerySet[Evidence]
    for_whom: list[tuple[str, str]]
    said: list[Said]
    errors: list[Problem]


def judging_of(moderation: Moderation, review: Review, missing: list[Missing] | None = None) -> Judging:
    asked = asked_in(moderation)
    waiting = [each for each in missing_before_lock(asked, review) if each.code]
    return Judging(
        judgements=asked.edition.scale.judgements,
        fields=states(review, "judgement", "judgement_reason"),
        waiting=waiting_by_section(asked, moderation, waiting),
        errors=problems(asked, moderation, missing or []),
        wanting=_wanting(asked, moderation, review),
        preview=_preview(asked, moderation, review),
    )


def _wanting(asked: Asked, moderation: Moderation, review: Review) -> tuple[Wanting, ...]:
    """Every answer that wants words to the writer, in the order of the form. No count and no score: those come later."""
    page = reverse("moderation:moderation", args=[moderation.reference])
    judgements = {one.code: one for one in review.judgements.exclude(answer="")}
    return tuple(
        Wanting(
            code,
            question.label,
            judgements[code].answer,
            judgements[code].comment,
            f"{page}?section={asked.section_of[code].code}&standard={code}#{code}",
        )
        for code, question in asked.questions.items()
        if code in judgements and asked.edition.answer(judgements[code].answer).needs_comment
    )


def _preview(asked: Asked, moderation: Moderation, review: Review) -> str:
    if choices.value(moderation.authority_id, "moderation.reveal-last"):
        return ""
    answers = {one.code: one.answer for one in review.judgements.all() if one.answer}
    computed = computed_profile(asked.edition, moderation.profile, answers, asked.sections)
    return computed.suggested.label if computed.suggested else ""


def findings_of(moderation: Moderation, review: Review, missing: list[Missing] | None = None) -> Findings:
    """For a locked review only."""
    asked = asked_in(moderation)
    edition = asked.edition
    who = {choice.key: choice.label for choice in edition.who_should_act}
    grades = choices.value(moderation.authority_id, "moderation.gap")
    stage = (moderation.facts or {}).get("stage", "draft")
    return Findings(
        judgement=edition.judgement(review.judgement),
        profile=profile_of(asked, review),
        gap_wants_reason=rules.gap_wants_a_reason(review.gap, grades=grades),
        fields=states(review, "gap_reason", "summary", "needs_correction", "few_strengths_reason"),
        corrections=edition.correction_choices(stage),
        strengths=list(review.strengths.select_related("evidence")),
        recommendations=[(each, who.get(each.for_whom, each.for_whom)) for each in review.recommendations.all()],
        quotes=_quotes_of(review),
        for_whom=list(who.items()),
        said=_said(asked, review),
        errors=problems(asked, moderation, missing or []),
    )


def _said(asked: Asked, review: Review) -> list[Said]:
    made = {each.text for each in review.recommendations.all()}
    judgements = {one.code: one for one in review.judgements.exclude(comment="")}
    weak = {one.key for one in asked.edition.scale.answers if one.marks is not None}
    most = asked.edition.scale.most_marks
    return [
        Said(code, question.label, judgements[code].comment)
        for code, question in asked.questions.items()
        if code in judgements
        and judgements[code].answer in weak
        and asked.edition.answer(judgements[code].answer).marks != most
        and judgements[code].comment.strip() not in made
    ]


def _quotes_of(review: Review) -> QuerySet[Evidence]:
    """The quotes to choose from for a strength: first those that were kept as one while reading and are not used yet."""
    kept = Case(When(code="strength", strengths=None, then=0), default=1)
    return review.evidence.filter(removed_at=None).order_by(kept, "pk")


def states(review: Review, *names: str) -> dict[str, FieldState]:
    return {name: FieldState(getattr(review, name), int(review.versions.get(name, 0))) for name in names}


def waiting_by_section(asked: Asked, moderation: Moderation, missing: list[Missing]) -> list[Problem]:
    """One line for each section: how many of its standards are still to be answered, and how many to be explained."""
    page = reverse("moderation:moderation", args=[moderation.reference])
    found = []
    for section in asked.sections:
        to_answer = {each.code for each in missing if each.code in section.codes and each.what == "answer"}
        to_explain = {each.code for each in missing if each.code in section.codes} - to_answer
        counts = [
            f"{len(codes)} to {verb}" for codes, verb in ((to_answer, "answer"), (to_explain, "explain")) if codes
        ]
        if counts and to_explain:
            lacks = dict.fromkeys(LACKS.get(each.what, each.what) for each in missing if each.code in to_explain)
            counts[-1] += f" ({', '.join(sorted(to_explain))}: {', '.join(lacks)})"
        if counts:
            first = next(code for code in section.codes if code in to_answer | to_explain)
            href = f"{page}?section={section.code}&standard={first}#{first}"
            found.append(Problem(f"{section.code} {section.label}: {' and '.join(counts)}", href))
    return found


def problems(asked: Asked, moderation: Moderation, missing: list[Missing]) -> list[Problem]:
    """One line for each question (not for each thing that it lacks), and one for each part of the page itself."""
    page = reverse("moderation:moderation", args=[moderation.reference])
    found: dict[str, Problem] = {}
    for each in missing:
        href = f"#{each.what}"
        if each.what == "child":
            href = reverse("plans:right_child", args=[moderation.plan.reference, moderation.version.number])
        if each.code:
            section: Any = asked.section_of[each.code].code
            href = f"{page}?section={section}&standard={each.code}#{each.code}"
        found.setdefault(each.code or each.what, Problem(each.sentence, href))
    return list(found.values())
