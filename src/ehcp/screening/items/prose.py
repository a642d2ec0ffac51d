"""Signs by which the sentences of a paragraph are told apart: which say something of their own, and which only add."""

from __future__ import annotations

import re

ENOUGH = 3  # sentences of a paragraph that make it running prose

# Sections C and D: a story of what was done is no need.
BACKGROUND = re.compile(
    r"\b(?:assess\w*|saw|seen|scan|tests?|born|in 20\d\d|on \d|last year|ago|were|was|had|did|went|came|gave|given)\b"
)
# What happened once shows the need before it.
EVIDENCE = re.compile(
    r"\A\W*+(?:last |once,? |twice,? |one day|in (?:the )?(?:first|autumn|spring|summer|last|january|february|march|april|may|june|july|"
    r"august|september|october|november|december|year \d)\b)"
)
# Section E: what looks ahead, and what only tells how that is measured.
AHEAD = re.compile(
    r"\A\W*+(?:it is hoped|we hope|to [a-z]+ |(?!this|that|it|these|those|each|both|which)[a-z'-]+ will (?!also know|be reviewed|be measured))"
)
LOOKS_AHEAD = re.compile(r"\b(?:will|would|is to|are to|aims? to|hopes? (?:to|that)|hoped|\A\W*+[a-z'-]+ to [a-z]+)\b")
MEASURES = re.compile(
    r"\b(?:measured|check(?:ed|s)?|recorded|records|reviewed|reviews?|assessed|assess(?:es|ment)|evidence|judged|tested|tests)\b"
)
# Section F: what a paragraph gives beside people who act.
CHILD_HAS = re.compile(
    r"\A\W*+(?:he|she|they) (?:has|have|is given|gets?) (?:an?|the|one|two|three|his own|her own) (?!level|degree|diploma)"
)
ADULTS_DO = re.compile(
    r"\A\W*+(?:(?:all|the|every|each|any|no) )?(?:staff|adults?|teachers|tutors|everyone|everybody|whoever|lecturers)\b"
)
CONDITION = re.compile(
    r"\A\W*+(?:where|when|whenever|if|once|until|as soon as|unless|should)\b(?![^.;]{0,120}, (?:a|an|the) [a-z]+ (?:will|must))"
)
IS_GIVEN = re.compile(
    r"\A(?!\W*(?:nothing|none|no one|nobody|each|all of|both)\b)\W*+(?:[a-z'-]+ ){1,9}?(?:(?:is|are)|to be) (?:to be )?(?:also )?(?:[a-z]+ly )?"
    r"(?:(?!based|called|needed|named|agreed|expected|intended|meant|asked|involved|linked|followed|finished|allowed|written|planned)[a-z]{2,}ed|"
    r"taught|given|put|made|kept|left|held|run|shown|available|worn|hung|done|on offer)\b"
)
WILL = re.compile(r"\b(?:will|must|is to|are to|shall|should)\b")
CHILD_GETS = re.compile(
    r"\A\W*+[a-z'-]+(?: [a-z'-]+)? (?:will|must|should|is to|shall)(?: also| then| need to)? (?:have|receive|be |get|need|use|attend|spend|join|take part|go|continue|work|do|eat|sit|learn|practise)\b"
)
THIRD = re.compile(r"\A\W*+(?:he|she|they)\b")
ALSO = re.compile(r"\A\W*+[a-z'-]+ also ")
VERB = re.compile(
    r"\b(?:[a-z]+s|is|are|was|were|has|have|had|can|cannot|does|do|did|will|get|got|went|[a-z]+ed|not|i|he|she|they)\b"
)
