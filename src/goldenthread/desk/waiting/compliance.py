"""The compliance checks that wait for whoever helps with plans or writes them: two lines at most, however many there are."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode

from goldenthread.compliance.queries import lists
from goldenthread.desk.waiting.hand import Hand
from goldenthread.desk.waiting.item import Item
from goldenthread.permissions import Role


def to_check(hand: Hand) -> Iterator[Item]:
    """What is to be answered, and in how many plans something is missing. One query."""
    post = hand.post
    if post.role not in (Role.ASSISTANT, Role.OFFICER):
        return
    to_answer, missing = lists.waiting_for(post)
    whose = {"assistant": str(post.pk)} if post.role == Role.ASSISTANT else {}
    if to_answer:
        yield _item("Answer the compliance check of", to_answer, lists.OPEN, whose)
    if missing:
        yield _item("Put right what is missing in", missing, lists.MISSING, whose)


def _item(verb: str, number: int, which: str, whose: dict[str, str]) -> Item:
    return Item(
        verb=verb,
        reference=f"{number} plan{'s' * (number != 1)}",
        url=f"{reverse('compliance:checks')}?{urlencode({'list': which, **whose})}",
        sentence="The checks have settled what they can; the rest is a person’s to look at."
        if which == lists.OPEN
        else "Level 1: advice, a section, a signature or an agreement is not there.",
        button="Open",
    )
