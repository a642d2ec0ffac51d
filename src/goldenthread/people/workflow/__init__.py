"""What people do about people: inviting, leaving, leave, sign-off, settings. One file for each noun."""

from goldenthread.people.rules import Refused
from goldenthread.people.workflow.invitations import (
    accept_invitation,
    find_invitation,
    invite,
    new_authority,
    renew_invitation,
    withdraw_invitation,
)
from goldenthread.people.workflow.posts import (
    caseload,
    change_share,
    correct_details,
    end_post,
    record_leave,
    record_meeting,
    rename,
    reset_second_factor,
    sign_off,
    take_back_sign_off,
    withdraw_leave,
)
from goldenthread.people.workflow.settings import decide

__all__ = [
    "Refused",
    "accept_invitation",
    "caseload",
    "change_share",
    "correct_details",
    "decide",
    "end_post",
    "find_invitation",
    "invite",
    "new_authority",
    "record_leave",
    "record_meeting",
    "rename",
    "renew_invitation",
    "reset_second_factor",
    "sign_off",
    "take_back_sign_off",
    "withdraw_invitation",
    "withdraw_leave",
]
