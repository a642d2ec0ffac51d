"""What a limit is called on a page: shorter than the law says it, in the words of the team."""

from dataclasses import dataclass

from ehcp.clock.limits import LIMITS

REQUESTS, REVIEWS, TRANSFERS, OTHERS = "requests", "reviews", "transfers", "others"
GROUPS = {
    REQUESTS: "Requests and assessments",
    REVIEWS: "Reviews",
    TRANSFERS: "Phase transfers",
    OTHERS: "Moves, mediation and the rest",
}


@dataclass(frozen=True)
class Word:
    """A limit's short name, and the group of the work that it belongs to."""

    label: str
    group: str


WORDS = {
    "request-decision": Word("Decision whether to assess", REQUESTS),
    "advice-reply": Word("Reply to a request for advice", REQUESTS),
    "refusal-to-issue": Word("Decision not to issue a plan, if that is the decision", REQUESTS),
    "representations": Word("The family’s fifteen days", REQUESTS),
    "setting-reply": Word("The school’s or college’s reply", REQUESTS),
    "final-plan": Word("Final plan", REQUESTS),
    "reassessment-decision": Word("Decision whether to re-assess", REQUESTS),
    "reassessment-final": Word("Final plan after re-assessment", REQUESTS),
    "review-notice": Word("Notice of the review meeting", REVIEWS),
    "review-papers": Word("Papers for the review meeting", REVIEWS),
    "review-report": Word("Report of the review meeting", REVIEWS),
    "review-decision": Word("Decision after the review", REVIEWS),
    "amendment-representations": Word("The family’s fifteen days on the changes", REVIEWS),
    "amended-final": Word("Amended plan, from the notice", REVIEWS),
    "amended-final-from-meeting": Word("Amended plan, from the meeting", REVIEWS),
    "annual-review": Word("Annual review", REVIEWS),
    "early-years-review": Word("Review of a child under five (guidance)", REVIEWS),
    "phase-transfer": Word("Phase transfer", TRANSFERS),
    "phase-transfer-to-post16": Word("Phase transfer to post-16", TRANSFERS),
    "phase-transfer-within-post16": Word("Move between post-16 settings", TRANSFERS),
    "move-in-notice": Word("Notice to a family that moved in", OTHERS),
    "move-in-review": Word("Review of a plan that moved in", OTHERS),
}


def label(code: str) -> str:
    """The short name of a limit; one that has none is named by its code, with spaces."""
    word = WORDS.get(code)
    return word.label if word else code.replace("-", " ").capitalize()


def group_of(code: str) -> str:
    word = WORDS.get(code)
    return word.group if word else OTHERS


def codes_of(group: str) -> list[str]:
    """The codes of one group of the work."""
    return [code for code in LIMITS if group_of(code) == group]


# What only the Code of Practice says is shown and is never called overdue.
GUIDANCE = tuple(code for code, editions in LIMITS.items() if not editions[-1].is_law)
