"""Which months."""

import datetime as dt
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goldenthread.reporting.periods import Period, months_offered
from goldenthread.ui.forms import GovukForm


class MonthSelect(forms.Select):
    """A select that is written in one go: a template for each of its sixty options would cost more than the figures."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        months = [(flatatt({"value": month, "selected": month == value}), label) for month, label in self.choices]
        options = format_html_join("", "<option{}>{}</option>", months)
        return format_html("<select{}>{}</select>", flatatt({"name": name, **self.attrs, **(attrs or {})}), options)


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
