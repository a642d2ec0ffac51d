"""The tables of the Level 3 page, each with the sentence that says what it counts. The files hold the same."""

from collections.abc import Callable
from dataclasses import dataclass

from ehcp.statistics.intervals import Figure
from goldenthread.reporting import hiding, tallies
from goldenthread.reporting.hiding import Hiding
from goldenthread.reporting.measures import activity, judgements, letters, origins, standards, turnaround
from goldenthread.reporting.measures.scale import words_of_judging
from goldenthread.reporting.periods import Period
from goldenthread.reporting.rows import Gathered, Group, Limits
from goldenthread.ui.components.tables import Cell, Column, Table


@dataclass(frozen=True)
class Section:
    """A table under a key that the files use too; `about` says what is counted and from where."""

    key: str
    table: Table
    about: str


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


def drafts_by_month(found: Gathered, period: Period) -> Section:
    table = Table(
        "Drafts, month by month",
        _columns(
            "Month", "Ready", "Drawn at once", "Let through", "Outside the draw", "Drawn later", "Released", "Moderated"
        ),
    )

    def cells(one: activity.Month) -> list[int]:
        return [
            one.ready,
            one.drawn,
            one.let_through,
            one.outside,
            one.drawn_later,
            one.released,
            one.handed_in,
        ]

    return Section(
        "months",
        _month_by_month(found, period, table, cells),
        "Ready: marked ready by the writer. Drawn at once: picked by the chance draw as it became ready. Let through: "
        "not picked by it. Outside the draw: amended plans where only new ones enter it, so no chance was at work. "
        "Drawn later: in the month-end catch-up, by quota, or asked for. Released: let go by the quality lead before "
        "it was moderated. Moderated: opened in the month and handed in by today.",
    )


def officers_by_month(found: Gathered, period: Period) -> Section:
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


def ways(found: Gathered) -> Section:
    table = Table(
        "How drafts came to be moderated",
        _columns("How", "Opened", "Handed in", "Waiting", "Of these past the target", "Withdrawn"),
    )
    for group, way in activity.by_way(found).items():
        table.rows.append([str(group), way.opened, way.handed_in, way.waiting, way.late, way.withdrawn])
    return Section("ways", table, "Moderations opened in the period, and where they stand today.")


def from_draw_to_review(time: turnaround.Turnaround, limits: Limits) -> Section:
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


def overall(found: Gathered, hide: Hiding) -> Section:
    """The headline table. Its foot is Good or better: the tile and the sentence take what it shows."""
    rows = judgements.of_group(found.handed, Group.BY_CHANCE)
    writers = judgements.writers(rows)
    scale = words_of_judging(found.editions)
    counted = judgements.counts(rows)
    good_keys = judgements.good_keys(found.editions)
    by_word = {word.key: counted[word.key] for word in scale}
    cells, good = hide.halves(tallies.JUDGEMENTS, by_word, good_keys, writers=writers)
    table = Table(
        "Overall judgements of drafts drawn by chance",
        _columns("Judgement", "Drafts", "Weighted share", "95% interval"),
    )
    table.empty = "No draft drawn by chance was handed in."
    if rows:
        for word in scale:
            figure = judgements.share_judged(rows, {word.key})
            table.rows.append([word.label, cells[word.key], *_share(figure, cells[word.key], hide.limits, writers)])
    figure = judgements.good_or_better(rows, found.editions)
    table.foot = ["Good or better", good, *_share(figure, good, hide.limits, writers)]
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


def apart(found: Gathered, hide: Hiding) -> Section:
    scale = words_of_judging(found.editions)
    table = Table("Judgements counted apart", _columns("How the draft came", *(word.label for word in scale), "All"))
    for group in Group:
        if group == Group.BY_CHANCE:
            continue
        rows = judgements.of_group(found.handed, group)
        counted = judgements.counts(rows)
        by_word = {word.key: counted[word.key] for word in scale}
        cells = hide.counts(tallies.apart(group), by_word, writers=judgements.writers(rows))
        table.rows.append([str(group), *cells.values(), len(rows)])
    return Section(
        "apart",
        table,
        "Drafts that were not drawn by chance alone. Every draft of an officer not yet signed off is moderated; the "
        "catch-up reaches officers whom chance did not; what was asked for was chosen. Adding any of them to the rates "
        "would bend these.",
    )


def _rate_cells(name: str, rate: standards.Rate, hide: Hiding, writers: int) -> list[Cell]:
    met, interval, answers = hide.rate(name, rate.met, writers=writers)
    partly = hide.rate(name, rate.partly, writers=writers)[0]
    drafts = answers if answers.hatched else Cell(rate.drafts)
    return [met, interval, partly, answers, drafts]


def aims(rates: list, hide: Hiding, writers: int) -> Section:
    table = Table(
        "How far drafts meet each aim", _columns("Aim", "Met", "95% interval", "Partly met", "Answers", "Drafts")
    )
    table.empty = "No draft drawn by chance was handed in."
    for aim, rate in rates:
        table.rows.append([f"{aim.number}. {aim.label}", *_rate_cells(hiding.aim_name(aim), rate, hide, writers)])
    return Section(
        "aims",
        table,
        "Answers Met as a share of answers Met, Partly met or Not met, over the questions that serve the aim; one "
        "question may serve several aims. Partly met does not count as met; its own share stands beside it. Drafts "
        "drawn by chance from officers signed off, weighted by chance; first answers; timeliness is left out.",
    )


def of_standards(rates: list, hide: Hiding, writers: int, *, several: bool) -> Section:
    table = Table(
        "How far drafts meet each standard",
        _columns("Standard", "Met", "95% interval", "Partly met", "Answers", "Drafts"),
    )
    table.empty = "No draft drawn by chance was handed in."
    for edition, question, rate in rates:
        name = f"{question.code} {question.label}" + (f" ({edition.id})" if several else "")
        table.rows.append([name, *_rate_cells(hiding.standard_name(edition, question), rate, hide, writers)])
    return Section(
        "standards",
        table,
        "Answers Met as a share of answers Met, Partly met or Not met. Partly met does not count as met; its own share "
        "stands beside it. Not applicable, Cannot tell and Not my area are left out. First answers, weighted by chance.",
    )


def where_weaknesses_began(found: Gathered, hide: Hiding) -> Section:
    counted = origins.by_origin(found.weaknesses)
    words = tallies.origins_of(found)
    table = Table("Where weaknesses began", _columns("Origin", "Weak answers"))
    table.empty = "No weakness was found."
    if counted:
        cells = hide.counts(tallies.ORIGINS, {key: counted[key] for key in {**words, **counted}})
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


def by_service(found: Gathered, hide: Hiding) -> Section:
    """One floor below the origins: nothing of it is shown where the number from advice is hidden."""
    named, words = tallies.origins_that_name_a_service(found), tallies.services_of(found)
    counted = origins.by_service(found.weaknesses, named)
    by_origin = origins.by_origin(found.weaknesses)
    above = hide.counts(tallies.ORIGINS, {**dict.fromkeys(tallies.origins_of(found), 0), **by_origin})
    table = Table("Weaknesses from advice, by service", _columns("Service", "Weak answers"))
    table.empty = "No weakness came from advice."
    if counted:
        is_hidden = any(above[key].hatched for key in named if by_origin[key])
        everything = {key: counted[key] for key in {**words, **counted}}
        cells = dict.fromkeys(everything, hiding.HIDDEN) if is_hidden else hide.counts(tallies.SERVICES, everything)
        # Where something is hidden, which services are not in it is hidden too: all are listed.
        listed = everything if any(cell.hatched for cell in cells.values()) else counted
        table.rows = [[words.get(key, key), cells[key]] for key in everything if key in listed]
    return Section(
        "services",
        table,
        "Of the weak answers that began in advice, which service gave it. They go back to that service.",
    )


def feedback_letters(found: Gathered, hide: Hiding) -> Section:
    counted = letters.answers(found.sent)
    sent = sum(counted.values())
    cells = hide.counts(tallies.LETTERS, counted)
    table = Table("Feedback letters", _columns("What", "Letters"))
    table.rows = [["Sent", sent], *([str(came), cell] for came, cell in cells.items())]
    return Section(
        "letters",
        table,
        "Letters sent in the period, each counted once, by the strongest thing that the writer did with it by today.",
    )


def became_of_challenges(found: Gathered, hide: Hiding) -> Section:
    """One floor below the letters: nothing of it is shown where the number of challenged letters is hidden."""
    counted = {key: found.challenges.get(key, 0) for key in tallies.DECISIONS}
    above = hide.counts(tallies.LETTERS, letters.answers(found.sent))[letters.Came.CHALLENGED]
    cells = hide.counts(tallies.CHALLENGES, counted)
    if above.hatched:
        cells = dict.fromkeys(counted, above)
    table = Table("What became of challenges", _columns("Decision", "Challenges"))
    table.rows = [[words, cells[key]] for key, words in tallies.DECISIONS.items()]
    return Section(
        "challenges",
        table,
        "Challenges to the letters sent in the period, by the decision of the other senior. One letter may bring several.",
    )
