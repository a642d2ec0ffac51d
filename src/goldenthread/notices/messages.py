"""Everything that we write to people by e-mail. A reference, a date, a link: never a name, never a quote.

`{reference}`, `{due}`, `{link}` and `{authority}` are all that a message can say. Each kind names the permission that
its reader must still hold when it is sent, asked again then.
"""

from dataclasses import dataclass

from goldenthread.permissions import Permission


@dataclass(frozen=True)
class Message:
    subject: str
    body: str
    needs: Permission = Permission.WORK


MESSAGES: dict[str, Message] = {
    "moderation-given": Message(
        "A draft to moderate: {reference}",
        "Draft {reference} was drawn and is yours to moderate by {due}.\n\n{link}",
        Permission.READ_MODERATION,
    ),
    "moderation-taken-back": Message(
        "No longer yours: {reference}",
        "Draft {reference} has been given to somebody else. There is nothing that you need to do.",
    ),
    "moderation-overdue": Message(
        "Past the target: {reference}",
        "Draft {reference} was to be moderated by {due} and is not. You may give it to somebody else, or release it "
        "with a reason.\n\n{link}",
        Permission.RELEASE,
    ),
    "nobody-may-moderate": Message(
        "Nobody is left to moderate {reference}",
        "Every senior either wrote, edited, knows or is away from draft {reference}. Please choose what happens.\n\n{link}",
        Permission.ASSIGN_MODERATION,
    ),
    "every-draft-again": Message(
        "Every draft is moderated again, after {reference}",
        "After {reference} the rule brings every draft of its writer back to moderation, until they are signed off "
        "again.\n\n{link}",
        Permission.SIGN_OFF_OFFICER,
    ),
    "letter-sent": Message(
        "Feedback on your draft {reference}",
        "There is a letter for you about draft {reference}. Please answer it by {due}: say that you have read it, ask, or "
        "challenge a point. Where it asks you to amend the draft, it says by when.\n\n{link}",
    ),
    "letter-answered": Message(
        "Your letter was answered: {reference}", "The writer has answered your letter about {reference}.\n\n{link}"
    ),
    "letter-message": Message(
        "A message about {reference}", "There is a new message about draft {reference}.\n\n{link}"
    ),
    "challenge-given": Message(
        "A challenge to decide: {reference}",
        "A point about draft {reference} was challenged. You did not moderate it, so it is yours to decide by {due}.\n\n{link}",
        Permission.ANSWER_CHALLENGE,
    ),
    "challenge-has-nobody": Message(
        "A challenge that nobody may decide: {reference}",
        "A point about draft {reference} was challenged, and every other senior wrote, edited, knows or is away from it. "
        "Please choose who decides.\n\n{link}",
        Permission.ASSIGN_MODERATION,
    ),
    "challenge-decided": Message(
        "The challenge about {reference} is decided", "The challenge about draft {reference} is decided.\n\n{link}"
    ),
    "changes-to-check": Message(
        "Changes to check: {reference}",
        "Every point about draft {reference} has been answered. Please check the changes by {due}.\n\n{link}",
    ),
    "cleared": Message("Cleared to serve: {reference}", "Draft {reference} is cleared. It may be served.\n\n{link}"),
    "released": Message("Released: {reference}", "Draft {reference} was released by the quality lead.\n\n{link}"),
    "concern-raised": Message(
        "A concern was raised: {reference}",
        "Somebody reading a plan has raised a concern, reference {reference}. Please sign in and look now.\n\n{link}",
        Permission.SEE_CONCERNS,
    ),
    "same-file": Message(
        "A file is in two children's records: {reference}",
        "The same file is a version of two children's plans, reference {reference}. Please sign in, look at both, and "
        "decide where it belongs.\n\n{link}",
        Permission.SEE_CONCERNS,
    ),
    "month-committed": Message(
        "The Level 3 draw of {reference} is committed",
        "The number that decides the Level 3 draws of {reference} in {authority} has been drawn and sealed. Its "
        "commitment is on the page below; please keep this message, so that nobody can change it unseen.\n\n{link}",
    ),
    "month-committed-to-nobody": Message(
        "Nobody was sent the sealed number of {reference}",
        "The number that decides the Level 3 draws of {reference} in {authority} was drawn and sealed, and nobody "
        "received its commitment: there is no DCO and no DSCO here. Please invite one, so that somebody outside the team "
        "can show that it was not changed.\n\n{link}",
        Permission.RUN_DRAW,
    ),
    "catch-up-drawn": Message(
        "The catch-up draw of {reference}",
        "The catch-up draw of {reference} has been made.\n\n{link}",
        Permission.SEE_DRAWS,
    ),
    "caseload-handed-over": Message(
        "Plans handed over to you", "Plans have been handed over to you on {due}. They are on your list.\n\n{link}"
    ),
    "invitation": Message(
        "You are invited to Golden Thread",
        "{authority} invites you to Golden Thread. The link below works once, for you alone, until {due}.\n\n{link}",
    ),
}
