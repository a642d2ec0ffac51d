"""The Level 3 page as values: a sentence, four tiles, the tables, the bars. The page and the files show the same."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from ehcp.statistics.intervals import Figure
from goldenthread.reporting import hiding
from goldenthread.reporting.measures import activity, judgements, letters, origins, standards, turnaround
from goldenthread.reporting.measures.scale import words_of_judging
from goldenthread.reporting.periods import Period
from goldenthread.reporting.rows import Gathered, Group, Limits
from goldenthread.ui.components.lines import Bar
from goldenthread.ui.components.tables import Cell, Column, Table

# Under so many, "15 of 18" says more than a percentage, which then stands beside it.
COUNTS_LEAD_UNDER = 50
DECISIONS = {
    "upheld": "The writer was right",
    "partly": "Partly right",
    "not-upheld": "The point stood",
    "": "Not decided yet",
}


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
class Section:
    """A table under a key that the files use too; `about` says what is counted and from where."""

    key: str
    table: Table
    about: str


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

    @property
    def method(self) -> list[tuple[str, str]]:
        return method(self.limits)


def page(found: Gathered, period: Period, limits: Limits, *, on: dt.date) -> Level3:
    """Everything that the page shows of what was gathered."""
    by_chance = judgements.of_group(found.handed, Group.BY_CHANCE)
    whole = activity.month(found, period)
    time = turnaround.turnaround(found.handed, target_days=limits.target_days)
    good = judgements.good_or_better(by_chance, found.editions)
    writers = judgements.writers(by_chance)
    judged = _judgements(found, limits)
    aims = standards.rate_of_aims(found.aims, found.editions)
    rates = standards.rate_of_standards(found.answered, found.editions)
    sections = [
        _months(found, period),
        _officers(found, period),
        _ways(found),
        _turnaround(time, limits),
        judged,
        _apart(found, limits),
        _aims(aims, limits, writers),
        _standards(rates, limits, writers, several=len(found.editions) > 1),
        _origins(found, limits),
        _services(found, limits),
        _letters(found, limits),
        _challenges(found, limits),
    ]
    good_count = judged.table.foot[1]
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
        sections={section.key: section for section in sections},
        aims=[_bar(aim.label, rate.met, limits, writers) for aim, rate in aims],
        standards=[_bar(f"{each.code} {each.label}", rate.met, limits, writers) for _, each, rate in rates],
        drafts=len(by_chance),
        is_empty=not (whole.ready or found.opened or found.handed or found.sent),
    )


# --- The sentence and the tiles ---------------------------------------------------------------


def _sentence(whole: activity.Month, good: Figure, good_count: Cell, limits: Limits, writers: int) -> tuple[str, str]:
    covered = (
        f"{whole.officers_moderated} of {whole.with_drafts} officers with a draft had one moderated."
        if whole.with_drafts
        else "No draft became ready."
    )
    if not good_count.hatched and hiding.is_shown(good, limits, writers=writers):
        return covered, f"Of the drafts drawn by chance, {hiding.percent(good.value)} were judged Good or better."
    return covered, "There are too few judgements yet to say how good the drafts are."


def _tile_ready(whole: activity.Month) -> Tile:
    return Tile(
        title="Drafts ready",
        anchor="months",
        value=str(whole.ready),
        of=f"{whole.drawn} drawn at once, {whole.let_through} let through",
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
    if not good.plans:
        return Tile(title, "judgements", "none", of, "", note)
    if count.hatched:
        return Tile(title, "judgements", str(count.text), of, "", note, hatched=True)
    value, word = _value_and_word(good, limits)
    return Tile(title, "judgements", value, f"{good.n} of {good.of} {of}", word, note)


def _value_and_word(figure: Figure, limits: Limits) -> tuple[str, str]:
    """What a tile shows large and what it says under it: counts lead while there are few."""
    if not figure.plans:
        return "none", ""
    if not figure.may_be_percentage(limits.percent_least):
        return f"{figure.n} of {figure.of}", ""
    between = f"between {hiding.percent(figure.low)} and {hiding.percent(figure.high)}"
    if figure.plans < COUNTS_LEAD_UNDER:
        return f"{figure.n} of {figure.of}", f"{hiding.percent(figure.value)}; the truth is likely to lie {between}."
    return hiding.percent(figure.value), f"The truth is likely to lie {between}."


def _bar(label: str, figure: Figure, limits: Limits, writers: int) -> Bar:
    if not hiding.is_shown(figure, limits, writers=writers):
        return Bar(label, None, why=str(hiding.rate(figure, limits, writers=writers)[0].text))
    value, low, high = (100 * one for one in (figure.value or 0, figure.low or 0, figure.high or 0))
    return Bar(label, value, n=figure.of, low=low, high=high)


# --- The tables -------------------------------------------------------------------------------


def _columns(*labels: str) -> list[Column]:
    """The first is words, the others are numbers."""
    return [Column(label, numeric=bool(number)) for number, label in enumerate(labels)]


def _month_by_month(found: Gathered, period: Period, table: Table, cells: Callable[[activity.Month], list]) -> Table:
    """A row a month, and the whole period at the foot: officers count once there, so it is no sum."""
    for name in period.months:
        one = Period(name, name)
        table.rows.append([str(one), *cells(activity.month(found, one))])
    if len(period.months) > 1:
        table.foot = ["Whole period", *cells(activity.month(found, period))]
    return table


def _months(found: Gathered, period: Period) -> Section:
    table = Table(
        "Drafts, month by month",
        _columns("Month", "Ready", "Drawn at once", "Let through", "Drawn later", "Released", "Moderated"),
    )

    def cells(one: activity.Month) -> list[int]:
        return [one.ready, one.drawn, one.let_through, one.drawn_later, one.released, one.handed_in]

    return Section(
        "months",
        _month_by_month(found, period, table, cells),
        "Ready: marked ready by the writer. Drawn at once: picked by the chance draw as it became ready. Let through: "
        "not picked, or of a kind that the draw does not take. Drawn later: in the month-end catch-up, by quota, or "
        "asked for. Released: let go by the quality lead before it was moderated. Moderated: opened in the month and "
        "handed in by today.",
    )


def _officers(found: Gathered, period: Period) -> Section:
    table = Table(
        "Officers, month by month", _columns("Month", "With drafts", "Draft drawn", "Draft moderated", "All officers")
    )

    def cells(one: activity.Month) -> list[int]:
        return [one.with_drafts, one.officers_drawn, one.officers_moderated, one.officers]

    return Section(
        "officers",
        _month_by_month(found, period, table, cells),
        "Officers who had a draft in the month, of whom one was opened for moderation then, and of whom such a one is "
        "handed in by today. Each counts once in a line. All: casework officers in post, and others who wrote.",
    )


def _ways(found: Gathered) -> Section:
    table = Table(
        "How drafts came to be moderated",
        _columns("How", "Opened", "Handed in", "Waiting", "Of these past the target", "Withdrawn"),
    )
    for group, way in activity.by_way(found).items():
        table.rows.append([str(group), way.opened, way.handed_in, way.waiting, way.late, way.withdrawn])
    return Section("ways", table, "Moderations opened in the period, and where they stand today.")


def _turnaround(time: turnaround.Turnaround, limits: Limits) -> Section:
    within = time.within
    shown = within.may_be_percentage(limits.percent_least)
    table = Table("From draw to review", _columns("What", "Value", "Of how many", "95% interval"))
    table.rows = [
        ["Working days, median", "none" if time.median is None else f"{time.median:g}", time.n, ""],
        [
            f"Within {time.days} working days",
            (hiding.percent(within.value) if shown else str(within.n)) if time.n else "none",
            time.n,
            hiding.interval(within) if shown else "",
        ],
    ]
    return Section(
        "turnaround",
        table,
        "Working days after the day of the draw up to the day on which the review was first handed in, for moderations "
        "handed in within the period and not withdrawn. What somebody asked for is left out. Interval after Wilson.",
    )


def _judgements(found: Gathered, limits: Limits) -> Section:
    """The headline table. Its foot is Good or better: the tile and the sentence take what it shows."""
    rows = judgements.of_group(found.handed, Group.BY_CHANCE)
    writers = judgements.writers(rows)
    scale = words_of_judging(found.editions)
    counted = judgements.counts(rows)
    good_keys = judgements.good_keys(found.editions)
    cells, good = hiding.halves({word.key: counted[word.key] for word in scale}, good_keys, limits, writers=writers)
    table = Table(
        "Overall judgements of drafts drawn by chance",
        _columns("Judgement", "Drafts", "Weighted share", "95% interval"),
    )
    table.empty = "No draft drawn by chance was handed in."
    if rows:
        for word in scale:
            figure = judgements.share_judged(rows, {word.key})
            table.rows.append([word.label, cells[word.key], *_share(figure, cells[word.key], limits, writers)])
    figure = judgements.good_or_better(rows, found.editions)
    table.foot = ["Good or better", good, *_share(figure, good, limits, writers)]
    return Section(
        "judgements",
        table,
        "The overall judgement of each draft that was drawn by chance from an officer signed off, first handed in in "
        "the period. A correction stands for the review that it corrects. Weighted by 1 / the chance of the draw.",
    )


def _share(figure: Figure, count: Cell, limits: Limits, writers: int) -> list[Cell]:
    if count.hatched:
        return [count, count]
    return list(hiding.rate(figure, limits, writers=writers)[:2])


def _apart(found: Gathered, limits: Limits) -> Section:
    scale = words_of_judging(found.editions)
    table = Table("Judgements counted apart", _columns("How the draft came", *(word.label for word in scale), "All"))
    for group in Group:
        if group == Group.BY_CHANCE:
            continue
        rows = judgements.of_group(found.handed, group)
        counted = judgements.counts(rows)
        cells = hiding.counts({word.key: counted[word.key] for word in scale}, limits, writers=judgements.writers(rows))
        table.rows.append([str(group), *cells.values(), len(rows)])
    return Section(
        "apart",
        table,
        "Drafts that were not drawn by chance alone. Every draft of an officer not yet signed off is moderated; the "
        "catch-up reaches officers whom chance did not; what was asked for was chosen. Adding any of them to the rates "
        "would bend these.",
    )


def _rate_cells(rate: standards.Rate, limits: Limits, writers: int) -> list[Cell]:
    met, interval, answers = hiding.rate(rate.met, limits, writers=writers)
    partly = hiding.rate(rate.partly, limits, writers=writers)[0]
    drafts = answers if answers.hatched else Cell(rate.drafts)
    return [met, interval, partly, answers, drafts]


def _aims(rates: list, limits: Limits, writers: int) -> Section:
    table = Table(
        "How far drafts meet each aim", _columns("Aim", "Met", "95% interval", "Partly met", "Answers", "Drafts")
    )
    table.empty = "No draft drawn by chance was handed in."
    for aim, rate in rates:
        table.rows.append([f"{aim.number}. {aim.label}", *_rate_cells(rate, limits, writers)])
    return Section(
        "aims",
        table,
        "Answers Met as a share of answers Met, Partly met or Not met, over the questions that serve the aim; one "
        "question may serve several aims. Partly met does not count as met; its own share stands beside it. Drafts "
        "drawn by chance from officers signed off, weighted by chance; first answers; timeliness is left out.",
    )


def _standards(rates: list, limits: Limits, writers: int, *, several: bool) -> Section:
    table = Table(
        "How far drafts meet each standard",
        _columns("Standard", "Met", "95% interval", "Partly met", "Answers", "Drafts"),
    )
    table.empty = "No draft drawn by chance was handed in."
    for edition, question, rate in rates:
        name = f"{question.code} {question.label}" + (f" ({edition.id})" if several else "")
        table.rows.append([name, *_rate_cells(rate, limits, writers)])
    return Section(
        "standards",
        table,
        "Answers Met as a share of answers Met, Partly met or Not met. Partly met does not count as met; its own share "
        "stands beside it. Not applicable, Cannot tell and Not my area are left out. First answers, weighted by chance.",
    )


def _origins(found: Gathered, limits: Limits) -> Section:
    counted = origins.by_origin(found.weaknesses)
    words = {origin.key: origin.label for edition in reversed(found.editions) for origin in edition.origins}
    table = Table("Where weaknesses began", _columns("Origin", "Weak answers"))
    table.empty = "No weakness was found."
    if counted:
        cells = hiding.counts({key: counted[key] for key in {**words, **counted}}, limits)
        table.rows = [[words.get(key, key), cell] for key, cell in cells.items()]
        table.foot = ["All", _total(cells, counted)]
    return Section(
        "origins",
        table,
        "Answers Partly met or Not met, by where the moderator says that the weakness came from: every draft that was "
        "drawn, counted without weights. What somebody asked for is left out.",
    )


def _total(cells: dict[str, Cell], counted: dict[str, int]) -> Cell:
    if all(cell.hatched for cell in cells.values()):
        return next(iter(cells.values()))
    return Cell(sum(counted.values()))


def _services(found: Gathered, limits: Limits) -> Section:
    """One floor below the origins: nothing of it is shown where the number from advice is hidden."""
    named = {origin.key for edition in found.editions for origin in edition.origins if origin.names_service}
    words = {service.key: service.label for edition in reversed(found.editions) for service in edition.advice_services}
    counted = origins.by_service(found.weaknesses, named)
    by_origin = origins.by_origin(found.weaknesses)
    above = hiding.counts({**dict.fromkeys((o.key for e in found.editions for o in e.origins), 0), **by_origin}, limits)
    table = Table("Weaknesses from advice, by service", _columns("Service", "Weak answers"))
    table.empty = "No weakness came from advice."
    if counted:
        is_hidden = any(above[key].hatched for key in named if by_origin[key])
        cells = dict.fromkeys(counted, hiding.HIDDEN) if is_hidden else hiding.counts(counted, limits)
        order = [*words, *sorted(set(counted) - set(words))]
        table.rows = [[words.get(key, key) or "No service named", cells[key]] for key in order if key in cells]
    return Section(
        "services",
        table,
        "Of the weak answers that began in advice, which service gave it. They go back to that service.",
    )


def _letters(found: Gathered, limits: Limits) -> Section:
    counted = letters.answers(found.sent)
    sent = sum(counted.values())
    cells = hiding.counts(counted, limits)
    table = Table("Feedback letters", _columns("What", "Letters"))
    table.rows = [["Sent", sent], *([str(came), cell] for came, cell in cells.items())]
    return Section(
        "letters",
        table,
        "Letters sent in the period, each counted once, by the strongest thing that the writer did with it by today.",
    )


def _challenges(found: Gathered, limits: Limits) -> Section:
    """One floor below the letters: nothing of it is shown where the number of challenged letters is hidden."""
    counted = {key: found.challenges.get(key, 0) for key in DECISIONS}
    above = hiding.counts(letters.answers(found.sent), limits)[letters.Came.CHALLENGED]
    cells = hiding.counts(counted, limits)
    if above.hatched:
        cells = dict.fromkeys(counted, above)
    table = Table("What became of challenges", _columns("Decision", "Challenges"))
    table.rows = [[words, cells[key]] for key, words in DECISIONS.items()]
    return Section(
        "challenges",
        table,
        "Challenges to the letters sent in the period, by the decision of the other senior. One letter may bring several.",
    )


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
            f"Too few: fewer than {limits.suppress_under}. Hidden: shown, it would give a small number away, or it "
            f"comes from fewer than {limits.officers_least} officers. No percentage under {limits.percent_least} "
            "drafts. Counts of drafts, moderations and officers reached name nobody and are always shown.",
        ),
        (
            "Months",
            "Drafts by the day they became ready, moderations by the day they were opened or, for judgements and rates, "
            "first handed in, letters by the day they were sent; days as in England.",
        ),
    ]
