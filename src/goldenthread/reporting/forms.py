"""Which months: one of the periods of the authority's calendar, or any months for whoever may choose them."""

import datetime as dt
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goldenthread.reporting.calendars import Calendar
from goldenthread.reporting.periods import Period, months_offered
from goldenthread.ui.forms import GovukForm


class MonthSelect(forms.Select):
    """A select that is written in one go: a template for each of its sixty options would cost more than the figures."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        groups = [each if isinstance(each[1], list) else ("", [each]) for each in self.choices]
        nothing_chosen = [] if value else [format_html('<option value="">{}</option>', "Choose a period")]
        parts = nothing_chosen + [
            format_html('<optgroup label="{}">{}</optgroup>', group, self._options(options, value))
            if group
            else self._options(options, value)
            for group, options in groups
        ]
        everything = format_html_join("", "{}", ((part,) for part in parts))
        return format_html("<select{}>{}</select>", flatatt({"name": name, **self.attrs, **(attrs or {})}), everything)

    def _options(self, options: Any, value: Any) -> SafeString:
        found = [(flatatt({"value": each, "selected": each == value}), label) for each, label in options]
        return format_html_join("", "<option{}>{}</option>", found)


class CalendarForm(GovukForm):
    """One of the periods of the calendar; in the address `period`."""

    def __init__(self, *args: Any, calendar: Calendar, on: dt.date, since: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        messages = dict.fromkeys(("required", "invalid_choice"), "Choose one of the periods offered")
        self.fields["period"] = forms.ChoiceField(
            label="Period", choices=calendar.offered(on, since=since), widget=MonthSelect, error_messages=messages
        )

    def period(self) -> Period:
        return Period.of(self.cleaned_data["period"])


class PeriodForm(GovukForm):
    """From one month to another; in the address `from` and `to`, so that a page of figures can be sent to a colleague."""

    def __init__(self, *args: Any, on: dt.date, since: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, label in (("from", "From"), ("to", "To")):
            messages = {
                "required": f"Choose the month {'from' if name == 'from' else 'up to'} which",
                "invalid_choice": "Choose one of the months offered",
            }
            self.fields[name] = forms.ChoiceField(
                label=label, choices=months_offered(on, since=since), widget=MonthSelect, error_messages=messages
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "from" in found and "to" in found and found["from"] > found["to"]:
            self.add_error("to", "Choose a month that is not before the first one")
        return found

    def period(self) -> Period:
        return Period(self.cleaned_data["from"], self.cleaned_data["to"])
