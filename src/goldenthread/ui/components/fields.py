"""A bound form field drawn in the design system's way: label, hint, error, control, in that order and tied together."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from goldenthread.ui.forms import DayWidget

GROUPS = ("radios", "checkboxes", "day")


def kind_of(widget: forms.Widget) -> str:
    """Which template draws this widget."""
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, DayWidget):
        return "day"
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.SelectMultiple | forms.Select):
        return "select"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "input"


CLASS = {"select": "govuk-select", "textarea": "govuk-textarea", "file": "govuk-file-upload", "input": "govuk-input"}


def field(
    bound: BoundField,
    label: str = "",
    hint: str | bool = "",
    size: str = "",
    width: int = 0,
    inline: bool = False,
    heading: bool = False,
    rows: int = 0,
    count: int = 0,
    hide_label: bool = False,
) -> dict[str, Any]:
    """{% field form.name %} {% field form.reason rows=3 count=500 %} {% field form.kind inline=True size="m" %}

    label, hint   instead of the form's own; hint=False leaves it out
    size          of the label or legend: "" 16, "m" 18, "l" 22
    width         in characters, for what has a known length: 2, 3, 4, 5, 10, 20, 30
    inline        radios in one row
    heading       the label is the page's h1
    rows, count   of a textarea; count shows how many characters are left
    hide_label    only for a screen reader (a search box with its button, say)
    Optional fields say so. Works for any widget of Django's and for `DayField`; keeps a widget's own attributes, except placeholders, which
    vanish when one types and are read badly.
    """
    kind = kind_of(bound.field.widget)
    words = bound.help_text if hint == "" else hint
    described = [f"{bound.auto_id}_hint"] * bool(words) + [f"{bound.auto_id}_error"] * bool(bound.errors)
    context = {
        "bound": bound,
        "kind": kind,
        "template": f"components/fields/{kind}.html",
        "id": bound.id_for_label or bound.auto_id,
        "group_id": bound.auto_id,
        "label": label or bound.label,
        "hint": words,
        "optional": not bound.field.required
        and kind not in ("checkbox", "hidden")
        and getattr(bound.form, "marks_optional", True),
        "described": " ".join(described),
        "size": size,
        "inline": inline,
        "heading": heading,
        "hide_label": hide_label,
        "count": count,
    }
    if kind in ("hidden", *CLASS):
        context["control"] = control(bound, kind, described, width=width, rows=rows, count=count)
    elif kind in ("radios", "checkboxes"):
        context["options"] = options(bound)
    elif kind == "checkbox":
        context["control"] = bound.as_widget(attrs=attributes(bound, "govuk-checkboxes__input", described))
    elif kind == "day":
        context["parts"] = parts(bound)
    return context


def attributes(bound: BoundField, classes: str, described: list[str]) -> dict[str, Any]:
    own = bound.field.widget.attrs.get("class", "")
    attrs: dict[str, Any] = {
        "class": f"{classes} {own}".strip(),
        "aria-describedby": " ".join(described) or False,
        "placeholder": False,
    }
    return attrs


def control(bound: BoundField, kind: str, described: list[str], *, width: int, rows: int, count: int) -> SafeString:
    """The input, select or textarea itself."""
    if kind == "hidden":
        return bound.as_hidden()
    base = CLASS[kind]
    classes = [base, f"{base}--error"] if bound.errors else [base]
    if width:
        classes.append(f"govuk-input--width-{width}")
    if count:
        classes.append("govuk-js-character-count")
        described = [*described, f"{bound.auto_id}-info"]
    attrs = attributes(bound, " ".join(classes), described)
    if kind == "textarea":
        attrs["rows"] = rows or min(int(bound.field.widget.attrs.get("rows", 5)), 12)
    if isinstance(bound.field, forms.EmailField):
        attrs["spellcheck"] = "false"
    return bound.as_widget(attrs=attrs)


def options(bound: BoundField) -> list[dict[str, Any]]:
    """The choices of a group, flat; `hint` where the form class has `hints = {field: {value: words}}`."""
    hints = getattr(bound.form, "hints", {}).get(bound.name, {})
    found = []
    for option in bound:
        data = option.data
        found.append(
            {
                "id": data["attrs"].get("id", f"{bound.auto_id}_{data['index']}"),
                "name": data["name"],
                "value": data["value"],
                "label": data["label"],
                "checked": data["selected"],
                "hint": hints.get(str(data["value"]), ""),
            }
        )
    # The error summary leads to the group's own id, so its first control carries it.
    if found:
        found[0]["id"] = bound.auto_id
    return found


def parts(bound: BoundField) -> list[dict[str, Any]]:
    """Day, month and year of a `DayField`, with what was typed."""
    value = bound.value()
    typed = value if isinstance(value, list | tuple) else bound.field.widget.decompress(value)
    return [
        {
            "label": part.capitalize(),
            "id": f"{bound.auto_id}_{number}",
            "name": f"{bound.html_name}_{part}",
            "value": "" if typed[number] is None else typed[number],
            "width": width,
            "version": bound.field.widget.widgets[number].attrs.get("data-version"),
        }
        for number, (part, width) in enumerate(DayWidget.PARTS)
    ]


def error_summary(form: Any, title: str = "There is a problem") -> dict[str, Any]:
    """{% error_summary form %}: every error once, each a link to its control. A list of forms works too."""
    forms_ = form if isinstance(form, list | tuple) else [form]
    errors: list[dict[str, str]] = []
    for each in forms_:
        if not each or not each.errors:
            continue
        errors += [{"text": error, "href": ""} for error in each.non_field_errors()]
        for bound in each:
            target = f"{bound.auto_id}_0" if kind_of(bound.field.widget) == "day" else bound.auto_id
            errors += [{"text": error, "href": f"#{target}"} for error in bound.errors]
    return {"errors": errors, "title": title}
