"""How a plan tells who somebody is: turns of phrase beside a name."""

from __future__ import annotations

import re

CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_A-Z]+(?:-[A-Z][^\W\d_]+)?(?:(?<=[a-z])'(?!s\b)[a-z]+)?\b")
ANY_WORD = re.compile(r"[^\W\d_]+")
WORD = re.compile(r"\b([A-ZÀ-ÖØ-Þ][\w-]*)")
PREVIOUS = re.compile(r"([^\W\d_][\w'-]{0,30})(\.?)([ ,:(-]{1,3})\Z")
SURNAME = re.compile(
    r" (?:(?:de|van|von|al|el|bin|ap|da|del|der|le|la) ){0,2}(?:[A-Z]\.? )?(?:O'|Mac|Mc)?[A-ZÀ-Þ][^\W\d_]+(?:['-][A-Z]?[^\W\d_]+)*"
)
NOT_A_SURNAME = frozenset(
    (
        "january february march april may june july august september october november december monday tuesday wednesday "
        "thursday friday saturday sunday section outcome year reception key stage english maths mathematics french makaton "
        "the a an he she they his her their i in on at by to"
    ).split()
)
# Classes, which are written like a name and stand before one: "in Reception Alfie was settled".
CLASSES = frozenset("reception nursery preschool pre-school foundation infants juniors primary secondary sixth".split())
# Whoever is "a key person" has a part; "the person" may be anybody, this child too.
PERSONS_WITH_A_PART = frozenset(
    "key named contact link lead trusted support responsible identified familiar resource appropriate".split()
)
# "her brother", "(9)", "who is nine": what is said after a name to tell who it is.
TOLD_AFTER = re.compile(
    r" \((?:he|she|they|who|his|her|their) |, the (?:eldest|oldest|youngest|middle|baby|older|younger|big|little)\b|(?:'s)?,? ?(?:\(|, |- |: )(?:aged? )?\d{1,2}\b(?! (?:minute|hour|week|month|per|time|day)s?)|, who is\b|, who(?:se)? (?:lives?|moved|died|works?)\b|, aged "
)
LINKED = re.compile(r"([^\W\d_][\w-]{0,30}) (?:are|is|was|were) \Z")
# "She looks for Dexter", "he stays with Pam": whom the child is with is somebody known.
BESIDE_CHILD = re.compile(
    r"\b(?:(?:stay|live|play|sit|walk|talk|sleep|share|swim|ride|go|get on|read|bake|cook|work)(?:s|es|ed|ing)? (?:a room |a bed |a taxi |most |mostly |out |well |happily |best |lunch |home |to \w+ )?(?:with|beside|near|about)"
    r"|looks? (?:for|after)|(?:asks?|waits?|cares?) for|(?:miss|love|like|adore|copie|hug|follow|visit|befriend|know)(?:s|es)|fond of|close to|afraid of|friends with|plays? at) "
    r"(?:[A-Z]\w+(?:, | and |, and )){0,3}\Z"
)
WHO_LABEL = re.compile(
    r"(?:\bwho|\bby whom|\bled by|\blead|\bprovided by|\bperson|\bdelivered by|\bsigned)[^:\n]{0,24}: \Z", re.I
)
THING = re.compile(
    r"(?:'s|-\w+)? (?:[Ss]yndrome|[Dd]isease|disorder|palsy|test|scales?|programme|framework"
    r"|frame|chart|tube|walker"
    r"|[Cc]lass|[Gg]roup|[Hh]ouse|[Rr]oom|[Bb]ase|[Uu]nit|[Ww]ard|[Tt]eam|Road|Street|Centre|School)\b"
)
ACTS = re.compile(
    r"(?:'s [a-z]|,? (?:also |still |often |now |usually |always |currently )?(?:will|would|has|had|is|was|needs?|can|cannot|can't|does|doesn't|did|should|"
    r"must|may|might|finds?|struggles?|likes?|enjoys?|says?|said|wants?|hopes?|uses?|benefits?|requires?|responds?|shows?|"
    r"becomes?|gets?|takes?|makes?|walks?|talks?|reads?|writes?|learns?|works?|plays?|attends?|lives?|"
    r"picks|chooses|knows|goes|comes|keeps|leaves|tells|asks|gives|wears|eats|sits|feels|joins|shares|follows|answers|points|signs|copies|counts|spells|holds|sleeps)\b)"
)  # fmt: skip
DONE_TO = re.compile(
    r"\b(?:help|helps|enable|enables|allow|allows|encourage|prompt|remind|teach|show|weigh|give|tell|ask|support) \Z"
)
# Who does the work is no other child: "led by Tim", "Kelsey drives the taxi".
DONE_BY = re.compile(
    r"\b(?:led|run|managed|delivered|taught|overseen|supervised|provided|given|written|planned|organised|held|driven|collected|minded|employed|supported|completed|agreed|recorded|reviewed) by \Z"
)
WORKS = re.compile(
    r" (?:drives|teaches|trains|manages|runs|leads|visits|organises|employs|delivers|supervises|minds|coaches|assesses|cooks|collects (?:him|her|them)|works (?:nights|days|full|part|at|as|in))\b| from [A-Z]"
)
# What only a person does, and a plan says of the child: a word in its place is somebody's name, whether listed or not.
PERSON_DOES = re.compile(
    r"(?<![^\n.!?:\d] )(?<![\w'-])([A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?(?<!ing)(?<!tion)(?<!ment)(?<!ness)(?<!ance)(?<!ence)(?<!ity)(?<!ise)(?<!ers)(?<!ics)) (?:(?:also|still|often|now|usually|always|sometimes) )?(?:wears (?!(?:her|him|them) )|enjoys|struggles|likes|loves|dislikes|wants|reads|"
    r"writes|walks|plays|understands|forgets|remembers|speaks|talks (?:to|in|about|with|at|of) |eats|sleeps|tires|finds it|has (?:difficult\w+|a diagnosis|delayed|trouble)|"
    r"needs (?:help|support|adults?|reminding|prompting|someone)|is (?:anxious|able to|unable)|can (?:read|write|say|count|walk|name|tell|dress|eat)|"
    r"will (?:learn|read|write|tell|ask|say|join|be able|choose|walk|eat|dress|cope|manage|feel|know|count|name|answer|travel|sit|attend|follow|listen|recogni[sz]e|speak|"
    r"talk|share|swim|play|use (?:his|her|their)|develop (?:his|her|their)|improve (?:his|her|their)|make (?:friends|progress)))\b"
)
NO_ONES = frozenset(
    "everyone everybody nobody somebody someone anyone anybody whoever one each another it he she they this that who what there school nursery college class home "
    "year reception section outcome english maths mathematics science speech language reading writing he's she's none all both".split()
)
IN_A_LIST = re.compile(r"([^\W\d_][\w-]{0,30}):? (?:[A-Z][\w-]{1,20}(?:, | and |, and )){1,4}\Z")
JOINED = re.compile(r"(?:'s)?(?:, (?:and )?| and | & |/| or )(?:(?:his|her|their|my|the|baby|little|big) ){0,2}\Z")
ALIAS = re.compile(
    r"(?:known as|call(?:ed)? me|like[s]? to be called|prefers(?: to be called)?|preferred name|nickname)"
    r"(?: is)?[ :|\n]{1,3}\"?(?-i:([A-Z][^\W\d_]+))",
    re.I,
)
ALIAS_WORDS = ("known as", "call me", "called me", "to be called", "prefers", "preferred", "nickname")
