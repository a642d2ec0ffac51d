"""A section that the law asks for and that is nowhere in the plan."""

from __future__ import annotations

from collections.abc import Iterator

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.plan_text import PlanText
from ehcp.vocabulary import SECTION_CODES, SECTION_TITLES

# With fewer than these the file is no plan, or was not understood: coverage says so, not twelve findings.
FEWEST = 3


def find(plan: PlanText) -> Iterator[Hit]:
    found = set(plan.document.codes)
    if len(found) < FEWEST:
        return
    if "H" in found:
        found |= {"H1", "H2"}
    for code in SECTION_CODES:
        if code in found:
            continue
        if code == "H2" and "H1" not in found:
            # Where neither is there, one finding says so.
            continue
        is_all_of_h = code == "H1" and "H2" not in found
        named = "H" if is_all_of_h else code
        title = "Social care provision" if is_all_of_h else SECTION_TITLES[code]
        yield Hit(
            None,
            None,
            named,
            message=f"Section {named} ({title}) may be missing: no heading for it was found.",
            suggestion=f"Put in Section {named} under a heading with its letter. If there is nothing to say in it, say that, and "
            "who came to that view and when.",
        )


TITLES = {
    "A": "Views, interests and aspirations",
    "B": "Special educational needs",
    "C": "Health needs",
    "D": "Social care needs",
    "E": "Outcomes",
    "F": "Special educational provision",
    "G": "Health provision",
    "H1": "Social care provision under the Chronically Sick and Disabled Persons Act 1970",
    "H2": "Other social care provision",
    "I": "Placement",
    "J": "Personal budget",
    "K": "Advice and information",
}


def _plan(without: str = "", **words: str) -> Example:
    titles = {code: title for code, title in TITLES.items() if code not in without.split()}
    said = [
        f"Section {code}: {title}\n{words.get(code, 'Rowena likes this part to be read to her.')}"
        for code, title in titles.items()
    ]
    return Example("\n".join(said))


_TOGETHER = _plan("H1 H2").plan.replace(
    "Section I:", "Section H: Social care provision\nNone was found to be needed by the early help team.\nSection I:"
)

CHECK = Check(
    id="section-missing",
    version="1.0.0",
    title="A section is missing",
    standard="X2",
    scope=tuple(TITLES),
    guards=(
        "Section H that is not split stands for H1 and H2",
        "contents lists and keys are no sections",
        "a file in which hardly any section was found",
    ),
    severity=Severity.MUST,
    confidence=0.92,
    message="A section that every plan needs may be missing.",
    explanation="Each section carries its own duties and rights of appeal, so each has to stand in the plan under its letter, "
    "whatever the order.",
    source="SEND Regulations 2014, regulation 12(1); SEND Code of Practice 9.62",
    suggestion="Put the section in under a heading with its letter. If there is nothing to say in it, say that, and who came to "
    "that view and when.",
    find=find,
    should_find=(
        _plan("J"),
        _plan("D"),
        _plan("H2"),
        _plan("A K"),
        _plan("H1 H2"),
        _plan("I", J="Section I is on another page."),
    ),
    should_not_find=(
        _plan(),
        Example(_TOGETHER),
        _plan(F="As Section D says, Rowena needs her chair."),
        Example("Dear parents, thank you for your letter about the taxi."),
        _plan(J="Not wanted by the family at present."),
        _plan(I="This section is blank in a draft."),
    ),
)
