"""What a plan says of a child and hardly ever of whoever lives or works with the child, and the other way about."""

from __future__ import annotations

import re

_NOW = r"(?:(?:also|still|often|now|then|usually|always|sometimes|never|only|currently|really|both) )?"
# What a child does or is, said with "he" or "she" in front.
SUBJECT = re.compile(
    rf"(?:he|she) {_NOW}(?:needs?|benefits?|struggles?|finds?|enjoys?|requires?|responds?|"
    r"likes?|loves?|dislikes?|can|cannot|can't|does not|doesn't|is (?:not )?(?:able|unable)|has (?:difficult|trouble|a diagnosis|delayed)|tires|copes|learns|"
    r"becomes?|will be (?:able|supported|encouraged|taught|helped|given|offered|provided|prompted|reminded|allowed|expected|seen)|will (?:receive|have access|benefit|need|"
    r"learn)|should (?:have|be)|is (?:supported|encouraged|taught|helped|given|offered|reminded|seen|prompted)|"
    r"works? best|is (?:worried|anxious|upset|cross|tired|overwhelmed|dysregulated|calm|hungry|frustrated|lonely|distressed|ready to learn))\b",
    re.I,
)
# What is said of nobody but a child, whoever at work stands near, by name as well.
ONLY_A_CHILD = re.compile(
    rf"(?:he|she) {_NOW}(?:scored|achieved (?:a|the)|was (?:assessed|diagnosed|born|referred|excluded|adopted)|has (?:a|been) diagnos|has no (?:sense|awareness|speech|concept)|"
    r"cannot be left|is in (?:year|reception|key stage)|is (?:working|reading|achieving|performing) (?:at|below|towards|within|above)|presents? (?:with|as)|can (?:count|read|write (?!to)|spell|dress|name|recogni[sz]e|say|copy|match|hop|jump)\b|attends|struggles|is (?:hungry|wet|poorly|dysregulated|asleep)\b|"
    r"finds it (?:hard|difficult)|has (?:delayed|difficult|significant|severe|limited)|is (?:non-?verbal|pre-?verbal|easily distracted|on the \w+ centile))",
    re.I,
)
# What the child owns and nobody at work does; up to two words may stand between.
CHILDS_OWN = re.compile(
    r"(?:his|her) (?:own )?(?:[a-z-]{3,14} (?!and |or |to |for |with |in |at |on |of )){0,2}?"
    r"(?:(?:social|key|support) worker|(?:personal|teaching|learning support) assistant|words|eyes?|ears?|heads?|hands?|legs?|feet|arms?|body|skin|stomach|muscles|"
    r"speech|hearing|sight|vision|reading|writing|spelling|phonics|maths|numeracy|literacy|sentences|vocabulary|work|lessons|learning tasks?|"
    r"handwriting|language|learning|attention|concentration|anxiety|behaviours?|emotions?|feelings|timetable|classmates|peers|friends|friendships|parents|carers|mother|mum|father|dad|progress|"
    r"(?:splints|hearing aids?|aids|glasses|walker|frame|wheelchair|cane|hoist|chair|communication aid|talker|inhalers?|gastrostomy|feeds?)|medication|medicine|tablets|targets|needs?|outcomes|"
    r"difficulties|difficulty|diagnos[ie]s|disability|condition|epilepsy|asthma|autism|adhd|diabetes|allerg(?:y|ies)|strengths|age|stage|lack of|"
    r"confidence|self-esteem|attendance|homework|education|independence|communication|sensory|pencil|diet|seizures|sleep|pain|future|plan|"
    r"danger awareness|balance|mobility|coordination|gross|fine motor|motor skills|social skills|skills|toileting|eating|emotional|mental health|wellbeing|well-being|arousal|mood|lunch|safety)\b",
    re.I,
)
# What is treated, or worn, or watched over: a professional's own is never spoken of.
ILLNESS = re.compile(
    r"(?:his|her) (?:[a-z-]{3,14} ){0,2}?(?:epilepsy|asthma|autism|adhd|diabetes|allerg(?:y|ies)|seizures|splints|hearing aids?|aids|gastrostomy|tracheostomy|inhalers?|"
    r"medication|rescue medicine|communication aid|hoist|wheelchair|standing frame|phonics|danger awareness|handwriting|social worker|personal assistant|diagnos[ie]s|visual timetable)\b",
    re.I,
)
# What only an adult has about a school.
ADULTS = re.compile(
    r"(?:his|her) (?:own |next |last |first |two |three )?(?:visits?|car|van|office|colleagues?|absence|advice|report|letter|instructions?|clinic|caseload|supervision|training|wife|husband|"
    r"assistants?(?! )|team)\b",
    re.I,
)
ADULTS_TOO = re.compile(
    r" (?:to )?(?:the |all |both |other |his |her |their )?(?:people|staff|parents|family|families|mother|father|mum|dad|team|teachers?|assistants?|adults|school|home|colleagues|everyone|everybody)\b"
)
# What belongs to whoever teaches, visits or drives as well as it may to a child.
ANYBODYS = re.compile(
    r"(?:his|her) (?:own |next |last )?(?:face|voice|lips|mouth|finger|room|desk|house|phone|classroom|lesson|class|notes|name|turn|holiday|lead)\b",
    re.I,
)
BODY = re.compile(r"(?:his|her) (?:own )?(?:hands?|head|eyes?|body|arms?|feet|language|words|speech)\b", re.I)
# "The adult keeps her hands still": what is done with one's own body to be seen by a child.
SHOWS = re.compile(
    r"\b(?:keep|keeps|keeping|raises?|lowers?|holds?|holding|claps?|covers?|taps?|uses?|using|puts?|with) (?:up |out |down )?\Z"
)
# What those who work with a child do to the child, or to those about the child.
AT_WORK = re.compile(
    rf"(?:he|she) (?:will |would |can |should |to |must )?{_NOW}(?:trains?|rings?|teach(?:es)?|shows?|tells?|explains?|reminds?|gives?|visits?|brings?|supervises?|models?|delivers?|leads?|prepares?|"
    r"supports?|assess(?:es)?|observes?|reviews?|advises?|checks? (?:in|that|on)|writes? to|reads? (?:to|with)|works? with|meets? (?:with )?|sits? with|talks? to|speaks? to|plans? with|"
    r"picks? (?:him|her|them)|takes? (?:him|her|them)|collects? (?:him|her|them))",
    re.I,
)
# Between a subject and what the same subject has or does: no new clause begins.
GOES_ON = re.compile(r"(?:[ ,]|\b(?:and|or|then|with|like|than|as well as)\b)+")
# "They worry that she", "Mum and Dad feel he": of several people nobody is he or she.
SEVERAL_SAY = re.compile(
    r"\b(?:[Tt]hey|[Pp]arents|[Cc]arers|[Mm]um and [Dd]ad|[Dd]ad and [Mm]um|[Mm]other and [Ff]ather|(?:[Ss]taff|[Tt]eachers))(?: both| all)?(?: would)? "
    r"(?:worry|hope|feel|say|think|believe|report|want|wish|know|tell us|told us|said|felt|hoped|notice|noticed|find|found|note|noted|see|saw|like|are (?:worried|concerned|proud|pleased))(?: that)? \Z"
)
# What advice says is said of the child.
ADVICE_SAYS = re.compile(
    r"\b(?:found|finds|noted|notes|reported|reports|observed|observes|identified|concluded|concludes|recommended|recommends|advised|advises|assessed|states|stated|suggests|suggested"
    r"|indicated|indicates|confirmed|describes?|described|tests show|felt)(?: that)? \Z"
)
PLANS = re.compile(
    r"(?:he|she) (?:can|may|is able to|will|knows (?:how|when|what) to) (?:plan|prepare|teach|help|support|share|train|advise|explain|review|monitor|report|respond|step in|adapt|"
    r"check|make sure|see how|judge|pass|ring|arrange|cover|set)\b",
    re.I,
)
PURPOSE = re.compile(r"\bso(?: that)? \Z")
OWNS = re.compile(r"(?:his|her) [a-z]", re.I)
# On the front page only what is said to be the child's: "her class teacher is Miss Quayle".
ON_THE_FRONT = re.compile(
    r"(?:his|her) (?:class teacher|teacher|form tutor|tutor|(?:social|key|support) worker|school|date of birth|disability|diagnos[ie]s|first language|legal|gp|doctor|plan|ehc plan|needs)\b",
    re.I,
)
