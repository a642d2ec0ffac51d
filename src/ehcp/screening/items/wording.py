"""Words by which lines are told apart: headings of areas, strengths, nothing needed, hopes, steps, keys of slots."""

from __future__ import annotations

import re

AREAS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "communication",
        re.compile(
            r"\b(?:communication (?:and|&|/) (?:interaction|language)|speech,? (?:and )?language|communicat(?:ion|ing)\b|talking (?:and|&) (?:listening|understanding))"
        ),
    ),
    ("learning", re.compile(r"\b(?:cognition|learning (?:and|&) cognition|thinking and learning|learning\b)")),
    (
        "social",
        re.compile(
            r"\b(?:social,? (?:and )?emotional|semh|emotional (?:and|&) mental|mental health (?:and|&)|feelings\b|behaviour,? emotional|friends and feelings|feelings and friends)"
        ),
    ),
    ("sensory", re.compile(r"\b(?:sensory|physical|body and senses|senses and body)\b")),
    (
        "independence",
        re.compile(
            r"\b(?:self[- ]care|independen(?:ce|t)|looking after (?:myself|himself|herself|themselves)|adult life|preparing for adulthood|preparation for adulthood|life skills)\b"
        ),
    ),
)
LONGEST_AREA = 80

STRENGTHS = re.compile(
    r"\A\W{0,6}(?:(?:my |his |her |their |\w+'s |the )?strengths?\b|what (?:\w+ ){1,3}(?:can|does?|is|am|are|'s) ?(?:well|good|able|do|going|already)?|"
    r"what(?:'s| is) (?:going|working) well|(?:things )?(?:\w+ ){0,3}(?:can do|does well|do well|good at|going well)\b|"
    r"current (?:level|attainment)|what people like|abilities)"
)
NEEDS = re.compile(
    r"\A\W{0,6}(?:(?:my |his |her |their |\w+'s |the |special |educational |additional |identified |main |key )*(?:needs?|difficult(?:y|ies)|barriers?)\b"
    r"(?! (?:a|an|the|to|more|some|help|support|time|adult|his|her|their)\b)|what (?:\w+ ){1,3}(?:finds? (?:hard|difficult|tricky)|needs? help|struggles?)|"
    r"areas? of (?:need|difficulty)|what is hard|what's hard|what gets in the way)"
)
LEAD = re.compile(r"\A(?:[^.:\n]{2,60}?)(?::|\. (?=[A-Z\"'])| - )\s*")
STEPS = re.compile(
    r"\A\W{0,6}(?:(?:short(?:er)?[- ]term|small|next|first|second|third|smaller|interim|termly) ?(?:steps?|targets?|outcomes?|objectives?)?|steps?|milestones?|targets?)\b[^.]{0,60}?(?::|\Z|\d)|\A\W{0,6}(?:on the way|along the way)\b"
)
HOPES = re.compile(
    r"\b(?:hopes?|aspirations?|future|dreams?|ambitions?|wishes|goals?|want to be|when .* older|looking ahead|what .* wants?)\b"
)
HOPE = re.compile(
    r"\b(?:wants?|would (?:\w+ )?(?:like|love)|hop(?:es?|ing)|wish(?:es)?|dreams?|dreaming|ambition|aspir\w+|looking ahead|in (?:the|his|her|their) future|"
    r"one day|longs|yearns|(?:set (?:his|her|their) heart|heart (?:is )?set) on|goal is|keen (?:that|for (?:him|her|them|[a-z]+) to)|trusts? that|would prefer to|(?:looks?|looking) forward to (?:being|having|becoming)|i'd (?:like|love)|he'd (?:like|love)|she'd (?:like|love)|they'd (?:like|love)|we'd (?:like|love)|sees? (?:himself|herself)|would be (?:so |very )?(?:glad|happy|pleased|delighted|proud|over the moon) (?:to|if|when)|plans to|intends to|aims? to|as an adult)\b"
)
NOT_HOPE = re.compile(
    r"\b(?:wants? (?:nothing|no (?![^.]{0,40} to be\b)|you|people to know|everyone to know|it|that)|would like (?:you|people) to|did(?:n't| not) want|what (?:he|she|they) (?:wants?|hopes?)\b|who(?:ever)? wants|if (?:he|she|they) wants?|do(?:es)? not want(?! (?:(?:her|him|them)|(?:her|his|their) (?:daughter|son|child|children|boy|girl|lad)) to\b)|would like (?:his|her|their|the) [a-z]+ to stop)\b"
)

NIL = re.compile(
    r"\A\W{0,6}(?:(?:[a-z, ]{0,40}?: ?)?(?:again,? )?(?:none|nil|not applicable|n/?a|nothing)\b|no (?:[a-z/,-]+ ){0,8}?(?:needs?|provision|services?|support|health|care)\b"
    r"(?:[^.;]{0,140}?\b(?:needed|required|identified|known|reported|requested|asked|found|necessary|noted|recorded|in place|raised|at this time|at present|this time|wanted|sought|sees?|advised|called|relate[sd]?|is given)\b|\.?\s*\Z)"
    r"|there (?:are|is|were|was) (?:currently |at present |now )?(?:nothing|not|no (?:[a-z/,-]+ ){0,6}?(?:needs?|provision|services?|support|concerns?|conditions?|"
    r"difficult\w+|health|medical|social|care|issues?|involvement|requests?|other|further|reasons?|worry|worries|plans?|diagnos\w+|medication))\b(?! longer)"
    r"|(?:not|none) (?:needed|required|known|applicable|identified)\b|\(?none\)?\.?\Z|this section (?:is|has been|does) )"
    r"|\A[^.]{0,160}?\b(?:nothing (?:further |more |else |special |extra )?(?:is|was) (?:needed|called for|required|asked|wanted)|none (?:are|is|was|were) (?:needed|known|required|identified|called|asked|found|wanted)|"
    r"(?:has|have|had|found|identified|reported|reports?|identifies|notes|finds|saw|sees|knows? of|known to have|told us of) no (?:[a-z/-]+ ){0,6}?(?:needs?|concerns?)\b|found nothing\b|nothing (?:was|were) found|(?:is|are) not at risk|nothing (?:(?:further|more|else) )?to (?:report|add)|receives? nothing|nothing is (?:hard|difficult|tricky)|no need for (?:[a-z]+ ){0,3}provision|not (?:known|open) to (?:children's )?social|asked for nothing|(?:is|was|are) not disabled\b|not a disabled (?:child|person|young)|not owed|nothing is set out|(?:do|does|did) not want (?:them|it|any|help|anything|one)|offered and refused|did not (?:ask for|want) (?:any|help|anything)|nothing falls under|does not apply\b)"
)
# No word of these, nothing of the above: most lines are told by a glance.
_MAY_BE_NIL = re.compile(r"n(?<!\wn)(?:o|il\b|/?a\b)|this section |offered and refused")


# In what says that nothing is needed: words that leave room for what was told before.
OTHER = re.compile(r"\b(?:other|others|further|additional|more|else|beyond|apart from|besides)\b")


# "No needs other than eczema": one there is.
_BUT_ONE = re.compile(
    r"\b(?:other than|apart from|except(?: for)?|aside from) (?!this|these|those|that|the above|what|it\b|as\b|where|when|in\b|under|from)[^.]{3,120}"
)
_TOLD_ELSEWHERE = re.compile(r"\b(?:section|above|named|already)\b")


def is_nil(low: str) -> bool:
    """Whether a line says that nothing is needed."""
    if _MAY_BE_NIL.search(low) is None or NIL.match(low) is None:
        return False
    one = _BUT_ONE.search(low)
    return one is None or _TOLD_ELSEWHERE.search(one[0]) is not None


# What a template's author left for whoever fills it in.
_TEMPLATE = re.compile(
    r"\A\W{0,6}(?:to be completed|see (?:section |part )?[a-h]\d?)\W*\Z|\A\W{0,6}(?:tbc\b\W*\Z|to be confirmed\W*\Z|delete (?:if|as|this|where)|enter (?:service|the|details|name))"
)
_IN_BRACKETS = re.compile(r"\A\W{0,6}(?:\[[^\]]{0,300}\]?\W*\Z|[^\[\n]{0,160}\]\W*\Z)")


def is_template(low: str) -> bool:
    """Whether a line was left for whoever fills in the template."""
    if _TEMPLATE.match(low):
        return True
    return ("[" in low or "]" in low) and _IN_BRACKETS.match(low) is not None


NEEDS_LATER = re.compile(r"(?<=[.!?] )(?:special educational )?(?:needs|difficulties)(?: are)?:\s*")
HARD = re.compile(r"\b(?:hard|difficult\w*|tricky|struggle|need help)\b")
QUOTED = re.compile(r'"[^"]{0,1500}"')
TO_DO = re.compile(r"\A\W{0,6}to [a-z]+")
# A sentence that only names what a child has: the need is in what follows.
DIAGNOSIS = re.compile(
    r"\A(?:[a-z'-]+ )?(?:is|has|was|have)(?: been)? (?:a |an |the )?(?:diagnos\w+ (?:of|with) )?(?:autistic|deaf|deafblind|blind|(?:[a-z0-9'-]+ ){0,5}(?:disorder|syndrome|autism|adhd|"
    r"dyslexia|dyspraxia|dyscalculia|epilepsy|palsy|disability|difficulties|dcd|loss|impairment|delay))(?:[ ,(][^.]{0,50})?"
)
GUIDANCE = re.compile(
    r"\A\W{0,6}(?:(?:each|every) (?:strip|row|line|table|box|column|entry) (?:below|here)|written from|use bullet|please |e\.g\.|for example,? (?:write|say)|this (?:section|part|box|page|table|column) |everything (?:here|in this)|"
    r"strengths first|only (?:health|social|those)|agreed with|needs at home and|outcomes? (?:come first|are |should|must|is )|an outcome (?:is|should|must)|the (?:outcomes?|provision|shorter steps|following|table|provisions?) (?:below|here|above|in this|set out|towards)|"
    r"amounts are|all of the (?:above|below)|the local authority (?:will|is to|must) (?:fund|secure|arrange)|the school (?:is expected to|will) use its best|all (?:provision|times|amounts|hours) (?:below|here|in this|are|is|set)|the provision (?:in|below|set|here)|(?:all|each|every one)(?: of)? (?:the |these |her |his |their )?outcomes? |these outcomes (?:are|should|will)|the outcomes (?:are|should|will)|see (?:the )?(?:[a-z]+ ){0,3}(?:section|annex|appendix|map|table|above|below|overleaf)\b|key:|note:|provision (?:in|is|below|here|to meet)|"
    r"in term time unless|unless (?:it|the)|delete as|insert |guidance|what goes here|\(.{0,200}\)\Z)"
)
# A paragraph that says how the rows below it are to be read.
ROWS_BELOW = re.compile(r"\b(?:rows|strips|lines|tables|boxes|entries) below\b")
KEY_MARKS = (":", "?", " -", "\t")
KEY = re.compile(r"\A\W{0,6}(?P<key>(?:1:1 )?[a-z][a-z0-9 ,/'&()?-]{0,42}?)\s?(?::|\?| -(?= )|\t)\s*(?=\S|\Z)")

# What needs look like when no heading says so. Weighed against signs of strength.
NEED_SIGN = re.compile(
    r"\b(?:not|cannot|can't|\w+n't|never|unable|difficult\w*|hard\b|harder|struggl\w+|trouble|problems?|delay\w*|disorder|impair\w+|loss|deaf\w*|blind\w*|"
    r"diagnos\w+|autis\w+|adhd|dysle\w+|dysprax\w+|dyscal\w+|syndrome|palsy|epilep\w+|asthma\w*|anxi\w+|worr\w+|distress\w*|upset\w*|tired?\w*|fatigue\w*|"
    r"exhaust\w+|worn out|low|lower|slow\w*|behind|below|only|limited|few|fewer|less|lacks?|lacking|poor\w*|weak\w*|avoids?|avoidance|refus\w+|loses?|lost|losing|"
    r"forget\w*|misses|missed|confus\w+|interrupt\w*|level of a|level expected (?!(?:for|of) (?:his|her|their))|easily led|still (?:asks|finds|has|wears|comes|expects|bites|hits|wets)|failure|ill\b|illness\w*|no other|(?:1st|2nd|3rd|4th|5th|6th|7th|8th|9th|1\dth) (?:per)?centile|"
    r"needs?|requires?|relies|rely|depend\w*|risk\w*|unsafe|danger\w*|pain\w*|hurt\w*|seizures?|medication|sensitive|overwhelm\w*|meltdowns?|hits?|bites?|"
    r"swears?|cries|screams?|shouts?|kicks?|throws?|rips?|runs? (?:off|away|out)|walks? off|leaves? the|drops? to|wakes|wakeful|sleep\w*|unclear|without|stops?|yet|hides?|"
    r"absen\w+|exclu\w+|rarely|seldom|isolat\w+|afraid|fear\w*|frighten\w*|scared|aggress\w+|immature|restless|distract\w*|fidget\w*|impuls\w+|squint\w*|"
    r"short-?lived|too (?:much|loud|long|fast)|guess\w*|hunger|allerg\w+|constipat\w+|incontinen\w+|soils?|wets?|stammer\w*|mutism|echo\w+|repeats|rigid|"
    r"literal\w*|overload\w*|reluctan\w+|withdraw\w*|self-harm\w*|self-injur\w*|infections?|headaches?|aches?|sick\w*|vomit\w*|attacks?|surgery|operations?|disorgani[sz]ed|under (?:her|his|their) breath|melts? down|panic\w*|out of (?:lessons?|class)|"
    r"non-verbal(?! (?:reasoning|skills?|abilit\w+|scores?))|pre-verbal|wrong|missing|no longer|condition|thick|stupid|cuffed|nobody|no one|alone|crying|cry|fights?|silent|smell\w*|asked for money|stiff\w*|floppy|clumsy|awkward\w*|wobbl\w+|trips?|falls?|spills?|messy|untidy|illegible|rather than|instead of|except|unless|aids?)\b"
)
STRENGTH_SIGN = re.compile(
    r"\b(?:can\b(?! (?:be|become|take|get|lead|last|seem|appear|find|struggle|also|hit|not|only|lose|cause|make|run|leave|refuse|cry|scream))|is able|good|(?<!knows )(?<!know )(?<!know him )(?<!know her )(?<!know them )(?<!know him very )(?<!know her very )(?<!know them very )well\b|strong\w*|strengths?|enjoys?|likes?|loves?|loved|as expected|above average|average|normal|"
    r"(?:rate|level|that) of (?:his|her|their|the) (?:age|class)|fluent\w*|happy|kind|popular|age-appropriate|independently|confident\w*|friendly|sociable|affectionate|funny|polite|curious|keen|careful|creative|healthy|"
    r"talented|skilled|best|proud|is bright|bright (?:boy|girl|child|young|student|pupil|and)|cheerful|gentle|generous|excellent|remembers|helpful|quick|remarkable|accurate\w*|sound (?:grasp|knowledge|understanding)|rich|humour|warmth|freely|easily (?!led|up|dis|tire|frus|over|bru|lost|hurt|swayed|influenced|con|anger|star)|alert|(?:lots of|many|several) friends|copes|manages|(?:has|have) come on|(?:he|she|they) now (?!needs?|uses?|has|have|is|are|refus|avoid)[a-z]+|with (?:delight|ease|pleasure|pride)|full sentences|(?:[5-9]\d)(?:st|nd|rd|th) (?:per)?centile|as (?:his|her|their|other|the other|most) (?:[a-z]+ )?(?:friends|classmates|peers|children|pupils|students) do|like (?:anyone|everyone|everybody) else|(?:he|she|they) (?:has|have) (?:begun|started) to|(?:has|have) (?:learnt|learned) to|(?:he|she|they) (?:smiles?|laughs?)|knows (?:what|how|where|when|the names?|all|every|most)|level expected (?:for|of) (?:his|her|their)|passed|reached an?)\b"
)
# Said outright, whatever else the sentence tells.
SAID_TO_BE_STRENGTH = re.compile(
    r"\b(?:is|are) (?:(?:a|an|also|one of (?:his|her|their)|real|great|clear|definite|particular|relative|among|the greatest|[a-z]+'s) ){0,4}strengths?\b"
)
# "Without a mistake", "has not missed a day": a word for trouble that is said not to be there.
_NO_TROUBLE = re.compile(
    r"\b(?:without (?:a |an |any |one )?(?:single )?(?:mistakes?|errors?|fail|fault|fuss|trouble|difficulty|help|support|prompt\w*|reminders?|hesitation|being (?:asked|told|reminded)|complain\w*|stopping)|"
    r"(?:manages?|walks?|climbs?|eats?|dresses|washes|reads?|counts?|goes|runs?|copes?|swims?|rides?) [^.;]{0,40}?\bwithout|sleeps? (?:[a-z, ]{0,20}\b)?(?:well|soundly|through)|"
    r"(?:has|have|did|does|do|had) (?:not|never) (?:yet )?(?:missed?|dropp?(?:ed)?|forget|forgotten|complain(?:ed)?|fall|fallen|lost|lose|fail(?:ed)?)(?! out)|never (?:misses|missed|complains|forgets|fails|late|loses))\b"
)
_CONTRAST = re.compile(r"\b(?:but|however|except|although|though|yet)\b")


_REFUSED = re.compile(r"\b(?:nothing|nobody|cannot|unable|\w+n't|(?:does|do|is|are|will) not)\b")


def weighed(words: str) -> tuple[int, int]:
    """How many words of a sentence in small letters speak of need, and how many of strength."""
    # "Starts nothing without being told" refuses twice.
    none = 0
    if not _REFUSED.search(words):
        words, none = _NO_TROUBLE.subn(" ", words)
    return len(NEED_SIGN.findall(words)), len(STRENGTH_SIGN.findall(words)) + none


# A need that was: nothing follows from it today.
PAST = re.compile(
    r"\b(?:outgrew|(?:has|have) (?:outgrown|grown out of)|(?:has|have) been quiet|(?:is|are) (?:named|described|set out|told) above)\b"
)
_OF_YEAR = re.compile(r"\blevel (?:expected )?(?:of|for|in) year (\d{1,2})\b")


def years_behind(words: str, year: int | None) -> int | None:
    """How many years below their own a child works, where a sentence gives the level: 2 at the level of year 4 in year 6."""
    level = _OF_YEAR.search(words)
    return year - int(level[1]) if level is not None and year is not None else None


def contrasted(words: str) -> bool:
    """Whether a need stands behind a "but", whatever was praised before it."""
    turn = _CONTRAST.search(words)
    return turn is not None and NEED_SIGN.search(words, turn.end()) is not None


# A sentence that only adds to the one before it.
ADDS = re.compile(
    r"\A\W{0,6}(?:this|that|these|those|it|its|which|both|each|such|so|as a result|here|there|because|also|for example|for instance|the result|the same|"
    r"where|if|when (?:that|this|it)|then|after (?:that|this)|at (?:those|these|such)|on (?:those|these|such|that)|in (?:this|that|these|those|each)|as well|they (?:are|were|will be)|sessions?\b(?! of [a-z]+)|"
    r"progress|targets?|the (?:session|programme|group|work|aim|time|target|text|first|last|rest|result|plan|therapist|sessions|texts|targets|focus|same)s?)\b"
)
OUTCOME_SIGN = re.compile(
    r"\b(?:will|can|be able|able to|to [a-z]{3,}|by |within|have|improve|better|more|increase|develop)\b"
)

# A heading of E that is itself what somebody will be able to do: "Thread 2. By July she will read ten words".
OUTCOME_AS_HEADING = re.compile(
    r"(?!\W{0,4}(?:what|how|when|where|who|which|why)\b)[^\n]{0,160}?(?:\bwill \w+ \w|\bfor \w+ to \w)(?![^\n]{0,400}:\s*\Z)"
)


def area_of(low: str) -> str:
    """The area of need that a short heading or the first cell of a row names, or ""."""
    if len(low) > LONGEST_AREA:
        return ""
    for name, words in AREAS:
        if words.search(low):
            return name
    return ""
