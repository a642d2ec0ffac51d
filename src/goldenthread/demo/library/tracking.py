"""Tracked changes that somebody forgot to accept: marks inside a text, which Word shows and a PDF does not."""

from __future__ import annotations

from .plan import Carried, Plan

INSERTED, DELETED, PLAIN = "\ue000", "\ue001", "\ue002"
"""Marks inside a text: what follows is inserted, deleted, or plain again."""


def track(plan: Plan, section: str, key: str, old: str, new: str) -> None:
    """Shows `new` (which stands in the text at `key`) as a tracked insertion in the place of `old`."""
    marked = f"{DELETED}{old}{INSERTED}{new}{PLAIN}"
    for need in plan.needs.get(section, []):
        if need.key == key:
            need.text = need.text.replace(new, marked, 1)
    for outcome in plan.outcomes if section == "E" else []:
        if outcome.key == key:
            outcome.text = outcome.text.replace(new, marked, 1)
    for row in plan.provision.get(section, []):
        if row.key == key:
            for slot in ("what", "who", "often", "long", "ratio"):
                setattr(row, slot, getattr(row, slot).replace(new, marked, 1))


def track_some(plan: Plan) -> None:
    """Leaves three tracked changes in the provision of any plan: a shorter time was made longer, and so on."""
    former = {"often": "once a fortnight", "long": "15 minutes each time", "ratio": "in a small group"}
    done = 0
    for row in plan.provision["F"]:
        for slot, old in former.items():
            new = getattr(row, slot)
            if new and new != old and done < 3:
                setattr(row, slot, f"{DELETED}{old}{INSERTED}{new}{PLAIN}")
                plan.carried.append(Carried(f"tracked-changes-{row.key}", "tracked-changes", "F", new))
                done += 1
                break
