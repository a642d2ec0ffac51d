"""The forms of this room. The answers themselves are saved field by field: see `workflow.answers`."""

from typing import Any

from django import forms

from goldenthread.moderation.models import Concern, Evidence, Moderation
from goldenthread.moderation.stages import Stage
from goldenthread.ui.forms import DayField, DayWidget, GovukForm


class FilterForm(GovukForm):
    """Which moderations the list shows."""

    stage = forms.ChoiceField(
        label="Stage", choices=[("open", "Every open one"), ("all", "All"), *Stage.choices], required=False
    )
    origin = forms.ChoiceField(
        label="Why it is moderated", choices=[("", "Any"), *Moderation.Origin.choices], required=False
    )
    moderator: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Moderator", queryset=None, required=False, empty_label="Anybody"
    )

    def __init__(self, *args: Any, moderators: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["moderator"].queryset = moderators
        self.fields["moderator"].label_from_instance = lambda post: post.name

    def chosen(self) -> dict[str, Any]:
        data = self.cleaned_data if self.is_valid() else {}
        stage = data.get("stage") or "open"
        moderator = data.get("moderator")
        return {
            "stage": "" if stage == "all" else stage,
            "origin": data.get("origin", ""),
            "moderator": moderator.pk if moderator else None,
        }


# Those that somebody may raise; that a file is there twice is found by the service itself.
CONCERNS = [(kind.value, kind.label) for kind in (Concern.Kind.SAFEGUARDING, Concern.Kind.DATA_BREACH)]


class ConcernForm(GovukForm):
    kind = forms.ChoiceField(label="What is it?", choices=CONCERNS, widget=forms.RadioSelect)
    text = forms.CharField(
        label="What did you see, and where?",
        help_text="The named contact reads this at once. It stays out of the review and is not judged.",
        widget=forms.Textarea,
        max_length=10_000,
    )


class ConcernDoneForm(GovukForm):
    what_was_done = forms.CharField(label="What was done", widget=forms.Textarea, max_length=10_000)


class AssignForm(GovukForm):
    """Only those who may moderate this draft are offered."""

    to: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Give it to", queryset=None, widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, seniors: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = seniors
        self.fields["to"].label_from_instance = lambda post: post.name


class ReasonForm(GovukForm):
    reason = forms.CharField(label="Why?", widget=forms.Textarea, max_length=2_000)


class WithdrawForm(GovukForm):
    reason = forms.CharField(label="Why is it withdrawn?", max_length=200)


class KeptForm(GovukForm):
    """A form whose fields are kept as they are typed, each with its version, before it is sent."""

    def keep(self, kept: dict[str, str], versions: dict[str, int]) -> None:
        """Show what was typed before, and the version that the next save of each field must name."""
        for name, field in self.fields.items():
            whole = self.add_prefix(name)
            if isinstance(field, DayField):
                parts = [f"{whole}_{part}" for part, _ in DayWidget.PARTS]
                self.initial[name] = [kept.get(part, "") for part in parts]
                for part, widget in zip(parts, field.widget.widgets, strict=True):
                    widget.attrs["data-version"] = int(versions.get(part, 0))
            else:
                self.initial[name] = kept.get(whole, "")
                field.widget.attrs["data-version"] = int(versions.get(whole, 0))


class RecommendationForm(KeptForm):
    text = forms.CharField(label="What should change?", widget=forms.Textarea, max_length=4_000)
    for_whom = forms.ChoiceField(
        label="For whom?",
        error_messages={"required": "Choose who should make the change: your recommendation is kept."},
    )
    by_when = DayField(label="By when?", required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["for_whom"].choices = [("", "Choose"), *choices]


class StrengthForm(KeptForm):
    """A strength, with a quote of this review or with pasted words."""

    text = forms.CharField(label="What is good about it?", widget=forms.Textarea, max_length=4_000)
    evidence: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Quote", queryset=None, required=False, empty_label="None of these"
    )
    quote = forms.CharField(
        label="Or paste the words from the plan", required=False, widget=forms.Textarea, max_length=4_000
    )

    def __init__(self, *args: Any, quotes: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = quotes
        self.fields["evidence"].label_from_instance = _chip_words


def _chip_words(one: Evidence) -> str:
    kept = "Kept as a strength, " if one.code == "strength" else ""
    return f"{kept}{one.item or one.section}: “{one.quote[:80]}{'…' if len(one.quote) > 80 else ''}”"


class MinutesForm(KeptForm):
    minutes = forms.IntegerField(
        label="About how many minutes did it take, reading included?",
        help_text="So that the load can be shared fairly. You may leave it empty.",
        required=False,
        min_value=1,
        max_value=1_000,
    )
