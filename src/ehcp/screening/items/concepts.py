"""Words of the field that go together though they share no letters: "deaf" and "radio aid", "toilet" and "continence"."""

from __future__ import annotations

COMMON = frozenset(
    """the and for with that this his her him she they their them has have had will are was were been not but from into out
    who what when where which while than then there here can cannot could would should may might must one two three four
    five six seven eight nine ten each every day days week weeks term terms year years time times minute minutes hour hours
    school class teacher teachers assistant teaching staff adult adults child children pupils pupil person people end start
    more less most least very such some any all other others own same both about after before during over under between
    through without within because also only just how why its being does did done doing make makes made take takes taken
    give given gives get gets use used uses using put set once twice session sessions support help needs need july june
    march april may august september october november december january february key stage outcome outcomes provision
    programme plan well good new way ways first last next part parts long short half per level home""".split()
)

_GROUPS: tuple[str, ...] = (
    "hear deaf ear audio audiolog listen mould bsl sign teacherdeaf soundfield cochlear radio",
    "vis sight eye braille print magnif cane qtvi habilit blind glass orthopt",
    "speech sound articul pronounc unclear clear word sentenc languag vocabul salt talk speak express verbal say spok utter",
    "understand instruct comprehen follow process",
    "communic aac symbol makaton pec gestur",
    "read phonic letter book literac decod dyslex text",
    "spell writ handwrit scrib typ keyboard laptop pencil pen grip dictat fine",
    "math number count calcul arithmet numerac money",
    "memor remember forget overlearn",
    "attent focus task concentrat adhd fidget movement impuls distract break",
    "anxi worr calm fear panic distress emot feel regul zon elsa counsel mood therap self-esteem confid",
    "friend peer soc play game turn group join lonel club",
    "behavi anger hit meltdown aggress kick swear",
    "sens nois loud texture defend overload quiet headphon",
    "walk gross physio postur wheelchair stand hoist muscl balanc stair mobil transf seat chair frame",
    "toilet contin nappy wet soil chang pad",
    "eat food feed diet swallow meal lunch gastrostom weight appetit dysphag",
    "dress button lac zip care cloth wash shower hygien",
    "sleep night melatonin tired bedtim wak fatigu rest",
    "seizur epilep medic rescu",
    "travel bus taxi road walk trip independ",
    "job work employ intern college career",
    "attend absent absen refus return",
    "chang transit routin timetabl now next predict",
    "pain hurt",
    "cook shop budget flat live",
    "break respit carer family sibling",
    "asthma inhal breath",
    "occupat motor coordin clums dysprax",
)
CONCEPTS: dict[str, tuple[str, ...]] = {}
for _number, _group in enumerate(_GROUPS):
    for _word in _group.split():
        CONCEPTS[_word] = (*CONCEPTS.get(_word, ()), f"#{_number}")
