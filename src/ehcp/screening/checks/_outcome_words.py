"""What makes an outcome one: a change for the child, that can be counted or seen, and not what others will do."""

from __future__ import annotations

import re

# --- Is it an outcome at all? -----------------------------------------------------------------

_DATE_FIRST = re.compile(
    r"^(?:(?:by|within|in|before|at|from|until|during|after|outcome)\b(?:(?! will | to )[^,;:\n]){0,70}?(?:,| - "
    r"|: ))\s*",
)
_LABEL = re.compile(
    r"^(?:(?:long[- ]term |short[- ]term )?(?:outcome|target|aim|goal) [a-z0-9.]{1,4}[.:)]?"
    r"|[a-z]{1,2}\d{1,2}(?:\.\d{1,2})?[.:)]?"
    r"|\d{1,2}(?:\.\d{1,2})?[.:)]?|[a-z][.)])\s+(?=\S)"
)
# Others, and what they give: an outcome with one of these as its subject is a task of theirs.
_OTHERS = frozenset(
    """staff school schools nursery college setting academy teacher teachers assistant assistants therapist therapists
    therapy physiotherapy nurse nurses psychologist physiotherapist coach worker workers mentor mentors parent parents
    carer carers family authority council service services team provision support programme programmes session sessions
    adult adults tutor tutors senco sendco coordinator co-ordinator training package advice specialist audiologist
    paediatrician doctor everyone placement intervention interventions counselling tuition equipment practitioner
    practitioners professional professionals ta tas lsa lsas camhs salt ep ot adviser consultant clinician scheme
    referral assessment assessments plan plans meeting meetings report reports funding transport lessons strategies
    resources environment timetable curriculum placements college's school's everybody all we governors lsas officer
    officers manager key-worker keyworker work help input visits reviews review targets opportunities clinic hospital
    department dietitian nursery's interpreter virtual trust""".split()
)
_FIRST_OTHERS = frozenset("staff parents teachers adults professionals everyone everybody all those we".split())
# What somebody else does when the change is seen through them: "Strangers will understand eight words in ten".
_WITNESS = re.compile(
    r"^(?:\w+ly |then |all |also )?(?:show|find|record|see|hear|count|be able to (?:understand|follow|tell|hear)"
    r"|score"
    r"|understand (?:him|her|what|\d|(?:his|her|their) (?:speech|words|signs|talk))|need to|no longer|rise|fall"
    r"|drop|be (?:at"
    r"|above|below|in line))\b"
)
# Whatever stands in front of these, somebody else is to do it.
_DONE_TO = re.compile(
    r"\b(?:will|shall|should|must|to|is to|are to) (?:also |all |always |still |continue to |then |now |first )?be "
    r"(?:offered|provided|given (?!up\b)|made (?:available|to|for|by|with)|promoted|rolled out|put (?:in place|on)"
    r"|set up|arranged|delivered|referred"
    r"|assessed (?!as\b|at\b|in\b)|encouraged|supported|enabled|facilitated|fostered|nurtured|trained|funded"
    r"|allocated|sought"
    r"|implemented|embedded|adopted|introduced (?!to him)|convened|appointed|recruited|commissioned|monitored"
    r"|reviewed|updated"
    r"|taken to|taught (?:by|in a|to)|assisted|equipped with|invited|enrolled|signposted|escorted|toileted"
    r"|accompanied|allowed"
    r"|consulted|explored|considered|held|in place|(?:carefully|well|fully|properly) (?:planned|managed|supported"
    r"|prepared for)|organised|liaised|drawn up|written by|in receipt|addressed|prioritised|tackled|worked on|followed up|kept to|catered for|met by"
    r"|taken into account|taken up|carried out|(?:used|applied|shared|followed|tried|practised|run) (?:in|at|across|throughout|with|for|by (?:staff|all|the|adults|teachers|school))\b)"
)
_AIMS = re.compile(
    r"^(?:[\w'-]+ ){1,5}?(?:aims?|endeavours?|hopes?|intends?|plans?|seeks?|strives?|is keen|are keen|is hoping"
    r"|are hoping"
    r"|looks? forward|dreams?|aspires?|wish(?:es)?) (?:to|for|that|of|one)\b"
)
_HOPED = re.compile(
    r"^(?:\w+ ){0,3}?(?:it (?:is|was) (?:hoped|wished|intended|envisaged|anticipated|expected|planned|the (?:hope"
    r"|aim|wish))|it would be"
    r"|it'd be|the (?:aim|hope|wish|intention|goal|aspiration|plan|idea) (?:is|here|of|for)|hopefully|ideally|one"
    r" day\b|our (?:hope|aim|wish)"
    r"|his (?:hope|dream|wish|aim)|her (?:hope|dream|wish|aim)|their (?:hope|dream|wish|aim))"
)
# Going to somebody who treats or teaches is what is given, however often; going without a fuss is a change.
_SEES = re.compile(
    r"\b(?:will|to) (?:continue to |also |still )?(?:work with|work alongside|go to|see|meet|meet with|attend|have"
    r"|get|be seen (?:by|at)|visit)"
    r"(?: [\w'/:-]+){0,4}? (?:therap(?:y|ist)|psychologist|counsell(?:or|ing)|mentor|physiotherap(?:y|ist)|nurse"
    r"|dietitian|clinic|camhs"
    r"|sessions?|tuition|intervention|mentoring|emotional literacy|elsa|tutor|key ?worker|respite)\b"
)
# "To travel with a travel trainer each week": company that comes at a rate is a service.
_IN_COMPANY = re.compile(
    r"\b(?:will|to) (?:be )?[a-z]+(?: [a-z]+){0,3}? with (?:an?|the|his|her|their) (?:[\w-]+ ){0,3}?(?:trainer|therapist|mentor|tutor|teacher"
    r"|assistant|coach|worker|counsellor|instructor|nurse|volunteer|befriender|adult|keyworker)\b[^.,;]{0,20}"
    r"\b(?:(?:each|every|a) (?:day|week|fortnight|month|term)|weekly|daily|fortnightly|regularly)\b"
)
# "Will attend a weekly club": its rate says that it is given, whatever else is counted.
_AT_A_RATE = re.compile(
    r"\b(?:will|to) (?:also |continue to )?(?:attend|join|go to|take part in|have|be part of) (?:an?|the|his|her|their) "
    r"(?:daily|weekly|fortnightly|monthly|termly|regular)\b"
)
# "Each week of a term", "every day for a month": how long it must last to count, so a measure.
_RUN = re.compile(
    r"\b(?:each|every) [a-z]+ (?:of|for|in|over) (?:an?|one|the|two|three|four|five|six|half) (?:whole |full )?[a-z]+\b"
)
# To be or to feel something good, with nothing that could be seen.
_FEELING = re.compile(
    r"^(?:[\w'-]+ ){0,4}?(?:(?:will|to|should|can|is to) )?(?:continue to |also |now |always )?(?:be|feel|become)(?: able to (?:be|feel))?"
    r"(?: (?:more|much|a lot|and|very|fully|really|as|so|always|that (?:he|she|they)))* "
    r"(?:happy|happier|calm(?:er)?|safe(?:r)?|secure|included|valued|loved|good|content(?:ed)?|proud|positive about|welcome|belongs?|at ease|at home"
    r"|comfortable|heard|respected|liked|accepted|wanted|relaxed|cheerful|fulfilled|better about)\b(?! (?:as|at|to do|to tell|than) )"
)
# "Yusra goes", "works for 20 minutes": what the child does, told as if it had come about.
_PRESENT = re.compile(
    r"^(?:(?:he|she|they|[a-z][a-z'-]+) (?:(?:also|always|then|still|now|often) )?(?P<does>[a-z]{2,}(?<!s)s)\b(?! (?:are|is|to be)\b)"
    r"|(?P<bare>[a-z]{2,}(?<!s)s)\b(?! (?:of|are|is|and|or|with|to be|from)\b))"
)
_NO_VERB = frozenset("is was has does this his its us less across".split())
_ALONE = re.compile(
    r"\b(?:without|by (?:him|her|them)sel(?:f|ves)|independently|alone|on (?:his|her|their) own|unaided|with no"
    r"|unprompted|fewer|less)\b"
)
_NOUN_FIRST = re.compile(
    r"^(?:[\w:/'-]+ ){0,3}?(?:access|support|input|help|sessions?|therapy|tuition|teaching|training|provision"
    r"|intervention|mentoring"
    r"|opportunit(?:y|ies)|supervision|liaison|respite|counselling) (?:to|from|with|for|in|at|of|by|once|twice"
    r"|each|every|\w+ times)\b"
)
_CHILDS_OWN = re.compile(
    r"\b(?:will|can|asks?|asking|uses?|using|accepts?|accepting|seeks?|needs?|needing|without|independently|fewer"
    r"|less|able)\b"
)
_ENDEAVOURS = re.compile(
    r"^(?:endeavour|aim|try|seek|attempt|strive|work with|go on being|carry on|continue to (?:provide|support"
    r"|offer|be a))\b"
)

_GIVEN = (
    r"(?:therapy|therapist|physiotherapy|support|sessions?|programmes?|intervention|laptop|tablet|ipad|timetable"
    r"|hours?"
    r"|counsell(?:or|ing)|mentor(?:ing)?|key ?worker|worker|assistant|ta|lsa|tuition|tutor|teaching|group|club"
    r"|course|class"
    r"|placement|place|assessment|opportunit(?:y|ies)|chance|access|equipment|aid|adult|member of staff|help|input"
    r"|provision|environment|curriculum|training|respite|short breaks?|contact|extra time|time to|visits?|plan|review"
    r"|software|chair|coach|buddy|checks?|breaks?|workshops?|lessons?|work|nurse|psychologist|teacher|advice"
    r"|equipment|clinic)"
)
_GETS = re.compile(
    r"^(?:[\w' -]{0,60}?\b(?:will|to|can|should|is to|are to)\b )?(?:continue to |also |still |now |each )?"
    rf"(?:(?:receive|be (?:offered|provided with|given|encouraged|supported|helped|taught|toileted|seen(?! (?:to"
    rf"|\w+ing)\b)|referred"
    rf"|assessed|"
    rf"reviewed|placed|funded|allocated|enabled|allowed|monitored|reminded|prompted|taken|shown)|benefit from"
    rf"|be able to access|access"
    rf"|have (?:\w+ )?(?:access|opportunit\w+)|undergo|get (?:\w+ ){{0,3}}{_GIVEN})\b"
    rf"|(?:have|attend|join|participate in|take part in|work with|follow|use)\b(?! (?:improved|increased|developed"
    rf"|better|made|attended"
    r"|gone|been|done|completed|held|kept|started|taken|finished|shown|travelled|achieved|gained|written|cooked"
    r"|earned|saved|chosen|met|told|won|lived|worked|played|ridden|swum|spent|visited|passed|missed|had|stayed"
    r"|used|learn|read|slept|dealt|paid|caught|joined|fewer|no |more))"
    rf"(?: [\w'/:&,.-]+){{0,5}}? {_GIVEN}\b)",
)
# A weaker verb wants one of these near it to be about what is given, not about what the child does.
_WEAK_GETS = re.compile(r"\b(?:join|participate in|take part in|work with|follow|use|attend)\b")
_FREQUENT = re.compile(
    r"\b(?:weekly|daily|regular|fortnightly|every|each week|a week|sessions?|group|programme|mentor)\b"
)
_AIM = re.compile(
    r"^(?:(?:for|in order) )?(?:to )?(?:provide|enable|ensure|offer|give|allow|arrange|deliver|receive|access"
    r"|have access|implement|put in place"
    r"|monitor|review|carry on with|make (?:sure|arrangements|available|referrals?)|set up|establish|organise"
    r"|secure|supply"
    r"|continue (?:with|to (?:receive|have|access))|be (?:supported|given|offered|provided"
    r"|encouraged)|support|facilitate|promote|encourage|liaise|consider"
    r"|refer|fund|look into|explore)\b",
)
_HOPE = re.compile(
    r"^[^.]{0,40}?\b(?:would (?:like|love)|(?:we|i|parents|family|mum|dad|mother|father) (?:hope|wish|want|would)"
    r"|hopes (?:to|that|for)|wants (?:to|him|her|them)|wishes to|dreams? of)\b",
)
_QUOTED = re.compile(r'"[^"\n]{0,300}"')
_VERB = re.compile(r"\b(?:will|to|can|is|are|be|has|have|would|should|won't|must|shall)\b")
_DOING = re.compile(r"^\w+ing\b")
_GIVEN_NOUN = re.compile(rf"\b{_GIVEN}\b")
_WILL = re.compile(r"\b(?:will|to|should|shall|must)\b")


def without_date(text: str) -> str:
    """An outcome in small letters, from its first word that is no number and no date."""
    text = _LABEL.sub("", text.strip().lower(), count=1)
    # "By July 2027 Yusra plays with others, and ...": a comma further on does not end the date.
    date = _DATES.match(text)
    if date is not None and text[date.end() :].lstrip(" ,;:-").strip():
        text = text[date.end() :].lstrip(" ,;:-")
    for _ in range(2):
        text = _DATE_FIRST.sub("", text, count=1)
    return text


def is_not_an_outcome(text: str) -> bool:
    """Whether this says what the child is given, what others do or what is hoped, and not what will change."""
    text = _QUOTED.sub('""', without_date(text))
    felt = _DATES.sub(" ", text).lstrip()
    if _FEELING.match(felt) and "confiden" not in felt and not _COUNTED.search(felt):
        return True
    if _AIM.match(text) or _HOPE.match(text) or _HOPED.match(text) or _AIMS.match(text) or _DONE_TO.search(text[:160]):
        return True
    if _NOUN_FIRST.match(text) and not _CHILDS_OWN.search(text):
        return True
    will = _WILL.search(text)
    if will is None:
        present = _PRESENT.match(text)
        if present is not None and _COUNTED.search(text):
            does = present["does"] or present["bare"]
            if does not in _NO_VERB and does not in _OTHERS and _GIVEN_NOUN.fullmatch(does) is None:
                return False
        return _VERB.search(text) is None and (_GIVEN_NOUN.search(text) is not None or _DOING.match(text) is not None)
    subject = re.sub(r"^.*, ", "", text[: will.start()]).split()
    does = text[will.end() :].lstrip()
    if subject and _is_others(subject) and not _WITNESS.match(does):
        return True
    is_alone = _ALONE.search(text) is not None
    if _ENDEAVOURS.match(does) and subject and _is_others(subject):
        return True
    if not is_alone and (_SEES.search(text[:140]) or _IN_COMPANY.search(text[:160]) or _AT_A_RATE.search(text[:140])):
        return True
    gets = _GETS.match(text)
    if gets is None or ("access" in gets.group() and is_alone):
        return False
    if _RUN.search(text):
        return False
    weak = _WEAK_GETS.search(gets.group())
    return weak is None or (_FREQUENT.search(gets.group()) is not None and not _COUNTED.search(text[gets.end() :]))


def _is_others(subject: list[str]) -> bool:
    words = [word.lower().strip(".,()\"'") for word in subject]
    # "With support from a teaching assistant" goes before the child.
    if words[0] in ("with", "without", "given", "using", "through", "following", "when", "if"):
        return False
    return (
        words[-1] in _OTHERS
        or words[0] in _FIRST_OTHERS
        or (words[0] in ("a", "an", "the") and len(words) > 1 and words[1] in _FIRST_OTHERS)
    )


# --- Can it be measured? ----------------------------------------------------------------------

_DATES = re.compile(
    r"\b(?:by|at|within|in|before|until|during)\b[^,.;]{0,30}?\b(?:(?:19|20)\d\d|key stage \d|ks ?\d|year \d{1,2}"
    r"|reception|nursery|foundation stage"
    r"|\d{1,2} (?:months?|years?|weeks)|age of \w+|two years|twelve months)\b(?:\s*\([^)]{0,30}\))?"
    r"|\bkey stage (?:\d|one|two|three|four)\b|\byears? \d{1,2}\b|\b(?:e|f|b)\d(?:\.\d)?\b"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{2,4}"
    r"|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b(?: \d{4})?|\b(?:19|20)\d\d\b",
)
_COUNTED = re.compile(
    r"\b\d|%|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundred"
    r"|nineteen|fourteen|sixteen|eighteen|once|twice|half|quarter|one (?:other|adult|reminder|prompt|child|friend"
    r"|new|step|page|club|visit|hour|day|minute|morning|afternoon|evening|night|weekend|week|meal|food|in|out|of"
    r"|sentence|word|lesson)"
    r"|no more than|fewer than|at least|at most|per cent|grade|certificate|award|qualification|entry level"
    r"|level \d|measured|scored?|counted|times|no reminders?|no help|no prompts?|no prompting|every day|each day"
    r"|first time)\b",
)
_SEEN = re.compile(
    r"\b(?:without|unaided|independently|alone|by (?:him|her|them)sel(?:f|ves)|(?:him|her)self|on (?:his|her"
    r"|their) own|with no|every|all|whole|each|any|only|never|always|correctly|accurately|daily|weekly|in full)\b",
)
# Skills that are there or not, for everybody to see.
_SKILL = re.compile(
    r"\b(?:tie|ties|zip|unzip|button|fasten|do up|dress|undress|wash|brush|swim|ride|walk|cycle|climb|cook|bake"
    r"|make (?:a|his|her|their own) (?:meal|snack|sandwich|drink|breakfast|lunch|cup)"
    r"|feed|eat|drink|sleep|use (?:the toilet|a knife|a fork|cutlery|a spoon|public transport|scissors)|hold a"
    r"|read and|read (?:a|the|his|her|their)|write (?:a|his|her|their) [\w' -]{0,25}(?:name|address|letter"
    r"|sentence|page|story|paragraph)|count|say|name|tell (?:the time|a|an)|order|buy|pay|travel|catch|get (?:on"
    r"|off|to)"
    r"|go to|post|send|phone|telephone|ring|put on|take off|pack|change|move|live in|hold an? offer|pass|gain"
    r"|complete|start|finish|attend|be in|speak|join|jump|kick|throw|cut|draw|type|open|close|carry|cross|leave"
    r"|arrive|play an?|copy|find|match|sort|blow|wipe|spend|press|sign|ask)\b",
)
# Doings so wide that any day shows some of them.
_OPEN = re.compile(
    r"\b(?:use|play|work|interact|respond|follow|learn|know|recall|remember|talk|help|share|relate|form|make"
    r"|take part|try"
    r"|join in|be able to|have|hold|show|recogni[sz]e|explore|experience)\b",
)
# Changes that nobody could say had come about, unless they are counted.
_FELT = re.compile(
    r"\b(?:improv\w+|develop\w*|increas\w+|enhanc\w+|better|more (?!than\b)[a-z]+(?:ly)?|happier|calmer|happy"
    r"|confiden\w+|self-esteem|progress|potential|wellbeing|well-being|resilien\w+|"
    r"feel\w*|enjoy\w*|engag\w+|cope|coping|manage (?:(?:his|her|their) )?(?:own )?(?:anger|anxiety|emotions?"
    r"|feelings?|behaviour|changes?|stress|transitions?|frustration|worries|himself|herself)|"
    r"understand(?:ing)?(?: (?:of|his|her|their|that|how|why|the|what|others?))|aware(?:ness)?|become|grow"
    r"|reduce[ds]?|trust|safe|settled|included|independen(?:t|ce)|"
    r"relationships?|friendships?|friends|social(?:ise|ly)? ?(?:skills|life|communication)?|positive(?:ly)?"
    r"|appropriate(?:ly)?|effective(?:ly)?|prepared|ready|regulat\w+|"
    r"strateg(?:y|ies)|access|participate|maintain|sustain|begin to|continue to|close the gap|catch up"
    r"|express (?:him|her|them|his|her|their)|communicat\w+|motivat\w+|attention|concentrat\w+|focus"
    r"|listen(?:ing)?|behaviour|active member|as possible|good|fully|identif\w+ triggers|knowledge|level of"
    r"|more|thrive|blossom|flourish|shine|find (?:his|her|their) voice|overcome|behave|do well|valued|happily"
    r"|quickly|calmly"
    r"|comfortably|sensibly|fulfil\w*|respect\w*|belong\w*|self-worth|responsib\w+|healthier|healthily"
    r"|healthy (?:life|lifestyle|choices)|get on (?:well )?with|settle|fluent(?:ly)?|take part fully|a voice in)\b",
)


# "Her reading age will rise by twelve months": a length of time that is an amount, not a date.
_BY_HOW_MUCH = re.compile(
    r"\b(?:improv|increas|rais|ris|grow|reduc|fall|drop|gain|progress)\w*\b[^,.;]{0,60}\bby (?:at least |another"
    r" )?(?:an? |\d|half"
    r"|one|two|three|four|five|six|nine|ten|twelve|eighteen|twenty)"
)


def is_measurable(text: str) -> bool:
    """Whether somebody could say on the day that it has come about: it is counted, or there for all to see."""
    if _BY_HOW_MUCH.search(text.lower()):
        return True
    text = _DATES.sub(" ", without_date(text))
    if _COUNTED.search(text):
        return True
    if _FELT.search(text):
        return False
    return _SEEN.search(text) is not None or _SKILL.search(text) is not None or _OPEN.search(text) is None
