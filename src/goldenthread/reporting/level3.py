"""The Level 3 page as values: a sentence, four tiles, the tables, the bars. The page and the files show the same."""

import datetime as dt
from dataclasses import dataclass

from ehcp.statistics.intervals import Figure
from goldenthread.reporting import hiding, sections
from goldenthread.reporting.hiding import NOT_YET, Hiding
from goldenthread.reporting.measures import activity, judgements, standards, turnaround
from goldenthread.reporting.periods import Period
from goldenthread.reporting.rows import Gathered, Group, Limits
from goldenthread.reporting.sections import Section
from goldenthread.ui.components.lines import Bar
from goldenthread.ui.components.tables import Cell

# Under so many, "15 of 18" says more than a percentage, which then stands beside it.
COUNTS_LEAD_UNDER = 50


@dataclass(frozen=True)
class Tile:
    """What, the value, of how many, a word on how sure, and the definition with its source."""

    title: str
    anchor: str
    value: str
    of: str
    word: str
    note: str
    hatched: bool = False


@dataclass(frozen=True)
class Level3:
    period: Period
    on: dt.date
    limits: Limits
    sentence: tuple[str, str]
    tiles: list[Tile]
    sections: dict[str, Section]
    aims: list[Bar]
    standards: list[Bar]
    drafts: int  # drawn by chance, by officers signed off: what the rates rest on
    is_empty: bool
    # Where the quarter or year is not over: its last day, after which the figures that may hide something are told.
    waits_for: dt.date | None = None

    @property
    def method(self) -> list[tuple[str, str]]:
        return method(self.limits)


def page(
    found: Gathered,
    period: Period,
    limits: Limits,
    *,
    on: dt.date,
    hide: Hiding | None = None,
    waits_for: dt.date | None = None,
) -> Level3:
    """Everything that the page shows of what was gathered; the period by itself unless `hide` knows of others."""
    hide = hide or Hiding(limits)
    by_chance = judgements.of_group(found.handed, Group.BY_CHANCE)
    whole = activity.month(found, period)
    time = turnaround.turnaround(found.handed, target_days=limits.target_days)
    good = judgements.good_or_better(by_chance, found.editions)
    writers = judgements.writers(by_chance)
    aims = standards.rate_of_aims(found.aims, found.editions)
    rates = standards.rate_of_standards(found.answered, found.editions)
    tables = [
        sections.drafts_by_month(found, period),
        sections.officers_by_month(found, period),
        sections.ways(found),
        sections.from_draw_to_review(time, limits),
    ]
    good_count = NOT_YET
    if not waits_for:
        judged = sections.overall(found, hide)
        good_count = judged.table.foot[1]
        tables += [
            judged,
            sections.apart(found, hide),
            sections.aims(aims, hide, writers),
            sections.of_standards(rates, hide, writers, several=len(found.editions) > 1),
            sections.where_weaknesses_began(found, hide),
            sections.by_service(found, hide),
            sections.feedback_letters(found, hide),
            sections.became_of_challenges(found, hide),
        ]
    tiles = [
        _tile_ready(whole),
        _tile_officers(whole),
        _tile_time(time, limits),
        _tile_good(good, good_count, limits),
    ]
    return Level3(
        period=period,
        on=on,
        limits=limits,
        sentence=_sentence(whole, good, good_count, limits, writers),
        tiles=tiles,
        sections={section.key: section for section in tables},
        aims=[
            _bar(aim.label, rate.met, hide.rate(hiding.aim_name(aim), rate.met, writers=writers)) for aim, rate in aims
        ],
        standards=[
            _bar(
                f"{each.code} {each.label}",
                rate.met,
                hide.rate(hiding.standard_name(edition, each), rate.met, writers=writers),
            )
            for edition, each, rate in rates
        ],
        drafts=len(by_chance),
        is_empty=not (whole.ready or found.opened or found.handed or found.sent),
        waits_for=waits_for,
    )


# --- The sentence and the tiles ---------------------------------------------------------------


def _sentence(whole: activity.Month, good: Figure, good_count: Cell, limits: Limits, writers: int) -> tuple[str, str]:
    covered = (
        f"{whole.officers_moderated} of {whole.with_drafts} officers with a draft had one moderated."
        if whole.with_drafts
        else "No draft became ready."
    )
    if not good_count.hatched and hiding.is_shown(good, limits, writers=writers):
        share = hiding.percent(good.value)
        if good.weighted:
            return covered, f"Judged from those drawn, about {share} of all drafts were Good or better."
        return covered, f"Of the drafts drawn by chance, {share} were judged Good or better."
    if good_count is NOT_YET:
        return covered, "How good the drafts are is told when these months are over."
    if good_count.text == hiding.HIDDEN.text:
        return (
            covered,
            "How many were judged Good or better is not told here: it would give a small number or single officers away.",
        )
    return covered, "There are too few judgements yet to say how good the drafts are."


def _tile_ready(whole: activity.Month) -> Tile:
    outside = f", {whole.outside} outside the draw" if whole.outside else ""
    return Tile(
        title="Drafts ready",
        anchor="months",
        value=str(whole.ready),
        of=f"{whole.drawn} drawn at once, {whole.let_through} let through{outside}",
        word=f"{whole.drawn_later} drawn later. {whole.released} released by the lead.",
        note="Drafts that their writers marked ready in the period. From the register and the receipts of the draws.",
    )


def _tile_officers(whole: activity.Month) -> Tile:
    waiting = whole.officers_drawn - whole.officers_moderated
    return Tile(
        title="Officers covered",
        anchor="officers",
        value=f"{whole.officers_moderated} of {whole.with_drafts}",
        of="officers who had drafts",
        word=f"Of {whole.officers} officers in all. {waiting} more drawn and not yet moderated.",
        note="Officers with at least one draft that was opened for moderation in the period and handed in.",
    )


def _tile_time(time: turnaround.Turnaround, limits: Limits) -> Tile:
    days = "day" if time.days == 1 else "days"
    value, word = _value_and_word(time.within, limits)
    median = "" if time.median is None else f"Median {time.median:g} working {'day' if time.median == 1 else 'days'}. "
    return Tile(
        title=f"Back within {time.days} working {days}",
        anchor="turnaround",
        value=value,
        of=f"{time.within.n} of {time.n} moderations handed in",
        word=f"{median}{word}",
        note="From the draw to the handing-in of the review, handed in in the period. From the moderations.",
    )


def _tile_good(good: Figure, count: Cell, limits: Limits) -> Tile:
    note = "Overall judgement of drafts drawn by chance from officers signed off, weighted by chance."
    title, of = "Judged Good or better", "drafts drawn by chance"
    if not good.plans and count is not NOT_YET:
        return Tile(title, "judgements", "none", of, "", note)
    if count.hatched:
        return Tile(title, "judgements", str(count.text), of, "", note, hatched=True)
    value, word = _value_and_word(good, limits)
    return Tile(
        title,
        "judgements",
        value,
        of if value.startswith(f"{good.n} of") else f"{good.n} of {good.of} {of}",
        word,
        note,
    )


def _value_and_word(figure: Figure, limits: Limits) -> tuple[str, str]:
    """What a tile shows large and what it says under it: counts lead while there are few."""
    if not figure.plans:
        return "none", ""
    if not figure.may_be_percentage(limits.percent_least):
        return f"{figure.n} of {figure.of}", ""
    between = f"between {hiding.percent(figure.low)} and {hiding.percent(figure.high)}"
    if figure.weighted:
        # Two different things, so they are never set side by side as if one were the sum of the other.
        of_all = f"Of all drafts, drawn or not: about {hiding.percent(figure.value)}, likely {between}."
        if figure.plans < COUNTS_LEAD_UNDER:
            return f"{figure.n} of {figure.of}", f"{of_all} A draft counts for as many as it stands for."
        return hiding.percent(figure.value), f"Of all drafts, drawn or not, likely {between}."
    if figure.plans < COUNTS_LEAD_UNDER:
        return f"{figure.n} of {figure.of}", f"{hiding.percent(figure.value)}; the truth is likely to lie {between}."
    return hiding.percent(figure.value), f"The truth is likely to lie {between}."


def _bar(label: str, figure: Figure, shown: tuple[Cell, Cell, Cell]) -> Bar:
    """A bar where the table shows a percentage with its interval; else the table's word or counts."""
    if shown[1].hatched or not figure.plans:
        return Bar(label, None, why=str(shown[0].text))
    value, low, high = (100 * one for one in (figure.value or 0, figure.low or 0, figure.high or 0))
    return Bar(label, value, n=figure.of, low=low, high=high)


# --- The method -------------------------------------------------------------------------------


def method(limits: Limits) -> list[tuple[str, str]]:
    """How these figures are made, in a few sentences each, for the page and for the file."""
    return [
        (
            "Weights",
            "A draft drawn by chance counts for as many drafts as it stands for: one drawn with a chance of 1 in 4 "
            "counts four times.",
        ),
        (
            "Intervals",
            "95% intervals. Answers on one draft hang together, so the draft is the unit. With so few drafts the truth "
            "may lie anywhere within. Where two intervals overlap, read no difference into them.",
        ),
        (
            "First answers",
            "Where a moderator changed an answer after seeing the computed profile, the answer given before counts. A "
            "correction stands for the review that it corrects.",
        ),
        (
            "Small numbers",
            f"Too few: fewer than {limits.suppress_under}. Hidden: shown, it would give a small number away, also to "
            f"somebody who takes one period from another, or it comes from fewer than {limits.officers_least} officers. "
            f"No percentage under {limits.percent_least} drafts. Counts of drafts, moderations and officers reached name "
            "nobody and are always shown.",
        ),
        (
            "Periods",
            "Months lie within quarters (or terms), these within the authority's year, and each hides what the others "
            "would give away. So judgements, rates, weaknesses and letters of a month or quarter are told once the "
            "quarter is over, those of a year once the year is.",
        ),
        (
            "Months",
            "Drafts by the day they became ready, moderations by the day they were opened or, for judgements and rates, "
            "first handed in, letters by the day they were sent; days as in England.",
        ),
    ]
