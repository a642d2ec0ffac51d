"""Forms of the desk: making a draw."""

from django import forms

from goldenthread.ui.forms import GovukForm


class NewDrawForm(GovukForm):
    """Which month, how many of each officer, and why."""

    period = forms.ChoiceField(label="Drafts of which month?")
    each = forms.IntegerField(label="How many drafts of each officer?", min_value=1, max_value=10, initial=1)
    with_served = forms.BooleanField(
        label="Take in drafts that are served already", help_text="They are moderated for learning.", required=False
    )
    reason = forms.CharField(label="What is this draw for?", max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, months: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(month, month) for month in months]


class EntryForm(GovukForm):
    text = forms.CharField(
        label="Words or dice",
        help_text="Anything that nobody could have known: what two dice show, a line of today’s paper.",
        max_length=200,
    )


class CatchUpForm(GovukForm):
    """Why the catch-up is run before its day. From that day on nothing is asked."""

    reason = forms.CharField(
        label="Why is it run before its day?",
        help_text="Shown with the draw to everybody. Say nothing here about a child or an officer.",
        max_length=300,
    )

    def __init__(self, *args, is_asked: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_asked


class AbandonForm(GovukForm):
    reason = forms.CharField(label="Why is it given up?", max_length=300)
