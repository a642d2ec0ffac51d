"""The forms of the plans room. Each gives the words of its verb; the verb decides."""

from typing import Any

from django import forms

from goldenthread import world
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, may
from goldenthread.plans.models import ChildLook, Plan, PlanKind, PlanVersion
from goldenthread.plans.queries import register as queries
from goldenthread.plans.queries.kinds import Line
from goldenthread.plans.stages import Stage
from goldenthread.ui.forms import DayField, GovukForm

ACCEPTED = ".docx,.pdf"
STAGES = (("", "Every stage"), (queries.NO_VERSION, "No version yet"), *Stage.choices)


class PostChoice(forms.ModelChoiceField):
    """A choice of posts by name."""

    def label_from_instance(self, obj: Any) -> str:
        return obj.person.name


class WriterChoice(PostChoice):
    """A choice of posts by name, with who is on leave today and until when."""

    def label_from_instance(self, obj: Any) -> str:
        today = world.today()
        leave = next((one for one in obj.leaves.all() if one.starts_on <= today <= one.ends_on), None)
        away = f", on leave until {leave.ends_on.day} {leave.ends_on:%B}" if leave else ""
        return f"{obj.person.name}{away}"


class SearchForm(GovukForm):
    """Words are looked for in names, so they are posted and never stand in an address."""

    words = forms.CharField(
        label="Name, reference, case number or officer",
        max_length=100,
        required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    stage = forms.ChoiceField(label="Stage", choices=STAGES, required=False)
    officer = forms.TypedChoiceField(label="Officer", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, post: Post, **kwargs: Any):
        super().__init__(*args, **kwargs)
        officers = queries.officers_of(post)
        self.fields["officer"].choices = [("", "Every officer"), *officers]
        if not officers:
            del self.fields["officer"]

    def wanted(self) -> dict[str, Any]:
        """What fits to `queries.register`; what does not make sense is left out, so that an old link still opens."""
        self.is_valid()
        return {
            "words": self.cleaned_data.get("words", ""),
            "stage": self.cleaned_data.get("stage", ""),
            "officer": self.cleaned_data.get("officer"),
        }


class AddForm(GovukForm):
    """A child and a plan that the extract does not have yet."""

    case_system_id = forms.CharField(
        label="Number in the case system", max_length=40, help_text="So that the next extract finds this child."
    )
    first_name = forms.CharField(label="First name", max_length=100)
    last_name = forms.CharField(label="Last name", max_length=100)
    date_of_birth = DayField(label="Date of birth", required=False)
    setting_name = forms.CharField(label="School or other setting", max_length=200, required=False)
    kind = forms.ChoiceField(
        label="Which plan is it?",
        choices=PlanKind,
        initial=PlanKind.NEW,
        widget=forms.RadioSelect,
        help_text="Drafts of an amended plan stay in the draw until the quality lead has confirmed it.",
    )
    requested_on = DayField(
        label="Day the assessment was asked for",
        help_text="The 20 weeks run from it. For a new plan only.",
        required=False,
    )
    officer = PostChoice(
        label="Casework officer", queryset=Post.objects.none(), required=False, empty_label="Not known yet"
    )

    def __init__(self, *args: Any, post: Post, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = queries.writers(post)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        today = world.today()
        for name in ("date_of_birth", "requested_on"):
            if cleaned.get(name) and cleaned[name] > today:
                self.add_error(name, "That day has not come yet")
        is_new = cleaned.get("kind") == PlanKind.NEW
        if is_new and not cleaned.get("requested_on") and "requested_on" not in self.errors:
            self.add_error("requested_on", "Enter the day the assessment was asked for")
        return cleaned


class RightChildForm(GovukForm):
    """Whose plan it is, by whoever says that it is ready or by somebody besides its writer."""

    why = forms.ChoiceField(
        label="It is the right child’s plan because",
        choices=ChildLook.answers,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what the other name is, or how the child is known."},
    )
    words = forms.CharField(
        label="How you know, in a few words",
        max_length=300,
        error_messages={
            "required": "Say in a few words how you know.",
            "max_length": "Say how you know in %(limit_value)d characters; these are %(show_value)d.",
        },
    )


class KindForm(GovukForm):
    kind = forms.ChoiceField(label="Which plan is it?", choices=PlanKind, widget=forms.RadioSelect)


class KindsForm(GovukForm):
    """Those of the listed plans that were ticked, and what the lead says of them. Each carries the kind that was seen."""

    plans = forms.MultipleChoiceField(
        error_messages={
            "required": "Tick the plans that you decide about.",
            "invalid_choice": "The list has changed meanwhile. Look again, then decide.",
        }
    )
    decision = forms.ChoiceField(choices=[("confirm", "Confirm"), ("back", "Set back")])

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lines = {line.value: line.plan for line in lines}
        self.fields["plans"].choices = [(value, plan.reference) for value, plan in self.lines.items()]

    @property
    def chosen(self) -> list[Plan]:
        return [self.lines[value] for value in self.cleaned_data["plans"]]


class WhoForm(GovukForm):
    """Who helps with a plan and, for the lead, whose it is."""

    officer = PostChoice(
        label="Casework officer", queryset=Post.objects.none(), required=False, empty_label="Nobody yet"
    )
    assistant = PostChoice(
        label="Casework assistant", queryset=Post.objects.none(), required=False, empty_label="Nobody"
    )

    def __init__(self, *args: Any, plan: Plan, post: Post, **kwargs: Any):
        super().__init__(*args, initial={"officer": plan.officer_id, "assistant": plan.assistant_id}, **kwargs)
        self.fields["officer"].queryset = queries.writers(post)
        self.fields["assistant"].queryset = queries.assistants(post)
        if plan.officer_id is not None:
            self.fields["officer"].required = True
            self.fields["officer"].empty_label = None
        if not may(post, Permission.MANAGE_PEOPLE):
            del self.fields["officer"]


class HandOverForm(GovukForm):
    """Plans of one officer, and to whom they go."""

    plans = forms.MultipleChoiceField(label="Plans", widget=forms.CheckboxSelectMultiple)
    to = WriterChoice(label="To whom?", queryset=Post.objects.none(), empty_label="Choose")

    def __init__(self, *args: Any, post: Post, giver: Post, plans: list[Plan], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["plans"].choices = [(plan.reference, f"{plan.reference}, {plan.child.name}") for plan in plans]
        self.fields["to"].queryset = queries.writers(post).exclude(pk=giver.pk).prefetch_related("leaves")


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files. An empty one is a file that the reading sets aside, not an error that stops the others."""

    widget = ManyFilesInput

    def __init__(self, **kwargs: Any):
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not files:
            return [super().clean(None, initial)] if self.required else []
        # A name of any length and kind is taken: it is shown shortened and never used to store the file.
        return files


def status_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="What is it?",
        choices=PlanVersion.Status,
        initial=PlanVersion.Status.DRAFT,
        widget=forms.RadioSelect,
    )


class UploadForm(GovukForm):
    """A version of one plan."""

    documents = ManyFilesField(
        label="The plan as a Word document or PDF",
        help_text="A .docx or .pdf of up to 25 MB, without a password and without macros.",
        widget=forms.FileInput({"accept": ACCEPTED}),
    )
    status = status_field()


class UploadManyForm(GovukForm):
    """Plans of many children, each known by its name."""

    documents = ManyFilesField(
        label="Plans as Word documents or PDFs",
        help_text="Up to 100 files of 25 MB each. The name of each says the plan’s reference, such as “K7QM-4TB "
        "draft.docx”, or its number in the case system. You are asked about a number of fewer than five digits, because "
        "it could be a day or a page.",
        widget=ManyFilesInput({"accept": ACCEPTED}),
    )
    status = status_field()


class MatchForm(GovukForm):
    reference = forms.CharField(label="Reference of the plan", max_length=12)


class DayForm(GovukForm):
    """The day on which something was done."""

    on = DayField(label="Day")


class CorrectServiceForm(GovukForm):
    """Another day of service than the recorded one, and why."""

    on = DayField(label="On which day was it served?")
    reason = forms.CharField(
        label="Why is the day changed?",
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Kept with the draft. Say nothing here about the child.",
    )


class ReleaseForm(GovukForm):
    reason = forms.CharField(
        label="Why is it released?",
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Kept with the draft and counted. Say nothing here about the child.",
    )
