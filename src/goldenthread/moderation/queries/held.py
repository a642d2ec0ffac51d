"""Held words as a person reads them, and ready to be sent again."""

import re
from dataclasses import dataclass

from django.urls import resolve

from goldenthread.moderation.models import HeldAnswers, Moderation
from goldenthread.moderation.queries.moderations import visible_to
from goldenthread.moderation.queries.words import in_words, label_of
from goldenthread.moderation.workflow.held import page_token
from goldenthread.people.models import Post

# What a form sends that nobody typed or chose.
NOT_WORDS = re.compile(r"^(standard|then|points|point|strength-evidence|to|senior|(version|choose)_.*)$")
# Pages of whoever moderates: once the moderation is somebody else's, they take nothing more.
OF_ITS_MODERATOR = ("moderation", "judge", "findings", "add_strength", "add_recommendation", "write_letter")


@dataclass(frozen=True)
class GivenBack:
    """`about` is the reference of the thing. Where the words cannot go any more they can be copied only."""

    about: str
    standard: str
    words: list[tuple[str, str]]
    fields: list[tuple[str, str]]
    token: str
    can_be_sent: bool


def given_back(held: HeldAnswers, post: Post, *, browser: str) -> GivenBack:
    """`browser` is that of the page that shows them: their form is one that takes words too."""
    match = resolve(held.path)
    reference = str(match.kwargs.get("reference", ""))
    moderation: Moderation | None = visible_to(post).filter(moderator=post, reference=reference).first()
    fields = [(name, value) for name, values in held.data.items() for value in values]
    return GivenBack(
        about=moderation.plan.reference if moderation else reference,
        standard=next((value for name, value in fields if name == "standard"), ""),
        words=[
            (label_of(name), in_words(moderation, name, value))
            for name, value in fields
            if value.strip() and not NOT_WORDS.match(name)
        ],
        fields=fields,
        token=page_token(post, reference, browser=browser),
        can_be_sent=moderation is not None or match.url_name not in OF_ITS_MODERATOR,
    )
