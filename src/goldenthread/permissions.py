"""Who may do what: one list of permissions, one table of roles, one question.

A role opens nothing child-level by itself: most rows carry a condition, a plain question that the thing answers about
itself (`is_written_by`, `is_assigned_to`, ...). So this file imports no model and can be read by a manager.
*When* something may be done is a rule; *which rows* a page lists is `visible_to` in the room's queries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from goldenthread.roles import ROLES, Role

__all__ = ["ROLES", "TABLE", "Asking", "Decision", "Permission", "Role", "may", "needs", "open_to", "require"]


class Permission(StrEnum):
    # the door and the furniture
    WORK = "see one's own work"
    READ_TOOLKIT = "read the toolkit"
    # people and settings
    SEE_PEOPLE = "see who works here"
    MANAGE_PEOPLE = "invite people, record leave and leaving, hand over caseloads"
    SEE_SETTINGS = "see the settings"
    CHANGE_SETTINGS = "change a setting"
    SIGN_OFF_OFFICER = "sign an officer off as independent"
    # register, plans, versions
    SEE_REGISTER = "search the register"
    IMPORT_REGISTER = "bring in an extract of the case system"
    CONFIRM_KIND = "confirm that a plan is amended"
    UPLOAD_BATCH = "bring in many plans at once"
    READ_PLAN = "read a plan"
    UPLOAD_VERSION = "bring in a version of a plan"
    MARK_READY = "say that a draft is ready"
    CONFIRM_CHILD = "look a second time whose plan a draft is"
    SERVE = "record that a draft was served or a plan made final"
    CORRECT_SERVICE = "put a recorded day of service right"
    RELEASE = "release a draft that was not moderated in time"
    # deadlines
    SEE_DEADLINES = "see what is due and what is late"
    RECORD_DAYS = "record a review, a move to the next phase, or the start of a clock"
    EXCUSE = "decide on an exception to a limit"
    RECORD_OBJECTION = "record that a family objects, or that records are held"
    # compliance
    CHECK_COMPLIANCE = "answer the compliance check of a plan"
    # draws
    SEE_DRAWS = "see the console and who was drawn"
    SEE_PUBLIC_DRAWS = "see that draws were made, and check them"
    SEE_RECEIPT = "see the receipt of a draw"
    RUN_DRAW = "make a draw, abandon one, replace a pick"
    PICK_PURPOSIVELY = "ask for the moderation of one plan"
    # screening
    SEE_CHECKS = "see how far moderators agree with the checks"
    # moderation
    MODERATE = "moderate a plan"
    READ_MODERATION = "read a moderation that was handed in"
    ASSIGN_MODERATION = "give a moderation to somebody else"
    RAISE_CONCERN = "raise a concern about a plan"
    SEE_CONCERNS = "see the concerns raised"
    # feedback and clearance
    SEND_LETTER = "write and send the feedback letter"
    READ_LETTER = "read a feedback letter"
    ANSWER_LETTER = "answer a feedback letter"
    ANSWER_CHALLENGE = "answer a challenge"
    CLEAR = "clear a draft after its changes"
    # figures and history
    SEE_FIGURES = "see figures"
    CHOOSE_MONTHS = "see figures of any months"
    SEE_STAFF_FIGURES = "see figures about one officer"
    EXPORT_FIGURES = "take figures away as a file"
    READ_HISTORY = "see who opened and changed what"


@dataclass(frozen=True)
class Decision:
    """The answer to `may`: yes or no, and why, in words that may be shown."""

    allowed: bool
    why: str = ""

    def __bool__(self) -> bool:
        return self.allowed


Condition = Callable[[Any, Any], bool]


def always(post: Any, thing: Any) -> bool:
    return True


def written_by_them(post: Any, thing: Any) -> bool:
    return thing is not None and thing.is_written_by(post)


def allocated_to_them(post: Any, thing: Any) -> bool:
    return thing is not None and thing.is_allocated_to(post)


def assigned_to_them(post: Any, thing: Any) -> bool:
    return thing is not None and thing.is_assigned_to(post)


def about_themselves(post: Any, thing: Any) -> bool:
    return thing is not None and thing.is_about(post)


def any_of(*conditions: Condition) -> Condition:
    def either(post: Any, thing: Any) -> bool:
        return any(condition(post, thing) for condition in conditions)

    return either


_everyone: dict[Permission, Condition] = {
    Permission.WORK: always,
    Permission.READ_TOOLKIT: always,
    Permission.SEE_PUBLIC_DRAWS: always,
}
_panel: dict[Permission, Condition] = {**_everyone, Permission.SEE_FIGURES: always}

TABLE: dict[Role, dict[Permission, Condition]] = {
    Role.LEAD: {
        **dict.fromkeys(Permission, always),
        # The lead runs the framework and so judges nothing, and answers for nobody.
        Permission.MODERATE: assigned_to_them,
        Permission.SEND_LETTER: assigned_to_them,
        Permission.ANSWER_LETTER: written_by_them,
        Permission.ANSWER_CHALLENGE: assigned_to_them,
    },
    Role.SENIOR: {
        **_panel,
        Permission.SEE_PEOPLE: always,
        Permission.SEE_SETTINGS: always,
        Permission.SIGN_OFF_OFFICER: always,
        Permission.SEE_REGISTER: always,
        Permission.READ_PLAN: any_of(assigned_to_them, written_by_them),
        Permission.UPLOAD_VERSION: written_by_them,
        Permission.MARK_READY: written_by_them,
        Permission.SERVE: written_by_them,
        Permission.SEE_DRAWS: always,
        Permission.SEE_RECEIPT: always,
        Permission.PICK_PURPOSIVELY: always,
        Permission.SEE_CHECKS: always,
        Permission.MODERATE: assigned_to_them,
        Permission.CONFIRM_CHILD: assigned_to_them,
        Permission.READ_MODERATION: assigned_to_them,
        Permission.RAISE_CONCERN: any_of(assigned_to_them, written_by_them),
        Permission.SEND_LETTER: assigned_to_them,
        Permission.READ_LETTER: any_of(assigned_to_them, written_by_them),
        Permission.ANSWER_LETTER: written_by_them,
        Permission.ANSWER_CHALLENGE: assigned_to_them,
        Permission.CLEAR: assigned_to_them,
        Permission.SEE_STAFF_FIGURES: always,
        Permission.EXPORT_FIGURES: always,
        Permission.SEE_DEADLINES: always,
        Permission.RECORD_DAYS: always,
        Permission.EXCUSE: always,
        Permission.RECORD_OBJECTION: always,
        Permission.CHECK_COMPLIANCE: written_by_them,
    },
    Role.OFFICER: {
        **_everyone,
        Permission.SEE_REGISTER: always,
        Permission.READ_PLAN: written_by_them,
        Permission.UPLOAD_VERSION: written_by_them,
        Permission.MARK_READY: written_by_them,
        Permission.SERVE: written_by_them,
        Permission.SEE_RECEIPT: written_by_them,
        Permission.RAISE_CONCERN: written_by_them,
        Permission.READ_LETTER: written_by_them,
        Permission.ANSWER_LETTER: written_by_them,
        Permission.SEE_FIGURES: always,
        Permission.SEE_STAFF_FIGURES: about_themselves,
        Permission.SEE_DEADLINES: written_by_them,
        Permission.RECORD_DAYS: written_by_them,
        Permission.RECORD_OBJECTION: written_by_them,
        Permission.CHECK_COMPLIANCE: written_by_them,
    },
    Role.ASSISTANT: {
        **_everyone,
        Permission.SEE_REGISTER: always,
        Permission.IMPORT_REGISTER: always,
        Permission.UPLOAD_BATCH: always,
        Permission.READ_PLAN: allocated_to_them,
        Permission.UPLOAD_VERSION: always,
        Permission.MARK_READY: allocated_to_them,
        Permission.SERVE: allocated_to_them,
        Permission.RAISE_CONCERN: allocated_to_them,
        Permission.SEE_FIGURES: always,
        Permission.SEE_DEADLINES: always,
        Permission.RECORD_DAYS: always,
        Permission.RECORD_OBJECTION: always,
        Permission.CHECK_COMPLIANCE: allocated_to_them,
    },
    Role.DCO: _panel,
    Role.DSCO: _panel,
    Role.ADVICE_WRITER: _everyone,
    Role.CHAMPION: _everyone,
    Role.EDUCATION: _panel,
    Role.PARENT_CARER: _panel,
    Role.SENDIASS: _panel,
    Role.BOARD: _panel,
    Role.ANALYST: {**_panel, Permission.EXPORT_FIGURES: always},
    Role.ADMINISTRATOR: {**_everyone, Permission.SEE_PEOPLE: always, Permission.SEE_SETTINGS: always},
    Role.AUDITOR: {**_everyone, Permission.READ_HISTORY: always, Permission.SEE_SETTINGS: always},
}


def may(person: Any, permission: Permission, thing: Any = None) -> Decision:
    """May this person, acting in this post, do this to this thing?

    `person` is the post that the session acts in (a person, in a role, in an authority), or None.
    With no thing the question is whether the role could at all, and the page's query does the rest.
    """
    if person is None:
        return Decision(False, "You are not signed in to an authority.")
    if not person.is_open:
        return Decision(False, "Your role here has ended.")
    condition = TABLE[Role(person.role)].get(permission)
    if condition is None:
        return Decision(False, f"A {ROLES[Role(person.role)][0].lower()} may not {permission}.")
    if thing is None:
        return Decision(True)
    if thing.authority_id != person.authority_id:
        return Decision(False, "That belongs to another authority.")
    if not condition(person, thing):
        return Decision(False, "That is not yours.")
    return Decision(True)


def require(person: Any, permission: Permission, thing: Any = None) -> None:
    """Raise PermissionDenied unless `may` says yes. Verbs ask this again, whatever the page has asked."""
    decision = may(person, permission, thing)
    if not decision:
        raise PermissionDenied(decision.why)


def needs(permission: Permission) -> Callable:
    """Mark a page with the permission that it needs, and ask for it before anything is fetched.

    Whoever could never do this sees "not found": that the page exists is nobody's business. The mark is what
    `goldenthread routes` lists and what the generated matrix test walks.
    """

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
            if not may(request.post, permission):
                raise Http404
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied as refused:
                raise Http404 from refused

        guarded.permission = permission  # type: ignore[attr-defined]  # for whoever lists the pages
        return guarded

    return decorate


class Asking:
    """For templates: `{% if may.run_draw %}` asks about the role, `may.ask` with a thing is done in the view."""

    def __init__(self, post: Any):
        self.post = post

    def __getattr__(self, name: str) -> bool:
        try:
            return bool(may(self.post, Permission[name.upper()]))
        except KeyError:
            raise AttributeError(name) from None


def open_to(audience: str) -> Callable:
    """Mark a page that asks for no permission: `audience` is "everyone" or "signed in". Said aloud, never forgotten."""
    from django.contrib.auth.decorators import login_not_required

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def opened(request: Any, *args: Any, **kwargs: Any) -> Any:
            return view(request, *args, **kwargs)

        opened.permission = audience  # type: ignore[attr-defined]  # for whoever lists the pages
        return login_not_required(opened) if audience == "everyone" else opened

    return decorate
