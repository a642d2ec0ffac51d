"""Two years of an authority as the plain rows that the page counts: no database, any size, dice alone."""

import datetime as dt
import random
from collections import Counter

from ehcp.clock import calendar
from goldenthread.reporting.measures.scale import questions
from goldenthread.reporting.rows import AimAnswers, Answered, Gathered, Handed, Sent, Weakness
from goldenthread.toolkit.standards import load_edition

EDITION = load_edition("2025-02")
ORIGINS = [("chance", False)] * 6 + [("chance", True), ("every-draft", True), ("catch-up", False), ("purposive", False)]
CHANCES = ["1/1", "1/2", "1/2", "1/10"]
WORDS = [judgement.key for judgement in EDITION.scale.judgements]


def some_months(seed: int, first: dt.date, months: int = 24) -> Gathered:
    """Quiet months and busy ones, rare words and common ones, few writers or many."""
    dice = random.Random(seed)
    size, writers = dice.choice([2, 8, 20, 60]), dice.choice([2, 4, 15])
    weights = [dice.choice([0.2, 1, 4]) for _ in WORDS]
    codes = dice.sample([question.code for question in questions(EDITION)], 4)
    asked = {code: dice.choice([0.3, 0.8, 1]) for code in codes}
    services = [service.key for service in EDITION.advice_services][: dice.randint(1, 4)] + [""]
    handed, answered, weak, sent, challenged = [], Counter(), Counter(), Counter(), Counter()
    aims: dict[int, Counter] = {aim.number: Counter() for aim in EDITION.aims[:3]}
    for ahead in range(months):
        month = calendar.period(first, ahead)
        for _ in range(round(size * dice.choice([0, 0.2, 1, 1, 1.6]))):
            origin, was_new = dice.choice(ORIGINS)
            day = calendar.first_day(month) + dt.timedelta(days=dice.randrange(27))
            row = Handed(
                review=len(handed),
                judgement=dice.choices(WORDS, weights)[0],
                origin=origin,
                writer_was_new=was_new,
                chance=dice.choice(CHANCES),
                edition=EDITION.id,
                writer=dice.randrange(writers),
                drawn_on=day,
                handed_in_on=day,
            )
            handed.append(row)
            if (origin, was_new) == ("chance", False):
                for code in codes:
                    if dice.random() < asked[code]:
                        answer = dice.choice(["met", "met", "partly", "not_met"])
                        answered[month, EDITION.id, code, answer, row.chance] += 1
                for number, alike in aims.items():
                    if dice.random() < 0.7:
                        met = dice.randint(0, 3)
                        alike[AimAnswers(month, row.chance, met, number % 2, 3 - met)] += 1
            if dice.random() < 0.6:
                came = dice.choice(["advice", "drafting", "drafting", "process"])
                weak[month, EDITION.id, came, dice.choice(services) if came == "advice" else ""] += 1
            if dice.random() < 0.8:
                is_challenged = dice.random() < 0.3
                sent[month, dice.random() < 0.7, dice.random() < 0.2, is_challenged] += 1
                if is_challenged:
                    challenged[month, dice.choice(["upheld", "partly", "not-upheld", ""])] += 1
    return Gathered(
        ready={},
        arrived=[],
        outside={},
        released={},
        opened=[],
        handed=handed,
        answered=[Answered(*key, drafts) for key, drafts in answered.items()],
        aims={number: dict(alike) for number, alike in aims.items()},
        weaknesses=[Weakness(*key, answers) for key, answers in weak.items()],
        sent=[Sent(*key, letters) for key, letters in sent.items()],
        challenged=dict(challenged),
        in_post=[],
        editions=[EDITION],
    )
