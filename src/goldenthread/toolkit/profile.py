"""What a moderator's answers add up to: the suggested judgement, and what a review still lacks.

Pure functions on an edition and plain values. The moderator judges; this only suggests, and it is shown
only after the judgement is locked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ehcp.rulebook import rule
from goldenthread.toolkit.edition import Edition, SectionForm, questions_of
from goldenthread.toolkit.nouns import Judgement, Limit, Standard

SUGGESTING = "QA Toolkit 2025-02, how a judgement is suggested"


@dataclass(frozen=True)
class SectionProfile:
    """One section's share of its marks. `share` and `suggested` are None where no answer carried marks.

    `answered` counts the standards with any answer, `asked` those that this form asked.
    """

    code: str
    title: str
    share: Fraction | None
    suggested: Judgement | None
    answered: int
    asked: int
    limits_hit: tuple[str, ...]

    @property
    def percent(self) -> int | None:
        return percent_of(self.share)


@dataclass(frozen=True)
class ComputedProfile:
    """What the answers to one form suggest, section by section and for the whole plan.

    `limits_hit` are the limiting standards that were not met, `reasons` the sentences of the limits that
    held the suggestion down. `cannot_tell` are limiting standards that nobody could answer: with any of
    these the suggestion is provisional. `reported_apart` holds answers kept out of the sum (timeliness).
    """

    edition: str
    fingerprint: str
    profile: str
    sections: tuple[SectionProfile, ...]
    share: Fraction | None
    suggested: Judgement | None
    limits_hit: tuple[str, ...]
    reasons: tuple[str, ...]
    unanswered: tuple[str, ...]
    cannot_tell: tuple[str, ...]
    reported_apart: tuple[tuple[str, str], ...]

    @property
    def percent(self) -> int | None:
        return percent_of(self.share)

    @property
    def is_provisional(self) -> bool:
        return bool(self.unanswered or self.cannot_tell)

    def as_record(self) -> dict[str, object]:
        """The same as plain values for keeping as JSON beside the review: keys, whole percentages, lists."""
        return {
            "edition": self.edition,
            "fingerprint": self.fingerprint,
            "profile": self.profile,
            "suggested": self.suggested.key if self.suggested else None,
            "percent": self.percent,
            "sections": [
                {
                    "code": section.code,
                    "percent": section.percent,
                    "suggested": section.suggested.key if section.suggested else None,
                    "answered": section.answered,
                    "asked": section.asked,
                    "limits_hit": list(section.limits_hit),
                }
                for section in self.sections
            ],
            "limits_hit": list(self.limits_hit),
            "reasons": list(self.reasons),
            "unanswered": list(self.unanswered),
            "cannot_tell": list(self.cannot_tell),
            "reported_apart": dict(self.reported_apart),
        }


@dataclass(frozen=True)
class Missing:
    """One thing that a review lacks: which standard, what is lacking (answer, comment, origin), in words."""

    code: str
    what: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def percent_of(share: Fraction | None) -> int | None:
    """A share as whole per cent, rounded down: 89.6% must not read as the 90 that it has not reached."""
    return None if share is None else int(share * 100)


def computed_profile(
    edition: Edition, profile_name: str, answers: Mapping[str, str], form: Iterable[SectionForm] | None = None
) -> ComputedProfile:
    """What these answers (standard code to answer key) suggest under this form profile.

    Give the `form` that the moderator had, so that *unanswered* means what was asked and required of
    them; without it, everything in the profile counts as asked. An answer to a standard that the form
    does not ask is left out of the sum. UnknownCode where the edition lacks a code or an answer.
    """
    for code, key in answers.items():
        edition.standard(code), edition.answer(key)
    sections = list(form) if form is not None else edition.form(profile_name)
    asked = questions_of(sections)
    given = {question.code: answers[question.code] for question in asked if answers.get(question.code)}
    apart = {question.code for question in asked if question.reported_apart}
    judged = {code: key for code, key in given.items() if code not in apart}

    limits_hit = limiting_standards_not_met(edition, judged)
    share = share_of_marks(edition, judged)
    return ComputedProfile(
        edition=edition.id,
        fingerprint=edition.fingerprint,
        profile=profile_name,
        sections=tuple(_section_profile(edition, section, given, apart) for section in sections),
        share=share,
        suggested=suggested_judgement(edition, judged),
        limits_hit=limits_hit,
        reasons=tuple(limit.sentence for limit in _limits_that_hold(edition, limits_hit)),
        unanswered=tuple(question.code for question in asked if question.required and question.code not in given),
        cannot_tell=tuple(
            code for code, key in judged.items() if edition.standard(code).limiting and _leaves_a_doubt(edition, key)
        ),
        reported_apart=tuple((code, key) for code, key in given.items() if code in apart),
    )


def _section_profile(
    edition: Edition, section: SectionForm, given: Mapping[str, str], apart: set[str]
) -> SectionProfile:
    here = {code: given[code] for code in section.codes if code in given}
    judged = {code: key for code, key in here.items() if code not in apart}
    return SectionProfile(
        code=section.code,
        title=section.title,
        share=share_of_marks(edition, judged),
        suggested=suggested_judgement(edition, judged, limited=edition.suggesting.limits_hold_in_sections),
        answered=len(here),
        asked=len(section.questions),
        limits_hit=limiting_standards_not_met(edition, judged),
    )


# --- The sentences ----------------------------------------------------------------------------


@rule("T.1", source=SUGGESTING)
def share_of_marks(edition: Edition, answers: Mapping[str, str]) -> Fraction | None:
    """Each standard counts by its weight, and answers that carry no marks leave the sum.

    Met, partly met and not met carry marks; not applicable, cannot tell and not my area do not. The
    share is exact, between 0 and 1; None where nothing carried marks.
    """
    earned = possible = 0
    for standard, marks in _marked(edition, answers):
        earned += standard.weight * marks
        possible += standard.weight * edition.scale.most_marks
    return Fraction(earned, possible) if possible else None


@rule("T.2", source=SUGGESTING)
def limiting_standards_not_met(edition: Edition, answers: Mapping[str, str]) -> tuple[str, ...]:
    """A limiting standard is hit when it is not met; partly met does not hit it.

    Codes in the edition's order.
    """
    not_met = {standard.code for standard, marks in _marked(edition, answers) if marks == 0 and standard.limiting}
    return tuple(standard.code for standard in edition.standards if standard.code in not_met)


@rule("T.3", source=SUGGESTING)
def suggested_judgement(edition: Edition, answers: Mapping[str, str], *, limited: bool = True) -> Judgement | None:
    """The suggestion is the best judgement whose share of the marks is reached, and no limit lets it be higher.

    A share reached exactly is reached. The limits of a plan hold within a section too, if the edition
    says so (`limited`), so that the section that holds a plan down shows it. None where no answer carried marks.
    """
    share = share_of_marks(edition, answers)
    if share is None:
        return None
    something_not_met = any(marks == 0 for _, marks in _marked(edition, answers))
    reached = next(
        edition.judgement(threshold.judgement)
        for threshold in edition.suggesting.thresholds
        if share * 100 >= threshold.share_at_least and not (threshold.none_not_met and something_not_met)
    )
    ceilings = (
        [
            edition.judgement(limit.judgement_at_most)
            for limit in _limits_that_hold(edition, limiting_standards_not_met(edition, answers))
        ]
        if limited
        else []
    )
    return min([reached, *ceilings], key=lambda judgement: judgement.grade)


@rule("T.4", source="QA Framework 2025, Level 4: each moderator provides a judgement")
def gap_needs_a_reason(edition: Edition, own: Judgement, suggested: Judgement | None) -> bool:
    """The judgement is the moderator's own; one that stands a grade or more from the suggestion comes with a reason.

    How many grades is the edition's to say. Where nothing is suggested there is no gap.
    """
    return gap(own, suggested) >= edition.suggesting.gap_needs_reason


@rule("T.5", source="QA Toolkit 2025-02, answers to a standard")
def what_is_missing(
    edition: Edition,
    form: Iterable[SectionForm],
    answers: Mapping[str, str],
    comments: Mapping[str, str],
    origins: Mapping[str, str] | None = None,
) -> list[Missing]:
    """A review is complete when every standard asked of the moderator is answered, and weak answers are explained.

    Which answers need a comment, and which need an origin, the edition says. Origins are looked at only
    where they are given. An empty list means that nothing is missing. Order of the form.
    """
    missing = []
    for question in questions_of(form):
        named = f"{question.code}, {question.label}"
        key = answers.get(question.code)
        if not key:
            if question.required:
                missing.append(Missing(question.code, "answer", f"{named}: choose an answer."))
            continue
        answer = edition.answer(key)
        if answer.needs_comment and not comments.get(question.code, "").strip():
            missing.append(
                Missing(question.code, "comment", f"{named}: you chose {answer.label}, so add a comment to say why.")
            )
        if origins is not None and answer.needs_origin and not origins.get(question.code):
            missing.append(
                Missing(
                    question.code,
                    "origin",
                    f"{named}: you chose {answer.label}, so say where the weakness came from.",
                )
            )
    return missing


def gap(own: Judgement, suggested: Judgement | None) -> int:
    """How many grades apart two judgements are, never below nought. Nought where nothing was suggested."""
    return abs(own.grade - suggested.grade) if suggested else 0


# --- Reading answers --------------------------------------------------------------------------


def _marked(edition: Edition, answers: Mapping[str, str]) -> list[tuple[Standard, int]]:
    """The standards whose answer carries marks, with the marks."""
    marked = []
    for code, key in answers.items():
        marks = edition.answer(key).marks
        if marks is not None:
            marked.append((edition.standard(code), marks))
    return marked


def _leaves_a_doubt(edition: Edition, key: str) -> bool:
    """Whether this answer says that the standard matters and could not be judged: no marks, yet a comment is due."""
    answer = edition.answer(key)
    return not answer.counts and answer.needs_comment


def _limits_that_hold(edition: Edition, limits_hit: Iterable[str]) -> list[Limit]:
    """The limits in force; of several for one kind of standard, the one that holds lowest."""
    hits = [edition.standard(code).limiting for code in limits_hit]
    in_force = [limit for limit in edition.suggesting.limits if hits.count(limit.limiting) >= limit.not_met_at_least]
    lowest_last = sorted(in_force, key=lambda limit: -edition.judgement(limit.judgement_at_most).grade)
    return list({limit.limiting: limit for limit in lowest_last}.values())
