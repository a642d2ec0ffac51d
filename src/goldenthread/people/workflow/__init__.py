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

__all__ = [
    "Refused",
    "accept_invitation",
    "find_invitation",
    "invite",
    "new_authority",
    "renew_invitation",
    "withdraw_invitation",
]
