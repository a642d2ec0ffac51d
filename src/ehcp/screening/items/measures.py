"""Patterns of amounts and times, for text in small letters.

Every pattern begins at a word and takes bounded steps, so that it stays linear.
"""

from __future__ import annotations

import re

NUMBER = (
    r"(?:\d{1,3}(?:[.,]\d{1,2})?(?:½)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty-five|"
    r"twenty|thirty-five|thirty|forty-five|forty|fifty|sixty|ninety)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
MONTH = (
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

_CLOCK = r"(?:am|pm|a\.m\.|p\.m\.)"
DURATION = re.compile(
    rf"""\b(?:
      {NUMBER}(?:
          (?:\ ?(?:to|-|or)\ ?{NUMBER})?[\ -]?(?:and\ a\ half\ |-?and-a-half-)?(?:minutes?|mins?|hours?|hrs?)\b(?!\ notice|'|\ of\ (?:being|him|her)\b)
            (?:\ and\ (?:a\ half|a\ quarter|{NUMBER}\ minutes?|{NUMBER}\ mins?))?
        | [\ -](?:full\ |whole\ |half[\ -])?(?:(?:days?|mornings?|afternoons?|evenings?)\b(?!\ (?:a|per|each|every)\b)|(?:nights?|weekends?)\b)(?!\ (?:in|of(?!\ (?:respite|care|short|support|overnight))|out|old|before|after|later|notice|with|running)\b|'|s')
        | (?:m|h)\b
        | \ (?:single|double)\ (?:lesson|period)s?|\ (?:period|school\ day)s?\b
        | \ ?{_CLOCK}?\ ?(?:to|-|until|till)\ ?\d{{1,2}}(?:[.:]\d{{2}}\ ?{_CLOCK}?|\ ?{_CLOCK})
        | [.:]\d{{2}}\ ?{_CLOCK}?\ ?(?:to|-|until|till)\ ?\d{{1,2}}(?:[.:]\d{{2}})?\ ?{_CLOCK}?(?!\d)
      )
      | (?:an?|half[\ -]an?|half|(?:a\ |one\ )?quarter\ of\ an|three[\ -]quarters\ of\ an|full|whole)[\ -]?hour\b(?:\ and\ a\ (?:half|quarter))?
      | (?:a\ |an\ )?(?:half|whole|full)[\ -](?:a\ |of\ a\ |an\ )?(?:day|morning|afternoon|evening|night|school\ day|lesson|session|lunch\ hour|period|break)s?\b
      | (?:a\ )?(?:single|double)\ (?:lesson|period)s?
      | a\ (?:period|lunchtime)\b|(?<=for\ )an?\ (?:day|weekend|week|morning|afternoon|evening|night)\b
      | (?:the\ )?(?:whole|length|duration)\ of\ (?:each|every|the|his|her|their|all|any)\ [a-z]+
      | from\ (?:\d{{1,2}}(?:[.:]\d{{2}})?|{NUMBER})\ (?:to|until|till)\ (?:\d{{1,2}}(?:[.:]\d{{2}})?|{NUMBER})(?=\s*(?:[,.;(\n]|\Z))
      | (?<=,\ )\d{{1,2}}(?:[.:]\d{{2}})?\ (?:to|until|till)\ \d{{1,2}}(?:[.:]\d{{2}})?(?=\s*(?:[,.;(\n]|\Z))
      | full[\ -]time|day\ and\ night|overnight
    )""",
    re.VERBOSE,
)
_EVERY = r"(?:each|every|per)"
_WEEKDAY = r"(?:mon|tues?|wed|thurs?|fri|sat|sun)"
# Alternatives that begin alike stand together, and none begins with words that may be left out: a word that opens none
# of them is passed over at once. `slots.widened` takes in the words to the left.
FREQUENCY = re.compile(
    rf"""\b(?:
      (?:half-?termly|termly|daily|weekly|fortnightly|monthly|annually|yearly|nightly|hourly|quarterly|six-monthly|twice-weekly|twice-daily|bi-?weekly|bi-?monthly|bi-?annual(?:ly)?|weekdays?)\b
      | (?:once|twice|thrice)\ (?:(?:an?|{_EVERY}|in\ (?:each|every|an?|the|any))\ (?:half[\ -]?\ ?)?(?:[a-z]+\ ){{0,2}}?{_PERIOD}\b|(?:daily|weekly|monthly|termly|yearly)\b|(?:by|in|before|after|at|during)\ (?:[a-z0-9]+\ ){{0,3}}?[a-z0-9]+)
      | {NUMBER}(?:
          [\ -](?:monthly|weekly|yearly|hourly)
        | \ times\ (?:daily|weekly|(?:an?|{_EVERY}|in\ (?:each|every|an?|the|any)|in)\ (?:half[\ -]?\ ?)?(?:[a-z]+\ ){{0,2}}?{_PERIOD}\b)
        | \ ?[x×]\ ?(?=\d|daily|weekly|per|a\b|each|week|one)
        | \ (?:[a-z0-9:-]+\ ){{0,3}}?(?:sessions?|visits?|appointments?|meetings?|lessons?|blocks?|hours?|minutes|mins|days|weeks|nights?|weekends?|mornings?|afternoons?)(?:\ of\ [a-z0-9-]+(?:\ [a-z]+){{0,2}})?,?\ (?:(?:once|one|twice|two|{NUMBER})\ )?(?:an?|{_EVERY}|in\ (?:each|every))\ (?:school\ |other\ )?{_PERIOD}\b
        | \ (?:[a-z0-9:-]+\ ){{0,3}}?(?:sessions|visits|appointments|meetings|lessons|blocks|home\ visits)\b(?:\ of\ [a-z0-9-]+(?:\ [a-z]+)?)?(?:,?\ (?:(?:once|one|twice|two)\ (?:an?|{_EVERY}|in\ each)\ (?:half[\ -])?[a-z]+|daily|weekly|fortnightly|monthly|termly))
        | \ (?:days|mornings|afternoons|evenings|nights|weekends|weeks|times)\ (?:out\ of|in|of|in\ every|in\ the|during\ the)\ (?:the\ )?(?:school\ )?(?:{NUMBER}\b|{_PERIOD}|holidays?|(?:summer|easter|christmas|school)\ holidays?)
        | \ (?:[a-z]+\ )?(?:an?|{_EVERY}|in\ each|in\ every)\ (?:day|week|fortnight|month|term|half[\ -]term|year)\b
      )
      | (?:each|every|per)\ (?:and\ every\ )?(?:(?:other|second|third|single|school|working|one|of|his|her|their|the|maths|english|literacy|science|core|spoken|practical|written|new|teaching|taught|summer|autumn|spring|{NUMBER})\ ){{0,3}}(?:{_PERIOD}|{_OCCASION}|{_DAY}|{MONTH})\b
      | every\ (?!effort|word|opportunity|child|pupil|adult|aspect|idea|member|one\b|thing|new)[a-z]+
      | an?\ (?:(?<!few\ times\ a\ )(?:school\ |working\ |calendar\ |academic\ |teaching\ )?(?:day|week|fortnight|month|half[\ -]term|term|year|night)\b|(?!few\b)(?:[a-z0-9:-]+\ ){{0,2}}?(?:session|visit|appointment|meeting|lesson|block|night|weekend|morning|afternoon)\ (?:an?|{_EVERY})\ (?:school\ |other\ )?{_PERIOD}\b)
      | p(?:\.\ ?[wmad]\.?|/[wmad]|w|cm)(?!\w)
      | {_DAY}\b(?:(?:,|\ and|,\ and|\ to|-)\ ?{_DAY}\b){{0,4}}(?:,\ period\ \d)?
      | {_WEEKDAY}\b(?:(?:,|\ and|,\ and|\ to|\ &|/)\ ?{_WEEKDAY}\b){{1,4}}
      | at\ (?:\d{{1,2}}[.:]\d{{2}}(?:\ ?[ap]\.?m\b\.?)?(?:(?:,|\ and|,\ and)\ (?:at\ )?\d{{1,2}}[.:]\d{{2}}){{0,5}}
        | the\ (?:start|end|beginning)\ (?:and\ (?:the\ )?end\ )?of\ (?:the\ |a\ |each\ |every\ |his\ |her\ |their\ )?(?:[a-z]+\ )?(?:day|week|term|half[\ -]term|year|lesson|session|morning|afternoon|month)s?
        | (?:[a-z]+\ (?:and|or)\ )?(?:all\ )?(?:lunchtimes?|breaktimes?|playtimes?|break|lunch|mealtimes|bedtime|registration|all\ times|unstructured\ times|home\ time|dinner\ time|noon|midday|night)\b
        | (?:the\ )?weekends?\b|any\ [a-z]+)
      | on\ (?:arrival|waking|entry|leaving|his\ return|her\ return|school\ days|weekdays|training\ days?|transfer|(?:the\ )?weekends?)\b
      | all\ (?:tests|exams|examinations|(?:[a-z]+\ )?(?:lessons|subjects|classes|sessions|transitions|breaks|meals|mealtimes))\b
      | after\ any\ [a-z0-9]+
      | in\ (?:(?:each|every)\ [a-z]+|{MONTH}(?:(?:,|,\ and|\ and)\ {MONTH}){{1,4}}(?:\ \d{{4}})?)
      | (?:after|before)\ (?:lunch|break|dinner|breakfast|school|meals?|feeds?|an?\ (?:incident|seizure|absence|meal|feed|fall|outburst|test|exam|trip|change)|(?:each|every)\ [a-z0-9]+)\b
      | in\ the\ (?:mornings|afternoons|evenings)\b|at\ (?:dinner|lunch|break)\ play\b
      | tutor\ time|form\ time|registration|period\ (?:\d|one|two|three|four|five|six)\b|exams\ and\ tests|full[\ -]time
      | days\ of\ the\ week\b|alternate\ (?:{_PERIOD}|{_DAY})
      | (?:first|second|third|last)\ (?:[a-z]+day|week)\ of\ (?:the|each|every)\ [a-z]+
      | (?:over|across)\ (?:a|the|{NUMBER})\ (?:school\ )?(?:week|term|year)s?
    )""",
    re.VERBOSE,
)
# Training is given on a day more often than at a rate.
WHEN = re.compile(
    rf"""\b(?:
      (?:by|in|on|before|from|during|once\ in|at)\ (?:the\ )?(?:(?:start|end|beginning|first\ week|first\ half)\ of\ (?:the\ )?)?(?:\d{{1,2}}(?:st|nd|rd|th)?\ )?(?:{MONTH}\b(?:\ (?:half[\ -]term|inset|\d{{4}}|training\ day))?|(?:autumn|spring|summer|easter|christmas)(?:\ term|\ half[\ -]term|\ holidays?)?\b(?:\ \d{{4}}|\ of\ [a-z0-9]+)?|half[\ -]term|term)
      | (?:by|on|before)\ \d{{1,2}}/\d{{1,2}}/\d{{2,4}}
      | (?:on|at|during)\ (?:the\ |a\ |an\ )?(?:[a-z]+\ ){{0,2}}?(?:training|inset|staff)\ (?:day|meeting)s?
      | (?:when|whenever|as)\ (?:a\ )?(?:new\ )?[a-z]+\ (?:starts?|joins?|arrives?)\b
      | before\ [a-z]+\ (?:starts?|joins?|moves?|begins?|comes?|arrives?|returns?)
      | within\ (?:the\ )?(?:first\ )?(?:{NUMBER}|a)\ (?:school\ |working\ )?(?:days?|weeks?|months?|half[\ -]terms?|terms?)
      | in\ (?:his|her|their|the)\ first\ (?:week|term|half[\ -]term|month|year)
      | once\b|\d{{1,2}}\ {MONTH}\b(?:\ \d{{4}})?|in\ the\ (?:first|last)\ (?:week|half)\ of\ [a-z]+
    )""",
    re.VERBOSE,
)
_CHILDREN = r"(?:children|child|pupils?|peers?|students?|classmates?|learners?|young\ people|friends?|boys|girls|others|teenagers|people)"
_CHILDREN = _CHILDREN.replace(" ", r"\ ")
_FEWEST = r"(?:a\ maximum\ of\ |maximum\ |max\.?\ |no\ (?:more|fewer|larger)\ than\ |not\ more\ than\ |up\ to\ |at\ most\ |between\ |about\ |around\ |fewer\ than\ |under\ )"
_NOT_A_TIME = r"(?![\ -](?:minutes?|mins?|hours?|lessons?|sessions?|times))"
# Built like FREQUENCY.
RATIO = re.compile(
    rf"""\b(?:
      (?:one|two|three|1|2|3)(?:[\ -]to[\ -]|:\ ?|\ :\ )(?:one|two|three|four|five|six|eight|ten|\d)\b(?!\d|[.:]\d|\ (?:minutes|times|weeks|hours|days|years|months|mins))
      | 1(?:-1|to1|-2-1)\b|121\b(?!\ [a-z]+s\b)|(?:one|1)[\ -]on[\ -](?:one|1)\b
      | (?:with|and)\ (?:the\ )?(?:one|two|three)\ (?:[a-z0-9-]+\ ){{0,2}}?(?:adult|tutor|guide|carer|assistant|worker|mentor|coach|buddy|buddies|partner|helper|teacher|therapist|sibling|cousin)s?\b
      | (?:just|only)\ (?:(?:him|her|them|me)(?=\s*(?:[,.;:)\n]|\Z)|\ (?:and|in|at|with|on)\b)|the\ (?:child|pupil|two\ of|three\ of|pair\ of|one\ child|one\ pupil)|[a-z]{{2,20}}\ and\ (?:an?|one|the|his|her|their)\ (?:[a-z-]+\ )?[a-z]+)\b(?!\ (?:to|that|a|an|the|what|when|if|how|one|as|is|has|was|{NUMBER}|[a-z]+ing|[a-z]+s)\b)
      | the\ (?:two|three|four|pair)\ of\ (?:them|us)\b
      | (?:with\ |and\ )?(?:nobody|no\ one|no-one)\ else(?=\s*(?:[,.;:)\n]|\Z)|\ (?:joins?|is\ (?:there|present|in|with|at)|comes|present|there|in|at|with|takes\ part|on|about|around)\b)
      | (?:with\ |and\ )?no\ other\ (?:{_CHILDREN}|adults?)\b|without\ (?:any\ )?(?:other\ {_CHILDREN}|others|anyone\ else)\b
      | (?:one|two|three|1|2|3|another|a\ second|a\ third|the\ same)\ (?:named\ |known\ |trained\ )?(?:adults?|carers?|assistants?|workers?|members?\ of\ staff)\ (?:is|are|sits?|stays?|stands?|works?|goes|go|keeps?|who|that|beside|next\ to|alongside)\b
      | (?:club|team|band|choir|crew|party|table|cohort|half-class|tutor\ group|ensemble|workshop|bubble|course)\ (?:of|with)\ {_FEWEST}?{NUMBER}\b{_NOT_A_TIME}(?!\ (?:weeks|days|months|terms))
      | (?:maximum|max\.?|no\ more\ than|not\ more\ than|at\ most)\ (?:of\ )?{NUMBER}(?=\s*(?:[,;)\n]|\.(?!\d)|\Z)|\ (?:in\ (?:the|a|each)\ (?:group|class|room)|at\ a\ (?:time|table)|of\ them)\b)
      | (?:adult|assistant|tutor|teacher|therapist|mentor|coach|has\ [a-z]+)\ to\ (?:him|her|them)sel(?:f|ves)\b|(?:as|with)\ a\ (?:pair|partner|buddy)\b|in\ twos\b|singly\b
      | {NUMBER}(?:
          (?:(?:\ ?-\ ?|\ to\ |\ or\ |\ and\ ){NUMBER})?\ (?:(?:other|named|chosen|more|of\ (?:his|her|their|the|a)|similar|familiar|matched|older|younger|deaf|hearing|class)\ ){{0,2}}{_CHILDREN}\b
        | \ (?:[a-z]+\ ){{0,2}}?(?:adults|facilitators|carers|members\ of\ staff|assistants|tas|workers|nurses)\b
        | \ of\ (?:us|them)\b|\ (?:other\ )?(?:{_CHILDREN}\ )?(?:in|to)\ (?:each|a|the|every)\ (?:group|class|team|table|set|room)\b
        | \ (?:family|child|pupil|person|student|learner)\ at\ a\ time|\ person\b
        | \ (?!hours?|minutes?|mins|days?|weeks?|sessions?|visits?|times|lessons?|terms?|months?|years?)[a-z]+\ (?:to|for|with)\ (?:every\ |each\ )?{NUMBER}(?:\ [a-z]+)?
        | \ (?:[a-z-]+\ )?[a-z]+(?:er|or|ist|ant|ian|nurse|adult)\ with\ (?:the\ |each\ |every\ |his\ |her\ )?[a-z]+
      )
      | ratio\ of\ [a-z0-9]+(?:\ ?(?:to|:|-|in)\ ?[a-z0-9]+)?
      | individually\b
      | individual(?=\ (?:session|sessions|therapy|lesson|lessons|tuition|teaching|support|work|basis|direct|speech|occupational|appointment|appointments|attention|counselling|time|reading|programme\ session|help|supervision|coaching|mentoring|face|weekly|music|physio|physiotherapy|\d+|in|with|slot|instruction|on)\b|[.,;:)]|\ *\n|\Z|\ and|\ or)(?:\ appointments?)?
      | (?:with|and)\ (?:an?\ (?:(?:other|named|chosen|similar|older|younger)\ )?{_CHILDREN}\b|(?:one|two|three|four|five|up\ to\ {NUMBER})\ (?:others?\b(?:\ [a-z]+)?|{_CHILDREN}\b)|[a-z]{{2,20}}\ (?:alone|on\ (?:his|her|their)\ own)|no\ one\ else)
      | (?:groups?|class|classes|set|circle)(?:\ size)?\ ?(?:of|:|with|is|limited\ to|to)\ ?{_FEWEST}?{NUMBER}\b{_NOT_A_TIME}(?:\ ?(?:to|-|or|and)\ ?{NUMBER}\b)?(?:\ (?:other\ )?{_CHILDREN})?
      | (?:on|by)\ (?:(?:my|his|her|their)\ own|(?:him|her|my|them)self|themselves)\b(?!\ (?!for\b|with\b|from\b|using\b|while\b|after\b|during\b|under\b|near\b|when\b|at\b|in\b|on\b|every\b|each\b|once\b|twice\b|to\b|and\b|until\b|before\b|after\b|one\b|a\b)[a-z])
      | alone\b
      | in\ (?:a\ )?(?:pair|pairs|threes|fours|trio)\b|paired\ with\ (?:a|an|one)\b|a\ pair\b
      | both\ (?:adults|carers|workers|assistants)\b
      | shared\ (?:with|by|between|among)\ (?:the|an?|{_FEWEST}?{NUMBER})\ (?:others?\b|(?:other\ )?[a-z]+)
    )""",
    re.VERBOSE,
)
BY = re.compile(
    rf"""\b(?:
      (?:by|before|at|until|from)\ (?:the\ )?(?:end|start|beginning|close|middle|completion|final\ term|last\ term)\ of\ (?:the\ |this\ |next\ |his\ |her\ |their\ |that\ )?
        (?:(?:(?:spring|summer|autumn|first|second|third|final|last|next)\ )?(?:half[\ -])?(?:term|phase|stage)(?:\ (?:of|in)\ (?:the\ )?(?:year\ \d{{1,2}}|reception|\d{{4}}|[a-z]+\ \d{{4}}))?(?:\ \d{{4}})?
        |(?:key\ stage|ks)\ ?(?:\d|one|two|three|four|five)|(?:year|y)\ ?(?:\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen)|reception|nursery|the\ foundation\ stage|early\ years\ foundation\ stage|foundation\ stage|eyfs|primary(?:\ school)?|secondary(?:\ school)?|sixth\ form|post[\ -]?16|post[\ -]?19
        |(?:[a-z0-9-]+\ ){{0,3}}?(?:year|course|placement|college|school|internship|programme|plan|review|phase|stage|term|apprenticeship)(?:\ \d{{4}}(?:[-/]\d{{2,4}})?)?
        |{MONTH}(?:\ \d{{4}})?|\d{{4}})(?:,?\ \(?(?:in\ )?{MONTH}\ \d{{4}}\)?)?
      | (?:by|before|until|in|on|from|at)\ (?:the\ )?(?:{_DAY},?\ )?(?:\d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?)?{MONTH}\b,?(?:\ '?\d{{2,4}})?
      | (?:by|before|until|on|due)\ \d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}
      | (?:by|before|in)\ (?:the\ )?(?:early\ |late\ |start\ of\ |end\ of\ )?(?:easter|christmas|spring|summer|autumn|winter|whitsun)(?:\ (?:term|holidays?|half[\ -]term|\d{{4}}|of\ \d{{4}}|of\ year\ \d+|in\ year\ \d+)){{0,2}}
      | (?:by|before|in|during)\ (?:academic\ year\ |the\ )?\d{{4}}\b
      | (?:by|before|in|during)\ (?:year|key\ stage|ks)\ ?\d{{1,2}}\b(?:\ and\ (?:year\ )?\d{{1,2}})?
      | (?:with)?in\ (?:the\ next\ |a\ |an\ )?(?:{NUMBER}\ )?(?:school\ |academic\ |calendar\ )?(?:months?|years?|terms?|weeks?|half[\ -]terms?)\b(?!\ (?:out\ of|running|in\ (?:a\ row|{NUMBER})|on\ end))'?\ ?(?:time|of\ (?:this|the|starting|joining)\ ?[a-z]*)?(?<!\ )
      | (?:over|during)\ the\ (?:next|coming|course\ of\ the\ (?:next\ )?)\ ?(?:{NUMBER}\ )?(?:school\ |academic\ )?(?:months?|years?|terms?|weeks?|year)
      | (?:by|at|before|for)\ (?:the\ time\ of\ )?(?:his|her|their|the|this|next|\w+'s)\ (?:next\ |first\ |second\ |following\ |year\ \d{{1,2}}\ )?(?:annual\ |interim\ |transfer\ |plan\ )?review\b
      | by\ the\ (?:point|stage|moment)\ (?:at\ which|when|that)\ [a-z'-]+\ [a-z]+
      | by\ (?:then|(?:the\ same|that)\ (?:date|day|time|point|stage|term|review|year|summer|autumn|spring))\b
      | (?:over|during|throughout|across)\ (?:the\ )?(?:spring|summer|autumn)(?:\ and\ (?:spring|summer|autumn))?\ (?:terms?|holidays?)(?:\ (?:of\ )?\d{{4}})?
      | by\ (?:the\ )?(?:age\ (?:of\ )?)(?:\d{{1,2}}|[a-z]+)\b
      | (?:by|before|until)\ (?:the\ time\ (?:that\ )?)?(?:when\ )?(?:he|she|they|[a-z]{{2,20}})\ (?:is\ (?:\d{{1,2}}|[a-z]+teen|{NUMBER})|are\ \d{{1,2}}|turns?\ \d{{1,2}}|starts?|leaves?|moves?|transfers?|finishes|finish|begins?|joins?|goes|enters?|reaches)\b(?:\ (?:in|to|into|at|the|his|her|their|year|key\ stage|primary|secondary|sixth|college|school|nursery|reception|form|\d{{1,2}})\b){{0,4}}
      | (?:by|before|on|at)\ (?:(?:his|her|their|the)\ )?(?:transfer|transition|move|entry)\ (?:to|into)\ (?:[a-z0-9]+\ ?){{1,2}}
      | (?:by|before)\ (?:his|her|their)\ [a-z0-9]+\ birthday
      | by\ (?:this\ time\ next\ year|next\ [a-z]+(?:\ \d{{4}})?|half[\ -]term|the\ (?:next\ )?(?:half[\ -]term|phase\ transfer)|post[\ -]?1[69]|adulthood|the\ (?:summer|easter|christmas|autumn|spring)[a-z\ ]{{0,9}})
      | (?:end|start)\ of\ (?:key\ stage|ks|year|reception|nursery)\ ?\d{{0,2}}
    )""",
    re.VERBOSE,
)
# A cell that holds nothing but a date fills "by".
DATE_ALONE = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{MONTH}\b(?: \d{{2,4}})?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|(?:easter|christmas|spring|summer|autumn)\b"
    rf"(?: term)?(?: \d{{4}})?|(?:end of )?(?:year|key stage|ks) ?\d{{1,2}}|end of [a-z0-9 ]{{2,30}}|{NUMBER} months?|(?:next |first )?annual review|20\d\d)"
)
