"""What provision is, told before any slot is asked for: a session, training, a strategy, equipment or monitoring.

Officers say each of them in hundreds of ways, so no single pattern decides. Words, turns of phrase and the slots that are
filled each carry a weight for each form, and the form with the largest sum is taken (multinomial logistic regression).
The weights stand in `form_weights.json`. `make forms` works them out from the development plans and the labelled
sentences of `corpus/`: never from sealed plans. The share tells how sure the sum is; a form told by a narrow margin
asks for no slots.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from ehcp.screening.item import Form, Lead
from ehcp.screening.items.form_cues import cues_of

LONGEST = 40  # words of the first sentence that are weighed
HUNDREDTHS = 100
BESIDE = 4  # words before and after somebody that say what he does or what is done to him
FORMS = (Form.SESSION, Form.STRATEGY, Form.EQUIPMENT, Form.MONITORING, Form.TRAINING)
# From this share on a form is sure. At it, 94 of 100 of what was asked for slots were sessions or training, and 91 of 100
# sessions and trainings were asked, each measured on a template that the weights had not seen (`make forms`).
SURE = 0.6

_WORD = re.compile(r"[a-z]+|\d[\d.:]*")
_ALIKE = {
    word: root
    for root, words in {
        "teach": "taught",
        "giv": "given",
        "show": "shown",
        "writ": "written wrote",
        "meet": "met",
        "see": "seen sees",
        "tak": "taken",
        "mak": "made",
        "keep": "kept",
        "hold": "held",
        "lead": "led",
        "run": "ran runs",
        "do": "does done",
        "hav": "has have",
        "be": "is are be been being was",
        "will": "will must should shall",
        "CHILD": "he she they him them child",
        "ITS": "his her their",
        "ADULTS": "staff adults everyone everybody teachers",
        "NUMBER": "one two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty half hour hours "
        "minutes mins min once twice",
        "DAY": "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays january "
        "february march april may june july august september october november december",
    }.items()
    for word in words.split()
}
# Those who learn, those who work with the child, and the child.
_WHO = {
    word: kind
    for kind, words in {
        "adults": "staff adult adults team workforce supervisors supervisor escort escorts driver drivers everyone everybody "
        "parents parent carers mother father mum dad colleagues workers grandparents tutors lecturers family governors midday "
        "lunchtime classmates peers volunteers assistants teachers tas",
        "role": "therapist teacher nurse assistant mentor psychologist physiotherapist ta lsa senco tutor coach counsellor "
        "worker officer specialist consultant dietitian paediatrician audiologist interpreter practitioner helper therapists "
        "nurses sendco elsa dr mr mrs ms miss optometrist gp doctor adviser advisor instructor leader",
        "child": "he she they him them child pupil student",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True)
class Weights:
    """Of each feature its weight for each of `FORMS`; `known` are the words that the weights were worked out from.

    Weights are whole hundredths, so that a sum is the same in whatever order it is made.
    """

    of: dict[str, list[int]]
    known: frozenset[str]
    bias: list[int]


@cache
def root(word: str) -> str:
    """A word without its ending: "teaches" and "teaching" are one."""
    if word in _ALIKE:
        return _ALIKE[word]
    if word[0].isdigit():
        return "NUMBER"
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    has_mute_end = word.endswith("e") and len(word) > 3
    has_twin_end = len(word) > 4 and word[-1] == word[-2]
    if has_mute_end or has_twin_end:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word


def roots_of(lead: Lead) -> list[str]:
    return [root(word) for word in _words(lead)]


def _words(lead: Lead) -> list[str]:
    return _WORD.findall(lead.words)[:LONGEST]


def features_of(lead: Lead, known: frozenset[str]) -> set[str]:
    """Everything about a first sentence that carries a weight. Words that nobody knows (names, most of all) carry none."""
    words = _words(lead)
    roots = [root(word) for word in words]
    heard = [each if each in known else "?" for each in roots]
    found = {f"w {each}" for each in heard[:18]} | {f"later {each}" for each in heard[18:]}
    found.update(f"{one} {two}" for one, two in pairwise(heard[:18]))
    found.update(f"{one} . {three}" for one, three in zip(heard[:18], heard[2:18], strict=False))
    found.update(f"early {each}" for each in heard[:4])
    found.add(f"first {heard[0] if heard else ''}")
    found.add(f"opens {' '.join(heard[:2])}")
    found.add(f"long {min(len(heard) // 4, 6)}")
    told = (lead.timed, lead.grouped, lead.named, lead.often)
    found.add(f"told {told}")
    found.update(f"told {place} {is_told}" for place, is_told in enumerate(told))
    people = [(at, _WHO[word]) for at, word in enumerate(words) if word in _WHO]
    for at, who in people:
        for apart in range(1, BESIDE + 1):
            if at >= apart and roots[at - apart] in known:
                found.add(f"before {who} {roots[at - apart]}")
            if at + apart < len(roots) and roots[at + apart] in known:
                found.add(f"after {who} {roots[at + apart]}")
    in_order = [who for _, who in people[:5]]
    found.add(f"people {' '.join(in_order)}")
    found.add(f"person {in_order[0] if in_order else ''}")
    found.update(f"cue {name}" for name in cues_of(lead.words))
    return found


@cache
def weights() -> Weights:
    """The weights as they are shipped."""
    told = json.loads(files("ehcp.screening.items").joinpath("form_weights.json").read_text("utf-8"))
    return Weights(told["weights"], frozenset(told["known"]), told["bias"])


def shares(lead: Lead, by: Weights | None = None) -> dict[Form, float]:
    """Of each form how likely it is, 0 to 1; all together they are 1."""
    by = by or weights()
    rows = [row for feature in features_of(lead, by.known) if (row := by.of.get(feature)) is not None]
    sums = [sum(column) for column in zip(by.bias, *rows, strict=True)]
    most = max(sums)
    odds = [math.exp((each - most) / HUNDREDTHS) for each in sums]
    total = sum(odds)
    return {form: each / total for form, each in zip(FORMS, odds, strict=True)}


def form_of(lead: Lead) -> tuple[Form, float]:
    """The likeliest form of provision, and its share."""
    likely = shares(lead)
    form = max(FORMS, key=likely.__getitem__)
    return form, likely[form]
