"""Turns of phrase that speak for one form of provision: a session, training, a strategy, equipment or monitoring.

Each pattern looks at the first sentence alone, from its beginning, in steps of bounded length. None decides alone:
`forms` weighs them with the other words of the sentence.
"""

from __future__ import annotations

import re

_ADULTS = (
    r"(?:staff|teachers?|teaching assistants?|tas|assistants?|adults?|team|workforce|supervisors?|escorts?|drivers?|everyone|"
    r"everybody|parents?|carers?|mother|father|mum|dad|colleagues|workers?|governors?|grandparents?|workmates?|tutors?|"
    r"dinner ladies|librarian|lecturers?|all who)"
)
_TRAINING = re.compile(
    rf"\btraining (?:for|of|to|in|on|is|will|by|from|about|session|day|and)\b|\b(?:staff|inset|awareness|refresher|team|teacher|"
    rf"induction|whole[- ]school|handling) training\b|\A[^.]{{0,60}}\bawareness for\b|\b(?:are|is|be|will be|been|being) trained\b|"
    rf"\b(?:trains?|will train|to train|teach|teaches|show|shows|brief|briefs|coach|coaches)\b (?:[a-z0-9'-]+ ){{0,6}}?{_ADULTS}\b|"
    rf"\b{_ADULTS}\b[^.;]{{0,60}}?\b(?:are|is|be|will be|to be) (?:trained|shown|taught|briefed)\b|"
    r"\b(?:receives?|have|has|attends?|get|gets|given|complete|completes|do|does) (?:[a-z0-9'-]+ ){0,8}?(?:training|course on)\b|"
    rf"\A\W{{0,6}}training\b|\b(?:workshop|course|inset)s? (?:for|on)\b[^.;]{{0,30}}\b{_ADULTS}\b|"
    r"\b(?:hours?|minutes|day|days) (?:of )?(?:[a-z]+ ){0,3}training\b|"
    rf"\A\W{{0,6}}(?:[a-z0-9-]+ ){{1,3}}(?:on|about) [^.;]{{3,80}}?,? for (?:[a-z'-]+ ){{0,5}}?{_ADULTS}\b|"
    r"\A\W{0,6}(?:[a-z-]+ ){1,6}?(?:course|workshop|refresher),? (?:which is )?(?:taken|attended|repeated|renewed|for)\b|"
    rf"\A\W{{0,6}}(?:[a-z]+ ){{0,2}}{_ADULTS} (?:will |are to |should )?(?:get|have|receive|be given) (?:[a-z]+ ){{0,5}}?(?:background|briefing|induction|information) (?:on|about)\b"
)
_HOURS_OF_TALK = re.compile(
    rf"\A[^.;]{{0,70}}\b{_ADULTS}\b[^.;]{{0,70}}? (?:have|has|get|do|does) (?:an?|one|two|three|\d+|the) (?:half-day |two-hour |one-hour |hours? |minutes |day )+(?:talk|course|workshop|on|with|about)\b"
)
# Without one of these words nothing of the above can be there, and few leads have one.
_OF_TRAINING = (
    "train",
    "taught",
    "teach",
    "show",
    "brief",
    "coach",
    "course",
    "workshop",
    "inset",
    "awareness",
    "refresher",
    "background",
    "briefing",
    "induction",
    "information",
    "hours on",
    "hour on",
    "day on",
    "session on",
    "talk on",
    "talk about",
)

_NOT_TRAINING = re.compile(
    r"\b(?:toilet|travel|bus|potty|strength|auditory|listening|mobility|independence|cane|vision|job|work|life skills|literacy|"
    r"reading|social skills|phonics|balance|relaxation|circuit|weight|football|swimming|memory|keyboard|touch typing|attention|"
    r"anger|assertiveness) training\b|\btraining in (?:the use of|using|how to use) (?:a|an|his|her|their|the) (?:long )?(?:cane|bus|brailler)|"
    r"\b(?:with|has|have|had|holds?|after|following|completed|who) (?:[a-z0-9'-]+ ){0,4}?(?:training|course)\b(?! (?:for|will|is|from|each|every))|"
    r"\b(?:adult|assistant|person|someone|therapist|worker|teacher|ta|lsa|member of staff)s? (?:who (?:is|are|has been|have been) )?trained\b|"
    r"\A\W{0,6}(?:speech|occupational|physio|play|music|art|cognitive)[a-z -]{0,24}therapy\b|\btraining (?:provider|centre|college|flat|kitchen)\b"
)
_MONITORS = (
    r"(?:re-?)?(?:reviews?|monitors?|assess(?:es)?|measures?|evaluates?|tracks?|audits?|checks?|weighs?|inspects?|reports?|"
    r"observes?|tallies|records?|logs?|scores?|retests?)"
)
_MONITORING = re.compile(
    rf"\A[^.;:]{{0,90}}?\b(?:will |to |and |should |must )?(?:also )?{_MONITORS} (?!to |out |of |in |silently)|"
    r"\A[^.;]{0,110}?\b(?:is|are|be|being) (?:[a-z]+ly )?(?:re-?)?(?:reviewed|monitored|assessed|measured|evaluated|tracked|"
    r"audited|checked|weighed|looked (?:at|over)|gone through|reported|tested|retested|followed up|seen afterwards)\b|"
    r"\A[^.;]{0,110}?\b(?:looks? (?:back )?(?:at|over)|goes (?:through|over) (?:the|all|his|her|their)|will look at|keeps? in touch|keep the|keeps the|keeps a|writes? down|"
    r"followed up|will meet with|meets? (?:with )?(?:the )?(?:[a-z]+'s )?(?:parents|family|mother|father|mum|dad|school|staff|senco)|"
    r"speaks? (?:by|to)|speak by|writes? to|phones?|let (?:his|her|their) (?:mother|father|parents|mum|dad)|"
    r"shares? (?:the )?(?:results|progress|findings))\b|"
    r"\A\W{0,6}(?:[a-z-]+ ){0,5}?(?:reviews?|monitoring|assessment|reassessment|check-up|tests?|testing|tracking|measurement|audit)\b(?! (?:of work|in|list|card|papers?))|"
    r"\A\W{0,6}(?:an? |the )?(?:[a-z-]+ ){0,2}(?:meetings? (?:with|of|for|to|between) (?:[a-z']+ ){0,4}(?:parents?|family|tutors?|teachers?|staff|person)|telephone calls?|phone calls?|consultation|survey)\b|"
    r"\A[^.;]{0,60}?\b(?:will (?:also )?tests?|rings|telephones) (?!him\b|her\b|them\b)[a-z]|"
    r"\A[^.]{0,60}\bconsultation to (?:staff|tutor|the)|\A\W{0,6}consideration should be given to a meeting|\A\W{0,6}planning for\b|\A\W{0,6}(?:a |the )?(?:pathway|care|transition|emergency) plan\b[^.]{0,80}\b(?:is|says|will be)\b"
)
_CLINIC = re.compile(
    r"\A\W{0,6}(?:[a-z0-9-]+ ){0,4}clinic\b|\A\W{0,6}(?:[a-z'-]+ ){0,4}(?:hospital|clinic) (?:sees|will see|will check|checks|tests)\b|"
    r"\A\W{0,6}(?:[a-z-]+ ){0,5}bloods? (?:tests? )?at\b"
)
# A review or a test by name: with a time and a child alone it is one still.
_NAMED_MONITORING = re.compile(
    r"\A\W{0,6}(?:[a-z-]+ ){0,3}?(?:reviews?|monitoring|assessment|reassessment|check-ups?|(?:hearing|sight|eye|blood|urine) tests?|tracking|audit)\b(?! (?:of work|in|list|card))"
)
_DOCTOR_SEES = re.compile(
    r"\A[^.;]{0,60}?\b(?:dr|doctor|paediatrician|neurologist|consultant|ophthalmologist|optometrist|orthoptist|audiologist|cardiologist|gp)\b[^.;]{0,60}?\b(?:sees|will see|examines)\b"
)
_WATCHED = re.compile(
    r"\A[^.;]{0,110}?\b(?:is|are|be|being) (?:[a-z]+ly )?(?:re-?)?(?:reviewed|monitored|assessed|measured|evaluated|audited|checked|"
    r"looked (?:at|over)|followed up)\b"
)
_TREATS = re.compile(
    r"\b(?:teach\w*|taught|therapy|practi[sc]\w*|work with|works with|skills|feeding|botulinum|programme|one to one for|classes|"
    r"sessions? of|mentor\w*|treat\w*|exercis\w*|fitting|physiotherapy|groups?|run)\b"
)
_NOT_MONITORING = re.compile(
    r"\A[^.;]{0,90}?\b(?:teach|teaches|taught|therapy|work with|works with|will see|treat|treats|one to one for|sessions? of|"
    r"programme of|check[- ]in|checks? in|mentor\w*|report back|check[- ]?list|record sheet|adults? face)\b"
)
_THING = (
    r"(?:chairs?|seat|seating|stool|laptop|tablet|ipad|computer|chromebook|hearing aids?|aids?|radio aid|transmitter|board|desk|"
    r"workstation|headphones|defenders|software|pens?|pencils?|grips?|frame|walker|hoist|splints?|wheelchair|cushions?|wedge|"
    r"slope|moulds?|alarm|books?|symbols|timers?|blanket|mats?|glasses|lenses|scissors|overlays?|keyboard|microphone|system|"
    r"device|switch|switches|trays?|table|bed|sling|footrest|ramp|rails?|lighting|panels|watch|cards?|passport|cutlery|ruler|"
    r"toys?|resources|equipment|magnifier|cctv|cane|brailler|printer|app|camera|bag|kit|pump|inhaler|injector|auto-injector|"
    r"orthoses|insoles|boots|helmet|cup|plate|box|basket|den|tent|toilet|locker|lanyard|key|phone|buggy|harness|taxi|transport|"
    r"minibus|medication|melatonin|supplement|ticket|pass|adaptations?|fence|gate|lock|kiln|tin|strip|markers?|guides?|code|"
    r"wheelchair|loops?|room(?= with)|bell|talker|display|lens|technology|notebook|labels?|bathroom|shower|tools|worksheets printed|opener|strap)"
)
_NOT_A_THING = r"(?! (?:group|time|session|lesson|skills|programme|work|breaks?|club|games?|is put on|training|sessions|lessons|adults?|workers?|person|people|stages?|words?|skills|at the|near|nearest|next to|away|by the|where))"
_EQUIPMENT = re.compile(
    rf"\A\W{{0,6}}(?:(?!(?:in|with|by|for|to|at|on|from|using|is|are|will|when|if|work|checks?|looks?|marks?|says|asks?|tests?|keeps?|writes?|reads|works|teaches|gives|takes|brings|shows|helps|counts|no|one|nobody)\b)[a-z0-9'-]+,? ){{0,5}}?{_THING}\b{_NOT_A_THING}(?! (?:is|are|will be) (?:used|taught|given by|told|looked))|"
    rf"\A\W{{0,6}}[a-z']+ (?:will have|has|have|is given|is provided with|will be provided with|will be given|needs|gets|(?:will |should )?(?:has|have) access to|should have|is supplied with|uses|will use|keeps|is to be given) "
    rf"(?:(?!in\b|with\b|by\b|for\b|to\b)[a-z0-9-]+ ){{0,5}}?{_THING}\b{_NOT_A_THING}|"
    rf"\A[^.;]{{0,90}}?\b{_THING}\b[^.;]{{0,40}}?\b(?:is|are|be|will be) (?:supplied|fitted|bought|lent|loaned|issued|installed|put up|replaced|worn|on every)\b|"
    r"\A[^.;]{0,60}\bputs? (?:[a-z-]+ ){0,3}(?:markers?|edge|rails?|panels?)\b|\A\W{0,6}(?:his|her|their) [a-z]+ is to be given the\b"
)
_ACTS = re.compile(
    r"\b(?:therapy|lessons?|tuition|interventions?|counselling|mentoring|physiotherapy|hydrotherapy|one[- ]to[- ]one|1:1|1-1|"
    r"individual (?:session|support|lesson|teaching)|groups? of|small groups?|sessions?|works? with|working with|"
    r"will (?:work|see|teach|treat|meet|join|support|accompany|help|deliver|run|read|take|visit|spend|play|practise|carry|go with|"
    r"coach|mentor|interpret|sit|stay|be with|examine|guide|swim|be taught|be seen|be supported|be helped|be taken|be met)|"
    r"to (?:teach|meet|support|work with|see|accompany|help|be available)|"
    r"(?:is|are) (?:taught|seen|supported|helped|taken|accompanied|met|escorted|read to|practised|rehearsed|delivered|shown)|"
    r"sees|teaches|treats|supports|accompanies|helps|takes|delivers?|delivered|runs|leads|joins|stays with|is with|are with|sits next|goes with|practis\w+|rehears\w+|"
    r"reads with|goes over|goes back over|pre-?teach\w*|teaching|elsa|short breaks?|respite|youth|club|personal assistant|"
    r"classes|coaching|instruction|social skills|nurture|forest school|swimming|horse riding|intensive interaction|"
    r"travel training|work experience|placement|play ?schemes?|attends|visits?|practice|skills|programme|course|day centre|befriender|visitor|"
    r"carer|night sitter|mentor|phonics|maths|reader|scribe)\b"
)
_SUPPORT = re.compile(
    r"\b(?:support|help|input|opportunit\w+|adult nearby|key (?:adult|person|worker)|catch-up|outreach|signposting|interventions?|guidance|access to (?:therapy|counselling|speech|"
    r"occupational|a (?:mentor|counsellor|therapist))|cinema|bowling|outings?|games|time to|hours of)\b"
)
_A_PASS = re.compile(
    r"\A\W{0,6}(?:[a-z']+ (?:will )?(?:has|have|carries|is given) )?an? (?:[a-z-]+ ){0,2}?(?:(?:exit|time[- ]?out|help|leave|break) (?:card|pass)|toilet pass)\b"
)
_STRATEGY = re.compile(
    r"\A\W{0,6}(?:(?:every|each|any|no) adult\b|(?:all |the |any |every |other |class |subject |familiar |trained )*(?:staff|adults|teachers|tutors|everyone|everybody|people|anyone|whoever|"
    r"grown-ups)\b(?! (?:support|time|help|from [a-z]+ will))|short sentences|an? (?:[a-z]+ )?(?:exit|time[- ]out|help) card|a toilet pass|no one|nobody|instead of|instructions|tasks?|texts?|questions|homework|worksheets|everything|"
    r"work is|all [a-z]+ (?:is|are)|changes|rooms|until|total communication|lunch |books,|the (?:college|school) day|"
    r"(?:he|she|they|[a-z]+) (?:sits?|is never|is not|may (?!have|need)|can leave|leaves|is told|is warned|is given (?:a|an|five|ten|two|time|the)|is asked|is allowed|"
    r"is seated|is shown|is offered|chooses|does not|is excused)\b|use of\b|use\b|using\b|give\b|allow\b|avoid\b|ensure\b|provide\b|keep\b)"
)
_DONE_TO_THINGS = re.compile(
    r"\A(?:(?! by (?:a|an|the) )[^.;]){0,120}?\b(?:is|are) (?:made|painted|timetabled|put|kept|printed|cut|read out|told|warned|written|set out|"
    r"used|broken|chunked|adapted|enlarged|placed|arranged|changed|handed|turned|counted|begun|started|noted|shown)\b"
)
_SURROUNDINGS = re.compile(r"\b(?:environment|strategies|approach|approaches|routines?|language is kept)\b")
_BREAK = re.compile(r"\bbreaks?\b|\brest\b|\bquiet table\b")
_SUPPORTS = re.compile(r"\b(?:support|short break|help from)\b")
_MINDS = re.compile(r"\A[^.]{0,70}\b(?:texts?|turns the|sends? the|will be used by)\b")


# Cues that may stand anywhere in the sentence; the others look from its beginning.
_ANYWHERE = {
    "training": _TRAINING,
    "not training": _NOT_TRAINING,
    "acts": _ACTS,
    "support": _SUPPORT,
    "treats": _TREATS,
    "surroundings": _SURROUNDINGS,
    "break": _BREAK,
    "supports": _SUPPORTS,
}
_FROM_THE_START = {
    "hours of talk": _HOURS_OF_TALK,
    "monitoring": _MONITORING,
    "clinic": _CLINIC,
    "named monitoring": _NAMED_MONITORING,
    "doctor sees": _DOCTOR_SEES,
    "watched": _WATCHED,
    "not monitoring": _NOT_MONITORING,
    "equipment": _EQUIPMENT,
    "a pass": _A_PASS,
    "strategy": _STRATEGY,
    "done to things": _DONE_TO_THINGS,
    "minds": _MINDS,
}


def starts_with_a_thing(low: str) -> bool:
    """Whether a sentence begins by giving a thing: "Word mats with pictures are on every table"."""
    return _EQUIPMENT.match(low) is not None


def cues_of(lead: str) -> list[str]:
    """The turns of phrase in a first sentence, in small letters."""
    found = [name for name, pattern in _FROM_THE_START.items() if pattern.match(lead)]
    for name, pattern in _ANYWHERE.items():
        if name == "training" and not any(word in lead for word in _OF_TRAINING):
            continue
        if pattern.search(lead):
            found.append(name)
    return found
