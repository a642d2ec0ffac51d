"""Words and turns of phrase by which a pronoun is told to be the child's or somebody else's."""

from __future__ import annotations

import re

WRONG = {
    "he": re.compile(r"\b(?:[Ss]he|[Hh]er|[Hh]ers|[Hh]erself)\b(?![/)])(?! who\b| or (?:s?he|him|his|her)\b)"),
    "she": re.compile(r"\b(?:[Hh]e|[Hh]im|[Hh]is|[Hh]imself)\b(?![/)])(?! who\b| or (?:s?he|him|his|her)\b)"),
    "they": re.compile(
        r"\b(?:[Ss]he|[Hh]er|[Hh]ers|[Hh]erself|[Hh]e|[Hh]im|[Hh]is|[Hh]imself)\b(?![/)])(?! who\b| or (?:s?he|him|his|her)\b)"
    ),
}
# "She/he", "his or her": the second of two, and nobody's.
SECOND = ("/", ")", " he or ", "she or ", "his or ", "him or ", "her or ", "He or ", "His or ", "Her or ")
RIGHT = {
    "he": re.compile(r"\b(?:he|him|his|himself)\b", re.I),
    "she": re.compile(r"\b(?:she|her|hers|herself)\b", re.I),
    "they": re.compile(r"\b(?:they|them|their|theirs|themsel(?:f|ves))\b", re.I),
}
HERS = frozenset("she her hers herself".split())
# A child who is "they" is called so more often than anything else, or the pronoun was told amiss.
OFTEN = 2
WORD = re.compile(r"[^\W\d_][\w-]*")
NUMBERED = re.compile(r"(?:[A-K]\d|\d|Outcome \d|Step\b|Target \d)")
# A clause in front whose pronoun may look ahead: "When she arrives, the assistant will ...".
AHEAD = re.compile(r"(?:When|Whenever|While|As|If|Before|After|Until|Once|Because|Although|Though|Since)\b")
TITLES = {"mr": "he", "sir": "he", "mrs": "she", "ms": "she", "miss": "she", "lady": "she", "dame": "she"}
NEUTRAL_TITLES = frozenset("dr doctor prof professor mx rev cllr".split())
OTHERS = {"she": "she", "her": "she", "hers": "she", "he": "he", "him": "he", "his": "he"}
# Words that name no one person, or as often this child ("a quiet child"), unless another one is meant.
NOT_ONE = frozenset("head lead leader visitor panel staff person people adults parents carers guardians siblings twins cousins "
                     "grandparents family everyone everybody nobody child children pupil pupils student students learner learners peers "
                     "friends classmates neighbours".split())  # fmt: skip
# Many people at once: no "he" or "she" means them, whatever stands in front.
MANY = frozenset("staff people adults parents carers guardians siblings twins cousins grandparents family everyone everybody nobody "
                  "children pupils students learners peers friends classmates neighbours others girls boys".split())  # fmt: skip
NOBODY = frozenset("someone somebody anyone anybody no-one".split())
ANOTHER = frozenset("another other one younger older each every".split())
# After these a capital that no list knows is somebody, unless it is a day, a month or a subject.
WITH = frozenset("with called named his her by".split())
PLACED = frozenset("in at to from near of on into since until by".split())
NO_NAMES = frozenset("the a an this that these those it there then here each every all both some english maths mathematics science french welsh british monday tuesday wednesday thursday friday saturday sunday "
                      "christmas easter section outcome year reception key stage january february march april may june july august "
                      "september october november december".split())  # fmt: skip
ACTING = re.compile(
    r"\b([A-Z][\w-]{1,24})(?:, who\b| \(\d|'s | (?!is\b|was\b|has\b|as\b|this\b|his\b|its\b|needs\b)(?:will|had|did|can|said|told|made|took|went|came|comes|goes|lives|takes|sees|says|rings|thinks|wants|knows|"
    r"makes|brings|cooks|sings|reads|teaches|speaks|keeps|writes|tells|asks|feels|gives|gets|loves|enjoys|sends|collects|manages|helps|looks|phones|minds|sleeps|hopes)\b)"
)
# What a name of a diagnosis ends with; up to four more capitals stand between.
DIAGNOSIS = re.compile(
    r"(?:'s?)?(?: (?:[A-Z][\w'-]{1,24}|and|of|&)){0,4} (?:[Ss]yndrome|[Dd]isorders?|[Cc]onditions?|[Dd]iseases?|[Pp]alsy|[Dd]elay"
    r"|[Ii]mpairments?|[Dd]ifficult(?:y|ies)|[Dd]isabilit(?:y|ies)|[Dd]ystrophy|[Dd]eficiency|[Ss]yndromes|[Aa]taxia|[Ss]clerosis)\b"
)
OPENERS = frozenset(
    "strengths needs steps step outcome outcomes need strength provision who when how target targets".split()
)
POINTS_UP = re.compile(r"\b(?:the same|this|these|those|between|after each|follow-up)\b")
OBJECT = re.compile(
    r"[Hh]im\b|[Hh]er\b(?=[.,;]| (?:to|in|at|with|for|when|each|every|twice|once|on|by|from|about|how|what|where|and|through)\b)"
)
# "Both parents want him to ...", "she hopes that he will ...": whoever the hope is for is the child.
HOPED_FOR = re.compile(
    r"\b(?:wants?|wanted|would (?:like|love|want)|'d (?:like|love)|hopes?(?: that)?|wish(?:es)?(?: that| for)?|dreams? that|expects?) \Z"
)
TO_COME = re.compile(r"[a-z]+ (?:to|will|would|can|could|may|might|is able|has|gets|goes)\b", re.I)
HIMSELF = re.compile(r"(?:him|her)self\b", re.I)
OUTCOME = re.compile(r"(?:he|she) (?:will|can|is able|has|is)\b", re.I)
# "He, Keith, is at sea": the words say at once who is meant.
IS_TOLD = re.compile(r"[A-Za-z]+, [A-Z][a-z]+(?: [A-Z][a-z]+)?, ")
CLAUSE = re.compile(
    r"[,;:()]|\b(?:and|or|but|who|whom|whose|when|while|that|which|as|if|because|where|what|how|so|after|before|until|since|than|like|with)\b"
)
VERB = re.compile(r"\b(?:will|to|can|must|should|shall)\b [a-z]+")
LABEL = 30
SECTIONS_OF_PROVISION = frozenset(("F", "G", "H", "H1", "H2"))
SECTIONS_OF_STORIES = frozenset(("A", "D"))
