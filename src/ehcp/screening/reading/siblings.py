"""Headings known by their like: letters before an authority's own words, titles without letters, a family's words.

One such line alone proves nothing. It counts where it looks like headings that are sure, or where several lines of
one look divide the plan between them.
"""

from __future__ import annotations

from ehcp.screening.document import FOOTNOTE
from ehcp.screening.reading.columns import Columns
from ehcp.screening.reading.draft import Draft
from ehcp.screening.reading.headings import Named
from ehcp.screening.reading.keys import Heading
from ehcp.screening.reading.own_words import FEWEST_ALIKE, MUST_HAVE, said_in_own_words, settled
from ehcp.screening.reading.worth import ENOUGH, heading_of, look_of, score_of, stands_alone

ENOUGH_FOR_A_TITLE = 3.7  # a title alone needs looks too
FEWEST_TITLES = 3  # in a plan without letters: fewer titles than these prove nothing


def with_company(
    drafts: list[Draft], named: dict[int, Named], key: set[int], headings: list[Heading], tables: dict[int, Columns]
) -> list[Heading]:
    """Adds letters before or behind an authority's own words, where they look like the headings that are sure.

    Letters behind the words may also vouch for each other: nobody ends the lines of a list with them.
    """
    known = {heading.code for heading in headings} | {code for columns in tables.values() for code in columns.codes}
    looks: dict[tuple, set[str]] = {}
    for heading in headings:
        looks.setdefault(look_of(drafts[heading.at]), set()).add(heading.code)
    unsure = [(index, each) for index, each in named.items() if index not in key and _is_unsure(drafts[index], each)]
    alike: dict[tuple, set[str]] = {}
    for index, each in unsure:
        if each.manner == "behind" and drafts[index].table is None:
            alike.setdefault(look_of(drafts[index]), set()).add(each.code)
    added: dict[str, Heading] = {}
    for index, each in unsure:
        look = look_of(drafts[index])
        if each.code in known or each.code in added or not any(look):
            continue
        sure = looks.get(look, set())
        vouched = each.manner == "behind" and len(sure | alike.get(look, set())) >= FEWEST_ALIKE
        if len(sure) >= FEWEST_TITLES or vouched:
            added[each.code] = heading_of(drafts, index, each, ENOUGH)
    return sorted([*headings, *added.values()], key=lambda heading: heading.at)


def _is_unsure(draft: Draft, named: Named) -> bool:
    return named.manner == "company" or (named.manner in ("section", "behind") and score_of(draft, named) < ENOUGH)


def with_titles(
    drafts: list[Draft], named: dict[int, Named], key: set[int], headings: list[Heading], tables: dict[int, Columns]
) -> list[Heading]:
    """Adds headings without a letter for sections that no lettered heading names."""
    lettered = {heading.code for heading in headings} | {code for columns in tables.values() for code in columns.codes}
    if lettered & {"H1", "H2"}:
        lettered.add("H")
    titles = [
        (index, each, score_of(drafts[index], each))
        for index, each in named.items()
        if each.manner == "title" and index not in key
    ]
    titles = [title for title in titles if title[2] >= ENOUGH_FOR_A_TITLE and stands_alone(drafts, title[0])]
    if len(lettered) >= FEWEST_TITLES:
        looks = {look_of(drafts[heading.at]) for heading in headings}
        chosen = [t for t in titles if t[1].code not in lettered and look_of(drafts[t[0]]) in looks]
    else:
        by_look: dict[tuple, set[str]] = {}
        for index, each, _ in titles:
            by_look.setdefault(look_of(drafts[index]), set()).add(each.code)
        best = max(by_look, key=lambda look: len(by_look[look]), default=None)
        if best is None or len(by_look[best]) < FEWEST_TITLES:
            return headings
        chosen = [t for t in titles if t[1].code not in lettered and look_of(drafts[t[0]]) == best]
    added = [heading_of(drafts, index, each, score) for index, each, score in chosen]
    return sorted([*headings, *added], key=lambda heading: heading.at)


def with_own_words(
    drafts: list[Draft], named: dict[int, Named], key: set[int], headings: list[Heading], tables: dict[int, Columns]
) -> list[Heading]:
    """Adds headings in a family's words, where no heading is formal and lines of one look divide the plan."""
    if not all(_is_informal(heading) for heading in headings):
        return headings
    sure = {heading.at: heading.code for heading in headings}
    said: dict[tuple, list[tuple[int, str]]] = {}
    for index, draft in enumerate(drafts):
        if not draft.is_emphatic and not draft.level:
            continue
        if index in key or draft.part == FOOTNOTE or not draft.is_plan_text or draft.number == "•":
            continue
        each = named.get(index)
        behind = each.code if each is not None and each.manner == "behind" else ""
        code = sure.get(index) or behind or said_in_own_words(draft.text)
        if code and stands_alone(drafts, index):
            said.setdefault(look_of(draft), []).append((index, code))
    if not said:
        return headings
    alike = max(said.values(), key=lambda lines: len({code for _, code in lines}))
    codes = {code for _, code in alike}
    if len(codes) < FEWEST_ALIKE or not codes & MUST_HAVE:
        return headings
    known = {code: at for at, code in sure.items()} | {
        code: min(columns.heading_of.values()) for columns in tables.values() for code in columns.codes
    }
    added = [
        Heading(index, code, Named(code, "title", 0.5, ENOUGH), ENOUGH_FOR_A_TITLE)
        for index, code in settled([each for each in alike if each[0] not in sure], known).items()
    ]
    return sorted([*headings, *added], key=lambda heading: heading.at)


def _is_informal(heading: Heading) -> bool:
    """A title alone, or one with its letter behind it: "My hopes and dreams (A)"."""
    return heading.named.manner in ("title", "behind", "annex")
