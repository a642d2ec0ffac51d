"""The settings of an authority as its pages show them."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format

from goldenthread import world
from goldenthread.people import choices, rules
from goldenthread.people.choices import Setting
from goldenthread.people.models import Authority, Choice
from goldenthread.ui.components.tables import Cell, Column, Table


@dataclass(frozen=True)
class Standing:
    """A setting with what is in force, what is to come, and who decided."""

    setting: Setting
    value: str
    default: str
    is_default: bool
    since: str
    to_come: str


def standings(authority: Authority) -> dict[str, list[Standing]]:
    """Every setting by its group, in the order of `choices.SETTINGS`. Three queries."""
    today = world.today()
    in_force, usual = choices.values(authority, today), choices.defaults(authority)
    decided = list(
        Choice.objects.filter(authority=authority).select_related("set_by__person").order_by("from_on", "pk")
    )
    grouped: dict[str, list[Standing]] = {}
    for setting in choices.SETTINGS:
        begun = [one for one in decided if one.key == setting.key and one.from_on <= today]
        waiting = [one for one in decided if one.key == setting.key and one.from_on > today]
        grouped.setdefault(setting.group, []).append(
            _standing(setting, in_force[setting.key], usual[setting.key], begun, waiting)
        )
    return grouped


def decisions(authority: Authority, setting: Setting) -> Table:
    """Every value that a setting was given, the newest first, with who decided and why."""
    made = Choice.objects.filter(authority=authority, key=setting.key).select_related("set_by__person")
    rows = [
        [
            _day(one.from_on),
            rules.in_words(setting, one.value),
            Cell(one.set_by.name if one.set_by else "At the start", note=_day(one.set_at)),
            one.reason,
        ]
        for one in made
    ]
    columns = [Column("From"), Column("Value"), Column("Decided by"), Column("Reason")]
    return Table("What was decided", columns, rows, "Nobody has changed it: the default is in force.")


def default_of(authority: Authority, setting: Setting):
    """The default of a setting in this authority (the demonstration does not demand a second factor)."""
    return choices.defaults(authority)[setting.key]


def _standing(setting: Setting, value, default, begun: list[Choice], waiting: list[Choice]) -> Standing:
    latest = begun[-1] if begun else None
    since = f"Since {_day(latest.from_on)}, {latest.set_by.name if latest.set_by else 'at the start'}" if latest else ""
    to_come = "; ".join(f"{rules.in_words(setting, one.value)} from {_day(one.from_on)}" for one in waiting)
    return Standing(
        setting=setting,
        value=rules.in_words(setting, value),
        default=rules.in_words(setting, default),
        is_default=latest is None,
        since=since,
        to_come=to_come,
    )


def _day(day: dt.date | dt.datetime) -> str:
    return date_format(day, "j F Y")
