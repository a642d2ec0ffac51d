"""What a plan says of itself at the front: whose it is, of what day, of what kind. The caller's word goes first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ehcp.screening.dates import dates_in, year_now
from ehcp.screening.document import FOOTER, HEADER, Block, Document
from ehcp.screening.facts import Facts
from ehcp.screening.normalise import folded

_NAME_LABEL = re.compile(
    r"(?:(?:full|child'?s|child|young (?:person|adult)(?:'?s)?|pupil(?:'?s)?|student(?:'?s)?|learner'?s|my|his|her) )*"
    r"(?:name|known as|child|young person|young adult|pupil|student|learner|this plan is for|plan for|name of (?:the )?"
    r"(?:child|young person|pupil|student|learner)(?: or young person)?|child or young person|"
    r"child ?/ ?young person(?:'s name)?|surname, ?(?:first|fore) ?names?)(?: in full| and surname)?\Z"
)
_FIRST_NAME_LABEL = re.compile(r"(?:my |child's )?(?:first|given|fore) ?-?names?(?:\(s\))?\Z")
_LAST_NAME_LABEL = re.compile(r"(?:my |child's )?(?:surname|last name|family name)\Z")
_BORN_LABEL = re.compile(
    r"(?:my |child's |his |her )?(?:date of birth|d\.?o\.?b\.?|born(?: on)?|birth ?-?date|birthday)\Z"
)
_YEAR_LABEL = re.compile(
    r"(?:my |current |school |national curriculum |nc )*(?:year|ncy|year ?-?group|class)(?: \(?ncy\)?| now| group)*\Z"
)
_PRONOUN_LABEL = re.compile(r"(?:my |preferred )?(?:pronouns?|gender|sex)\Z")
_KIND_LABEL = re.compile(
    r"(?:status|version|type|kind|stage)(?: of (?:this |the )?(?:ehc )?(?:plan|document|version))?\Z|plan (?:status|type)\Z"
)
_DAY_LABEL = re.compile(
    r"(?:date|day|dated|issued|written|drafted|made|amended|final|draft)(?: on| of)?\Z|.{0,30}\b(?:plan|draft|document|version|ehcp|notice|final|issue|issued|completed)\b.{0,40}"
)
_NO_DAY_LABEL = re.compile(
    r"review|next|born|birth|request|previous|first plan|last plan|original|referral|decision|panel|valid|expir|"
    r"coordinator|co-ordinator|officer|writer|author|reference|comments? (?:by|due)"
)
_ABOUT = re.compile(
    r"\b(?:(?:plan|EHCP|EHC plan|PLAN) (?:for|of|about|belongs to)|[Tt]his (?:plan )?is|about)[: ]{1,2}"
    r"(?P<name>[A-Z][^\W\d_]+(?:[ '-][A-Z]?[^\W\d_]+){1,3})"
)
_TITLE_NAME = re.compile(r"(?P<name>[A-Z][^\W\d_]+(?:[ '-][A-Z][^\W\d_]+){1,3})(?::|'s| -) (?:my |draft |final )?")
_NAME = re.compile(
    r"[A-Z][^\W\d_]*(?:['-][^\W\d_]+)*(?: (?:(?:[a-z]{2,3} )?[A-Z][^\W\d_]+(?:['-][^\W\d_]+)*|[A-Z]\b\.?)){0,4}"
)
_SURNAME_FIRST = re.compile(r"([A-Z][^\W\d_]+(?:['-][^\W\d_]+)*), ?([A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)*)\Z")
_NO_NAME = re.compile(
    r"\b(?:Education|Health|Care|Plan|School|Council|Section|Primary|Academy|Date|Draft|Service|Name)\b"
)
_YEAR_VALUE = re.compile(
    r"\b(?:year|yr|y|ncy)? ?(?P<year>1[0-5]|\d)\b|(?P<reception>reception)|(?P<nursery>nursery|pre-?school)", re.I
)
# "Kit Marlow (they / them)"
_CHOSEN = re.compile(r"\b(they|she|he) ?(?:/|,|and) ?(?:them|her|him)\b", re.I)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|I'm|I've|I'll|My)\b")
_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.I)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.I)
_THEY = re.compile(r"\b(?:they|them|their|theirs|themself)\b", re.I)
# Where a pronoun is nearly always the child's: families fill section A, and K lists other people.
_SECTIONS_OF_THE_CHILD = ("B", "C", "E", "F")
_BORN = re.compile(r"\b(?:[Bb]orn|[Dd]ate of birth|DOB|D\.O\.B\.?)\b[ :]{0,3}(?:on )?(?=\d)")
_FINAL_WORD = re.compile(r"\bfinal\b(?! (?:draft|version will|plan will|plan is\b|page))", re.I)


def facts_of(document: Document, given: Facts) -> Facts:
    """The facts given, completed by what the plan's own front page says; what neither says stays None."""
    if None not in (given.kind, given.on, given.name, given.born_on, given.pronoun, given.year):
        return given
    said = list(_said(document))
    found = replace(
        given,
        name=given.name or _name(document, said),
        born_on=given.born_on or _born_on(document, said),
        kind=given.kind or _kind(document, said),
        on=given.on or _on(said, document),
    )
    if found.year is None:
        found = replace(found, year=_year(said))
    if found.year is None:
        found = replace(found, year=year_now(found))
    return found if found.pronoun else replace(found, pronoun=_pronoun(document, said))


_SETTING_LABEL = re.compile(
    r"\A.*\b(?:school|setting|nursery|college|learn|attends?|education|place of study|placement|at)\b.*"
)


def settings_of(document: Document) -> frozenset[str]:
    """The first two words of the schools and settings on the front page ("Little Acorns"), by which others name them."""
    told = (" ".join(words.split()[:2]).rstrip(",.;") for words in _first(list(_said(document)), _SETTING_LABEL))
    return frozenset(words for words in told if " " in words and words[0].isupper())


def _said(document: Document) -> Iterator[tuple[str, str]]:
    """What the front page says, as (label in small letters, words): rows, columns below a heading, "Label: words"."""
    front = list(document.blocks_of("FRONT"))
    cells: dict[tuple[int, int, int], list[str]] = {}
    for block in front:
        if block.table is None:
            label, mark, words = folded(block.text).partition(":")
            if mark and words.strip() and len(label) < 60:
                yield _label(label), words.strip()
        else:
            cells.setdefault(block.table[:3], []).append(folded(block.text))
    labels: dict[tuple[int, int], str] = {}
    for (table, row, column), texts in sorted(cells.items()):
        text = " ".join(texts)
        left, above = cells.get((table, row, column - 1)), labels.get((table, column))
        if left:
            yield _label(" ".join(left)), text
        if above:
            yield above, text
        if ":" in text and len(text) < 120:
            label, _, words = text.partition(":")
            yield _label(label), words.strip()
        labels.setdefault((table, column), _label(text))


def _label(text: str) -> str:
    return re.sub(r"\([^)]{0,40}\)|[:*]", "", text).strip(" .?-").lower()


def _first(said: list[tuple[str, str]], label: re.Pattern[str]) -> Iterator[str]:
    return (words for each, words in said if len(each) < 70 and label.match(each))


# --- Each fact --------------------------------------------------------------------------------


def _name(document: Document, said: list[tuple[str, str]]) -> str | None:
    for words in _first(said, _NAME_LABEL):
        if found := _as_name(words):
            return found
    first, last = next(_first(said, _FIRST_NAME_LABEL), ""), next(_first(said, _LAST_NAME_LABEL), "")
    if found := _as_name(f"{first} {last}".strip()):
        return found
    opening = [folded(b.text) for b in document.blocks_of("FRONT") if b.table is None][:12]
    opening += [folded(b.text) for b in document.blocks if b.part in (HEADER, FOOTER)][:4]
    for pattern in (_ABOUT, _TITLE_NAME):
        for text in opening:
            match = pattern.search(text)
            if match and (found := _as_name(match["name"])):
                return found
    return None


def _as_name(words: str) -> str | None:
    """The name that words begin with, or None for anything that is no name (a placeholder, a label)."""
    words = words.strip()
    if turned := _SURNAME_FIRST.match(words):
        words = f"{turned[2]} {turned[1].title() if turned[1].isupper() else turned[1]}"
    if re.fullmatch(r"[A-Z][A-Z'-]+(?: [A-Z][A-Z'-]+){1,3}", words):
        words = words.title()
    match = _NAME.match(words)
    if match is None or _NO_NAME.search(match.group()) or len(match.group()) < 2 or match.group().isupper():
        return None
    return match.group()


def _born_on(document: Document, said: list[tuple[str, str]]) -> date | None:
    for words in _first(said, _BORN_LABEL):
        for told in dates_in(words):
            if told.exact == "day":
                return told.first
    for block in document.blocks_of("FRONT"):
        text = folded(block.text)
        if (match := _BORN.search(text)) and (told_all := dates_in(text, match.end())):
            return told_all[0].first if told_all[0].exact == "day" else None
    return None


def _on(said: list[tuple[str, str]], document: Document) -> date | None:
    """The plan's own day: of several that are told (drafted, made final), the latest."""
    days = [
        told.first
        for label, words in said
        if len(label) < 70 and not _NO_DAY_LABEL.search(label) and (_DAY_LABEL.match(label) or _KIND_LABEL.match(label))
        for told in dates_in(words)
        if told.exact == "day" and told.first
    ]
    if days:
        return max(days)
    running = [block for block in document.blocks if block.part in (HEADER, FOOTER)]
    for block in [*list(document.blocks_of("FRONT"))[:40], *running[:6]]:
        text = folded(block.text)
        if re.search(
            r"\b(?:[Dd]raft|[Ff]inal|[Pp]lan|[Ii]ssued|[Aa]mended|[Dd]ated)\b", text
        ) and not _NO_DAY_LABEL.search(text.lower()):
            for told in dates_in(text):
                if told.exact == "day" and told.first:
                    return told.first
    return None


def _kind(document: Document, said: list[tuple[str, str]]) -> str | None:
    for words in _first(said, _KIND_LABEL):
        if kind := _kind_in(words):
            return kind
    front = list(document.blocks_of("FRONT"))
    running = [block for block in document.blocks if block.part in (HEADER, FOOTER)]
    shown: list[Block] = [block for block in front if len(block.text) < 140][:60] + running[:6]
    kinds = [kind for block in shown if (kind := _kind_in(block.text))]
    labels = [kind for label, _ in said if len(label) < 60 and (kind := _kind_in(label))]
    for kind in ("amended", "draft", "final"):
        if kind in kinds or kind in labels:
            return kind
    placement = document.text_of("I").lower()
    return "draft" if "blank" in placement and "draft" in placement else None


def _kind_in(words: str) -> str | None:
    text = words.lower()
    if re.search(r"\bamend(?:ed|ment)\b", text):
        return "amended"
    if re.search(r"\b(?:draft|proposed)\b", text):
        return "draft"
    return "final" if _FINAL_WORD.search(text) else None


def _year(said: list[tuple[str, str]]) -> int | None:
    values = [*_first(said, _YEAR_LABEL), *(words for label, words in said if "school" in label or "setting" in label)]
    values = [words for words in values if len(words) < 90]
    for words in values:
        match = _YEAR_VALUE.search(words)
        if match is None:
            continue
        if match["reception"]:
            return 0
        if match["nursery"]:
            return -1
        # A bare figure is a year group only where nothing else is said.
        if match["year"] and (match.group()[0] in "yYnN" or words.strip() == match["year"]):
            return int(match["year"])
    return None


def _pronoun(document: Document, said: list[tuple[str, str]]) -> str | None:
    for words in _first(said, _PRONOUN_LABEL):
        text = words.lower()
        for pronoun, pattern in (("they", r"\bthey\b|\bnon-?binary\b"), ("she", r"\bshe\b|female|\bgirl\b|\bf\b"),
                                 ("he", r"\bhe\b|\bmale\b|\bboy\b|\bm\b")):  # fmt: skip
            if re.search(pattern, text):
                return pronoun
    if chosen := _CHOSEN.search(folded(document.text_of("FRONT"))):
        return chosen[1].lower()
    text = "\n".join(document.text_of(section) for section in _SECTIONS_OF_THE_CHILD)
    if is_first_person(text):
        return None
    he, she = len(_HE.findall(text)), len(_SHE.findall(text))
    if he + she >= 6 and max(he, she) >= 3 * min(he, she):
        return "he" if he > she else "she"
    if he + she <= 2 and len(_THEY.findall(text)) >= 12:
        return "they"
    return None


def is_first_person(text: str) -> bool:
    """Whether the child tells the plan ("I will have a laptop"): then he and she are always other people."""
    return len(_FIRST_PERSON.findall(text)) > len(_HE.findall(text)) + len(_SHE.findall(text))
