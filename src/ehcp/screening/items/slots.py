"""The words that say who, how often, how long, to how many and by when. All patterns run on text in small letters.

Every pattern begins at a word and takes bounded steps, so that it stays linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ehcp.screening.item import Form, Slot
from ehcp.screening.items.roles import roles

_N = (
    r"(?:\d{1,3}(?:[.,]\d{1,2})?(?:½)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty-five|"
    r"twenty|thirty-five|thirty|forty-five|forty|fifty|sixty|ninety)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
)
_PERIOD = (
    r"(?:half[- ]?terms?|school day|school week|working day|school year|academic year|calendar month|teaching day|"
    r"days?|weeks?|fortnights?|months?|terms?|years?|mornings?|afternoons?|evenings?|nights?|weekdays?|weekends?|"
    r"quarters?|hours?|wk|hr|yr)"
).replace(" ", r"\ ")
_OCCASION = (
    r"(?:lessons?|sessions?|breaks?|breaktimes?|break times?|playtimes?|lunch|lunchtimes?|lunch times?|lunch hour|meals?|"
    r"mealtimes?|snack|feeds?|visits?|transitions?|transfers?|changes?|registration|assembly|assemblies|visit|activity|"
    r"task|piece|trip|outing|swim|test|tests|exams?|examinations?|holiday|bedtime|minutes?|mins|journey|seizure|time|"
    r"subjects?|class|holidays|clinic|appointment|christmas|easter|summer|autumn|spring)"
).replace(" ", r"\ ")

DURATION = re.compile(
    rf"""\b(?:
      {_N}(?:\ ?(?:to|-|or)\ ?{_N})?[\ -]?(?:and\ a\ half\ |-?and-a-half-)?(?:minutes?|mins?|hours?|hrs?|hour|minute)\b(?!\ notice|'|\ of\ (?:being|him|her)\b)
        (?:\ and\ (?:a\ half|a\ quarter|{_N}\ minutes?|{_N}\ mins?))?
      | \d{{1,3}}(?:m|h|hr|hrs|min|mins)\b
      | (?:an?|half[\ -]an?|half[\ -]|(?:a\ |one\ )?quarter[\ s]{{1,2}}of\ an|three[\ -]quarters\ of\ an|each|full|whole)[\ -]?hour\b(?:\ and\ a\ (?:half|quarter))?
      | (?:an|one)\ (?:minute|hour)
      | {_N}[\ -](?:full\ |whole\ |half[\ -])?(?:days?|nights?|mornings?|afternoons?|evenings?|weekends?)\b(?!\ (?:a|per|each|every|in|of|out|old|before|after|later|notice|with|running)\b|'|s')
      | (?:half|whole|full|one|a\ full|a\ whole)[\ -]?(?:a\ |an\ )?(?:day|morning|afternoon|evening|night|school\ day|lesson|session|lunch\ hour)s?\b
      | (?:{_N}\ |a\ |one\ )?(?:single|double)\ (?:lesson|period)s?
      | (?:for\ )?(?:the\ )?(?:whole|length|duration|all)\ of\ (?:each|every|the|his|her|their|all|any)\ [a-z]+
      | (?:from\ )?\d{{1,2}}(?:[.:]\d{{2}})?\ ?(?:am|pm|a\.m\.|p\.m\.|noon)?\ ?(?:to|-|until|till)\ ?\d{{1,2}}(?:[.:]\d{{2}}\ ?(?:am|pm)?|\ ?(?:am|pm))
      | full[\ -]time
    )""",
    re.VERBOSE,
)
# A length that says when, not how long: "after every 20 minutes", "within two hours", "every two hours".
_NOT_DURATION = re.compile(
    r"\b(?:every|each|within|after|after each|after every|after about|than|beyond|last|first|past|under|next|"
    r"at least every|about every|up to every|lasts?|the last|over|only|in under|before|by)\s\Z"
)
_SIMPLY_MORE = re.compile(
    r"\b(?:no (?:less|more|fewer)|not (?:less|more|fewer)|not|for (?:over|only|less|more)|more|less) than\s\Z|\bfor (?:over|under|just under|just over|only)\s\Z"
)

_EVERY = r"(?:each|every|per)"
FREQUENCY = re.compile(
    rf"""\b(?:
      (?:(?:once|twice|thrice|{_N}(?:\ times)?)\ )?(?:half-?termly|termly|daily|weekly|fortnightly|monthly|annually|yearly|nightly|hourly|quarterly|six-monthly|twice-weekly|twice-daily|bi-?weekly|bi-?monthly|bi-?annual(?:ly)?|weekdays?)\b
      | {_N}[\ -](?:monthly|weekly|yearly|hourly)
      | (?:once|twice|thrice|{_N}\ times)\ (?:an?|{_EVERY}|in\ (?:each|every|an?|the|any)|in)\ (?:half[\ -]?\ ?)?(?:[a-z]+\ ){{0,2}}?{_PERIOD}\b
      | (?:once|twice)\ (?:by|in|before|after|at|during)\ (?:[a-z0-9]+\ ){{0,3}}?[a-z0-9]+
      | (?:at\ the\ (?:start|end|beginning)\ (?:and\ (?:the\ )?end\ )?of\ |in\ |on\ |at\ |after\ |before\ |during\ |for\ )?{_EVERY}\ (?:and\ every\ )?(?:(?:other|second|third|single|school|working|one|of|his|her|their|the|maths|english|literacy|science|core|spoken|practical|written|new|teaching|taught|summer|autumn|spring|{_N})\ ){{0,3}}(?:{_PERIOD}|{_OCCASION}|{_DAY}|{_MONTH})\b
      | (?:an?|per)\ (?:school\ |working\ |calendar\ |academic\ |teaching\ )?(?:day|week|fortnight|month|half[\ -]term|term|year|night)\b
      | (?:p\.\ ?[wmad]\.?|p/[wmad]|pw|pcm)(?!\w)
      | \d{{1,2}}\ ?[x×]\ ?(?=\d|daily|weekly|per|a\b|each|week|one)
      | {_N}\ (?:[a-z0-9:-]+\ ){{0,3}}?(?:sessions|visits|appointments|meetings|lessons|blocks|home\ visits|reviews|days\ a|weeks\ a)\b
      | (?:on\ )?{_DAY}\b(?:(?:,|\ and|,\ and|\ to|-)\ ?{_DAY}\b){{0,4}}
      | at\ \d{{1,2}}[.:]\d{{2}}(?:\ ?[ap]\.?m\b\.?)?(?:(?:,|\ and|,\ and)\ (?:at\ )?\d{{1,2}}[.:]\d{{2}}){{0,5}}
      | at\ (?:the\ (?:start|end|beginning)\ (?:and\ (?:the\ )?end\ )?of\ )(?:the\ |a\ |each\ |every\ |his\ |her\ |their\ )?(?:[a-z]+\ )?(?:day|week|term|half[\ -]term|year|lesson|session|morning|afternoon|month)s?
      | at\ (?:[a-z]+\ (?:and|or)\ )?(?:all\ )?(?:lunchtimes?|breaktimes?|playtimes?|break|lunch|mealtimes|bedtime|registration|all\ times|unstructured\ times|home\ time|dinner\ time|noon|midday|night)\b
      | on\ (?:arrival|waking|entry|leaving|his\ return|her\ return|school\ days|weekdays|training\ days?|transfer)\b
      | (?:in|for|at|covering|during|through|across|to)\ all\ (?:[a-z]+\ )?(?:lessons|subjects|times|classes|sessions|transitions|tests|exams|examinations|breaks|meals|mealtimes)
      | (?:throughout|through|during|across)\ (?:the\ )?(?:whole\ )?(?:school\ )?(?:day|week|morning|afternoon)\b
      | all\ day|all\ (?:tests|exams|examinations)\b|exams\ and\ tests|full[\ -]time|half[\ -]?termly
      | (?:in|over|across)\ {_EVERY}\ {_PERIOD}
      | after\ (?:any|each|every)\ [a-z0-9]+
      | in\ (?:each|every)\ [a-z]+
      | {_N}\ (?:days|mornings|afternoons|evenings|nights|weekends|weeks)\ (?:an?|{_EVERY}|out\ of|in|of|in\ every|in\ the|during\ the)\ (?:the\ )?(?:school\ )?(?:{_N}\b|{_PERIOD}|holidays?|(?:summer|easter|christmas|school)\ holidays?)
      | for\ {_N}\ (?:school\ |term\ )?weeks?\b
      | tutor\ time|form\ time|registration|period\ (?:\d|one|two|three|four|five|six)\b
      | alternate\ (?:{_PERIOD}|{_DAY})
      | one\ (?:day|afternoon|morning|evening|lesson|night|weekend|session)\ (?:an?|{_EVERY}|in)\ [a-z]+
      | (?:over|spread\ over|across)\ (?:a|the|{_N})\ (?:school\ )?(?:week|term|year)s?
    )""",
    re.VERBOSE,
)
# Training is given on a day more often than at a rate.
WHEN = re.compile(
    rf"""\b(?:
      (?:by|in|on|before|from|during|once\ in|at)\ (?:the\ )?(?:(?:start|end|beginning|first\ week|first\ half)\ of\ (?:the\ )?)?(?:\d{{1,2}}(?:st|nd|rd|th)?\ )?(?:{_MONTH}\b(?:\ (?:half[\ -]term|inset|\d{{4}}|training\ day))?|(?:autumn|spring|summer|easter|christmas)(?:\ term|\ half[\ -]term|\ holidays?)?\b(?:\ \d{{4}}|\ of\ [a-z0-9]+)?|half[\ -]term|term)
      | (?:by|on|before)\ \d{{1,2}}/\d{{1,2}}/\d{{2,4}}
      | (?:on|at|during)\ (?:the\ |a\ |an\ )?(?:[a-z]+\ ){{0,2}}?(?:training|inset|staff)\ (?:day|meeting)s?
      | before\ (?:he|she|they|[a-z]+)\ (?:starts?|joins?|moves?|begins?|comes?|arrives?|returns?)
      | within\ (?:the\ )?(?:first\ )?(?:{_N}|a)\ (?:school\ |working\ )?(?:days?|weeks?|months?|half[\ -]terms?|terms?)
      | in\ (?:his|her|their|the)\ first\ (?:week|term|half[\ -]term|month|year)
      | once\b
    )""",
    re.VERBOSE,
)
_CHILDREN = r"(?:children|child|pupils?|peers?|students?|classmates?|learners?|young\ people|friends?|boys|girls|others|teenagers|people)"
_CHILDREN = _CHILDREN.replace(" ", r"\ ")
RATIO = re.compile(
    rf"""\b(?:
      (?:on\ a\ )?(?:one|two|three|2|1|3)(?:[\ -]to[\ -]|:\ ?|\ :\ )(?:one|two|three|four|five|six|eight|ten|\d)\b(?!\d|[.:]\d)
      | 1-1\b|1-to-1|1to1|2-1\b|1\ to\ 1
      | (?:with\ )?(?:a\ |an\ )?(?:staff\ )?ratio\ of\ [a-z0-9]+(?:\ ?(?:to|:|-|in)\ ?[a-z0-9]+)?
      | individually\b
      | individual(?=\ (?:session|sessions|therapy|lesson|lessons|tuition|teaching|support|work|basis|direct|speech|occupational|appointment|appointments|attention|counselling|time|reading|programme\ session|help|supervision|coaching|mentoring|face|weekly|music|physio|physiotherapy|\d|in\b|with|slot|instruction|on\b)|[.,;:)]|\ *\n|\Z|\ and|\ or)(?:\ appointments?)?
      | (?:on\ (?:his|her|their)\ own|by\ (?:himself|herself|themselves|themself)|alone)\ with\ (?:an?|the|one|his|her)
      | with\ [a-z]{{2,20}}\ (?:alone|on\ (?:his|her|their)\ own)
      | (?:teach|see|meet|seen|taught|support|treat|works?\ with|read\ with)\ [a-z]{{2,20}}(?:\ [a-z]+){{0,6}}?\ (?:on\ (?:his|her|their)\ own|alone|by\ (?:himself|herself))
      | (?:to|taught\ to|see|teach|taught|seen|helped|supported|by)\ (?:[a-z]{{2,20}}\ )?(?:by\ (?:himself|herself|themselves)|on\ (?:his|her|their)\ own|alone)
      | (?:in\ )?(?:an?\ |the\ |his\ |her\ )?(?:[a-z-]+\ ){{0,3}}?(?:groups?|class|classes|set|circle|team)(?:\ size)?\ ?(?:of|:|with|is|limited\ to|to)\ ?(?:a\ maximum\ of\ |maximum\ |max\.?\ |no\ (?:more|fewer|larger)\ than\ |not\ more\ than\ |up\ to\ |at\ most\ |between\ |about\ |around\ |fewer\ than\ |under\ )?{_N}\b(?:\ ?(?:to|-|or|and)\ ?{_N}\b)?(?:\ (?:other\ )?{_CHILDREN})?
      | (?:with\ |for\ |and\ )?(?:a\ maximum\ of\ |maximum\ |max\.?\ |no\ more\ than\ |not\ more\ than\ |up\ to\ |at\ most\ |between\ |fewer\ than\ )?(?:{_N}|an|a)(?:(?:\ ?-\ ?|\ to\ |\ or\ |\ and\ ){_N})?\ (?:(?:other|named|chosen|more|of\ (?:his|her|their|the|a)|similar|familiar|matched|older|younger|deaf|hearing|class)\ ){{0,2}}{_CHILDREN}\b
      | [a-z]+\ and\ (?:one|two|three|four|five|up\ to\ {_N}|a)\ (?:other\ )?(?:{_CHILDREN})
      | in\ (?:a\ )?(?:pair|pairs|threes|fours|trio|small\ group\ of\ {_N})\b|paired\ with\ (?:a|an|one)\b|a\ pair\b
      | (?:two|three|2|3|both|one)\ (?:trained\ |familiar\ |named\ |known\ |same\ )?(?:adults|carers|staff|members\ of\ staff|assistants|teaching\ assistants|tas|support\ workers|workers|nurses)\b
      | (?:one|1)\ (?:adult|member\ of\ staff|teacher|assistant|worker)\ (?:to|for|with)\ (?:every\ |each\ )?{_N}
    )""",
    re.VERBOSE,
)
BY = re.compile(
    rf"""\b(?:
      (?:by|before|at|until|from)\ (?:the\ )?(?:end|start|beginning|close|middle|completion|final\ term|last\ term)\ of\ (?:the\ |this\ |next\ |his\ |her\ |their\ |that\ )?
        (?:(?:(?:spring|summer|autumn|first|second|third|final|last|next)\ )?(?:half[\ -])?(?:term|phase|stage)(?:\ (?:of|in)\ (?:the\ )?(?:year\ \d{{1,2}}|reception|\d{{4}}|[a-z]+\ \d{{4}}))?(?:\ \d{{4}})?
        |(?:key\ stage|ks)\ ?(?:\d|one|two|three|four|five)|(?:year|y)\ ?(?:\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen)|reception|nursery|the\ foundation\ stage|early\ years\ foundation\ stage|foundation\ stage|eyfs|primary(?:\ school)?|secondary(?:\ school)?|sixth\ form|post[\ -]?16|post[\ -]?19
        |(?:[a-z0-9-]+\ ){{0,3}}?(?:year|course|placement|college|school|internship|programme|plan|review|phase|stage|term|apprenticeship)(?:\ \d{{4}}(?:[-/]\d{{2,4}})?)?
        |{_MONTH}(?:\ \d{{4}})?|\d{{4}})(?:,?\ \(?(?:in\ )?{_MONTH}\ \d{{4}}\)?)?
      | (?:by|before|until|in|on|from|at)\ (?:the\ )?(?:{_DAY},?\ )?(?:\d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?)?{_MONTH}\b,?(?:\ '?\d{{2,4}})?
      | (?:by|before|until|on|due)\ \d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}
      | (?:by|before|in)\ (?:the\ )?(?:early\ |late\ |start\ of\ |end\ of\ )?(?:easter|christmas|spring|summer|autumn|winter|whitsun)(?:\ (?:term|holidays?|half[\ -]term|\d{{4}}|of\ \d{{4}}|of\ year\ \d+|in\ year\ \d+)){{0,2}}
      | (?:by|before|in|during)\ (?:academic\ year\ |the\ )?\d{{4}}\b
      | (?:by|before|in|during)\ (?:year|key\ stage|ks)\ ?\d{{1,2}}\b(?:\ and\ (?:year\ )?\d{{1,2}})?
      | (?:with)?in\ (?:the\ next\ |a\ |an\ )?(?:{_N}\ )?(?:school\ |academic\ |calendar\ )?(?:months?|years?|terms?|weeks?|half[\ -]terms?)'?\ ?(?:time|of\ (?:this|the|starting|joining)\ ?[a-z]*)?(?<!\ )
      | (?:over|during)\ the\ (?:next|coming|course\ of\ the\ (?:next\ )?)\ ?(?:{_N}\ )?(?:school\ |academic\ )?(?:months?|years?|terms?|weeks?|year)
      | (?:by|at|before|for)\ (?:the\ time\ of\ )?(?:his|her|their|the|this|next|\w+'s)\ (?:next\ |first\ |second\ |following\ |year\ \d{{1,2}}\ )?(?:annual\ |interim\ |transfer\ |plan\ )?review\b
      | by\ (?:the\ )?(?:age\ (?:of\ )?)(?:\d{{1,2}}|[a-z]+)\b
      | (?:by|before|until)\ (?:the\ time\ (?:that\ )?)?(?:when\ )?(?:he|she|they|[a-z]{{2,20}})\ (?:is\ (?:\d{{1,2}}|[a-z]+teen|{_N})|are\ \d{{1,2}}|turns?\ \d{{1,2}}|starts?|leaves?|moves?|transfers?|finishes|finish|begins?|joins?|goes|enters?|reaches)\b(?:\ (?:in\ |to\ |into\ |at\ |the\ |his\ |her\ |their\ |year\ |key\ stage\ |primary\ |secondary\ |sixth\ |college|school|nursery|reception|form|\d{{1,2}})){{0,3}}
      | (?:by|before|on|at)\ (?:(?:his|her|their|the)\ )?(?:transfer|transition|move|entry)\ (?:to|into)\ (?:[a-z0-9]+\ ?){{1,2}}
      | (?:by|before)\ (?:his|her|their)\ [a-z0-9]+\ birthday
      | by\ (?:this\ time\ next\ year|next\ [a-z]+(?:\ \d{{4}})?|half[\ -]term|the\ (?:next\ )?(?:half[\ -]term|phase\ transfer)|post[\ -]?1[69]|adulthood|the\ (?:summer|easter|christmas|autumn|spring)[a-z\ ]{{0,9}})
      | (?:end|start)\ of\ (?:key\ stage|ks|year|reception|nursery)\ ?\d{{0,2}}
    )""",
    re.VERBOSE,
)
# A cell that holds nothing but a date fills "by".
DATE_ALONE = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}\b(?: \d{{2,4}})?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|(?:easter|christmas|spring|summer|autumn)\b"
    rf"(?: term)?(?: \d{{4}})?|(?:end of )?(?:year|key stage|ks) ?\d{{1,2}}|end of [a-z0-9 ]{{2,30}}|{_N} months?|(?:next |first )?annual review|20\d\d)"
)
_STAFF = re.compile(
    r"(?:all |any |the |a |an |other |school |class |key |trained |familiar |named |suitably |suitable |appropriate |"
    r"appropriately |qualified |skilled |member |members |of |teaching |support |known |trusted |experienced |staff|adults?|"
    r"people|person|everyone|someone|school|setting|home|parents?|family|tbc|to be confirmed|to be agreed|n/?a|none|"
    r"as appropriate|and |or |-|/|,|with |who |know |knows |him|her|them|working |education |professionals?| )*\Z"
)
_NO_ANSWER = re.compile(
    r"\A\W*(?:regular|as (?:and when|needed|required|appropriate|above|necessary|often)|when(?:ever)? (?:needed|necessary|required|"
    r"appropriate|possible)|ongoing|on-going|continu|to be |tbc|tba|not yet|n/?a\b|none\b|where (?:possible|appropriate)|"
    r"frequent|often|sometimes|various|varies|flexib|until\b|for as long|depend|if\b|\[|x+\b|see |at (?:the )?(?:school'?s?|staff)|"
    r"in line|according|subject to|\?|\.\.|usual|normal|from time)"
)


@dataclass(slots=True)
class Field:
    """A stretch that a column heading or a "Who:" line says is for one slot (or several, for "amount")."""

    slot: str
    start: int
    end: int


def first(pattern: re.Pattern[str], low: str, start: int, end: int) -> tuple[int, int] | None:
    found = pattern.search(low, start, end)
    return (found.start(), _trimmed(low, found.start(), found.end())) if found else None


def _trimmed(low: str, start: int, end: int) -> int:
    while end > start and low[end - 1] in " ,;:\n":
        end -= 1
    return end


def duration(low: str, start: int, end: int) -> tuple[int, int] | None:
    for found in DURATION.finditer(low, start, end):
        ahead = low[max(start, found.start() - 24) : found.start()]
        if _NOT_DURATION.search(ahead) and not _SIMPLY_MORE.search(ahead):
            continue
        return found.start(), _trimmed(low, found.start(), found.end())
    return None


def who(low: str, capitals: str, start: int, end: int) -> tuple[int, int] | None:
    return next(roles(low, capitals, start, end), None)


_GIVEN_BY = re.compile(r"\b(?:by|from|with|via|through|run|led|deliver[a-z]*|provide[a-z]*)\b[^.;]{0,12}\Z")
_DOES = re.compile(r"[^.;]{0,40}?\b(?:will|trains?|teaches|gives?|leads?|delivers?|runs?|shows?|provides?|to)\b")


def trainer(low: str, capitals: str, start: int, end: int) -> tuple[int, int] | None:
    """Who gives training: not those who receive it ("training for the class teacher")."""
    for begins, finish in roles(low, capitals, start, end):
        ahead = low[max(start, begins - 40) : begins]
        if _GIVEN_BY.search(ahead):
            return begins, finish
        if not re.search(
            r"\b(?:for|all|to|of|train|teach|training|show|both|and)\b[^.;]{0,25}\Z", ahead
        ) and _DOES.match(low, finish, end):
            return begins, finish
    return None


def from_field(field: Field, slot: str, low: str, capitals: str, form: Form | None) -> tuple[int, int] | None:
    """The words in a field that fill its slot. Outside the usual patterns the whole field is believed, if it says much."""
    start, end = field.start, _trimmed(low, field.start, field.end)
    words = low[start:end].strip(" .")
    if slot == "who":
        return who(low, capitals, start, end) or (
            None
            if len(words) < 3 or len(words) > 120 or _STAFF.match(words) or _NO_ANSWER.match(words)
            else (start, end)
        )
    if slot == "frequency":
        found = first(FREQUENCY, low, start, end) or first(WHEN, low, start, end)
        if found or field.slot != slot or _NO_ANSWER.match(words) or not 3 < len(words) < 90:
            return found
        return start, end
    if slot == "duration":
        return duration(low, start, end)
    if slot == "ratio":
        return first(RATIO, low, start, end) or _group_size(low, start, end)
    return first(BY, low, start, end) or first(DATE_ALONE, low, start, end)


_SIZE = re.compile(
    rf"\A\W*(?:up to |max(?:imum)?(?: of)? |no more than )?{_N}\b(?: ?(?:-|to|or) ?{_N}\b)?|\A\W*individual\b|\balone\b|\bon (?:his|her|their) own\b"
)


def _group_size(low: str, start: int, end: int) -> tuple[int, int] | None:
    found = _SIZE.search(low[start:end])
    return (start + found.start(), start + found.end()) if found else None


def slot_of(plan_text: str, place: tuple[int, int] | None) -> Slot | None:
    return None if place is None else Slot(plan_text[place[0] : place[1]], place[0], place[1])
