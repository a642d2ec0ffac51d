"""What provision is, told before any slot is asked for: a session, training, a strategy, equipment or monitoring."""

from __future__ import annotations

import re

from ehcp.screening.item import Form

_ADULTS = r"(?:staff|teachers?|teaching assistants?|tas|assistants?|adults|team|workforce|midday supervisors?|escorts?|drivers?|everyone|everybody|school|parents?|carers?|mother|father|mum|dad|colleagues|lunchtime supervisors?|workers?|governors?|grandparents?|grandmother)"
_TRAINING = re.compile(
    rf"\btraining (?:for|of|to|in|on|is|will|by|from|about|session|day|and)\b|\b(?:staff|inset|awareness|refresher|team|teacher|induction|whole[- ]school) training\b|\btrained (?:by|each|every|in [a-z ]{{3,40}} by)\b|"
    rf"\b(?:trains?|will train|to train|teach|teaches|show|shows|brief|briefs|coach|coaches|induct|demonstrates? [a-z ]{{2,30}}to)\b (?:[a-z0-9'-]+ ){{0,6}}?{_ADULTS}\b|"
    rf"\b{_ADULTS}\b[^.;]{{0,60}}?\b(?:are|is|be|will be|to be) (?:trained|shown|taught|briefed)\b|\b(?:receives?|have|has|attends?|get|gets|given|complete|completes|do|does) (?:[a-z0-9'-]+ ){{0,8}}?(?:training|course)\b|"
    rf"\Atraining\b|\b(?:workshop|course|inset)s? (?:for|on)\b[^.;]{{0,30}}\b{_ADULTS}\b|\b(?:hours?|minutes|day|days) (?:of )?(?:[a-z]+ ){{0,3}}training\b|\btraining\b(?=[^.;]{{0,50}}\b{_ADULTS}\b)"
)
_NOT_TRAINING = re.compile(
    r"\b(?:toilet|travel|potty|strength|auditory|listening|mobility|independence|cane|vision|job|work|life skills|literacy|reading|social skills|phonics|balance|relaxation|circuit|weight|"
    r"phonological awareness|independent travel|football|swimming|memory|keyboard|touch typing|attention|anger|assertiveness|parkour) training\b|"
    r"\b(?:with|has|have|had|holds?|after|following|completed|who) (?:[a-z0-9'-]+ ){0,4}?(?:training|course)\b(?! (?:for|will|is|from|each|every))|\btrained in\b|\btraining (?:provider|centre|college|programme|course|flat|kitchen)\b"
)
_MONITORS = r"(?:re-?)?(?:reviews?|monitors?|assess(?:es)?|measures?|evaluates?|tracks?|audits?|checks?|examines?|weighs?|inspects?|reports?|observes?|counts?|tallies|records?|logs?)"
_MONITORING = re.compile(
    rf"\A[^.;:]{{0,90}}?\b(?:will |to |and |should |must )?(?:also )?{_MONITORS} (?!to |out )[^.]{{0,200}}|"
    r"\A[^.;]{0,110}?\b(?:is|are|be|being) (?:[a-z]+ly )?(?:re-?)?(?:reviewed|monitored|assessed|measured|evaluated|tracked|audited|checked|weighed|counted|looked at|gone through|recorded|reported|tested|retested)\b|"
    r"\A[^.;]{0,80}?\b(?:looks? (?:back )?(?:at|over)|goes through|go through|will meet with|meets? (?:with )?(?:the )?(?:[a-z]+'s )?(?:parents|family|mother|father|mum|dad|class teacher|school|staff|senco|[a-z]+ and)|"
    r"speaks? (?:by|to|with)|writes? to|sends? |phones?|rings?|telephones?|shares? )\b|"
    r"\A\W*(?:[a-z-]+ ){0,5}?(?:review|reviews|monitoring|assessment|reassessment|check|checks|check-up|tests?|testing|measurement|report|reports|observation|audit)s?\b(?! (?:of work|in|list|card))"
)
_NOT_MONITORING = re.compile(
    r"\A[^.;]{0,90}?\b(?:teach|teaches|taught|therapy|work with|works with|will see|treat|treats|one to one for|sessions? of|programme of|check[- ]in|checks? in|mentor\w*|report(?:s|ing)? (?:to|back)|check[- ]?list|record sheet|counts? silently|counts? to)\b"
)
_THINGS = (
    r"(?:chair|seat|seating|stool|laptop|tablet|ipad|computer|chromebook|aids?|radio aid|transmitter|board|desk|workstation|headphones|defenders|software|pens?|pencils?|grips?|frame|walker|hoist|splints?|wheelchair|"
    r"cushions?|wedge|slope|writing slope|moulds?|alarm|book|books|symbols|timers?|blanket|mat|mats|glasses|lenses|scissors|overlays?|keyboard|microphone|system|device|switch|switches|trays?|table|bed|sling|standing frame|"
    r"footrest|ramp|rails?|lighting|panels|watch|card|cards|passport|cutlery|ruler|toys?|resources|equipment|magnifier|cctv|cane|brailler|braille|printer|app|camera|bag|kit|pump|inhaler|injector|pens|orthoses|insoles|boots|helmet|bib|cup|plate|"
    r"box|basket|den|tent|room|space|area|corner|toilet|bathroom|locker|lanyard|key|phone|buggy|car seat|harness|taxi|transport|minibus|medication|melatonin|methylphenidate|feeds?|supplement|tablets|ticket|pass|adaptations?|fence|gate|lock)"
)
_EQUIPMENT = re.compile(
    rf"\A\W*(?:(?:the|an?|one|two|three|his|her|their|its|its own|access to|use of|provision of|supply of|sole use of|new|[a-z]+'s|some|own|personal|individual|[a-z]+-?[a-z]+(?:,| and| or| with)?) ){{0,6}}?{_THINGS}\b(?! (?:group|time|session|lesson|skills|programme|work|breaks?|club|games?|with (?:a|an|the) (?:teaching|learning|speech)))|"
    rf"\A\W*[a-z']+ (?:will have|has|have|is given|is provided with|will be provided with|will be given|needs|gets|is supplied with|uses|will use|keeps) (?:(?:the use of|access to|use of|sole use of|his own|her own|their own|an?|one|two|the|[a-z]+-?[a-z]+(?:,| and| or)?) ){{0,5}}?{_THINGS}\b(?! (?:group|time|session|lesson|skills))|"
    rf"\b{_THINGS}\b[^.;]{{0,40}}?\b(?:is|are|be|will be) (?:supplied|provided|fitted|bought|lent|loaned|issued|kept|worn|installed|put up|stored|replaced|made)\b"
)
_SESSION = re.compile(
    r"\b(?:therapy|lessons?|tuition|interventions?|counselling|mentoring|physiotherapy|hydrotherapy|one[- ]to[- ]one|1:1|1-1|1:2|2:1|individual(?:ly)? (?:session|support|lesson|teaching)|groups? of|small groups?|"
    r"sessions? (?:of|with|on|in|for|to|each|every|a|per)|programme|works? with|working with|will (?:work|see|teach|treat|meet|join|support|accompany|help|deliver|run|lead|read|take|visit|spend|play|practise|carry|go|give|coach|mentor|interpret|sit|stay|be with|examine|guide|swim)|"
    r"will be (?:taught|seen|supported|helped|taken|accompanied|met|escorted|joined)|is (?:taught|seen|supported|helped|taken|accompanied|met|escorted|read to)|are (?:taught|practised|rehearsed|delivered)|be taught|"
    r"sees|teaches|treats|supports|accompanies|helps|takes (?:him|her|them|[a-z]+ (?:to|for|out))|delivers?|delivered|runs|leads|joins|practis(?:es|ed|ing)|rehears(?:es|ed|al)|reads with|goes over|goes back over|pre-?teach\w*|"
    r"support (?:from|in|by|for|at|of|with|to)|help (?:from|with|in)|input (?:from|by)|teaching|elsa|short breaks?|respite|stay|youth (?:club|group|project)|club|personal assistant|classes|coaching|instruction|"
    r"movement breaks?|social skills|nurture|lego therapy|forest school|swimming|horse riding|play therapy|intensive interaction|care (?:from|by|at)|hours (?:of|a|each|per)|travel training|work experience|placement)\b"
)
_STRATEGY = re.compile(
    r"\A\W*(?:(?:all |the |any |every |other |class |subject |school |familiar |key |trained )*(?:staff|adults?|teachers|everyone|everybody|people|anyone|grown-ups|school)\b|use of\b|use\b|using\b|give|giving|allow|avoid|ensure|provide\b|keep|break|"
    r"instructions|tasks?|work is|texts?|questions|homework|tests|worksheets|written|visual|lessons? (?:are|is|begin|start)|seating|a seat|sits?|rooms|the (?:classroom|room|timetable|day|work|desk)|changes|a quiet|a calm|a consistent|consistent|clear|"
    r"praise|rewards?|time out|extra time|rest|opportunit|strategies|reasonable|a predictable|predictable|warnings?|routines?|choices|a visual|a \"?now|an exit|an? [a-z]+ card)|"
    r"\A\W*(?:he|she|they|[a-z]+(?: [a-z]+)?) (?:is|are|will|may|can|does|must|sits?|leaves?|starts?|has|wears?|goes|chooses|moves|arrives|keeps|knows)\b(?: (?:be|never|always|not))*(?: (?:asked|told|given|allowed|shown|warned|offered|praised|sit|leave|choose|wait|seated|placed|reminded|excused|encouraged|leaves|have (?:a |his |her |their |extra |ten |five |two )?(?:\w+ )?(?:time|breaks?|choice|place|seat|rest)))?"
)
_STRONG_STRATEGY = re.compile(
    r"\A\W*(?:(?:all |the |any |every |other |class |subject |familiar |trained )*(?:staff|adults?|teachers|everyone|everybody|people|anyone|grown-ups|whoever)\b|instructions|tasks?|texts?|questions|homework|worksheets|all video|all [a-z]+ (?:is|are)|changes|rooms|"
    r"seating|(?:he|she|they|[a-z]+) (?:sits?|is never|is not|may|can leave|leaves|is told|is warned|is given (?:a|an|five|ten|two|time|the)|is asked|is allowed|is seated|is shown|is offered|chooses|does not|is excused)\b)"
)


def form_of(low: str, lead: str, *, timed: bool, grouped: bool, named: bool) -> Form:
    """The form of provision. `low` is all of it, `lead` its first sentence; the rest says which slots it fills."""
    if _TRAINING.search(lead) and not _NOT_TRAINING.search(lead):
        return Form.TRAINING
    if timed and grouped:
        return Form.SESSION
    if _MONITORING.match(lead) and not _NOT_MONITORING.match(lead) and not grouped:
        return Form.MONITORING
    session = _SESSION.search(lead) is not None
    if _STRONG_STRATEGY.match(lead) and not grouped and not (session and timed and named):
        return Form.STRATEGY
    if _EQUIPMENT.search(lead) and not grouped and not (timed and named):
        return Form.EQUIPMENT
    if session:
        return Form.SESSION
    if grouped or (timed and named):
        return Form.SESSION
    if _STRATEGY.match(lead):
        return Form.STRATEGY
    if named and re.search(r"\bwill\b", lead):
        return Form.SESSION
    if re.search(
        r"\b(?:support|therapy|help|input|teaching|programme|breaks?|group|phonics|reading|hours|minutes|visits?)\b",
        lead,
    ):
        return Form.SESSION
    return Form.STRATEGY
