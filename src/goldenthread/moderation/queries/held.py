"""Held answers in words, and ready to be sent again."""

from dataclasses import dataclass

from django.urls import resolve

from goldenthread.moderation.models import HeldAnswers, Moderation
from goldenthread.moderation.queries.moderations import visible_to
from goldenthread.moderation.queries.words import FIELDS, in_words, label_of, point_field
from goldenthread.moderation.workflow.held import page_token
from goldenthread.people.models import Post


@dataclass(frozen=True)
class GivenBack:
    """`moderation` is None where it is no longer this post's: the words can then be copied only."""

    moderation: Moderation | None
    standard: str
    words: list[tuple[str, str]]
    fields: list[tuple[str, str]]
    token: str


def given_back(held: HeldAnswers, post: Post) -> GivenBack:
    reference = resolve(held.path).kwargs["reference"]
    mine = visible_to(post).filter(moderator=post, reference=reference)
    moderation = mine.first()
    fields = [(name, value) for name, values in held.data.items() for value in values]
    return GivenBack(
        moderation=moderation,
        standard=next((value for name, value in fields if name == "standard"), ""),
        words=[
            (label_of(name), in_words(moderation, name, value))
            for name, value in fields
            if (name in FIELDS or point_field(name)) and value
        ],
        fields=fields,
        token=page_token(post, moderation) if moderation else "",
    )
