"""What holds about people, posts and settings: pure functions on plain values."""

import datetime as dt
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from ehcp.rulebook import rule
from goldenthread.permissions import ROLES, Role


class Refused(ValueError):
    """Something that cannot be done, and why. The message is fit to show."""


# Which agencies a role can be held for; the first is the usual one.
AGENCIES: dict[Role, tuple[str, ...]] = {
    Role.LEAD: ("sen-team",),
    Role.SENIOR: ("sen-team",),
    Role.OFFICER: ("sen-team",),
    Role.ASSISTANT: ("sen-team",),
    Role.DCO: ("health",),
    Role.DSCO: ("social-care",),
    Role.ADVICE_WRITER: ("health", "social-care", "education"),
    Role.CHAMPION: ("health",),
    Role.EDUCATION: ("education",),
    Role.PARENT_CARER: ("parent-carer-forum",),
    Role.SENDIASS: ("sendiass",),
    Role.BOARD: ("board", "sen-team", "health", "social-care", "education", "parent-carer-forum", "sendiass"),
    Role.ANALYST: ("sen-team", "health", "social-care"),
    Role.ADMINISTRATOR: ("sen-team",),
    Role.AUDITOR: ("sen-team", "board", "health", "social-care"),
}


# Roles that write, moderate or clear plans, run that, keep the service, or watch over it. Each stands against another.
HELD_ALONE = frozenset({Role.LEAD, Role.SENIOR, Role.OFFICER, Role.ASSISTANT, Role.ADMINISTRATOR, Role.AUDITOR})


@rule("W.1", source="Golden Thread, nobody judges or watches over their own work")
def may_be_held_together(role: str, others: Iterable[str]) -> bool:
    """Whoever writes, moderates, leads, assists, administers or audits in an authority holds no other role there.

    Reading taken: roles of other agencies, of the board and of analysis may be held together, since each of them opens
    only what it is given. Roles in another authority are nobody's business here.
    """
    others = list(others)
    return not others or not HELD_ALONE & {Role(one) for one in (role, *others)}


def agency_for(role: str, agency: str) -> str:
    """The agency of a post: as chosen, or the usual one of the role where none was. Refused for one that cannot be."""
    possible = AGENCIES[Role(role)]
    if agency and agency not in possible:
        raise Refused(f"The role of {role_in_a_sentence(role)} is not held for that agency.")
    return agency or possible[0]


def role_in_a_sentence(role: str) -> str:
    """A role's label with a small first letter, unless it begins with an abbreviation."""
    label = ROLES[Role(role)][0]
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def authority_code(code: str) -> str:
    """The three digits by which an authority is known in official statistics. Refused for anything else."""
    if not re.fullmatch(r"[0-9]{3}", code.strip()):
        raise Refused(f"An authority's code is three digits, such as 343; this is “{code}”.")
    return code.strip()


def has_had_their_last_day(ends_on: dt.date | None, *, on: dt.date) -> bool:
    """Whether a post that ends on that day gives no more access: leaving today means leaving now."""
    return ends_on is not None and ends_on <= on


def overlapping(starts_on: dt.date, ends_on: dt.date, kept: list[tuple[dt.date, dt.date]]) -> bool:
    """Whether days of leave meet leave that is recorded already (first and last days count)."""
    return any(starts_on <= last and first <= ends_on for first, last in kept)


def setting_value(setting: Any, given: Any) -> Any:
    """A value as it may be kept for this setting (`choices.Setting`), from what somebody typed or chose.

    Refused with a sentence that says what would do.
    """
    return {
        "whole": _whole,
        "fraction": _fraction,
        "yes-no": _yes_no,
        "one-of": _one_of,
        "words": _words,
    }[setting.kind](setting, given)


def _whole(setting: Any, given: Any) -> int:
    if isinstance(given, bool) or not re.fullmatch(r"\s*[0-9]{1,6}\s*", str(given)):
        raise Refused("Enter a whole number")
    number = int(given)
    if (setting.low is not None and number < setting.low) or (setting.high is not None and number > setting.high):
        raise Refused(f"Enter a number from {setting.low} to {setting.high}")
    return number


def _fraction(setting: Any, given: Any) -> str:
    match = re.fullmatch(r"\s*([0-9]{1,6})\s*/\s*([0-9]{1,6})\s*", str(given))
    if not match or int(match[2]) == 0:
        raise Refused("Enter a fraction, like 1/10")
    if int(match[1]) > int(match[2]):
        raise Refused("Enter a fraction between 0/1 and 1/1")
    least = Fraction(int(match[1]), int(match[2]))
    return f"{least.numerator}/{least.denominator}"


def _yes_no(setting: Any, given: Any) -> bool:
    if given in (True, "yes"):
        return True
    if given in (False, "no"):
        return False
    raise Refused("Choose yes or no")


def _one_of(setting: Any, given: Any) -> str:
    if given not in [value for value, _ in setting.options]:
        raise Refused("Choose one of the answers")
    return given


def _words(setting: Any, given: Any) -> str:
    words = str(given or "").strip()
    if len(words) > 200:
        raise Refused("Use 200 characters or fewer")
    if words and setting.key.endswith("-contact") and not re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", words):
        raise Refused("Enter an e-mail address, like name@example.org")
    return words


def in_words(setting: Any, value: Any) -> str:
    """A kept value as the settings page says it."""
    if setting.kind == "yes-no":
        return "Yes" if value else "No"
    if setting.kind == "one-of":
        return dict(setting.options).get(value, str(value))
    return str(value) if value != "" else "Not set"
