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
    r"|\A\W*+during (?:one|these|them|those|each)\b|\A[^.;]{3,60}\bhas happened (?:once|twice|\d)"
    # How often it happened shows how bad it is.
    r"|\A\W*+(?:he|she|they) (?:[a-z]+ed|left|ran|hit|fell|went|had|was|were) [^.]{0,60}\b(?:\d+|three|four|five|six|ten|twelve|twenty) times\b|\A\W*+(?:attendance|absence) (?:since|was|has|is|in)\b"
)
# Section E: what looks ahead, and what only tells how that is measured.
AHEAD = re.compile(
    r"\A\W*+(?:it is hoped|we hope|to [a-z]+ |(?!this|that|it|these|those|each|both|which)[a-z'-]+ will (?!also know|be reviewed|be measured))"
)
LOOKS_AHEAD = re.compile(r"\b(?:will|would|is to|are to|aims? to|hopes? (?:to|that)|hoped|\A\W*+[a-z'-]+ to [a-z]+)\b")
MEASURES = re.compile(
    r"\b(?:measured|check(?:ed|s)?|recorded|records|reviewed|reviews?|assessed|assess(?:es|ment)|record|evidence|judged|tested|tests)\b"
)
# Section F: what a paragraph gives beside people who act.
CHILD_HAS = re.compile(
    r"\A\W*+(?:he|she|they) (?:has|have|is given|gets?) (?:an?|the|one|two|three|his own|her own) (?!level|degree|diploma)"
)
ADULTS_DO = re.compile(
    r"\A\W*+(?:(?:all|the|every|each|any|no) )?(?:staff|adults?|teachers|tutors|everyone|everybody|whoever|lecturers)\b|"
    r"\A\W*+(?:every|each|any|no) (?:teacher|tutor|lecturer|member of staff|grown-up)\b"
)
# What the sentences before gave, in other words.
OF_THE_SAME = re.compile(
    r"\A\W*+(?:for [a-z]+,? )?(?:these|this|the (?:number|amount|length|details?|times?|dates?|cost|frequency|hours) (?:of|will|is|are))\b|\A[^.;]{0,60}\b(?:takes|carries) (?:this|it|these) (?:over|on|out)\b"
)
THERE_IS = re.compile(r"\A\W*+there (?:is|are|will be) (?:also )?(?:an?|two|three|one|some|always an?) ")
TAKES_PLACE = re.compile(
    r"\A\W*+(?!(?:this|that|it|these|they|he|she|sessions?|the) )(?:[a-z'-]+ ){1,5}?(?:takes? place|happens?|is held|are held)\b"
)
ADVISED = re.compile(
    r"\A\W*+it(?:'d| would| is|'s)(?: be)? (?:advisable|desirable|recommended|suggested|advised|hoped|expected|proposed)\b"
)
FINITE = re.compile(
    r"\b(?:is|are|was|will|must|should|has|have|can|may|does|needs?|gives?|helps?|runs|takes|works)\b(?<!help)"
)
CHILD_DOES = re.compile(
    r"\A\W*+(?:he|she|they) (?:(?:does|do|practises?|rehearses?|attends?) (?!not\b|so\b|it\b|this\b|that\b|well\b)|benefits? from |has access to |may (?:use|leave|stop|have|go|show|take) )"
)
CHILD_OWNS = re.compile(
    r"\A\W*+[a-z'-]+ (?:(?:has|have|is given|gets|wears|carries|uses) (?:an?|two|three|his own|her own|their own) |may (?:use|leave|stop|have|go|take) )"
)
IS_GOT = re.compile(
    r"\A\W*+(?:an?|the|two|three|all|spare|other) (?:[a-z'-]+ ){1,6}?(?:is|are|will be) (?:bought|provided|supplied|lent|fitted|ordered|got|hired|available)\b"
)
# Things that stand ready: "Spare batteries stay in the classroom".
STAYS = re.compile(
    r"\A\W*+(?!(?:he|she|they|it|this|that|i|we|mr|mrs|ms|miss|dr)\b)(?:an?|the|spare|his|her|their|two|three|some) (?:[a-z'-]+ ){1,6}?(?:stays?|hangs?|lives?|stands?|lies|lie) (?:in|on|at|by|near|beside|under|behind)\b"
)
# "When he puts his head down the nearest adult reads the line": what adults do at a sign of the child's.
AT_A_SIGN = re.compile(
    r"\A\W*+(?:when|whenever) [a-z'-]+ [^.;,]{4,70}?,? (?:the nearest adult|an adult|adults|staff|whoever is near|they|the nearest grown-up) (?!are|is|were|was|have|has|had|can)[a-z]+\b"
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
