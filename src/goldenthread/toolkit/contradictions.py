"""What is wrong with an edition as a whole, where each part by itself is well formed."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from goldenthread.toolkit.edition import Edition

AIMS_OF_THE_FRAMEWORK = 8


def contradictions_in(edition: Edition) -> list[str]:
    """What no single part can see: things named twice, scales out of order, a rule that cannot be reached."""
    problems = []
    for what, keys in (
        ("aim", [aim.number for aim in edition.aims]),
        ("judgement", [each.key for each in edition.scale.judgements]),
        ("grade", [each.grade for each in edition.scale.judgements]),
        ("answer", [each.key for each in edition.scale.answers]),
        ("origin", [each.key for each in edition.origins]),
        ("who_should_act", [each.key for each in edition.who_should_act]),
        ("advice service", [each.key for each in edition.advice_services]),
        ("correction choice", [each.key for each in edition.needs_correction]),
        ("section", [each.code for each in edition.sections]),
        ("standard", [each.code for each in edition.standards]),
        ("holistic question", [each.code for each in edition.holistic]),
        ("form profile", [each.key for each in edition.profiles]),
        ("cited work", [each.short for each in edition.cites]),
        ("default profile for level", [level for each in edition.profiles for level in each.default_for_levels]),
    ):
        problems += [
            f"The {what} {key!r} is there more than once." for key, count in Counter(keys).items() if count > 1
        ]

    if len(edition.aims) != AIMS_OF_THE_FRAMEWORK:
        problems.append(f"There are {len(edition.aims)} aims; the Framework has {AIMS_OF_THE_FRAMEWORK}.")
    if [each.grade for each in edition.scale.judgements] != list(range(len(edition.scale.judgements), 0, -1)):
        problems.append("The judgements must stand best first, with grades that count down to 1.")
    if not {0} < {each.marks for each in edition.scale.answers if each.marks is not None}:
        problems.append("The answers must hold one with marks = 0 and one with more.")
    if sum(each.is_default_when_not_asked for each in edition.scale.answers) != 1:
        problems.append("Exactly one answer must say is_default_when_not_asked = true.")
    if any(each.is_default_when_not_asked and each.counts for each in edition.scale.answers):
        problems.append("The answer that stands where nobody was asked may not carry marks.")

    without = {each.code for each in edition.sections} - {each.section for each in edition.holistic}
    if without and any(profile.holistic for profile in edition.profiles):
        problems.append(f"These sections have no holistic question: {', '.join(sorted(without))}.")

    grades = {each.key: each.grade for each in edition.scale.judgements}
    thresholds = edition.suggesting.thresholds
    for better, worse in pairwise(thresholds):
        asks_for_less = better.share_at_least > worse.share_at_least or (
            better.share_at_least == worse.share_at_least and better.none_not_met and not worse.none_not_met
        )
        if grades.get(better.judgement, 0) <= grades.get(worse.judgement, 0) or not asks_for_less:
            problems.append(
                f"The threshold for {worse.judgement} must stand below that for {better.judgement} and ask for less."
            )
    last = thresholds[-1] if thresholds else None
    if last is None or last.share_at_least > 0 or last.none_not_met:
        problems.append("The last threshold must be share_at_least = 0 for the lowest judgement, without conditions.")
    return problems
