"""Plans that head their sections in a family's words: "What I find hard", "Help at school", "My family and getting out".

Such words prove nothing alone: `sections` asks that several lines of one look divide a plan between them, and that no
formal heading stands in it.
"""

from __future__ import annotations

import re

from ehcp.screening.reading.titles import is_common, stems_of

LONGEST = 90  # letters
MOST_WORDS = 14
# So many sections must be headed in one look, and what the plan gives or wants must be among them.
FEWEST_ALIKE = 5
MUST_HAVE = frozenset("EF")
# Needs come before provision, and provision before the rest; within these a template may choose.
_STRETCH = {
    code: step for step, codes in enumerate((("A", "B", "C", "D", "E"), ("F", "G", "H", "H1", "H2"))) for code in codes
}
LAST_STRETCH = 2

_MONEY = frozenset(("money", "budget", "payment", "funding"))
_GOAL = frozenset(("achieve", "achieving", "goal", "outcome", "target", "aim", "aiming", "toward"))
_HOPE = frozenset(("hope", "dream", "story", "wish", "wishe", "aspiration", "view", "voice"))
_HARD = frozenset(("hard", "harder", "tricky", "difficult", "difficulty", "difficultie", "struggle", "challenge"))
_HELP = frozenset(("help", "helping", "support", "provision", "assistance"))
_HEALTH = frozenset(("health", "healthy", "healthcare", "medical", "medicine", "doctor", "hospital", "wellbeing"))
_HOME = frozenset(("home", "family", "familie", "community", "social", "outside", "weekend", "break", "carer"))
_PLACE = frozenset(("school", "college", "nursery", "preschool", "setting", "university", "sixth"))
_LEARN = _PLACE | frozenset(
    ("learn", "learning", "lesson", "education", "class", "classroom", "work", "study", "training")
)
_ADVICE = frozenset(("advice", "report", "evidence", "appendix", "appendice"))
_LAW = frozenset(("law", "act", "1970", "csdpa", "18", "chronically"))
# Words that say nothing about the section, besides those that every title shares.
_PASSING = frozenset(
    "all am best can could day do doing find finding form get getting go going great good happen him i in it just kind "
    "life like live living look looking main me more most new next no not now one or out over own really right seem so "
    "some something than them thing think time too until up us used very want we well when while why you "
    "everything everyday few future important much list than still always step term year".split()
)
_NAMES = re.compile(r"\b([A-Z][a-z]{1,24})['’]s\b|(?<=[a-z] )([A-Z][a-z]{1,24})\b")


def said_in_own_words(text: str) -> str:
    """The section that a heading in a family's words stands for; "" when it stands for none, or for several."""
    if not 2 < len(text) <= LONGEST or text[-1] in ".;,":
        return ""
    stems = stems_of(text)
    words = frozenset(stems)
    if len(stems) > MOST_WORDS:
        return ""
    code, used = _judged(words, text.lower())
    if not code or ("plan" in words and code != "K"):
        return ""
    names = {name.lower() for found in _NAMES.findall(text) for name in found if name}
    strange = sum(not is_common(word) and word not in _PASSING and word not in names for word in words - used)
    # One sign alone bears no strange word beside it: "My health" is a section, "My health visitor" is not.
    return code if strange <= (1 if len(words & used) > 1 else 0) else ""


def _judged(words: frozenset[str], lower: str) -> tuple[str, frozenset[str]]:
    """A code, and the words that speak for it."""
    at_home, at_school, of_health = words & _HOME, words & _LEARN, words & _HEALTH
    if words & _MONEY:
        return "J", _MONEY | _HELP
    if words & _ADVICE or "who wrote" in lower or "who told us" in lower:
        return "K", _ADVICE | frozenset(("wrote", "told", "who"))
    if words & _GOAL:
        return "E", _GOAL
    if words & _HARD or "need help with" in lower or ("needs" in lower and not words & _HELP):
        if of_health:
            return "C", _HARD | _HEALTH
        if at_home and not at_school:
            return "D", _HARD | _HOME | frozenset(("care",))
        return "B", _HARD | _LEARN | _HELP | frozenset(("about",))
    if words & _HELP or "looking after" in lower:
        if sum(map(bool, (at_home, at_school, of_health))) != 1:
            return "", frozenset()
        if of_health:
            return "G", _HELP | _HEALTH
        if at_school:
            return "F", _HELP | _LEARN
        if words & _LAW and "other" not in words:
            return "H1", _HELP | _HOME | _LAW
        return ("H2" if "other" in words or "else" in words else "H"), _HELP | _HOME | _LAW | frozenset(("else",))
    if words & _HOPE or "about me" in lower or "who i am" in lower or "what matters" in lower:
        return "A", _HOPE | frozenset(("matter", "future"))
    if at_home and not of_health and not at_school:
        return "D", _HOME | frozenset(("friend",))
    if of_health and not at_home and not at_school:
        return "C", _HEALTH
    if not at_home and not of_health and (words & _PLACE or ("where" in words and at_school)):
        return "I", _LEARN
    return "", frozenset()


def settled(said: list[tuple[int, str]], known: dict[str, int]) -> dict[int, str]:
    """Each section once: of two lines that say the same, the one that stands where such a section would.

    `said` holds lines and their codes in order, `known` the lines of headings that are sure. Help at home headed twice
    is H1 and H2, as the law orders them.
    """
    said = _with_h_split([each for each in said if each[1] not in known], known)
    found: dict[int, str] = {}
    for code in dict.fromkeys(code for _, code in said):
        lines = [at for at, each in said if each == code]
        others = [(at, each) for at, each in [*said, *((at, each) for each, at in known.items())] if each != code]
        found[min(lines, key=lambda at: _out_of_place(at, code, others))] = code
    return found


def _out_of_place(at: int, code: str, others: list[tuple[int, str]]) -> int:
    own = _STRETCH.get(code, LAST_STRETCH)
    steps = ((other, _STRETCH.get(each, LAST_STRETCH)) for other, each in others)
    return sum((other < at and step > own) or (other > at and step < own) for other, step in steps)


def _with_h_split(said: list[tuple[int, str]], known: dict[str, int]) -> list[tuple[int, str]]:
    codes = [code for _, code in said if code[0] == "H"]
    present = {*codes, *known} & {"H", "H1", "H2"}
    if "H" not in codes or "H" in known or present >= {"H", "H1", "H2"}:
        return [] if not said else [each for each in said if not (each[1] == "H" and present >= {"H1", "H2"})]
    if "H1" in present:
        return [(at, "H2" if code == "H" else code) for at, code in said]
    if "H2" in present or codes.count("H") > 1:
        first = next(at for at, code in said if code == "H")
        return [(at, "H1" if at == first else "H2" if code == "H" else code) for at, code in said]
    return said
