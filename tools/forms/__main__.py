"""make forms: work out what each word and turn of phrase weighs for each form of provision, and how well that does.

Learns from the development plans and from the labelled sentences of `corpus/sentences`; never from sealed plans. Prints
how often the form is right on a template that was left out, then writes `form_weights.json` from all of them.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ehcp.screening.item import Form, Kind, Lead
from ehcp.screening.items import filling
from ehcp.screening.items.forms import FORMS, HUNDREDTHS, SURE, Weights, features_of, roots_of, shares
from ehcp.screening.items.measures import FREQUENCY
from ehcp.screening.items.sentences import sentences
from ehcp.screening.items.slots import duration, first, ratio, who
from ehcp.screening.names import first_names
from ehcp.screening.normalise import folded
from ehcp.screening.reading import read
from ehcp.screening.screen import plan_text
from tools.accuracy.lines import Lines
from tools.accuracy.matching import facts_of, labels_of
from tools.corpus.markup import CORPUS, build, plans

WEIGHTS = Path(filling.__file__).with_name("form_weights.json")
KNOWN_FROM = 3  # plans or sentences that a word is met in
WEIGHED_FROM = 3  # times that a feature is met
ROUNDS = 150
STEP = 0.004
MOMENTUM = 0.9
RESTRAINT = 1.0  # L2
PARTS = 3  # of the sentences: one is left out at a time


@dataclass(frozen=True)
class Example:
    lead: Lead
    form: Form
    group: str  # left out together
    source: str  # the plan, or the sentence


def from_plans() -> Iterator[Example]:
    """The provision that the reader finds in development plans, with the form that was settled for it."""
    for plan in plans("development"):
        labels = labels_of(plan)
        if labels is None:
            continue
        read_plan = plan_text(read(build(plan, "docx")), facts_of(plan))
        lines = Lines(plan, read_plan)
        left = [item for item in read_plan.items if item.kind is Kind.PROVISION]
        for label in labels.items:
            at = lines.offset(label.line, label.starts)
            if label.kind != "provision" or not label.form or at is None:
                continue
            item = next((each for each in left if any(start <= at < end for start, end in each.spans)), None)
            if item is not None:
                left.remove(item)
                assert item.lead is not None
                yield Example(item.lead, Form(label.form), plan.template, plan.name)


def from_sentences() -> Iterator[Example]:
    for path in sorted((CORPUS / "sentences").glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            form, _, words = line.split("\t")
            yield Example(lead_of(words), Form(form), f"{path.stem} {number % PARTS}", f"{path.stem} {number}")


def lead_of(words: str) -> Lead:
    """A sentence that stands alone, read as the first of its item."""
    words = folded(words)
    low = words.lower()
    begins, ends = next(sentences(words, 0, len(words)), (0, len(words)))
    timed = duration(low, 0, len(low)) is not None
    return Lead(
        low[begins:ends],
        timed=timed,
        grouped=filling.has_company(low, ratio(low, 0, len(low)), timed=timed),
        named=who(low, words, 0, len(low)) is not None,
        often=first(FREQUENCY, low, 0, len(low)) is not None,
    )


def fit(examples: Sequence[Example]) -> Weights:
    """Multinomial logistic regression by gradient descent with momentum, in plain Python: the same everywhere."""
    # By plan and not by sentence: a name that stands all over one plan is no word.
    met = Counter(word for word, _ in {(word, each.source) for each in examples for word in roots_of(each.lead)})
    names = first_names().keys() - {"will"}
    known = frozenset(word for word, times in met.items() if times >= KNOWN_FROM and word not in names)
    rows = [sorted(features_of(example.lead, known)) for example in examples]
    times = Counter(feature for row in rows for feature in row)
    number = {feature: at for at, feature in enumerate(sorted(f for f in times if times[f] >= WEIGHED_FROM))}
    coded = [[number[feature] for feature in row if feature in number] for row in rows]
    targets = [FORMS.index(example.form) for example in examples]
    places = range(len(FORMS))
    bias = [0.0] * len(FORMS)
    bias_speed = [0.0] * len(FORMS)
    weights = [[0.0] * len(FORMS) for _ in number]
    speed = [[0.0] * len(FORMS) for _ in number]
    for _ in range(ROUNDS):
        slope = [[RESTRAINT * value for value in row] for row in weights]
        bias_slope = [RESTRAINT * value for value in bias]
        for row, target in zip(coded, targets, strict=True):
            sums = list(bias)
            for at in row:
                one = weights[at]
                for place in places:
                    sums[place] += one[place]
            most = max(sums)
            odds = [math.exp(value - most) for value in sums]
            total = sum(odds)
            off = [odds[place] / total - (place == target) for place in places]
            for at in row:
                one = slope[at]
                for place in places:
                    one[place] += off[place]
            for place in places:
                bias_slope[place] += off[place]
        for one, quick, steep in zip([*weights, bias], [*speed, bias_speed], [*slope, bias_slope], strict=True):
            for place in places:
                quick[place] = MOMENTUM * quick[place] - STEP * steep[place]
                one[place] += quick[place]
    kept = {
        feature: [round(value * HUNDREDTHS) for value in weights[at]]
        for feature, at in number.items()
        if max(map(abs, weights[at])) >= 0.05
    }
    return Weights(kept, known, [round(value * HUNDREDTHS) for value in bias])


def left_out(examples: Sequence[Example]) -> None:
    """Prints how well a template, or a part of the sentences, is told by weights that never saw it."""
    right: Counter[str] = Counter()
    asked = rightly = should = 0
    confused: Counter[tuple[Form, Form]] = Counter()
    groups = sorted({example.group for example in examples})
    for group in groups:
        by = fit([example for example in examples if example.group != group])
        for example in (each for each in examples if each.group == group):
            likely = shares(example.lead, by)
            told = max(FORMS, key=likely.__getitem__)
            right[group] += told is example.form
            confused[example.form, told] += 1
            if " " not in group:
                asks = told in (Form.SESSION, Form.TRAINING) and likely[told] >= SURE
                asked, rightly = asked + asks, rightly + (asks and example.form in (Form.SESSION, Form.TRAINING))
                should += example.form in (Form.SESSION, Form.TRAINING)
        print(f"{group:14}{right[group] / sum(e.group == group for e in examples):.2f}", flush=True)
    print(f"all           {right.total() / len(examples):.2f}")
    print(f"plans, asked for slots: precision {rightly / asked:.2f}, recall {rightly / should:.2f}")
    print(f"{'is / told':14}" + "".join(f"{form:>12}" for form in FORMS))
    for form in FORMS:
        print(f"{form:14}" + "".join(f"{confused[form, told]:>12}" for told in FORMS))


def main() -> int:
    asks = argparse.ArgumentParser(prog="forms", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asks.add_argument("--without-check", action="store_true", help="only write the weights")
    told = asks.parse_args()
    examples = [*from_plans(), *from_sentences()]
    print(
        f"{len(examples)} examples: "
        + ", ".join(f"{n} {form}" for form, n in Counter(e.form for e in examples).items())
    )
    if not told.without_check:
        left_out(examples)
    by = fit(examples)
    made = {"bias": by.bias, "known": sorted(by.known), "weights": by.of}
    WEIGHTS.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(by.of)} features weigh something: {WEIGHTS.name}, {WEIGHTS.stat().st_size // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
