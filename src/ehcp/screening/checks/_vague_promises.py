"""Families of vague words that promise something and leave its amount or its act open, as `_vague_families` has them."""

from ehcp.screening.checks._vague_kinds import HOW_LONG, HOW_MANY, HOW_MUCH, HOW_OFTEN, WHAT, WHETHER

PROMISES: tuple[tuple[str, str, str], ...] = (
    # "additional time to answer", "a little more time than others"; "25% extra time" has its amount.
    (HOW_MUCH, "time",
     r"(?:(?<![\d%] )(?<!cent )(?:additional|extra|sufficient|enough|adequate|ample)|(?:a (?:little|bit)|some|slightly) (?:more|longer|extra)) time"
     r"(?= (?:to|for|than|out|when|if|so|wherever)\b|[.,;]|$)"),
    (HOW_MUCH, "lots plenty amounts",
     r"(?:lots|plenty|(?:small|large|limited|generous) amounts) of [a-z]+"),
    (HOW_MUCH, "some",
     r"(?:join|attend|have|receive|get|given|spend|take|offer|offered|provide|provided)s? (?:in )?some (?:[a-z-]+ )?(?:lessons?|classes|groups?|respite|breaks?|activities"
     r"|clubs?|swimming|outings)"),
    (HOW_MUCH, "respite",
     r"some (?:[a-z-]+ )?respite"),
    (HOW_LONG, "part parts",
     r"(?:for |in )?parts? of (?:each|the|every|most|some) (?:school )?(?:day|week|lesson|morning|afternoon)s?"),
    (HOW_OFTEN, "times points moments",
     r"at (?:key|certain|particular|identified|crucial|vulnerable|critical|agreed|specific) (?:times|points|moments)(?! (?:when|on the timetable)\b)"),
    (HOW_OFTEN, "intermittent sporadic irregular infrequent",
     r"(?:intermittent|sporadic|irregular|infrequent) (?:support|help|input|visits?|contact|sessions?|checks?|supervision)"),
    (HOW_MANY, "ratio ratios",
     r"(?:low|lower|high|higher|small|good|better|favourable|generous|enhanced|improved) (?:[a-z]+[ -]to[ -][a-z]+|staff(?:ing)?|adult|teacher) ratios?"),
    (WHETHER, "best",
     r"(?:do|does|try|tries) (?:its|his|her|their|our) best"),
    (WHETHER, "found",
     r"if (?:an?|the|any|another) (?:[a-z]+ ){1,2}(?:can be|is|may be) found"),
    # "be vigilant", "be flexible": a way to be, and no act.
    (WHAT, "vigilant alert supportive flexible patient understanding sensitive",
     r"(?:be|remain|stay|are|is) (?:vigilant|alert|supportive|flexible|patient|understanding|sensitive)(?= (?:to|of|about|with|and|in|when|towards)\b|[.,;]|$)"),
    (WHAT, "closely together partnership jointly",
     r"(?:works?|working|liaises?|liaising|communicates?) (?:closely|together|in (?:close )?partnership|jointly)(?= (?:with|to)\b|[.,;]|$)"),
    (WHAT, "liaison communication links relationships partnership",
     r"(?:good|close|effective|strong|positive|clear|open|robust) (?:[a-z-]+ )?(?:liaison|communication|links|relationships|partnership)(?= (?:with|between|from|and|will|should|is)\b|[.,;]|$)"),
    (WHAT, "differentiated",
     r"(?:will|to|should|must|shall) be (?:suitably |appropriately |carefully )?differentiated(?! by\b)"),
    (WHAT, "appropriately suitably accordingly sensitively effectively",
     r"(?:[a-z]+ed|broken down|given|done|taught|met|kept) (?:appropriately|suitably|accordingly|sensitively|effectively)(?= (?:to|for|by|in|and|so)\b|[.,;]|$)"),
    (WHAT, "plan plans",
     r"(?:robust|comprehensive|thorough|careful|clear|suitable|appropriate) (?:transition |support |safety |behaviour )?plans?(?= (?:to be|will be|should be|for|to)\b|[.,;]|$)"),
    (HOW_MUCH, "support help assistance",
     r"be (?:offered|given|provided with) (?:support|help|assistance)(?= (?:to|in|with|for|when|at)\b|[.,;]|$)"),
    (WHAT, "flexibility leeway latitude",
     r"(?:flexibility|leeway|latitude) (?:around|about|with|in|over|for|as to)"),
    (WHAT, "meaningful purposeful stimulating enriching motivating engaging",
     r"(?:meaningful|purposeful|stimulating|enriching|motivating|engaging) (?:[a-z]+ )?(?:activities|tasks|work|learning|opportunities|experiences)"),
    (WHAT, "appropriate suitable necessary relevant",
     r"(?:appropriate|suitable|necessary|relevant) (?:[a-z]+ )?(?:language|measures|action|steps|care|seating|behaviour management|risk assessments?|precautions|use of|levels? of|standard"
     r"|facilities|space|place|time|pace|referrals?|signposting)"),
    (WHAT, "strategies",
     r"(?:^|(?<=\n))strategies (?:to|for) (?:help|support|manage|reduce|promote|develop|improve|encourage)"),
)  # fmt: skip
