"""Which months."""

import datetime as dt
from typing import Any

from django import forms

from goldenthread.reporting.periods import Period, months_offered
from goldenthread.ui.forms import GovukForm


class PeriodForm(GovukForm):
    """From one month to another; in the address `from` and `to`, so that a page of figures can be sent to a colleague."""

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        wrong = {"invalid_choice": "Choose one of the months offered"}
        for name, label in (("from", "From"), ("to", "To")):
            self.fields[name] = forms.ChoiceField(label=label, choices=months_offered(on), error_messages=wrong)
            self.fields[name].error_messages.setdefault("required", f"Choose the month {label.lower()} which")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "from" in found and "to" in found and found["from"] > found["to"]:
            self.add_error("to", "Choose a month that is not before the first one")
        return found

    def period(self) -> Period:
        return Period(self.cleaned_data["from"], self.cleaned_data["to"])
