"""Forms that read well aloud: label, hint and error belong to their control, and every error is said once at the top.

class LeaveForm(GovukForm):
    from_day = DayField(label="First day of leave")

{% error_summary form %} (base.html does it for the context name `form`)
{% field form.from_day %} or {{ form }} for all of them
"""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import EmailValidator
from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template

NOT_AN_ADDRESS = "Enter an e-mail address, like name@example.org"


def lowered(label: str) -> str:
    """A label in the middle of a sentence: its first letter small, unless the word is an abbreviation."""
    label = str(label).strip().rstrip("?:")
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def required_message(field: forms.Field) -> str:
    """What to do about a field left empty, in words of its own label."""
    if isinstance(field, forms.BooleanField):
        return f"Tick the box to say: {lowered(str(field.label))}"
    chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
    if str(field.label).strip().endswith("?"):
        return f"Choose an answer: {field.label}" if chosen else f"Answer: {field.label}"
    return f"{'Choose' if chosen else 'Enter'} {with_article(lowered(str(field.label)))}"


# A label that begins with one of these, or with a number, needs no article.
DETERMINERS = {
    "a",
    "an",
    "the",
    "your",
    "their",
    "his",
    "her",
    "its",
    "our",
    "each",
    "every",
    "any",
    "one",
    "no",
    "this",
}


def with_article(label: str) -> str:
    """ "day" becomes "the day"; "your password" stays."""
    first = label.split(" ", 1)[0].lower()
    return label if first in DETERMINERS or first.isdigit() else f"the {label}"


class Renderer(DjangoTemplates):
    """Our templates for forms and days, Django's own for the bare controls."""

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("components/"):
            return get_template(template_name)
        return super().get_template(template_name)


class GovukForm(forms.Form):
    """A form whose fields are drawn by `{% field %}` and whose "required" errors say what to do.

    Works as a base alone or beside `forms.ModelForm`.
    """

    template_name = "components/form.html"
    default_renderer = Renderer
    required_css_class = ""
    # Django's stubs know a field only as a `Field`; a form's own constructor fills in choices and querysets.
    fields: dict[str, Any]
    # The browser's own bubbles come too early, vanish, and are not read well; the server answers in words.
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.label and field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = required_message(field)
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = NOT_AN_ADDRESS
                field.validators = [EmailValidator(NOT_AN_ADDRESS), *field.validators[1:]]


class DayWidget(forms.MultiWidget):
    """Day, month and year as three numbers, which people write faster and with fewer slips than a calendar."""

    template_name = "components/day.html"
    PARTS = (("day", 2), ("month", 2), ("year", 4))

    def __init__(self, attrs: dict[str, str] | None = None):
        inputs: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput(
                {"inputmode": "numeric", "class": f"govuk-input govuk-date-input__input govuk-input--width-{width}"}
            )
            for part, width in self.PARTS
        }
        super().__init__(inputs, attrs)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else ""

    def decompress(self, value: dt.date | str | None) -> list[Any]:
        if isinstance(value, str):
            try:
                value = dt.date.fromisoformat(value)
            except ValueError:
                return [value, "", ""]
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A date asked as day, month, year. Gives `datetime.date` or None."""

    widget = DayWidget
    default_error_messages = {
        "invalid": "Enter a real date, like 27 3 2026",
        "incomplete": "Enter a day, a month and a year",
    }

    def __init__(self, **kwargs: Any):
        parts = tuple(
            forms.IntegerField(
                min_value=1, error_messages={"invalid": "Use numbers", "min_value": "Use numbers above 0"}
            )
            for _ in range(3)
        )
        super().__init__(parts, require_all_fields=False, **kwargs)
        for part in self.fields:
            part.required = False

    def compress(self, values: list[int | None]) -> dt.date | None:
        if not values or all(value in (None, "") for value in values):
            return None
        if any(value in (None, "") for value in values):
            raise forms.ValidationError(self.error_messages["incomplete"], code="incomplete")
        day, month, year = values
        try:
            return dt.date(year, month, day)  # type: ignore[arg-type]  # none of them is None here
        except (ValueError, OverflowError):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
