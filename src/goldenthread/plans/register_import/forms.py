"""The questions of an import: which file, which column is which field, which value means what."""

from typing import Any

from django import forms

from goldenthread.plans.mapping import LEAVE_EMPTY, Mapping, Officer
from goldenthread.plans.mapping_fields import BY_KEY, FIELDS, REQUIRED, THINGS, Field, Kind, fields_of, value_labels
from goldenthread.plans.mapping_guess import is_exact
from goldenthread.plans.models import RegisterImport
from goldenthread.plans.register_import.kept import values_of
from goldenthread.ui.forms import GovukForm

# What is chosen travels as "=" and the heading or value itself, so that these words can never be mistaken for one.
NOT_HERE, NOT_KNOWN, EMPTY = "not-here", "not-known", "empty"


class UploadForm(GovukForm):
    file = forms.FileField(
        label="The extract",
        help_text="A CSV file or an Excel workbook (.xlsx or .xls) of up to 50 MB and 200,000 rows.",
        error_messages={"empty": "This file is empty. Run the report again and choose the new file."},
    )


class ReadAgainForm(GovukForm):
    """Another sheet, or the headings in another row."""

    sheet = forms.ChoiceField(required=False)
    header_row = forms.IntegerField(label="Row of the headings", min_value=1, max_value=1000, required=False)

    def __init__(self, *args: Any, sheets: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(sheet, sheet) for sheet in sheets]
        if sheets in ([], [""]):
            del self.fields["sheet"]


class ColumnsForm(GovukForm):
    """For every field of the register the heading that holds it."""

    def __init__(self, *args: Any, headers: list[str], columns: dict[str, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered = [(f"={header}", header) for header in headers]
        for field in FIELDS:
            must = field.key in REQUIRED
            first = ("", "Choose a column") if must else (NOT_HERE, "Not in this extract")
            header = columns.get(field.key)
            self.fields[field.key] = forms.ChoiceField(
                label=field.label,
                help_text=field.help,
                choices=[first, *offered],
                initial=f"={header}" if header in headers else first[0],
                error_messages={"required": f"Choose the column that holds this: {field.label.lower()}"},
            )

    def groups(self) -> list[dict[str, Any]]:
        """The fields by what they are about, for the page."""
        return [
            {"title": title, "fields": [self[field.key] for field in fields_of(thing)]}
            for thing, title in THINGS.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for key, header in list(cleaned.items()):
            if header in taken:
                first = BY_KEY[taken[header]].label.lower()
                again = f"“{header[1:]}” is chosen already, for the {first}. Choose another column for one of them"
                self.add_error(key, again)
            elif header != NOT_HERE:
                taken[header] = key
        return cleaned

    def columns(self) -> dict[str, str]:
        return {key: header[1:] for key, header in self.cleaned_data.items() if header != NOT_HERE}


class ValuesForm(GovukForm):
    """For every different value of a matched column what it means here."""

    def __init__(
        self,
        *args: Any,
        register_import: RegisterImport,
        mapping: Mapping,
        officers: list[Officer],
        chosen: dict[str, dict[str, str]],
        **kwargs,
    ):
        """`chosen` are the meanings that people have chosen, now or in a saved mapping; the others are our guess."""
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        self.asked: dict[str, tuple[str, str]] = {}
        self.too_many: list[tuple[Field, str]] = []
        for field in FIELDS:
            header = mapping.columns.get(field.key)
            if not header or not field.has_values_to_match:
                continue
            seen = values_of(register_import, header)
            if seen is None:
                self.too_many.append((field, header))
                continue
            for number, (value, count) in enumerate(seen):
                self._ask(field, number, value, count, mapping.values.get(field.key, {}), officers)
        self.fields["remember_as"] = forms.CharField(
            label="Remember these choices as",
            help_text="They are offered for the next extract with the same columns. For example: Weekly extract.",
            max_length=60,
            required=False,
        )

    def _ask(
        self, field: Field, number: int, value: str, count: int, known: dict[str, str], officers: list[Officer]
    ) -> None:
        name = f"{field.key}-{number}"
        self.asked[name] = (field.key, value)
        said = ""
        if value in known and value not in self.chosen.get(field.key, {}):
            exact = is_exact(field.key, value, known[value], officers)
            said = " An exact match." if exact else " Our guess: please check."
        rows = f"{count:,} {'row' if count == 1 else 'rows'}"
        self.fields[name] = forms.ChoiceField(
            label=value,
            help_text=f"{rows}.{said}" if said else rows,
            choices=_choices(field, officers),
            initial=_encoded(field, known[value]) if value in known else NOT_KNOWN,
        )

    def groups(self, columns: dict[str, str]) -> list[dict[str, Any]]:
        """The questions column by column, those without an answer first."""
        groups = []
        for field in FIELDS:
            names = [name for name, (key, _) in self.asked.items() if key == field.key]
            names.sort(key=lambda name: self.fields[name].initial != NOT_KNOWN)
            if names:
                open_ = sum(1 for name in names if self.fields[name].initial == NOT_KNOWN)
                groups.append(
                    {
                        "label": field.label,
                        "hint": f"Column “{columns[field.key]}”." + (f" {open_:,} not known yet." if open_ else ""),
                        "fields": [self[name] for name in names],
                    }
                )
        return groups

    def clean(self) -> dict[str, Any]:
        """A column of which no value is known would refuse every row that fills it: that is never meant."""
        cleaned = super().clean() or self.cleaned_data
        for key in {key for key, _ in self.asked.values()}:
            names = [name for name, (of, _) in self.asked.items() if of == key]
            if all(cleaned.get(name) == NOT_KNOWN for name in names):
                label = BY_KEY[key].label.lower()
                self.add_error(
                    names[0],
                    f"No value of this column is known ({label}), so every row with one would be refused. "
                    "Say what at least one means, leave them empty, or go back and do not use the column",
                )
        return cleaned

    def values(self) -> dict[str, dict[str, str | None]]:
        """By field: raw value -> ours; None where nobody knows."""
        found: dict[str, dict[str, str | None]] = {}
        for name, (key, value) in self.asked.items():
            found.setdefault(key, {})[value] = _decoded(self.cleaned_data[name])
        return found


def _choices(field: Field, officers: list[Officer]) -> list[tuple[str, str]]:
    if field.kind == Kind.OFFICER:
        meanings = [(officer.key, officer.name) for officer in officers if field.key in officer.may_be]
    else:
        meanings = value_labels(field.key)
    offered = [(_encoded(field, value), label) for value, label in meanings]
    nobody = [] if field.key == "exception" else [(EMPTY, "Leave it empty")]
    return [(NOT_KNOWN, "Not known: refuse these rows"), *offered, *nobody]


def _encoded(field: Field, meaning: str) -> str:
    return EMPTY if meaning == LEAVE_EMPTY and field.key != "exception" else f"={meaning}"


def _decoded(chosen: str) -> str | None:
    if chosen == NOT_KNOWN:
        return None
    return LEAVE_EMPTY if chosen == EMPTY else chosen.removeprefix("=")
