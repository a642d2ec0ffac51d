"""Labels of a corpus plan: what one reader saw. `corpus/README.md` says what each column means."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tools.corpus.markup import CORPUS, CorpusPlan, plain, plans

SLOTS = ("who", "frequency", "duration", "ratio", "by")
KINDS = {"need": "BCD", "outcome": "E", "provision": ("F", "G", "H", "H1", "H2"), "aspiration": "A"}
FORMS = {
    "provision": {"session", "training", "strategy", "equipment", "monitoring"},
    "outcome": {"measurable", "unmeasurable", "not-outcome"},
}
RULES = frozenset(
    "section-missing section-empty identity-other-name identity-pronoun date-impossible date-stale provision-vague "
    "education-in-health thread-need-without-outcome thread-need-without-provision thread-outcome-without-provision "
    "thread-provision-without-need draft-names-placement copied-block acronym-undefined third-party-name "
    "advice-missing template-residue tracked-changes hard-to-read".split()
)


@dataclass(frozen=True)
class LabelledItem:
    """One item: the words of its slots, None where the plan does not say; `form` is None where none is asked."""

    line: int
    section: str
    kind: str
    form: str | None
    slots: dict[str, str | None]
    starts: str


@dataclass(frozen=True)
class LabelledFault:
    line: int
    rule: str
    section: str
    quote: str


@dataclass
class Labels:
    items: list[LabelledItem] = field(default_factory=list)
    faults: list[LabelledFault] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def read_labels(plan: CorpusPlan, reader: str) -> Labels | None:
    """The labels of a reader (first, second, settled), or None without any. `wrong` lists lines that do not hold."""
    path = CORPUS / plan.part / f"{plan.name}.{reader}"
    return labels_in(path, plan) if path.exists() else None


def labels_in(path: Path, plan: CorpusPlan) -> Labels:
    told = Labels()
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not row.strip():
            continue
        cells = [cell.strip() for cell in row.split("\t")]
        problem = _take(cells, plan, told)
        if problem:
            told.wrong.append(f"{path.name}:{number}: {problem}: {row[:90]}")
    return told


def _take(cells: list[str], plan: CorpusPlan, told: Labels) -> str:
    if cells[0] == "item" and len(cells) == 11:
        _, at, section, kind, form, *slots, starts = cells
        if not at.isdigit() or int(at) not in plan.lines:
            return "no such line"
        if kind not in KINDS or section not in KINDS[kind]:
            return "this kind of item does not stand in this section"
        if kind in FORMS and form not in FORMS[kind]:
            return "no such form"
        words = plain(plan.lines[int(at)])
        nearby = " ".join(plan.text(line) for line in plan.lines if int(at) <= line < int(at) + 8)
        if starts not in words:
            return "first words not in the line"
        if any(slot != "-" and slot not in nearby for slot in slots):
            return "a slot's words are not there"
        values = {name: None if slot == "-" else slot for name, slot in zip(SLOTS, slots, strict=True)}
        told.items.append(LabelledItem(int(at), section, kind, form if kind in FORMS else None, values, starts))
        return ""
    if cells[0] == "fault" and len(cells) == 5:
        _, at, rule, section, quote = cells
        if rule not in RULES:
            return "no such rule"
        if not at.isdigit() or (int(at) and int(at) not in plan.lines):
            return "no such line"
        if quote != "-" and rule not in ("advice-missing",) and int(at) and quote not in plain(plan.lines[int(at)]):
            return "the quote is not in the line"
        told.faults.append(LabelledFault(int(at), rule, section, "" if quote == "-" else quote))
        return ""
    return f"an item has 11 columns and a fault 5, this has {len(cells)}"


def main() -> int:
    """Prints what does not hold in any label file; 1 when there is any."""
    wrong: list[str] = []
    for plan in plans():
        for reader in ("first", "second", "settled"):
            labels = read_labels(plan, reader)
            if labels is not None:
                wrong += labels.wrong
                print(f"{plan.name}.{reader}: {len(labels.items)} items, {len(labels.faults)} faults")
    print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
