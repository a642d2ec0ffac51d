"""Every reading and number that an authority may decide: its key, its default, and what it means.

`value(authority, key, on=)` gives the value in force on a day. A change is a dated row, never an edit, so that what
was decided under an old value can be understood later.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from goldenthread import world
from goldenthread.people.models import Authority, Choice


@dataclass(frozen=True)
class Setting:
    """One setting: `kind` is whole, fraction, yes-no, one-of or words; `options` for one-of are (value, label)."""

    key: str
    group: str
    label: str
    help: str
    kind: str
    default: Any
    low: int | None = None
    high: int | None = None
    options: tuple[tuple[str, str], ...] = ()


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "level3.target-working-days",
        "Level 3",
        "Working days to moderate a drawn draft",
        "Past this the quality lead is told. The draft waits unless the lead releases it.",
        "whole",
        2,
        1,
        20,
    ),
    Setting(
        "level3.background-chance",
        "Level 3",
        "Chance of a draft when its officer is already covered",
        "As a fraction such as 1/10, so that being done for the month is no holiday.",
        "fraction",
        "1/10",
    ),
    Setting(
        "level3.drafts-of-somebody-new",
        "Level 3",
        "Drafts a month expected of an officer without three months behind them",
        "For the chance of their drafts, until they have a history of their own.",
        "whole",
        4,
        1,
        30,
    ),
    Setting(
        "level3.catch-up",
        "Level 3",
        "Catch-up draw on the month's last working day",
        "Picks one draft for every officer who had drafts and none drawn.",
        "yes-no",
        True,
    ),
    Setting(
        "level1.before-ready",
        "Level 1",
        "The compliance check before a draft is ready, and before a plan is final",
        "Shown: what is open or missing stands on the plan’s page and in the figures. Asked for: nothing goes on before it is complete.",
        "one-of",
        "shown",
        options=(("shown", "Shown"), ("required", "Asked for")),
    ),
    Setting(
        "level3.kinds",
        "Level 3",
        "Versions that enter the Level 3 draw",
        "Amended plans may have a frame of their own instead.",
        "one-of",
        "new",
        options=(("new", "New plans"), ("all", "New and amended plans")),
    ),
    Setting(
        "level3.profile",
        "Level 3",
        "Form for Level 3",
        "Which questions a senior is asked.",
        "one-of",
        "short",
        options=(("short", "Short: limiting standards and one question a section"), ("full", "Full: every standard")),
    ),
    Setting(
        "level3.line-management-bars",
        "Level 3",
        "A senior does not moderate officers whom they line-manage",
        "Off: seniors rotate over all officers.",
        "yes-no",
        False,
    ),
    Setting(
        "level3.moderator-named", "Level 3", "The writer sees who moderated", "By name at Level 3.", "yes-no", True
    ),
    Setting(
        "level3.answer-working-days",
        "Level 3",
        "Working days to answer a feedback letter",
        "To acknowledge, ask or challenge.",
        "whole",
        10,
        1,
        40,
    ),
    Setting(
        "new-officer.plans",
        "New officers",
        "Plans in a row that suggest sign-off",
        "The last so many plans are Good or better, and no limiting standard failed.",
        "whole",
        5,
        1,
        30,
    ),
    Setting(
        "new-officer.seniors",
        "New officers",
        "Seniors who must have judged them",
        "At least so many different seniors.",
        "whole",
        2,
        1,
        5,
    ),
    Setting(
        "new-officer.relapse",
        "New officers",
        "Judgements in a row that bring every draft back to moderation",
        "So many Requires improvement or worse, one after the other.",
        "whole",
        2,
        1,
        10,
    ),
    Setting(
        "level4.plans",
        "Level 4",
        "Plans a round",
        "Drawn so that every phase is reached in twelve months.",
        "whole",
        3,
        1,
        30,
    ),
    Setting("level4.each-phase", "Level 4", "That number is for each phase", "Off: for the round.", "yes-no", False),
    Setting(
        "moderation.reveal-last",
        "Moderation",
        "Judge first, then see the computed profile",
        "The overall judgement is locked before the profile appears.",
        "yes-no",
        True,
    ),
    Setting(
        "moderation.points-after-answers",
        "Moderation",
        "What the checks noticed in a section is shown once its questions are answered",
        "Off: moderators may look at it before they answer. Figures use the answers given before, where both exist.",
        "yes-no",
        True,
    ),
    Setting(
        "moderation.gap",
        "Moderation",
        "Grades between the judgement and the profile that ask for a reason",
        "",
        "whole",
        1,
        1,
        3,
    ),
    Setting(
        "figures.staff-least",
        "Figures",
        "Plans before a figure about one officer is shown",
        "Fewer tell more about chance than about the officer.",
        "whole",
        5,
        5,
        50,
    ),
    Setting(
        "figures.percent-least",
        "Figures",
        "Answers before a percentage is shown",
        "Under it counts alone.",
        "whole",
        10,
        5,
        50,
    ),
    Setting(
        "figures.suppress-under", "Figures", "Counts hidden below", "So that no child can be known.", "whole", 5, 1, 20
    ),
    Setting(
        "figures.officers-least",
        "Figures",
        "Officers behind a group of plans before its figures are shown",
        "Plans of one or two officers, taken together, would be figures about them.",
        "whole",
        3,
        2,
        20,
    ),
    Setting(
        "figures.calendar",
        "Figures",
        "The year that figures are told by",
        "Choose once: whoever holds figures of two calendars may work out numbers that each of them hides.",
        "one-of",
        "04",
        options=(
            ("04", "From April, in quarters"),
            ("01", "From January, in quarters"),
            ("09", "From September, in terms of four months"),
        ),
    ),
    Setting(
        "safety.second-factor",
        "Safety",
        "A second factor is compulsory",
        "An authenticator app, for everybody.",
        "yes-no",
        True,
    ),
    Setting("safety.invitation-days", "Safety", "Days an invitation stays open", "", "whole", 7, 1, 30),
    Setting(
        "safety.concern-contact",
        "Safety",
        "Who hears of a safeguarding concern at once",
        "E-mail address of the named contact. They get a reference and a link, never a name.",
        "words",
        "",
    ),
    Setting(
        "safety.concern-contact-name",
        "Safety",
        "Name of the safeguarding contact",
        "Shown to whoever raises a concern.",
        "words",
        "",
    ),
    Setting(
        "safety.concern-telephone",
        "Safety",
        "Telephone of the safeguarding contact",
        "Shown to whoever raises a concern.",
        "words",
        "",
    ),
    Setting(
        "safety.breach-contact",
        "Safety",
        "Who hears of a data breach at once",
        "E-mail address of the data protection contact.",
        "words",
        "",
    ),
    Setting(
        "safety.breach-contact-name",
        "Safety",
        "Name of the data protection contact",
        "Shown to whoever raises a concern.",
        "words",
        "",
    ),
    Setting(
        "safety.breach-telephone",
        "Safety",
        "Telephone of the data protection contact",
        "Shown to whoever raises a concern.",
        "words",
        "",
    ),
    Setting("retention.moderation-years", "Retention", "Years that moderations are kept", "", "whole", 6, 1, 80),
    Setting("retention.set-aside-days", "Retention", "Days that files set aside are listed", "", "whole", 30, 1, 365),
)
BY_KEY = {setting.key: setting for setting in SETTINGS}


def value(authority: Authority | int, key: str, on: dt.date | None = None) -> Any:
    """The value of a setting in force on a day (today unless told). KeyError for a key that does not exist."""
    return values(authority, on)[key]


def values(authority: Authority | int, on: dt.date | None = None) -> dict[str, Any]:
    """All settings in force on a day, in one query."""
    authority_id = authority if isinstance(authority, int) else authority.pk
    chosen = Choice._base_manager.filter(authority_id=authority_id, from_on__lte=on or world.today())
    in_force = {choice.key: choice.value for choice in chosen.order_by("from_on", "pk")}
    return {**defaults(authority), **{key: kept for key, kept in in_force.items() if key in BY_KEY}}


def defaults(authority: Authority | int) -> dict[str, Any]:
    """What holds where an authority has decided nothing. The demonstration does not demand a second factor."""
    found = {setting.key: setting.default for setting in SETTINGS}
    if isinstance(authority, int):
        is_demonstration = Authority.objects.filter(pk=authority, is_demonstration=True).exists()
    else:
        is_demonstration = authority.is_demonstration
    if is_demonstration:
        found["safety.second-factor"] = False
    return found
