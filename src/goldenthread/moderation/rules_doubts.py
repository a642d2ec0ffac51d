"""Answers of one review that do not sit well together, or say no place: asked about once before it is handed in. Pure.

They may both be right, so nothing is refused. What the moderator says to the question is kept with the review.
"""

from dataclasses import dataclass

CHILD = "X1"  # the standard that asks whether the plan is the right child's


@dataclass(frozen=True)
class Given:
    """What a review says, as far as the questions look at it.

    `grade` of the judgement and `good` of the scale's "good" are numbers, the higher the better. `child` is the answer
    to X1 in words, with whether it is `child_is_in_doubt`; `correction` the answer on correcting the plan, in words,
    with whether it `waits` until that is done, or that it `stands` as it is. `without_quote` are the codes of what was
    found wanting with no words of the plan beside it.
    """

    judgement: str
    grade: int
    good: int
    child: str
    child_is_in_doubt: bool
    correction: str
    waits: bool
    stands: bool
    without_quote: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """One question: its kind, which is the key of the answer that is kept, and its sentence."""

    kind: str
    sentence: str
    to_quote: tuple[str, ...] = ()  # codes of the standards to go to

    @property
    def field(self) -> str:
        """The field of the form, and of what is kept while it is typed."""
        return f"doubt-{self.kind}"


GOOD_BUT_WAITS, CHILD_BUT_STANDS, WITHOUT_QUOTE = "good-but-waits", "child-but-stands", "without-quote"
KINDS = (GOOD_BUT_WAITS, CHILD_BUT_STANDS, WITHOUT_QUOTE)


def doubts_of(given: Given) -> list[Doubt]:
    """What to ask, in the order of the page; nothing where the answers sit well together."""
    found = []
    if given.grade >= given.good and given.waits:
        found.append(
            Doubt(
                GOOD_BUT_WAITS,
                f"You judge this plan “{given.judgement}”, and the family is not to have it before it is corrected "
                f"(“{given.correction}”). How do the two go together?",
            )
        )
    if given.child_is_in_doubt and given.stands:
        found.append(
            Doubt(
                CHILD_BUT_STANDS,
                f"You answered {CHILD}, the right child, by “{given.child}”, and say that nothing in the plan needs "
                "correcting. Another child’s details may then go to this family. Why may it stand?",
            )
        )
    if given.without_quote:
        found.append(Doubt(WITHOUT_QUOTE, asks_for_quotes(given.without_quote), given.without_quote))
    return found


def asks_for_quotes(codes: tuple[str, ...]) -> str:
    """What was found wanting rests on words of the plan, or on words that are missing: the letter has to say which."""
    named = codes[0] if len(codes) == 1 else f"{', '.join(codes[:-1])} and {codes[-1]}"
    found, there = ("was", "it") if len(codes) == 1 else ("were", "each")
    return (
        f"{named} {found} found wanting, and no words of the plan stand beside {there}. Go to the standard and use its "
        "words as evidence. Or hand in as it is: the review then says that there is nothing to quote, because it is "
        "missing from the plan."
    )
