"""The code sets of the return, as far as they are published. A code that is not listed here is shown, never dropped."""

from __future__ import annotations

from collections.abc import Mapping

_DECISION = {
    "Y": "Agreed",
    "N": "Refused",
    "A": "Not decided yet",
    "W": "Withdrawn or ended before a decision",
    "H": "Decided before the year of the return",
}
_FLAG = {"1": "Yes", "0": "No"}

CODES: Mapping[str, Mapping[str, str]] = {
    "RequestOutcome": _DECISION,
    "AssessmentOutcome": _DECISION,
    "RequestSource": {
        "1": "Parent or young person",
        "2": "School or other education setting",
        "3": "Health professional",
        "4": "Social care professional",
        "5": "Other",
    },
    "Week20": _FLAG,
    "CeaseReason": {
        "1": "Reached the highest age",
        "2": "Needs met without a plan",
        "3": "Went on to higher education",
        "4": "Went into paid work",
        "5": "Moved to another authority in England",
        "6": "No longer wishes to take part",
        "7": "Left England",
        "8": "Died",
        "9": "Other",
    },
    "SENtype": {
        "SPLD": "Specific learning difficulty",
        "MLD": "Moderate learning difficulty",
        "SLD": "Severe learning difficulty",
        "PMLD": "Profound and multiple learning difficulty",
        "SEMH": "Social, emotional and mental health",
        "SLCN": "Speech, language and communication needs",
        "HI": "Hearing impairment",
        "VI": "Vision impairment",
        "MSI": "Multi-sensory impairment",
        "PD": "Physical disability",
        "ASD": "Autistic spectrum disorder",
        "DS": "Down Syndrome",
        "OTH": "Other difficulty",
    },
    "SENsetting": {
        "OLA": "Arrangements made by the authority",
        "OPA": "Arrangements made by the family",
        "EHE": "Elective home education",
        "EYP": "Early years provider without a register number",
        "OTH": "Other",
        "NEET": "Not in education, employment or training",
        "NIEC": "Not in education, notice to end given",
        "NIEO": "Not in education, other",
    },
    "PlanRes": {"A": "38 to 51 weeks", "B": "52 weeks"},
    "RES": {"A": "38 to 51 weeks", "B": "52 weeks"},
    "SENtypeRank": {"1": "Primary", "2": "Secondary"},
}


def words_for(item: str, value: str) -> str | None:
    """What a code means, None where the item has no published list or the list does not know it."""
    return CODES.get(item, {}).get(plain_code(item, value))


def plain_code(item: str, value: str) -> str:
    """A code without what exports put round it: "ASD - Autistic ..." and "a) ASD" are ASD, "1.0" is 1, "Yes" is 1."""
    code = value.strip()
    if item in ("Week20",):
        code = {"y": "1", "yes": "1", "true": "1", "n": "0", "no": "0", "false": "0"}.get(code.lower(), code)
    if len(code) > 2 and code[1] == ")":
        code = code[2:].strip()
    code = code.split(" - ")[0].split(" – ")[0].strip()
    return code.removesuffix(".0").upper()
