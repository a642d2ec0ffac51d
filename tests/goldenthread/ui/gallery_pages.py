"""Made-up content for the gallery of parts (tools/gallery.py) and for the tests of them."""

from typing import Any

from django import forms

from goldenthread.ui.forms import DayField, GovukForm
from goldenthread.ui.nav import Acting, Link

AROUND: dict[str, Any] = {
    "nav": [
        Link("My work", "#", True),
        Link("Plans", "#"),
        Link("Level 3", "#"),
        Link("Figures", "#"),
        Link("The toolkit", "#"),
        Link("People", "#"),
        Link("Settings", "#"),
    ],
    "foot": [Link("Help", "#"), Link("Accessibility", "#"), Link("Privacy", "#"), Link("Keys", "#")],
    "acting": Acting("Mair Ellwood", "Senior casework officer", "Sandbourne", "#change", "#out"),
    "demonstration": True,
    "version": "0.1.0",
    "csrf_token": "a-form-token",
}


class EveryForm(GovukForm):
    name = forms.CharField(label="Name", help_text="As it is on their badge.")
    email = forms.EmailField(label="E-mail address")
    role = forms.ChoiceField(label="Role", choices=[("", ""), ("officer", "Casework officer"), ("senior", "Senior")])
    answer = forms.ChoiceField(
        label="Does the plan need correcting?",
        choices=[("no", "No"), ("review", "At the next review"), ("serve", "Before service"), ("urgent", "Urgently")],
        widget=forms.RadioSelect,
    )
    served = forms.ChoiceField(label="Was it served?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    sections = forms.MultipleChoiceField(
        label="Sections read",
        choices=[("B", "B: needs"), ("E", "E: outcomes"), ("F", "F: provision")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="I have read the whole plan", help_text="Every section, not the summary.")
    day = DayField(label="Last day of leave", help_text="For example, 27 3 2026")
    reason = forms.CharField(label="Reason", widget=forms.Textarea, required=False)
    document = forms.FileField(label="Plan", help_text="Word or PDF, up to 20 MB.")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)

    hints = {"answer": {"serve": "The draft waits until the changes are made."}}


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    asked = EveryForm(
        {"name": "", "email": "not one", "role": "", "day_0": "31", "day_1": "2", "day_2": "2026", "answer": "serve"}
    )
    asked.is_valid()
    return {
        "forms": ("ui/gallery_forms.html", {**AROUND, "blank": EveryForm(), "rows": []}),
        "errors": ("ui/gallery_forms.html", {**AROUND, "form": asked, "blank": asked, "rows": []}),
    }
