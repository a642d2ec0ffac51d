"""Whether the kind of a plan counts for the draw: it is data that somebody typed, and it can keep a draft out."""

from ehcp.rulebook import rule

NEW = "new"


@rule("L3.8", source="Golden Thread, decision 9: Level 3 draws new plans by default")
def kind_that_counts(*, kind: str, kind_before: str, is_confirmed: bool, has_earlier_final: bool) -> str:
    """A plan counts as amended for the draw only where an earlier final plan of the child is known, or the lead says so.

    Reading taken: until the lead has confirmed its kind, a plan of a child of whom no final plan is known here is drawn
    as a new plan; and where somebody changed the kind by hand, the kind before counts. A final plan is one that was
    made final here. That a plan is new needs nobody's word, since it then enters the draw.
    """
    if kind == NEW or is_confirmed:
        return kind
    return (kind_before or kind) if has_earlier_final else NEW


def waits_for_the_lead(*, kind: str, kind_before: str, is_confirmed: bool, has_earlier_final: bool) -> bool:
    """Whether the lead is asked: the kind was changed by hand, or nothing here bears it out."""
    return not is_confirmed and bool(kind_before or (kind != NEW and not has_earlier_final))
