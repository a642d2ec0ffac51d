"""Families of vague words: the ways in which English leaves an amount, a person or a condition open.

A list knows phrases; a family knows how they are built ("as her caseload permits", "when there is a trainer free").
Each pattern runs on lower case text, begins with letters, and looks only a few words ahead.
"""

from __future__ import annotations

import re

from ehcp.screening.checks._vague_kinds import HOW_LONG, HOW_MANY, HOW_MUCH, HOW_OFTEN, WHAT, WHETHER, WHO
from ehcp.screening.checks._vague_promises import PROMISES

# A word, with what may stand within one.
_W = r"[\w'-]+"
_BE = r"(?:is|are|was|were|be|been|being|seems?|proves?)"
_FIT = (
    r"(?:possible|practicable|practical|feasible|viable|achievable|needed|required|necessary|appropriate|applicable"
    r"|relevant|suitable|available|wanted|wished|desired|helpful|useful|beneficial|advisable|desirable|convenient"
    r"|indicated|warranted|justified|called for|sensible|manageable|affordable|permitted|proportionate|of benefit"
    r"|of use)"
)
# The words of `_FIT`, by which its pattern is looked up.
_FIT_WORDS = _FIT[3:-1].replace("|", " ")
# What help is made of, as a noun.
_HELP = (
    r"(?:support|help|input|provision|interventions?|supervision|staffing|access|therapy|tuition|teaching|coaching"
    r"|contact|guidance|oversight|assistance|attention|catch-up|involvement|care|cover|mentoring|counselling"
    r"|opportunit(?:y|ies)|adult time|one-to-one|1:1|individual work|group work|pre-teaching|reinforcement|practice"
    r"|background|advice|package|training|visits|sessions|lessons|outings|activities)"
)
_THINGS = (
    r"(?:materials?|resources|equipment|strateg(?:y|ies)|approach(?:es)?|activit(?:y|ies)|tasks?|adjustments"
    r"|arrangements"
    r"|environment|setting|work|books|programmes?|aids|technology|software|methods?|techniques|targets|challenge"
    r"|differentiation|scaffolding|seating|furniture|accommodation|peers|models)"
)
_PEOPLE = (
    r"(?:person|people|adults?|staff|professionals?|practitioners?|personnel|individuals?|workers?|colleagues?"
    r"|someone"
    r"|somebody|teachers?|members?|specialists?|agenc(?:y|ies)|services?|organisations?|providers?|firms?|bod(?:y"
    r"|ies))"
)

_FAMILIES: tuple[tuple[str, str, str], ...] = (
    # "as her caseload permits", "where timetabling allows", "so far as resources permit"
    (WHETHER, "permit permits permitting allow allows allowing",
     rf"(?:as|if|when|where|wherever|whenever|once|provided|should|insofar as|so far as|in so far as)"
     rf"(?: {_W}){{1,5}}? (?:permits?|permitting|allows?)(?! (?:him|her|them|it|us|for|the|a|{_W} to)\b)"),
    # "when there's a trainer free", "if a place becomes vacant"
    (WHETHER, "free available vacant post spare offer",
     rf"(?:as|if|when|where|whenever|should|provided)(?: {_W}){{1,6}}? (?:free|available|vacant|in post|to spare"
     rf"|on offer)"
     r"(?=[,.;)\n]|$| (?:and|to|in|at|on|or|for)\b)"),
    # "where at all possible", "as and where she feels it is wanted", "if it is thought helpful"
    (WHETHER, _FIT_WORDS,
     rf"(?:as|if|when|where|wherever|whenever|should|whatever|to the extent)"
     rf"(?:,? (?:and|or) (?:when|where|if|as))?(?: (?:at all|so|ever))?"
     rf"(?: (?:it|this|that|he|she|they|these|those|help|support|staff|the school|the team|the need|more))?"
     rf"(?: (?:feels?|thinks?|judges?|sees?|deems?|considers?|believes?|finds?))?(?: (?:it|this|that|they|these"
     rf"|help))?"
     rf"(?:'s|'re| (?:may|might|would|should|can|could|will))?(?: {_BE})?"
     rf"(?: (?:to be|still|also|[a-z]{{3,12}}ly|thought|felt|deemed|judged|considered|found|seen|held))?"
     rf"(?: to be)? {_FIT}(?! (?:to|for) (?:him|her|them) to\b)"),
    (WHETHER, "and",
     r"as and (?:when|where)"),
    (WHETHER, "fit best right proper",
     rf"as (?:{_W} ){{1,4}}?(?:sees?|thinks?|judges?|deems?|feels?|considers?) (?:fit|best|right|proper)"),
    (WHETHER, "arise arises require requires emerge emerges dictate dictates",
     r"(?:should|if|when|as) (?:(?:the|a|any|such a|further) )?(?:needs?|occasion|demand|issues?|problems?)"
     r" (?:arises?|requires?|emerges?|dictates?)"),
    (WHETHER, "according depending dependent contingent conditional subject",
     r"(?:according to|depending on|dependent (?:up)?on|contingent (?:up)?on|conditional (?:up)?on|subject to)(?!"
     r" (?:the |her |his |their |its )?(?:rota|timetable|age|weight|protocol|care plan|plan|chart|instructions|programme|sheet|list|table|guideline|consent))"),
    (WHETHER, "pending",
     r"pending (?:(?:the|an?|any|further|formal) )?(?:\w+ )?(?:assessments?|reviews?|funding|decisions?"
     r"|recruitment|availability|approval|referral|agreement|advice|outcome)"),
    (WHETHER, "discretion",
     rf"at (?:the|his|her|their|its|{_W}'s) (?:{_W} ){{0,3}}discretion"),
    (WHETHER, "course some later suitable convenient mutually earliest first",
     r"(?:in|at) (?:due course|some (?:point|stage|time)|a (?:later|suitable|convenient|mutually convenient)"
     r" (?:date|time|stage|point)|the (?:earliest|first) opportunity)"),
    (WHETHER, "resources capacity means budget budgets staffing funding",
     r"(?:within|out of|from) (?:(?:existing|available|current|its own|the school's|their) ){1,2}(?:resources"
     r"|capacity|means|budgets?|staffing|funding)"),
    (WHETHER, "permitting allowing",
     r"(?:resources|funding|staffing|time|capacity|weather|numbers|budget|timetable|caseloads?) (?:permitting"
     r"|allowing)"),
    # What is left to be settled later.
    (WHETHER, "agreed decided determined negotiated finalised settled worked clarified firmed identified sourced"
              " recruited appointed",
     r"(?:will|shall|is|are|has yet|have yet|yet|still|remains?|remain) (?:still |yet )?(?:to )?be"
     r" (?:agreed|decided|determined|negotiated|finalised|settled|worked out|clarified|firmed up|identified|sourced"
     r"|recruited|appointed)(?! (?:by|between) the (?:age|end))"),
    # Weak promises.
    (WHETHER, "try endeavour aim attempt seek strive hope",
     r"(?:will|shall|to|should|would|must|can) (?:try|endeavour|aim|attempt|seek|strive|hope) (?:to|and|for)"),
    (WHETHER, "effort efforts endeavour endeavours attempt attempts",
     r"(?:every|all reasonable|best|reasonable) (?:efforts?|endeavours?|attempts?)"),
    (WHETHER, "advisable advised helpful useful beneficial desirable recommended suggested sensible worthwhile"
              " preferable ideal hoped anticipated envisaged good of",
     r"(?:it|this|that|which|he|she|they)(?:'d| would| may| might| could| is| should)(?: be)? (?:felt to be "
     r"|thought )?"
     r"(?:advisable|advised|helpful|useful|beneficial|desirable|recommended|suggested|sensible|worthwhile"
     r"|preferable|ideal"
     r"|hoped|anticipated|envisaged|good practice|of (?:benefit|help|value|use))"),
    (WHETHER, "recommended suggested advised proposed envisaged anticipated hoped",
     r"(?:is|are|was|were) (?:recommended|suggested|advised|proposed|envisaged|anticipated|hoped)"),
    (WHETHER, "may could might ought",
     r"(?:may|could|might|ought to) (?:(?:also|well|then|still|sometimes|initially) )?(?:need|require|benefit"
     r"|receive|include|involve|help|consist|be (?:needed|required|necessary|helpful|useful|given|offered|provided"
     r"|possible|considered|supported|appropriate|arranged|some|a need))"),
    (WHETHER, "consider considered consideration thought",
     r"(?:will|should|to|can|could|may|might|would|shall) (?:be )?(?:give[n]? |under )?(?:(?:some|due|careful"
     r"|further|active) )?(?:consider(?:ed|ation)?|thought)(?! as\b)(?= |[.,;]|$)"),
    (WHETHER, "look looked explore explored investigate investigated",
     r"(?<!her )(?<!him )(?<!them )(?:will|should|to|could|may|might|would) (?:be )?(?:look(?:ed)? (?:at|into)|explored?|investigated?)(?="
     r" (?:whether|if|the possibility|options|ways|a |an |getting|having|with)|[.,;]|$)"),
    (WHETHER, "consider explore look",
     r"(?:staff|school|parents|college|setting|team|teachers?|adults) (?:should|could|may|might|are to|to|will)"
     r" (?:consider|explore|look into)"),
    (WHETHER, "likely unlikely liable expected due",
     r"(?:likely|unlikely|liable|expected|due) to (?:be|need|require|have|benefit)(?= (?:help|support|some|more"
     r"|extra|given|offered))"),
    (WHETHER, "ideally hopefully preferably principle theory being",
     r"(?:ideally|hopefully|preferably|in principle|in theory|all being well)"),
    (WHETHER, "beneficial helpful useful desirable advisable ideal worthwhile welcome benefit good",
     r"(?:would|could|might|may) (?:also )?be (?:beneficial|helpful|useful|desirable|advisable|ideal|worthwhile|welcome|of (?:benefit|help|use|value)"
     r"|a good (?:idea|thing))"),
    (WHETHER, "other further additional alternative different",
     rf"(?:other|further|additional|alternative|different) {_THINGS} (?:may|might|can|could|should) (?:also )?be (?:used|tried|added|given|offered|considered"
     rf"|introduced|needed|made|brought)"),
    # "Some swimming would be good", "some extra time will be found".
    (HOW_MUCH, "some",
     r"(?<![\w-])some (?:(?:extra|more|additional|further|protected|quiet|one-to-one|1:1|individual|adult|dedicated|flexible) )?(?:time|swimming|reading|cooking|music"
     r"|art|drama|sport|exercise|[a-z]{3,12}ing)(?= (?:for|with|to|in|at|on|would|will|may|might|could|should|is|each|from)\b|[.,;]|$)"),
    (HOW_MUCH, "support help assistance",
     r"(?:have|has|get|gets|receive|receives|given|offered|needs?|require|requires) (?:the )?(?:support|help|assistance) (?:in|across|during|at) "
     r"(?:all |most |some |his |her |their |the |core )?[a-z]+(?=[.,;]|$| (?:and|or) [a-z]+(?:[.,;]|$))"),
    (WHAT, "level standard degree extent",
     r"to an? (?:appropriate|suitable|sufficient|adequate|reasonable|acceptable|good|satisfactory|relevant|basic|certain) (?:level|standard|degree|extent)"),
    # How often.
    (HOW_OFTEN, "intermittently sporadically repeatedly often sometimes every most many some certain various several",
     r"(?:intermittently|sporadically|repeatedly|as often as (?:he|she|they|staff|it) (?:can|is|needs?)|sometimes"
     r"|every so often|every now and (?:again|then)|(?:most|many|some|certain|various|several) (?:days|lessons"
     r"|weeks|mornings|afternoons|evenings|weekends|occasions|terms|sessions))"),
    (HOW_OFTEN, "number handful sprinkling proportion share",
     r"(?:a |the )?(?:\w+ )?(?:number|handful|sprinkling|proportion|share) of (?:\w+ )?(?:times|sessions|visits"
     r"|weekends|days|weeks|lessons|occasions|evenings|hours|meetings)"),
    (HOW_OFTEN, "couple two three few several odd occasional periodic regular frequent",
     r"(?:a couple|one or two|two or three|a few|several|the odd|occasional|periodic|regular|frequent) (?:of"
     r" )?(?:\w+ )?(?:times|sessions|visits|weekends|lessons|occasions|evenings|meetings|check-ins?|breaks|reviews"
     r"|contact|outings)(?! (?:a|each|every|per)\b)"),
    (HOW_OFTEN, "flexible variable varies arranged arrangement appointment agreement suit",
     r"(?:flexible|variable|varies|as arranged|by arrangement|by appointment|by agreement|to suit)(?=$|[\n.;,])"),
    (HOW_OFTEN, "basis policy offer service",
     r"(?:on|in|to) (?:an? )?(?:open[- ]door|drop[- ]in|rolling|flexible|termly or|needs[- ]led|ad[- ]hoc"
     r"|responsive) (?:basis|policy|offer|service)"),
    (HOW_OFTEN, "offer available hand accessible",
     r"(?:be|is|are|made|remains?) (?:readily |always |freely )?(?:on offer|available|on hand|at hand"
     r"|accessible)(?! (?:from|between|at) \d)"),
    (HOW_LONG, "short brief little limited further suitable reasonable set certain good",
     r"(?:a|for a) (?:short|brief|little|limited|further|suitable|reasonable|set|certain|good) (?:time|while"
     r"|period|spell|block|burst|course|number)\b"),
    (HOW_LONG, "long such",
     r"(?:for|until) (?:as long as|however long|such time as)(?! (?:he|she|they|[a-z]+) (?:is|are|remains?) (?:in|at|on)\b)(?: \w+){1,4}(?<! is in)(?<! is at)(?<! attends)(?<!"
     r" \w is)"),
    # A whole cell that counts without a number ("Several in the summer term").
    (HOW_OFTEN, "several various numerous some few many",
     r"(?<=\n)(?:several|various|numerous|some|a few|many)(?= (?:in|over|during|across|before|each|a|per)\b|\n|$)"),
    (HOW_LONG, "block course programme series run period amount",
     r"(?:an?|the|his|her) (?:block|course|programme|series|run|period|amount) of (?:\w+ ){0,2}?(?:sessions"
     r"|therapy|work|intervention|lessons|visits|appointments|hours)(?! of \d)"),
    # How many.
    (HOW_MANY, "small smaller little reduced low lower",
     r"(?:small|smaller|little|reduced|low|lower)(?:-|er)?(?: sized?)? (?:\w+ )?(?:groups?"
     r"|class(?:es)?)(?:izes?)?(?= |[.,;)\n]|$)(?! (?:of|with) (?:no more|up to|at most|\d|two|three|four|five|six"
     r"|seven|eight|nine|ten|twelve|her and|him and))"),
    (HOW_MANY, "few some several couple handful small two three",
     r"(?:with|alongside|beside|and) (?:a few|some|several|a couple of|a handful of|a small number of|one or two"
     r"|two or three)(?: other| of (?:his|her|their))? (?:children|pupils|peers|friends|classmates|others|students)"),
    # How much.
    (HOW_MUCH, "element degree measure amount level bit deal modicum lot range variety package balance mixture mix"
               " dose proportion quantity",
     rf"(?:a|an|some|any|the|with) (?:(?:fairly|quite|rather|very|reasonably) )?(?:(?:high|low|good|fair|great"
     rf"|certain|large|small|generous|significant|substantial|reasonable|proportionate|appropriate|suitable|modest"
     rf"|moderate|greater|higher|lower|sufficient) )?(?:element|degree|measure|amount|level|bit|deal|modicum|lot"
     rf"|range|variety|package|balance|mixture|mix|dose|proportion|quantity) of (?:{_W} ){{0,3}}?(?:{_HELP}"
     rf"|{_THINGS}|flexibility|structure|repetition|independence|freedom|privacy|encouragement)"),
    (HOW_MUCH, "generous significant substantial reasonable proportionate modest moderate good enhanced high"
               " greater bespoke tailored comprehensive robust full wide intensive",
     rf"(?:a|an) (?:(?:fairly|quite|rather|very|reasonably) )?(?:generous|significant|substantial|reasonable"
     rf"|proportionate|modest|moderate|good|enhanced|high|greater|bespoke|tailored|comprehensive|robust|full|wide"
     rf"|intensive) (?:{_W} ){{0,2}}?(?:package|amount|level|degree|allocation|quota|offer|menu|programme|response)"),
    (HOW_MUCH, "some more extra additional further enough ample adequate sufficient proportionate reasonable"
               " generous moderate significant substantial considerable increased enhanced extensive intensive"
               " targeted plenty lots lot little close general ongoing continued continuing occasional regular"
               " frequent appropriate suitable",
     rf"(?<![\w-])(?:some|more|extra|additional|further|enough|ample|adequate|sufficient|proportionate|reasonable"
     rf"|generous|moderate|significant|substantial|considerable|increased|enhanced|extensive|intensive|targeted"
     rf"|plenty of|lots of|a lot of|a little|little|close|general|ongoing|continued|continuing|occasional|regular"
     rf"|frequent|appropriate|suitable) (?:(?:adult|in-class|specialist|individual|one-to-one|1:1|small-group"
     rf"|group|emotional|pastoral|learning|curriculum|classroom|social|sensory|professional|family|transition"
     rf"|therapeutic|literacy|numeracy|reading|speech|language|and|extra) ){{0,3}}?{_HELP}(?! (?:worker|assistant"
     rf"|staff|plan))"),
    (HOW_MUCH, "such whatever any all what",
     r"(?:such|whatever|any|all|what) (?:\w+ )?(?:help|support|provision|input|equipment|adjustments|time"
     r"|treatment|therapy|arrangements|advice)(?: as|(?= (?:may|is|are|he|she|they|seems?|it)\b))"),
    (HOW_MUCH, "benefit use access recourse opportunity opportunities",
     r"(?:have|has|given|get|gets|with|offered|provided with|enjoy|receive|receives) (?:the )?(?:benefit of|use of"
     r"|access to|recourse to|opportunit(?:y|ies))"),
    (HOW_MUCH, "benefit profit gain",
     r"(?:(?:will|would|should|may|could|might) )?(?:also )?(?:benefit|profit|gain) from"),
    (HOW_MUCH, "much many little few often long far",
     r"as (?:much|many|little|few|often|long|far)(?: \w+){0,4} as(?: \w+){1,3}"),
    # Who.
    (WHO, "suitable appropriate trained qualified experienced skilled competent briefed familiar trusted known"
          " named designated responsible available relevant dedicated outside external independent key consistent"
          " safe caring supportive suitably appropriately adequately sufficiently properly specially well fully",
     rf"(?:an?|any|the|by|one) (?:(?:suitably|appropriately|adequately|sufficiently|properly|specially|well"
     rf"|fully)[- ])?(?:suitable|appropriate|trained|qualified|experienced|skilled|competent|briefed|familiar"
     rf"|trusted|known|named|designated|responsible|available|relevant|dedicated|outside|external|independent|key"
     rf"|consistent|safe|caring|supportive)(?:,? (?:and|or)? ?(?:suitable|trained|qualified|experienced|skilled"
     rf"|familiar|trusted|competent))? {_PEOPLE}(?! (?:assistant|of the deaf))"),
    (WHO, "suitably appropriately adequately sufficiently properly specially well",
     rf"(?:suitably|appropriately|adequately|sufficiently|properly|specially|well)[ -](?:trained|qualified"
     rf"|experienced|skilled|briefed|informed)(?: \w+)? {_PEOPLE}"),
    (WHO, "concerned involved available duty around know working",
     r"(?:those|people|staff|adults|professionals|agencies|everyone|everybody|anyone|all|parties) (?:concerned"
     r"|involved|available|on duty|around (?:him|her|them)|who know (?:him|her|them)(?: well| best)?|working with"
     r" (?:him|her|them))"),
    (WHO, "whoever whichever whomever anyone",
     r"(?:whoever|whichever \w+|whomever|anyone who)(?:'s| is| are| has| happens| can)(?! (?:\w+ing|with"
     r"|nearest|joined|missed|started|come|been)\b)"),
    (WHO, "member",
     r"(?:an?|any|another|one) member of (?:the |its |our )?(?:\w+ ){0,2}(?:staff|team)"),
    (WHAT, "like similar equal equivalent comparable appropriate suitable",
     r"(?:or|and) (?:(?:an?|another|other|some|any|someone|somebody) )?(?:\w+ )?(?:of|with) (?:like|similar|equal"
     r"|equivalent|comparable|appropriate|suitable) (?:standing|experience|training|qualifications?|expertise"
     r"|skills?)"),
    # What.
    (WHAT, "equivalent similar comparable suchlike like on forth",
     r"(?:or|and) (?:(?:an?|any|other|another) )?(?:\w+ )?(?:equivalent|similar|comparable|suchlike|the like|so on"
     r"|so forth|such like)(?: \w+)?(?=[,.;)\n]|$)"),
    (WHAT, "limited among amongst",
     r"(?:including but not limited to|among other things|amongst others|among others)"),
    (WHAT, "touch touching check checks checked checking eye there draw drawn drop drops kept bear bears bearing"
           " mindful sensitive account attention sympathetic",
     r"(?:touch base|touching base|check(?:s|ed|ing)? in (?:with|on)|keep(?:s|ing)? an eye|be there for|drawn? in"
     r"|drop(?:s)? in(?= |[.,;]|$)|kept (?:in mind|in view|informed)|bear(?:s|ing)? in mind|be(?:ar)? mindful|be"
     r" sensitive to|take account of|pay attention to|be sympathetic)"),
    (WHAT, "supported encouraged enabled promoted fostered nurtured facilitated helped assisted empowered",
     r"(?:will|to|should|shall) be (?:supported|encouraged|enabled|promoted|fostered|nurtured|facilitated|helped"
     r"|assisted|empowered)(?= (?:to|with|in|by|through|at|and|across|during)\b|[.,;]|$)"),
    (WHAT, "whatever whichever",
     r"(?:in|with) (?:whatever|whichever) (?:way|manner|form|means|method|approach)"),
    (WHAT, "tailored matched adapted suited adjusted geared responsive according sensitive appropriate"
           " commensurate line keeping",
     r"(?:tailored|matched|adapted|suited|adjusted|geared|responsive|according|sensitive|appropriate|commensurate"
     r"|in line|in keeping) (?:to|with) (?:the |his |her |their |individual |\w+'s |pupil |child's ){1,2}(?:\w+"
     r" )?(?:needs?|abilit(?:y|ies)|moods?|presentation|levels?|profile|interests)"),
    (WHAT, "appropriate suitable relevant adequate proper necessary various certain different sympathetic"
           " stimulating nurturing low",
     rf"(?<![\w-])(?:appropriate|suitable|relevant|adequate|proper|necessary|various|certain|different|sympathetic"
     rf"|stimulating|nurturing|low-arousal) (?:\w+ )?{_THINGS}"),
    (WHAT, "care eye oversight observation",
     r"(?:under|remains? under|is under|stays? under|kept under|open to) (?:the )?(?:care|eye|oversight"
     r"|observation) of(?! the mental)"),
    (WHAT, "ordinarily quality whole good inclusive universal",
     r"(?:ordinarily available|quality[- ]first|whole[- ]school approach|good practice|inclusive practice"
     r"|universal (?:offer|provision))"),
)  # fmt: skip

_ALL = (*_FAMILIES, *PROMISES)
_WHOLE = tuple((leaves_open, re.compile(rf"\b(?:{pattern})(?!\w)")) for leaves_open, _, pattern in _ALL)
# Most lines hold no word of most families: which patterns are worth a try is looked up word by word.
_TRIED_AT: dict[str, tuple[int, ...]] = {}
for _number, (_, _words, _) in enumerate(_ALL):
    for _word in _words.split():
        _TRIED_AT[_word] = (*_TRIED_AT.get(_word, ()), _number)
_TOKEN = re.compile(r"[a-z]+")


def in_families(lowered: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Where words of a family stand in a stretch of lower case text, and what they leave open."""
    tried = {number for word in set(_TOKEN.findall(lowered, start, end)) for number in _TRIED_AT.get(word, ())}
    found: list[tuple[int, int, str]] = []
    for number in tried:
        leaves_open, pattern = _WHOLE[number]
        found.extend((words.start(), words.end(), leaves_open) for words in pattern.finditer(lowered, start, end))
    return found
