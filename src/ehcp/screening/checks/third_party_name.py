"""Somebody named who is neither family nor a professional: another pupil, a neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.facts import Facts
from ehcp.screening.names import TITLES, Mention, People, first_names, kin, people_of, pupils, roles
from ehcp.screening.plan_text import PlanText

FACTS = Facts(name="Rowena Tallis", pronoun="she", born_on=date(2016, 5, 4), kind="draft", on=date(2026, 3, 2), year=4)
_SECTIONS = ("A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J")

# What tells that somebody is another child, or lives near by.
_CUE = re.compile(
    r"""\b(?: pupils? | classmates? | friends? | friendships? | peers? | neighbours? | next[ ](?:farm|house) | (?:flat|family)[ ](?:downstairs|upstairs|opposite|below|above) | games? | takes[ ](?:his|her|their)[ ]hand | lent | students? | learners? | next[ ]door | lives?[ ]near | girls? | boys?
        | another[ ](?:child|young[ ]person|pupil|student) | (?:one|other)[ ]child(?:ren)? | partner | lads?
        | fights? | fought | fighting | hits? | bit | bites | bitten | punch(?:es|ed)? | kick(?:s|ed)? | hurts? | bull(?:y|ied|ies|ying) | incidents?
        | (?:ex|former)[ -]?(?:partner|husband|wife|boyfriend|girlfriend) | partner[ ]at[ ]the[ ]time | flatmate | housemate | roommate | teammate | team-mate
        | landlord | landlady | lodger | babysitter | number[ ]\d+ | (?:down|across|up)[ ]the[ ](?:road|street|lane) | upstairs | downstairs
        | sold | sells | lends | borrowed | owes | threaten\w* | afraid[ ]of | scared[ ]of | frightened[ ]of | swears[ ]at | spat | pushed | grabbed
        | excluded | suspended | injunction | arguments? | argues | falls?[ ]out | fell[ ]out | assault\w* | attacks?\w* | teas(?:es|ed) | called
        | stole\w* | steal\w* | took[ ]from | chas(?:es|ed) | sleepovers? | invit(?:es|ed) | blames? | holds?[ ]hands | swaps? | shares?[ ](?:a|with) | walks?[ ]with
        | in[ ](?:his|her|their|the)[ ](?:class|year|form|tutor[ ]group) | year[ ]above | year[ ]below | from[ ]\d{1,2}[A-Z] | playtimes? | bench | parties | party
        | sits?[ ](?:with|beside|next) | plays?[ ](?:\w+[ ])?with | holds?[ ](?:his|her|their)[ ]hand | away[ ]from | apart[ ]from | from[ ](?:nursery|(?:his|her|their)[ ]class|Year[ ]\d{1,2}) | copies | copied | follows | gang | boyfriend | girlfriend | befriender )\b""",
    re.VERBOSE | re.I,
)
# One pattern a word, each with a plain beginning: quick to find where there is none.
_SOMEBODY = tuple(
    re.compile(
        rf"{word}s?(?:,? (?!and |or |who |when |with )[a-z0-9'-]+){{0,6}}?,? (?:is |called |named )?([A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?) [A-Z][^\W\d_]+(?:['-][A-Z]?[^\W\d_]+)?"
    )
    for word in ("friend", "pupil", "classmate", "child", "neighbour", "student", "girl", "boy", "peer", "lad")
)
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Rev|Nurse|Coach)\.? \Z")
_NEIGHBOUR = re.compile(
    r"\b(?:next (?:farm|door|house)|neighbours?|lives near|(?:across|down|up) the (?:road|street|lane|stairs)|at number \d+"
    r"|upstairs|downstairs|(?:flat|house) (?:above|below|opposite)|landlord|landlady|lodger)\b"
)
_PLACED = re.compile(r"\b(?:at|in|to|from|of|near|on|the|for|since|until|every|last|next|this|and|or) \Z", re.I)
# A partner who is one no longer is no longer family, unless they are the child's parent.
_NO_LONGER = re.compile(
    r"\bex[- ](?:partner|husband|wife|boyfriend|girlfriend)|\bformer (?:partner|husband|wife|boyfriend|girlfriend)"
    r"|\bpartner at the time|\bthen(?:-| )(?:partner|boyfriend|girlfriend)"
)
_PARENT = re.compile(r"\b(?:father|mother|mum|dad|parent)\b")
# "The Mistrys", "the Henderson family": a household that is not this child's.
_HOUSEHOLD = re.compile(
    r"[Tt]he (?:([A-Z][a-z]{2,})s(?! [A-Z])|([A-Z][a-z]{2,}) (?:family|household|children|boys|girls|twins|brothers|sisters)\b)"
)
_BESIDE_A_HOUSEHOLD = re.compile(
    r"\b(?:friends?|neighbours?|next door|family|lodg\w+|stay(?:s|ed)? with|(?:down|across|up) the (?:road|street|lane)|foster)\b"
)
# Whoever finds, says or does what professionals and parents do is one, though the plan does not say which.
_AT_WORK = re.compile(
    r"(?:'s)? (?:also |has |have |had |will |is to |and \w+ )?(?:assess|found|find|report|not(?:es|ed)|sa(?:ys|id)|writ|wrote|advis|recommend"
    r"|observ|measur|test|saw|sees?\b|met\b|visit|diagnos|describ|agree|think|thought|believ|confirm|explain|told|tells|teach|taught|work|lead|run|support"
    r"|want|hope|would|wish|like|worr|feel|felt|report|advice|view|assessment|letter|of the|from the|\()"
)
_BY = re.compile(r"\b(?:by|from|per|with|to|signed|author|contact)[: ]\Z")
_TITLED = re.compile(r"M(?:r|rs|s|iss) ([A-Z][^\W\d_]+)(?: [A-Z][^\W\d_]+)?")
_NOT_NAMES = re.compile(
    r"(?:School|Academy|College|Nursery|House|Centre|Street|Road|Lane|Avenue|Close|Drive|Park|Hospital|Infirmary|Clinic|Council|Trust|Farm|Church|"
    r"Team|Service|Unit|Ward|Court|Hall|Football|United|City|Town|Rovers|Club|Potter|Syndrome|Act|Walk|Row|Terrace|Way|Green|Hill|Primary|Infants?|Juniors?)\b"
)


_FRIEND = re.compile(
    r"\b(?:friend|boyfriend|girlfriend|mate|classmate|neighbour)s?,?(?: (?:is|are|called|named))? ([A-Z][a-z]+)\b(?! [A-Z]|'s (?:mum|mother|dad|father))"
)
# "He looks for Dexter": in Section A whoever the child seeks out is a friend.
_SOUGHT = re.compile(
    r"\b(?:looks? (?:out )?for|plays? (?:\w+ )?with|sits? (?:with|beside|next to)|walks? (?:to \w+ )?with|asks? for|waits? for|holds? hands with) ([A-Z][a-z]+(?:-[A-Z][a-z]+)?)\b(?! [A-Z]|-|'s (?:mum|mother|dad|father))"
)
_PAIRED = re.compile(r"[A-Z]\w+ and \Z")
_NEIGHBOURS = re.compile(r"\bneighbour's (?:boy|girl|son|daughter|child|children|lad),? ([A-Z][a-z]+)\b")
_OF_LIFE = frozenset("BCD")
_UNSURE = frozenset(
    "May June April Will Mark Bill Rose Victoria Georgia Jordan Chelsea Austin Lincoln Florence Sydney Paris Asia India Devon".split()
)
_NO_HOUSEHOLD = frozenset(
    "Cub Brownie Scout Guide Beaver Rainbow Ranger Senior Junior Infant Friend Parent Child Social Early Royal Local Support Whole Carer Wood Village Samaritan"
    " Paralympic Olympic Simpson Grandparent Sister Brother Teacher Service Event Game Award Park Need View Foster".split()
)


def find(plan: PlanText) -> Iterator[Hit]:
    people = people_of(plan)
    if not people.own:
        return
    known = _known_elsewhere(plan, people)
    told: set[str] = set()
    sentence = -1
    for mention in _full_names(plan, people):
        section = plan.section_at(mention.start)
        name = _name(people, mention)
        if section not in _SECTIONS or name in told or people.reading.is_quoted(mention.start):
            continue
        if (
            name in known
            or _NOT_NAMES.search(plan.folded, mention.start, (mention.full or 0) + 12)
            or set(name.split()[1:]) & people.family_names
            or set(name.lower().split()[1:]) & people.own
        ):
            continue
        if _is_other_child(people, mention) or _is_left_unsaid(people, mention, section):
            told.add(name)
            # Two friends in one sentence are one thing to mend.
            if people.reading.sentence_at(mention.start)[0] != sentence:
                sentence = people.reading.sentence_at(mention.start)[0]
                yield Hit(mention.start, mention.start + len(name), section)
    yield from _households(plan, people)
    yield from _friends(plan, people, told)


def _friends(plan: PlanText, people: People, told: set[str]) -> Iterator[Hit]:
    """A friend by first name, where the child's life is told (Section A); a neighbour's child anywhere."""
    named = {name.split()[0] for name in told}
    for start, end in plan.sections.get("A", ()):
        friends = [(match, False) for match in _FRIEND.finditer(plan.folded, start, end)]
        sought = [(match, True) for match in _SOUGHT.finditer(plan.folded, start, end)]
        for match, only_sought in (*friends, *sought):
            name = match[1]
            if (
                name in named
                or (only_sought and _is_known(plan, people, name))
                or name.lower() in people.own
                or people.reading.is_quoted(match.start(1))
                or name not in first_names()
            ):
                continue
            named.add(name)
            yield Hit(match.start(1), match.end(1), "A")
    if "neighbour's " in plan.lowered:
        for match in _NEIGHBOURS.finditer(plan.folded):
            section = plan.section_at(match.start())
            if section in _SECTIONS and match[1] not in named and match[1].lower() not in people.own:
                named.add(match[1])
                yield Hit(match.start(1), match.end(1), section)


def _is_known(plan: PlanText, people: People, name: str) -> bool:
    """Whether a first name is told to be family, staff or a pet: by any mention but the one that seeks them out."""
    return any(
        mention.word == name
        and (plan.section_at(mention.start) in ("FRONT", None) or _is_family_or_staff(people, mention))
        for mention in people.mentions
    )


def _households(plan: PlanText, people: People) -> Iterator[Hit]:
    """Other families by their name, beside a word that tells how they come in."""
    for match in _HOUSEHOLD.finditer(plan.folded):
        section, name = plan.section_at(match.start()), match[1] or match[2]
        if section not in _SECTIONS or people.reading.is_quoted(match.start()) or _is_their_own(people, name):
            continue
        start, end = people.reading.sentence_at(match.start())
        beside = plan.folded[max(start, match.start() - 60) : min(end, match.end() + 60)]
        if "carer" not in beside and (match[2] or _BESIDE_A_HOUSEHOLD.search(beside)):
            yield Hit(match.start(), match.end(), section)


def _is_their_own(people: People, name: str) -> bool:
    """Whether the household is the child's own, or no household: a team, a people, a place."""
    names = {each.lower() for each in people.family_names} | people.own
    return name + "s" in first_names() or name.lower() in names or name.lower() + "s" in names or name in _NO_HOUSEHOLD


def _is_left_unsaid(people: People, mention: Mention, section: str) -> bool:
    """A full name of whom the plan never says who it is, where the child's own life is told."""
    text = people.text
    if section not in _OF_LIFE or mention.full is None or mention.word in _UNSURE:
        return False
    before = text[max(0, mention.start - 20) : mention.start]
    return not (_AT_WORK.match(text, mention.full) or _BY.search(before) or _TITLE.search(before))


def _name(people: People, mention: Mention) -> str:
    return people.text[mention.start : mention.full].removesuffix("'s")


def _full_names(plan: PlanText, people: People) -> list[Mention]:
    """First names with a surname, and two capitals after a word for another pupil, whatever the first name is."""
    found = {mention.start: mention for mention in people.mentions if mention.full is not None}
    for match in (match for pattern in _SOMEBODY for match in pattern.finditer(plan.folded)):
        if _PLACED.search(plan.folded, max(0, match.start(1) - 12), match.start(1)):
            continue
        if match.start(1) not in found and match[1].lower() not in people.own and match[1].lower() not in TITLES:
            found[match.start(1)] = Mention(match[1], match.start(1), match.end(1), match.end())
    if _NEIGHBOUR.search(plan.folded):
        for match in _TITLED.finditer(plan.folded):
            if _NEIGHBOUR.search(plan.folded, max(0, match.start() - 40), match.end() + 50):
                found[match.start()] = Mention(match[1], match.start(), match.end(), match.end())
    return [found[start] for start in sorted(found)]


def _known_elsewhere(plan: PlanText, people: People) -> set[str]:
    """Full names on the front page or in the list of advice, and those that are told to be family or staff anywhere."""
    return {
        _name(people, mention)
        for mention in people.mentions
        if mention.full is not None
        and (plan.section_at(mention.start) in ("FRONT", "K", None) or _is_family_or_staff(people, mention))
    }


def _is_family_or_staff(people: People, mention: Mention) -> bool:
    """Whether a word of family or work stands right before the name, or is said of it right after."""
    text = people.text
    end = mention.full or mention.end
    before = text[max(0, mention.start - 40) : mention.start]
    if _TITLE.search(before):
        return True
    around = text[max(0, mention.start - 60) : end + 60]
    if _NO_LONGER.search(around) and not _PARENT.search(around):
        return False
    # "A mobility officer from the county's sensory team, Carl Ennis": the role that opens the clause.
    clause = re.split(r"[.;:\n]", text[max(0, mention.start - 70) : mention.start])[-1]
    opens = re.findall(r"[^\W\d_][\w-]*", clause.split(", ")[-2]) if clause.endswith(", ") else []
    if any(_tells(word) for word in opens) and not any(word in pupils() for word in opens):
        return True
    words = re.findall(r"[^\W\d_][\w-]*", re.split(r"[.;:\n]", before)[-1])[-3:]
    if words and re.search(r"[\w,(] ?\(?\Z", before) and _tells(words[-1]):
        return True
    after = re.match(
        r"(?:'s)?(?:,| \(| -|:) ?(?! |and\b|who(?! is (?:a|an|the|his|her)\b)\b|whose\b|but\b|or\b)([^.;)\n]{0,60})",
        text[end : end + 70],
    )
    return after is not None and any(_tells(word) for word in re.findall(r"[^\W\d_][\w-]*", after[1])[:6])


def _tells(word: str) -> bool:
    for form in (word, word.lower(), word.removesuffix("s"), word.lower().removesuffix("s")):
        if form in roles() or (
            form in kin() and form not in ("girl", "boy", "lad", "boyfriend", "girlfriend", "family")
        ):
            return True
    return False


def _is_other_child(people: People, mention: Mention) -> bool:
    start, end = people.reading.sentence_at(mention.start)
    text = people.text
    # The name's own clause: what is said within some words of it.
    near = text[max(start, mention.start - 90) : min(end, (mention.full or mention.end) + 80)]
    if _PAIRED.search(text, max(start, mention.start - 30), mention.start) and any(
        text.startswith(f"{own} and ", mention.start - len(own) - 5)
        for own in {name.capitalize() for name in people.own}
    ):
        return True
    return _CUE.search(near) is not None and not re.search(
        r"\b(?:teaches|will teach|therapist|psychologist|paediatrician|teacher|assistant|mentor|worker|nurse|officer|coach|tutor|doctor|adviser)s?\b",
        text[max(start, mention.start - 30) : mention.start],
    )


def _small(words: str, section: str = "B: Special educational needs") -> Example:
    return Example(f"Section {section}\n{words}", FACTS)


CHECK = Check(
    id="third-party-name",
    version="1.2.0",
    title="Another person's name",
    standard="T8",
    scope=_SECTIONS,
    guards=(
        "family, staff and professionals, named with what they are to the child",
        "people on the front page or in the list of advice",
        "a first name alone, but for a friend's in section A",
        "schools, streets and clubs that bear a person's name",
        "words in quote marks",
    ),
    severity=Severity.SHOULD,
    confidence=0.78,
    message="Somebody outside the family and the professionals may be named here.",
    explanation="A plan is read by many people over many years. Another pupil or a neighbour did not ask to be in it.",
    source="UK GDPR Article 5(1)(c); SEND Regulations 2014, regulation 17",
    suggestion="Say what matters without the name: another pupil in her class, a neighbour.",
    find=find,
    should_find=(
        _small("She looks for Dexter at the water tray.", "A: Views, interests and aspirations"),
        _small("Rowena plays most with Priya.", "A: Views, interests and aspirations"),
        _small("Just the two of them, and the neighbour's boy Alfie.", "F: Special educational provision"),
        _small("Group: Rowena and Harley Simms.", "F: Special educational provision"),
        _small("Rowena will be seated away from Kyle Denton.", "F: Special educational provision"),
        _small("Her best game is with her friend Poppy Threlfall, and the pair hide under the slide."),
        _small("Rowena has had fights with Kian Rushmere, who has also been suspended."),
        _small(
            "She was excluded after an incident with Omari Tench, whose family live in the next road.",
            "A: Views, interests and aspirations",
        ),
        _small("At playtime she sits on the bench with Harrison Blyth."),
        _small("Jayden Pratt, who is in her class, is her partner for cooking.", "F: Special educational provision"),
        _small("She plays with one child, Wilmot Farrant, whose mum is happy for them to sit together."),
        _small("Twice it was Mrs Peggy Charlton from the next farm who brought her back.", "D: Social care needs"),
        _small("Since Jodie Marsh left she has had nobody to sit with."),
        _small("Mum's former partner, Lee Harding, must not be told where they live.", "D: Social care needs"),
        _small("A boy in her form called Xander Prowse took her bag."),
        _small("She stole crisps from Kian Rushmere."),
        _small("She has a boyfriend, Marcus, whom she sees on Saturdays.", "A: Views, interests and aspirations"),
        _small("The Hendersons next door mind her on Fridays.", "D: Social care needs"),
        _small("She is frightened of Mr Grealish at number 14, who shouted at her.", "D: Social care needs"),
        _small("She is mothered by the girls in the class, mostly by Ellie-Mae Rudd and Sofia Petrov."),
    ),
    should_not_find=(
        _small("Her sister, Chloe, is four. She plays with Chloe.", "A: Views, interests and aspirations"),
        _small("She sits with Jan, her mentor, at lunch.", "A: Views, interests and aspirations"),
        _small("Her friend says that the class teacher, Alice Dunmore, is kind."),
        _small("Rowena plays with her cousin, Idris Vale, on Sundays.", "A: Views, interests and aspirations"),
        _small("Gareth Pugh, early help worker, met her friends at the youth club.", "D: Social care needs"),
        _small("A friend from Florence Nightingale School will call on her."),
        _small('She told us "I like playing with Alfie Marsh".', "A: Views, interests and aspirations"),
        _small("A mobility officer from the sensory team, Carl Ennis, has taught her the way to the shop."),
        _small("Her friend at home is Rowena's nan, and Marcus is the cat.", "A: Views, interests and aspirations"),
        _small("Priya Shah found in May that she reads at the level of a five-year-old."),
        _small("The Tallis family moved in March.", "D: Social care needs"),
        _small("Anna Cordell, who is a learning support assistant, plays with her."),
        _small("Her friends from Marsh Lane go to the Brownies."),
        _small("Her sister Megan Tallis plays with the other girls."),
        _small("Rowena has had repeated fights with one other pupil."),
    ),
)
