"""A toolkit file becomes an edition, or is refused with every reason at once.

Strict on purpose: an authority edits this file by hand, and a word in the wrong place must not
silently change how plans are judged.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from ehcp.vocabulary import SECTION_CODES, Agency
from goldenthread.toolkit.contradictions import contradictions_in
from goldenthread.toolkit.edition import Edition
from goldenthread.toolkit.nouns import (
    CRITICAL,
    GATE,
    KINDS,
    STAGES,
    Aim,
    Answer,
    AppliesWhen,
    Choice,
    Cited,
    FormProfile,
    HolisticQuestion,
    Judgement,
    Limit,
    Origin,
    Scale,
    Section,
    Standard,
    Suggesting,
    Threshold,
    Wording,
)
from goldenthread.toolkit.parts import EditionRefused, Part

STATUSES = ("in use", "being written", "retired")
SUBJECTS = ("plan", "review")
KINDS_OF_SOURCE = ("act", "regulations", "statutory guidance", "case", "practice")
# Practice alone does not carry a standard: each must rest on law or on statutory guidance.
CARRIES_A_STANDARD = ("act", "regulations", "statutory guidance", "case")
# What an authority may change without changing what plans are judged against.
OUTSIDE_THE_FINGERPRINT = ("status", "notes")
STANDARD_CODE = re.compile(r"[A-Z][1-9][0-9]?")
EDITION_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def read_edition(path: Path) -> Edition:
    """Read and check one toolkit file (TOML, UTF-8). EditionRefused says everything that is wrong with it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EditionRefused(path.name, [f"It is not readable as TOML: {error}."]) from error
    edition = edition_from(data, name=path.name)
    if edition.id != path.stem:
        raise EditionRefused(path.name, [f"Its id is {edition.id!r}; the file's name must be {edition.id}.toml."])
    return edition


def fingerprint_of(data: dict[str, Any]) -> str:
    """SHA-256, in hex, of everything that plans are judged against. Comments and layout do not count."""
    judged_against = {key: value for key, value in data.items() if key not in OUTSIDE_THE_FINGERPRINT}
    canonical = json.dumps(judged_against, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def edition_from(data: dict[str, Any], *, name: str) -> Edition:
    """The edition that a toolkit file's content describes. `name` is what a refusal calls it."""
    problems: list[str] = []
    top = Part(data, "The edition", problems)
    head = {
        "id": top.text("id"),
        "title": top.text("title"),
        "dated": top.take("dated", date),
        "status": top.one_of("status", STATUSES),
        "subject": top.one_of("subject", SUBJECTS),
        "notes": top.text("notes", ""),
    }
    if head["id"] and not EDITION_ID.fullmatch(head["id"]):
        top.complain("'id' may hold small letters, digits and hyphens.")

    cites = tuple(_cited(part) for part in top.parts("cites", "short"))
    aims = tuple(_aim(part) for part in top.parts("aims", "number"))
    scale = Scale(
        judgements=tuple(_judgement(part) for part in top.parts("judgements")),
        answers=tuple(_answer(part) for part in top.parts("answers")),
    )
    sections = tuple(_section(part) for part in top.parts("sections", "code"))
    known = _Known(sections, aims, cites)
    standards = tuple(_standard(part, known) for part in top.parts("standards", "code"))
    holistic = tuple(_holistic(part, known) for part in top.parts("holistic", "section"))
    edition = Edition(
        **head,
        fingerprint=fingerprint_of(data),
        aims=aims,
        scale=scale,
        origins=tuple(_origin(part) for part in top.parts("origins")),
        who_should_act=tuple(_choice(part) for part in top.parts("who_should_act")),
        advice_services=tuple(_choice(part) for part in top.parts("advice_services")),
        needs_correction=tuple(_choice(part) for part in top.parts("needs_correction")),
        sections=sections,
        standards=standards,
        holistic=holistic,
        suggesting=_suggesting(top.part("suggesting"), scale),
        profiles=tuple(_profile(part, standards) for part in top.parts("profiles")),
        cites=cites,
    )
    top.done()
    problems.extend(contradictions_in(edition))
    if problems:
        raise EditionRefused(name, problems)
    return edition


# --- Part by part -----------------------------------------------------------------------------


class _Known:
    """What standards may refer to, gathered before they are read."""

    def __init__(self, sections: tuple[Section, ...], aims: tuple[Aim, ...], cites: tuple[Cited, ...]):
        self.section_weights = {section.code: section.weight for section in sections}
        self.aims = {aim.number for aim in aims}
        self.cites = {cited.short: cited for cited in cites}

    def cited_by(self, citation: str) -> Cited | None:
        """The work whose short name this citation begins with, the longest such name first."""
        for short in sorted(self.cites, key=len, reverse=True):
            if citation == short or citation.startswith(f"{short} "):
                return self.cites[short]
        return None


def _cited(part: Part) -> Cited:
    cited = Cited(
        short=part.text("short"),
        name=part.text("name"),
        kind=part.one_of("kind", KINDS_OF_SOURCE),
        address=part.text("address", ""),
    )
    part.done()
    return cited


def _aim(part: Part) -> Aim:
    aim = Aim(number=part.take("number", int), label=part.text("label"), text=part.text("text"))
    part.done()
    return aim


def _judgement(part: Part) -> Judgement:
    judgement = Judgement(
        key=part.key(),
        grade=part.take("grade", int),
        label=part.text("label"),
        descriptor=part.text("descriptor"),
    )
    part.done()
    return judgement


def _answer(part: Part) -> Answer:
    marks = part.take("marks", int, needed=False) if "marks" in part.data else None
    answer = Answer(
        key=part.key(),
        label=part.text("label"),
        marks=marks,
        meaning=part.text("meaning"),
        needs_comment=part.take("needs_comment", bool, False),
        needs_origin=part.take("needs_origin", bool, False),
        is_default_when_not_asked=part.take("is_default_when_not_asked", bool, False),
    )
    if marks is not None and marks < 0:
        part.complain("'marks' may not be below nought.")
    part.done()
    return answer


def _origin(part: Part) -> Origin:
    origin = Origin(
        key=part.key(),
        label=part.text("label"),
        meaning=part.text("meaning"),
        names_service=part.take("names_service", bool, False),
        names_document=part.take("names_document", bool, False),
    )
    part.done()
    return origin


def _choice(part: Part) -> Choice:
    agency = part.one_of("agency", list(Agency), "")
    choice = Choice(
        key=part.key(),
        label=part.text("label"),
        meaning=part.text("meaning", ""),
        agency=Agency(agency) if agency in list(Agency) else None,
        stages=part.each_one_of("stages", STAGES),
    )
    part.done()
    return choice


def _section(part: Part) -> Section:
    section = Section(
        code=part.text("code"),
        title=part.text("title"),
        label=part.text("label"),
        weight=part.take("weight", int, 1),
        reads=part.each_one_of("reads", SECTION_CODES),
    )
    if section.weight < 1:
        part.complain("'weight' must be 1 or more.")
    if not re.fullmatch(r"[A-Z]", section.code):
        part.complain("'code' must be one capital letter.")
    part.done()
    return section


def _asked(part: Part, known: _Known) -> dict[str, Any]:
    """What a standard and a holistic question have in common."""
    section = part.one_of("section", known.section_weights)
    asked = {
        "section": section,
        "label": part.text("label"),
        "question": part.text("question"),
        "good": part.text("good"),
        "why": part.text("why"),
        "source": tuple(str(each) for each in part.take("source", list)),
        "aims": tuple(part.take("aims", list)),
        "best_placed": _best_placed(part),
        "weight": part.take("weight", int, known.section_weights.get(section, 1)),
        "at_stage": _at_stage(part),
    }
    if asked["weight"] < 1:
        part.complain("'weight' must be 1 or more.")
    works = [known.cited_by(citation) for citation in asked["source"]]
    for citation, work in zip(asked["source"], works, strict=True):
        if work is None:
            part.complain(f"'source' cites {citation!r}, which begins with no short name of 'cites'.")
    if not any(work and work.kind in CARRIES_A_STANDARD for work in works):
        part.complain("'source' must name at least one place in law or statutory guidance.")
    for number in asked["aims"]:
        if number not in known.aims:
            part.complain(f"'aims' names {number!r}, which is not an aim.")
    if not asked["aims"]:
        part.complain("'aims' must name at least one aim.")
    return asked


def _best_placed(part: Part) -> tuple[Agency, ...]:
    """Agencies in the order given, the first leads; "all" stands for all that are not yet named."""
    named = part.each_one_of("best_placed", [*Agency, "all"], needed=True)
    agencies: list[Agency] = []
    for name in named:
        agencies.extend(each for each in (Agency if name == "all" else [Agency(name)]) if each not in agencies)
    return tuple(agencies)


def _at_stage(part: Part) -> tuple[tuple[str, Wording], ...]:
    wordings = []
    for stage in STAGES:
        if f"at_{stage}" in part.data:
            words = Part(part.take(f"at_{stage}", dict), f"{part.where}, at_{stage}", part.problems)
            wordings.append((stage, Wording(question=words.text("question"), good=words.text("good"))))
            words.done()
    return tuple(wordings)


def _standard(part: Part, known: _Known) -> Standard:
    standard = Standard(
        code=part.text("code"),
        **_asked(part, known),
        limiting=part.one_of("limiting", (CRITICAL, GATE), "") or None,
        applies_when=_applies_when(part),
        reported_apart=part.take("reported_apart", bool, False),
    )
    if not STANDARD_CODE.fullmatch(standard.code):
        part.complain("'code' must be a capital letter and a number from 1, such as F2.")
    elif standard.code[0] != standard.section:
        part.complain(f"'code' must begin with the letter of its section, {standard.section}.")
    part.done()
    return standard


def _holistic(part: Part, known: _Known) -> HolisticQuestion:
    asked = _asked(part, known)
    part.done()
    return HolisticQuestion(code=f"{asked['section']}0", **asked)


def _applies_when(part: Part) -> AppliesWhen:
    if "applies_when" not in part.data:
        return AppliesWhen()
    when = Part(part.take("applies_when", dict), f"{part.where}, applies_when", part.problems)
    applies = AppliesWhen(
        kinds=when.each_one_of("kinds", KINDS),
        stages=when.each_one_of("stages", STAGES),
        from_year_group=when.take("from_year_group", int) if "from_year_group" in when.data else None,
        phase_transfer=when.take("phase_transfer", bool, False),
        cared_for=when.take("cared_for", bool, False),
    )
    when.done()
    return applies


def _suggesting(part: Part, scale: Scale) -> Suggesting:
    words = [judgement.key for judgement in scale.judgements]
    thresholds = []
    for each in part.parts("thresholds", "judgement"):
        thresholds.append(
            Threshold(
                judgement=each.one_of("judgement", words),
                share_at_least=each.take("share_at_least", int),
                none_not_met=each.take("none_not_met", bool, False),
            )
        )
        if not 0 <= thresholds[-1].share_at_least <= 100:
            each.complain("'share_at_least' is a percentage from 0 to 100.")
        each.done()
    limits = []
    for each in part.parts("limits", "limiting"):
        limits.append(
            Limit(
                limiting=each.one_of("limiting", (CRITICAL, GATE)),
                not_met_at_least=each.take("not_met_at_least", int),
                judgement_at_most=each.one_of("judgement_at_most", words),
                sentence=each.text("sentence"),
            )
        )
        if limits[-1].not_met_at_least < 1:
            each.complain("'not_met_at_least' must be 1 or more.")
        each.done()
    suggesting = Suggesting(
        thresholds=tuple(thresholds),
        limits=tuple(limits),
        limits_hold_in_sections=part.take("limits_hold_in_sections", bool, True),
        gap_needs_reason=part.take("gap_needs_reason", int, 1),
    )
    part.done()
    return suggesting


def _profile(part: Part, standards: tuple[Standard, ...]) -> FormProfile:
    asked = part.data.pop("standards", None)
    codes = [standard.code for standard in standards]
    if isinstance(asked, list):
        for code in asked:
            if code not in codes:
                part.complain(f"'standards' names {code!r}, which is not a standard.")
        chosen: str | tuple[str, ...] = tuple(asked)
    else:
        if asked not in ("all", "limiting"):
            part.complain('\'standards\' must be "all", "limiting" or a list of codes.')
        chosen = str(asked)
    profile = FormProfile(
        key=part.key(),
        label=part.text("label"),
        meaning=part.text("meaning"),
        standards=chosen,
        holistic=part.take("holistic", bool, False),
        default_for_levels=tuple(part.take("default_for_levels", list, [])),
    )
    part.done()
    return profile
