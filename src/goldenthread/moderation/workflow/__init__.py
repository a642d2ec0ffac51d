"""What people do with a moderation, by noun. Other rooms import the verbs from here."""

from goldenthread.moderation.workflow.answers import Clash, Saved, save_field
from goldenthread.moderation.workflow.arrival import draft_is_ready, moderate_on_request, open_for_picks, run_catch_up
from goldenthread.moderation.workflow.assignment import (
    draft_was_released,
    newer_version_came,
    open_moderation,
    reassign,
    tell_lead_of_overdue,
    withdraw,
)
from goldenthread.moderation.workflow.challenges import challenge, choose_for_challenge, decide_challenge
from goldenthread.moderation.workflow.clearance import (
    clear_after_changes,
    close_unanswered,
    keep_notes,
    mark_point,
    not_yet,
    send_back_to_senior,
)
from goldenthread.moderation.workflow.evidence import (
    add_evidence,
    add_evidence_from_quote,
    remove_evidence,
    restore_evidence,
)
from goldenthread.moderation.workflow.findings import (
    add_recommendation,
    add_strength,
    recommend_from,
    remove_recommendation,
    remove_strength,
)
from goldenthread.moderation.workflow.held import forget_old_held_answers
from goldenthread.moderation.workflow.letter import (
    PointWords,
    StrengthWords,
    acknowledge,
    ask,
    lacking,
    reply,
    save_letter,
    send_letter,
    write_letter,
)
from goldenthread.moderation.workflow.letter_fields import FIELDS as LETTER_FIELDS
from goldenthread.moderation.workflow.letter_fields import save_letter_field, use_instead, use_quote
from goldenthread.moderation.workflow.officers import sign_off_officer
from goldenthread.moderation.workflow.points import judge_point, say_missed, show_points, take_back_missed
from goldenthread.moderation.workflow.refusals import Incomplete, Refused
from goldenthread.moderation.workflow.review import correct_review, lock_judgement, skip, start_review, submit_review
from goldenthread.moderation.workflow.safety import ask_about_same_file, raise_concern, stand_down, take_concern

__all__ = [
    "LETTER_FIELDS",
    "Clash",
    "Incomplete",
    "PointWords",
    "Refused",
    "Saved",
    "StrengthWords",
    "acknowledge",
    "add_evidence",
    "add_evidence_from_quote",
    "add_recommendation",
    "add_strength",
    "ask",
    "ask_about_same_file",
    "challenge",
    "choose_for_challenge",
    "clear_after_changes",
    "close_unanswered",
    "correct_review",
    "decide_challenge",
    "draft_is_ready",
    "draft_was_released",
    "forget_old_held_answers",
    "judge_point",
    "keep_notes",
    "lacking",
    "lock_judgement",
    "mark_point",
    "moderate_on_request",
    "newer_version_came",
    "not_yet",
    "open_for_picks",
    "open_moderation",
    "raise_concern",
    "reassign",
    "recommend_from",
    "remove_evidence",
    "remove_recommendation",
    "remove_strength",
    "reply",
    "restore_evidence",
    "run_catch_up",
    "save_field",
    "save_letter",
    "save_letter_field",
    "say_missed",
    "send_back_to_senior",
    "send_letter",
    "show_points",
    "sign_off_officer",
    "skip",
    "stand_down",
    "start_review",
    "submit_review",
    "take_back_missed",
    "take_concern",
    "tell_lead_of_overdue",
    "use_instead",
    "use_quote",
    "withdraw",
    "write_letter",
]
