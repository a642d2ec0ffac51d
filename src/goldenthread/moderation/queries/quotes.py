"""Where the quotes of a letter stand in the version that it is about, and which the moderator chose for a standard."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ehcp.screening.document import Document, locate_all
from goldenthread.moderation.models import Evidence, Letter, LetterPoint
from goldenthread.moderation.queries.asked import Asked

LONGEST_ITEM = 20


@dataclass(frozen=True)
class Place:
    """The plan's own number of the item that says the words, and its section."""

    item: str = ""
    section: str = ""


def place_of(document: Document, quote: str, first_in: Iterable[str] = ()) -> Place | None:
    """Where the plan says these words, looked for in some sections first. None where it does not say them."""
    for section in (*first_in, None):
        if anchors := locate_all(document, quote, section=section):
            first = anchors[0]
            item = document.item_reference(first.block) or ""
            return Place(item[:LONGEST_ITEM], document.section_of(first.block, first.start) or "")
    return None


def sections_of(asked: Asked, codes: Iterable[str]) -> tuple[str, ...]:
    """The plan's sections that these standards are about."""
    found = [section for code in codes if code in asked.section_of for section in asked.section_of[code].reads]
    return tuple(dict.fromkeys(found))


def not_found(letter: Letter) -> list[str]:
    """Quotes of a letter that its version does not say: of an unsent one, since a sent one stands."""
    document = letter.moderation.version.document
    quotes = [*letter.strengths.values_list("quote", flat=True), *letter.points.values_list("quote", flat=True)]
    return [quote for quote in quotes if quote.strip() and place_of(document, quote) is None]


def chips_of(letter: Letter, points: Sequence[LetterPoint]) -> dict[int, list[Evidence]]:
    """For the number of each point, the quotes that its review hangs on the point's standards."""
    chosen = list(letter.review.evidence.filter(removed_at=None).order_by("pk"))
    return {point.number: [one for one in chosen if one.code in point.codes] for point in points}
