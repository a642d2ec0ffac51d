"""The filter of the list, and the answers of one check: a few fields for each point that is asked."""

from typing import Any

from django import forms

from goldenthread.compliance.models import PointState
from goldenthread.compliance.queries.check import CheckPage, Row
from goldenthread.compliance.workflow import Said
from goldenthread.ui.forms import DayField, GovukForm

State = PointState.State


class AnswersForm(GovukForm):
    """Answers as they are sent: `state-CODE`, `note-CODE`, and for existing advice `agreed_by-CODE` and `agreed_on-CODE`."""

    def __init__(self, data: Any = None, *, page: CheckPage):
        super().__init__(data)
        self.rows = [row for _, rows in page.groups for row in rows]
        for row in self.rows:
            self._add(row)

    def _add(self, row: Row) -> None:
        code, point, state = row.point.code, row.point, row.state
        self.fields[f"state-{code}"] = forms.ChoiceField(
            label=point.question,
            choices=row.choices,
            widget=forms.RadioSelect,
            required=False,
            initial="" if state.state == State.OPEN else state.state,
            error_messages={"invalid_choice": "Choose one of the answers."},
        )
        self.fields[f"note-{code}"] = forms.CharField(label="Note", max_length=300, required=False, initial=state.note)
        if point.enough:
            self.fields[f"agreed_by-{code}"] = forms.CharField(
                label="Who agreed that it is enough",
                help_text="For the authority, for the advice, and of the family (regulation 6(4)).",
                max_length=200,
                required=False,
                initial=state.agreed_by,
            )
            self.fields[f"agreed_on-{code}"] = DayField(label="Agreed on", required=False, initial=state.agreed_on)

    def fields_of(self) -> list[tuple[Row, dict[str, Any]]]:
        """(row, its fields by what they ask), in the order of the page."""
        names = ("state", "note", "agreed_by", "agreed_on")
        return [
            (row, {name: self[key] for name in names if (key := f"{name}-{row.point.code}") in self.fields})
            for row in self.rows
        ]

    def said(self) -> list[Said]:
        """What was said of each point that somebody chose an answer for, and that is not as the screening has it."""
        told = []
        for row in self.rows:
            code = row.point.code
            state = self.cleaned_data.get(f"state-{code}") or ""
            note = self.cleaned_data.get(f"note-{code}") or ""
            if not state or (row.is_by_screening and state == row.state.state and note == row.state.note):
                continue
            told.append(
                Said(
                    code,
                    state,
                    note,
                    self.cleaned_data.get(f"agreed_by-{code}") or "",
                    self.cleaned_data.get(f"agreed_on-{code}"),
                )
            )
        return told


class WantedForm(GovukForm):
    """Which list, and of whom. What is not known is left out."""

    officer = forms.TypedChoiceField(label="Officer", required=False, coerce=int, empty_value=None)
    assistant = forms.TypedChoiceField(label="Assistant", required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, people: dict[str, list[tuple[int, str]]]):
        super().__init__(data)
        for name in ("officer", "assistant"):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            if people.get(name):
                field.choices = [("", "Everybody"), *people[name]]
            else:
                del self.fields[name]

    def wanted(self) -> dict[str, int | None]:
        """{"officer": post or None, "assistant": post or None}"""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in ("officer", "assistant")}
