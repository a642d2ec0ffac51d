"""For each address: which thing of a story it is about, and what a page would send there."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_scopes import scope

from goldenthread import world as time
from goldenthread.moderation.workflow.held import page_token
from goldenthread.people.models import Post
from goldenthread.permissions import Role
from tests.ehcp.sen2.returns import as_xml, person
from tests.matrix.world import QUOTE, Half, Story

MADE_UP = {"reference": "ZZZZ-ZZ9", "draw": "D-2020-9999", "key": "Z" * 28, "pk": 987_654_321}

# What an address is made of: (kind of part, how it is found in a story). Parts of the kind "" are not about a thing.
Part = tuple[str, Callable[[Half, Story, str], Any]]


def _reference(what: str) -> Part:
    return "reference", lambda half, story, by: getattr(story, what).reference


def _plan_of(what: str) -> Part:
    return "reference", lambda half, story, by: getattr(story, what).plan.reference


def _child_of(what: str) -> Part:
    return "reference", lambda half, story, by: getattr(story, what).child.reference


def _number(n: int) -> Part:
    return "", lambda half, story, by: n


def _said(value: str) -> Part:
    return "", lambda half, story, by: value


def _pk(find: Callable[[Half, Story, str], Any]) -> Part:
    return "pk", lambda half, story, by: find(half, story, by).pk


def _upload(half: Half, story: Story, by: str) -> Any:
    return story.uploads.get(by) or story.uploads[Role.OFFICER]


def _concern(half: Half, story: Story, by: str) -> str:
    return story.concerns.get(by) or story.concerns[Role.SENIOR]


def _of_the_review(name: str, moderation: str) -> Part:
    return "pk", lambda half, story, by: getattr(getattr(story, moderation).reviews.get(), name).first().pk


_batch: Part = ("key", lambda half, story, by: _upload(half, story, by).batch)
_post: Part = _pk(lambda half, story, by: half.cast.nadia)
_import: Part = ("reference", lambda half, story, by: half.register_import.reference)
_return: Part = ("reference", lambda half, story, by: half.sen2_import.reference)
_run: Part = ("pk", lambda half, story, by: half.sen2_import.quality_check.pk)
_frozen: Part = ("draw", lambda half, story, by: half.frozen.reference)
_drawn: Part = ("draw", lambda half, story, by: story.chance_draw.reference)
_drafting = (_reference("drafting"), _number(2))
_screened = (_plan_of("locked"), _number(1))

ADDRESSES: dict[str, tuple[Part, ...]] = {
    "people:person": (_post,),
    "people:details": (_post,),
    "people:leave": (_post,),
    "people:sign_off": (_post,),
    "people:take_back_sign_off": (_post,),
    "people:meeting": (_post,),
    "people:end_post": (_post,),
    "people:reset_second_factor": (_post,),
    "people:withdraw_leave": (_pk(lambda half, story, by: half.leave),),
    "people:invitation": (_pk(lambda half, story, by: half.invitation),),
    "people:renew_invitation": (_pk(lambda half, story, by: half.invitation),),
    "people:withdraw_invitation": (_pk(lambda half, story, by: half.invitation),),
    "people:accept": (_said("no-such-token"),),
    "people:setting": (_said("level3.background-chance"),),
    "people:access_report": (_reference("drawn"),),
    "plans:who": (_reference("drafting"),),
    "plans:kind": (_reference("drafting"),),
    "desk:plan": (_reference("drafting"),),
    "compliance:check": _drafting,
    "clocks:child": (_child_of("drafting"),),
    "clocks:add_review": (_child_of("drafting"),),
    "clocks:review": (_child_of("drafting"), _pk(lambda half, story, by: story.drafting.reviews.get())),
    "clocks:add_transfer": (_child_of("drafting"),),
    "clocks:transfer": (_child_of("drafting"), _pk(lambda half, story, by: story.drafting.phase_transfers.get())),
    "clocks:start": (_child_of("drafting"),),
    "clocks:started": (_child_of("drafting"), _pk(lambda half, story, by: story.drafting.started_clocks.get())),
    "clocks:exception": (
        _child_of("drafting"),
        _pk(lambda half, story, by: story.drafting.child.clocks.get(code="request-decision")),
    ),
    "clocks:objection": (_child_of("drafting"),),
    "clocks:end_objection": (_child_of("drafting"), _pk(lambda half, story, by: story.drafting.child.objections.get())),
    "plans:sen2": (_return,),
    "plans:sen2_progress": (_return,),
    "plans:sen2_who": (_return,),
    "plans:apply_sen2": (_return,),
    "plans:carry_on_sen2": (_return,),
    "plans:abandon_sen2": (_return,),
    "plans:quality_rule": (_run, _said("review-without-outcome")),
    "plans:quality_file": (_run, _said("review-without-outcome")),
    "plans:import": (_import,),
    "plans:import_columns": (_import,),
    "plans:read_import_again": (_import,),
    "plans:import_values": (_import,),
    "plans:import_progress": (_import,),
    "plans:apply_import": (_import,),
    "plans:carry_on_import": (_import,),
    "plans:abandon_import": (_import,),
    "plans:refused_rows": (_import, _said("csv")),
    "plans:uploads": (_batch,),
    "plans:match_upload": (_batch, _pk(_upload)),
    "plans:match_uploads": (_batch,),
    "plans:read_upload_again": (_batch, _pk(_upload)),
    "plans:upload_file": (_batch, _pk(_upload)),
    "plans:remove_upload": (_batch, _pk(_upload)),
    "plans:upload": (_reference("drafting"),),
    "plans:compare": (_reference("drafting"),),
    "plans:version": _drafting,
    "plans:original": _drafting,
    "plans:right_child": (_reference("drawn"), _number(1)),
    "plans:serve": (_reference("let_through"), _number(1)),
    "plans:correct_service": (_reference("served"), _number(1)),
    "plans:release": (_reference("drawn"), _number(1)),
    "plans:final": (_reference("served"), _number(1)),
    "desk:ready": _drafting,
    "desk:self_check": _screened,
    "desk:save_self_check": _screened,
    "desk:screen_again": _screened,
    "desk:self_check_word": _screened,
    "desk:thread": _screened,
    "samples:receipt": (_drawn,),
    "samples:receipt_file": (_drawn,),
    "desk:frozen_draw": (_frozen,),
    "desk:make_draw": (_frozen,),
    "desk:abandon_draw": (_frozen,),
    "moderation:held": (("key", lambda half, story, by: story.held[Role.SENIOR].key),),
    "moderation:ask": (_reference("let_through"), _number(1)),
    "moderation:moderation": (_reference("under_way"),),
    "moderation:save": (_reference("under_way"), _said("F0")),
    "moderation:evidence": (_reference("under_way"),),
    "moderation:remove_evidence": (_reference("under_way"), _of_the_review("evidence", "under_way")),
    "moderation:restore_evidence": (_reference("under_way"), _of_the_review("evidence", "under_way")),
    "moderation:show_points": (_reference("locked"), _said("F")),
    "moderation:save_point": (_reference("locked"), _said("F")),
    "moderation:missed": (_reference("locked"), _said("F")),
    "moderation:remove_missed": (
        _reference("locked"),
        _said("F"),
        _pk(lambda half, story, by: story.locked.version.missed.get()),
    ),
    "moderation:judge": (_reference("under_way"),),
    "moderation:findings": (_reference("locked"),),
    "moderation:add_strength": (_reference("locked"),),
    "moderation:remove_strength": (_reference("locked"), _of_the_review("strengths", "locked")),
    "moderation:add_recommendation": (_reference("locked"),),
    "moderation:remove_recommendation": (_reference("locked"), _of_the_review("recommendations", "locked")),
    "moderation:recommend_from": (_reference("locked"), _said("F0")),
    "moderation:submitted": (_reference("handed_in"),),
    "moderation:correct": (_reference("handed_in"),),
    "moderation:stand_down": (_reference("under_way"),),
    "moderation:assign": (_reference("under_way"),),
    "moderation:withdraw": (_reference("under_way"),),
    "moderation:raise_concern": (_reference("under_way"),),
    "moderation:version_concern": _drafting,
    "moderation:concern": (("reference", _concern),),
    "moderation:letter": (_reference("sent"),),
    "moderation:letter_word": (_reference("sent"),),
    "moderation:write_letter": (_reference("unsent"),),
    "moderation:save_letter_field": (_reference("unsent"),),
    "moderation:send_letter": (_reference("unsent"),),
    "moderation:acknowledge": (_reference("sent"),),
    "moderation:letter_message": (_reference("sent"),),
    "moderation:challenge_letter": (_reference("sent"),),
    "moderation:mark_point": (_reference("sent"), _number(1)),
    "moderation:send_back": (_reference("sent"),),
    "moderation:challenge": (
        _reference("challenged"),
        _pk(lambda half, story, by: story.challenged.letter.challenges.get()),
    ),
    "moderation:changes": (_reference("checking"),),
    "moderation:clear": (_reference("checking"),),
    "moderation:not_yet": (_reference("checking"),),
    "moderation:give_challenge": (
        _reference("challenged"),
        _pk(lambda half, story, by: story.challenged.letter.challenges.get()),
    ),
    "screenings:check": (_said("boilerplate"),),
    "reporting:officer": (_pk(lambda half, story, by: story.writer),),
    "account_reset_password_from_key": (_said("1"), _said("no-such-key")),
}
# The version of a moderated plan that a senior may read is the one that was given to them.
GIVEN_TO_READ = {
    "plans:version": (_reference("drawn"), _number(1)),
    "plans:original": (_reference("drawn"), _number(1)),
    "plans:compare": (_plan_of("checking"),),
    "moderation:version_concern": (_reference("drawn"), _number(1)),
}


def is_about_a_thing(name: str) -> bool:
    return any(kind for kind, _ in ADDRESSES.get(name, ()))


def address(name: str, half: Half, story: Story, by: str) -> str:
    """The address for somebody of this role: where there is one of their own in the story, theirs."""
    parts = ADDRESSES.get(name, ())
    if by == Role.SENIOR:
        parts = GIVEN_TO_READ.get(name, parts)
    with scope(authority=half.authority):
        return reverse(name, args=[find(half, story, by) for _, find in parts])


def made_up(name: str, half: Half, story: Story, by: str) -> str:
    """The same address for a thing that does not exist."""
    with scope(authority=half.authority):
        return reverse(
            name, args=[MADE_UP[kind] if kind else find(half, story, by) for kind, find in ADDRESSES.get(name, ())]
        )


def _return_file(half: Half) -> SimpleUploadedFile:
    return SimpleUploadedFile("sen2.xml", as_xml([person()], {"LEA": half.authority.code}))


# --- What a page sends ------------------------------------------------------------------------


def _day(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def _point_of(story: Story) -> int:
    return story.locked.version.findings.get().pk


def query(name: str, half: Half, story: Story) -> str:
    return {"plans:hand_over": f"?from={half.cast.osei.pk}"}.get(name, "")


def body(name: str, half: Half, story: Story, by: Post) -> dict[str, Any]:
    """A whole and valid form, so that whoever gets through does the thing."""
    today = time.today()
    file = SimpleUploadedFile("draft.docx", b"made up")
    is_senior = by.role == Role.SENIOR
    with scope(authority=half.authority):
        token = page_token(by, story.under_way, browser="")
        bodies: dict[str, dict[str, Any]] = {
            "people:choose_post": {"post": by.pk},
            "people:invite": {
                "name": "Una New",
                "email": "una.new@sandbourne.example",
                "role": "officer",
                "working_share": "100",
            },
            "people:details": {"name": "Nadia New", "working_share": "80"},
            "people:leave": _day("starts_on", today + dt.timedelta(days=60))
            | _day("ends_on", today + dt.timedelta(days=61)),
            "people:take_back_sign_off": {"reason": "Two in a row"},
            "people:meeting": {"kind": "met-dco"} | _day("happened_on", today),
            "people:end_post": _day("last_day", today + dt.timedelta(days=30)),
            "people:setting": {"value": "1/5"} | _day("from_on", today),
            "plans:list": {"words": "Canarysson"},
            "plans:add": {
                "case_system_id": "A-1",
                "first_name": "Wren",
                "last_name": "Vale",
                "kind": "new",
                **_day("requested_on", today),
            },
            "plans:hand_over": {"plans": [story.drafting.reference], "to": half.cast.nadia.pk},
            "plans:kind": {"kind": "amended"},
            "plans:who": {"officer": story.writer.pk, "assistant": half.cast.sam.pk},
            "clocks:add_review": {"outcome": "open", **_day("meeting_on", today - dt.timedelta(days=9))},
            "clocks:review": {"outcome": "open", **_day("meeting_on", today - dt.timedelta(days=4))},
            "clocks:add_transfer": {"into": "school", **_day("moves_on", today + dt.timedelta(days=300))},
            "clocks:transfer": {"into": "post-16", **_day("moves_on", today + dt.timedelta(days=200))},
            "clocks:start": {"code": "mediation-arrange", **_day("began_on", today)},
            "clocks:started": _day("met_on", today),
            "clocks:exception": {
                "limb": "personal-circumstances",
                "evidence": "A letter in the case file",
                **_day("from_on", today - dt.timedelta(days=40)),
                **_day("until_on", today - dt.timedelta(days=30)),
            },
            "compliance:check": {"state-X1": "met"},
            "clocks:objection": {"ground": "family", **_day("told_on", today)},
            "clocks:end_objection": {"because": "The family has changed its mind"},
            "plans:start_import": {"file": SimpleUploadedFile("extract.csv", b"Child ID\r\n1\r\n")},
            "plans:start_sen2": {"documents": [_return_file(half)]},
            "plans:sen2_who": {"person-1": "same"},
            "plans:import_columns": {"child_id": "Child ID"},
            "plans:read_import_again": {"again-header_row": "1"},
            "plans:upload_many": {"documents": [file], "status": "draft"},
            "plans:upload": {"documents": [file], "status": "draft"},
            # A senior handed it in, and moderates: the plan that it belongs to is not theirs to add to.
            "plans:match_upload": {"reference": MADE_UP["reference"] if is_senior else story.drafting.reference},
            "plans:right_child": {"why": "known-as", "words": "So says the school"},
            "plans:serve": _day("on", today),
            "plans:final": _day("on", today),
            "plans:correct_service": {
                **_day("on", today - dt.timedelta(days=19)),
                "reason": "The letter went a day later",
            },
            "plans:release": {"reason": "The twenty weeks end on Friday"},
            "desk:new_draw": {"period": f"{today:%Y-%m}", "each": "1", "reason": "To see"},
            "desk:frozen_draw": {"text": "three and five"},
            "desk:abandon_draw": {"reason": "Made by mistake"},
            "moderation:ask": {"reason": "The family asked"},
            "moderation:divider": {"share": "50"},
            "moderation:moderation": {"standard": "F0", "comment": "New", "version_comment": "1", "page": token},
            "moderation:save": {"field": "answer", "value": "met", "version": "0"},
            "moderation:save_point": {"field": f"answer-{_point_of(story)}", "value": "agree", "version": "1"},
            "desk:save_self_check": {"field": f"answer-{_point_of(story)}", "value": "agree", "version": "0"},
            "moderation:missed": {"quote": "school staff", "words": "Who"},
            "moderation:evidence": {"standard": "F0", "quote": QUOTE},
            "moderation:judge": {"judgement": "good", "version_judgement": "0", "page": token},
            "moderation:findings": {"summary": "One knows them", "version_summary": "0"},
            "moderation:add_strength": {"strength-text": "Clear", "strength-quote": QUOTE},
            "moderation:add_recommendation": {
                "recommendation-text": "Say how often",
                "recommendation-for_whom": "casework_officer",
            },
            "moderation:correct": {"reason": "A slip"},
            "moderation:assign": {"to": half.cast.ruth.pk},
            "moderation:withdraw": {"reason": "The family moved"},
            "moderation:raise_concern": {"kind": "safeguarding", "text": "Something"},
            "moderation:version_concern": {"kind": "safeguarding", "text": "Something"},
            "moderation:concern": {"what_was_done": "Rang them"},
            "moderation:save_letter_field": {"field": "opening", "value": "Hello", "version": "0"},
            "moderation:write_letter": {"opening": "Hello", "outcome": "amend-first"},
            "moderation:letter_message": {"text": "May I ask"},
            "moderation:challenge_letter": {"text": "The report says so"},
            "moderation:mark_point": {"done": "done"},
            "moderation:challenge": {"decision": "upheld", "reason": "It does say so"},
            "moderation:not_yet": {"text": "F1 still says regular"},
        }
    return bodies.get(name, {})
