"""The roles that a post may have, and what each is for. What each may do stands in `permissions`."""

from enum import StrEnum


class Role(StrEnum):
    """Roles are kept by name. What each is for stands beside it, as the people page shows it."""

    LEAD = "lead"
    SENIOR = "senior"
    OFFICER = "officer"
    ASSISTANT = "assistant"
    DCO = "dco"
    DSCO = "dsco"
    ADVICE_WRITER = "advice-writer"
    CHAMPION = "champion"
    EDUCATION = "education"
    PARENT_CARER = "parent-carer"
    SENDIASS = "sendiass"
    BOARD = "board"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLES: dict[Role, tuple[str, str]] = {
    Role.LEAD: ("SEND quality lead", "Runs the framework: people, settings, draws, releases, figures."),
    Role.SENIOR: ("Senior casework officer", "Moderates drafts, coaches new officers, signs them off."),
    Role.OFFICER: ("Casework officer", "Writes plans and answers the feedback on them."),
    Role.ASSISTANT: ("Casework assistant", "Keeps the register, uploads plans, checks compliance."),
    Role.DCO: ("Designated clinical officer", "Assures health advice and the health content of drafts."),
    Role.DSCO: ("Designated social care officer", "Assures social care advice and the care content of drafts."),
    Role.ADVICE_WRITER: ("Advice writer", "Writes health or social care advice for plans."),
    Role.CHAMPION: ("Provider SEND champion", "Checks a provider's health advice before it leaves."),
    Role.EDUCATION: ("Education moderator", "A school's or psychology service's voice in multi-agency moderation."),
    Role.PARENT_CARER: ("Parent carer", "The parent carer forum's voice in multi-agency moderation."),
    Role.SENDIASS: ("SENDIASS adviser", "The advice service's voice in multi-agency moderation."),
    Role.BOARD: ("Board member", "Reads figures; never a child's or an officer's record."),
    Role.ANALYST: ("Analyst", "Makes figures from rows without names."),
    Role.ADMINISTRATOR: ("System administrator", "Keeps the service running; sees no child's record."),
    Role.AUDITOR: ("Auditor", "Reads the history: who opened and changed what."),
}
