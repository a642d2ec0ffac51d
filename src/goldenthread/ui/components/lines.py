"""Lines that measure: the 140 days of a plan, how much is answered, how sure a figure is. Server-made SVG, no style=.

Positions are percentages of the drawing's own width, so that a line stretches and its bead stays round.
The drawing is decoration for a screen reader; the words and the table beside it are the content.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format


def percent(part: float, whole: float) -> str:
    """Where `part` of `whole` lies, held within the line."""
    return f"{min(max(part / whole if whole else 0.0, 0.0), 1.0) * 100:.2f}%"


def short_day(day: dt.date) -> str:
    return f"{day.day} {date_format(day, 'M')}"


def day_with_name(day: dt.date) -> str:
    return f"{date_format(day, 'D')} {short_day(day)}"


def clock_line(clock: Any, small: bool = False, final: bool = False) -> dict[str, Any]:
    """{% clock_line clock %} in a page's head, {% clock_line clock small=True %} in a list. Nothing for None.

    clock   `ehcp.clock.timescales.twenty_week_clock(...)`: day, of_days, days_left, last_day, last_day_to_serve,
            under_three_weeks
    small   the line and "29 days left of 20 weeks" only
    final   the plan is made final: the clock has stopped
    """
    if clock is None:
        return {"clock": None}
    over = -clock.days_left if clock.days_left < 0 else 0
    return {
        "clock": clock,
        "small": small,
        "final": final,
        "late": bool(clock.under_three_weeks or over) and not final,
        "over": over,
        "at": percent(clock.day, clock.of_days),
        # Ticks where the law puts the decision to assess (week 6) and the answer after assessing (week 16).
        "ticks": [percent(week * 7, clock.of_days) for week in (6, 16) if week * 7 < clock.of_days],
        "serve_by": short_day(clock.last_day_to_serve) if clock.last_day_to_serve else "",
        "final_by": day_with_name(clock.last_day),
    }


def progress_bar(done: int, of: int, word: str = "answered", in_line: bool = False, key: str = "") -> dict[str, Any]:
    """{% progress_bar 23 45 %} {% progress_bar done of "decided" in_line=True key="answered" %}

    in_line  words beside the bar (the bottom bar), else under it
    key      what `autosave.js` updates when an answer is saved: data-progress and data-text carry it
    """
    return {"done": done, "of": of, "word": word, "in_line": in_line, "key": key, "width": percent(done, of)}


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart. value, low, high in the chart's unit; n: of how many. value None: `why` says it ("too few")."""

    label: str
    value: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    why: str = "too few"
    href: str = ""


def bar_chart(
    bars: list[Bar],
    title: str,
    note: str = "",
    unit: str = "%",
    lowest: float = 0,
    highest: float = 100,
    kind: str = "interval",
    id: str = "chart",
    rate: bool = True,
) -> dict[str, Any]:
    """{% bar_chart bars title="How far plans meet each aim" note="Bars: 95% interval." id="aims" %}

    kind    "interval": a dot on its interval, for rates; "bar": a filled bar from `lowest`, for counts
    unit    "%" or a word; rate: the value is written as a whole number of the unit
    The same rows stand in a table within a details element, which is what a screen reader is sent to.
    """
    span = highest - lowest

    def place(value: float) -> str:
        return percent(value - lowest, span)

    def written(value: float) -> str:
        return f"{value:.0f}{unit}" if rate else f"{value:g}"

    rows = []
    for bar in bars:
        row: dict[str, Any] = {"bar": bar, "said": bar.why, "drawn": bar.value is not None}
        if bar.value is not None:
            row.update(said=written(bar.value), at=place(bar.value))
            if bar.low is not None and bar.high is not None:
                row.update(low=place(bar.low), high=place(bar.high), interval=f"{bar.low:.0f} to {bar.high:.0f}")
        rows.append(row)
    step = span / 5
    ticks = [{"at": percent(step * number, span), "said": written(lowest + step * number)} for number in range(6)]
    return {
        "rows": rows,
        "title": title,
        "note": note,
        "kind": kind,
        "id": id,
        "ticks": ticks,
        "has_n": any(bar.n is not None for bar in bars),
        "has_interval": any(bar.low is not None for bar in bars),
    }
