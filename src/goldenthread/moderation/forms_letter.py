"""The forms of the letter: what the senior writes, what the writer answers."""

from django import forms

from goldenthread.moderation.models import Challenge, Letter, LetterPoint
from goldenthread.moderation.rules_letter import MOST_POINTS, STRENGTHS, PointWords, StrengthWords
from goldenthread.ui.forms import GovukForm

LONG = 4_000


def words(label: str, *, help_text: str = "", rows: int = 3, required: bool = False, longest: int = LONG):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=longest,
        widget=forms.Textarea({"rows": rows}),
    )


class LetterForm(GovukForm):
    """Opening, outcome and closing. The strengths and points are forms of their own beside it."""

    opening = words("Opening", help_text="A line or two to a colleague: what you read, and how you found it.")
    outcome = forms.ChoiceField(label="What happens to the draft?", choices=Letter.Outcome, widget=forms.RadioSelect)
    closing = words("Closing", rows=2)


class StrengthForm(GovukForm):
    quote = words("The plan’s own words", rows=2)
    text = words("Why they work", rows=2)
    item = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    section = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)


class PointForm(GovukForm):
    heading = forms.CharField(label="What to change", required=False, max_length=200)
    quote = words("The plan’s own words", rows=2)
    body = words("What you would tell the writer")
    good = words("What good looks like", help_text="An example that the writer could use.")
    codes = forms.CharField(
        label="Standards", required=False, max_length=100, help_text="Codes with commas, such as F2, F3."
    )
    origin_words = forms.CharField(label="Where it began", required=False, max_length=300)
    is_to_amend = forms.BooleanField(label="To be put right before the draft is served", required=False)
    item = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    section = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
    origin = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class WholeLetter:
    """The letter's page as one: its form, its strengths and its points, with what they hold now."""

    def __init__(self, letter: Letter, data=None):
        initial = {"opening": letter.opening, "outcome": letter.outcome, "closing": letter.closing}
        self.form = LetterForm(data, initial=initial)
        strengths, points = list(letter.strengths.all()), list(letter.points.all())
        self.strengths = [
            StrengthForm(data, prefix=f"strength{n}", initial=vars(strengths[n]) if n < len(strengths) else {})
            for n in range(STRENGTHS)
        ]
        self.points = [
            PointForm(data, prefix=f"point{n}", initial=_point_initial(points[n]) if n < len(points) else {})
            for n in range(MOST_POINTS)
        ]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in (self.form, *self.strengths, *self.points))

    def values(self) -> dict:
        """What `save_letter` takes: strengths and points that were left empty are left out."""
        strengths = [StrengthWords(**one.cleaned_data) for one in self.strengths if _has_words(one, "quote", "text")]
        points = [
            PointWords(
                **{
                    **one.cleaned_data,
                    "codes": tuple(code.strip() for code in one.cleaned_data["codes"].split(",") if code.strip()),
                }
            )
            for one in self.points
            if _has_words(one, "heading", "body", "quote")
        ]
        return {**self.form.cleaned_data, "strengths": strengths, "points": points}


def _has_words(form: forms.Form, *names: str) -> bool:
    return any(form.cleaned_data[name].strip() for name in names)


def _point_initial(point: LetterPoint) -> dict:
    return {**vars(point), "codes": ", ".join(point.codes)}


class MessageForm(GovukForm):
    text = words("Your message", required=True)


class ChallengeForm(GovukForm):
    point = forms.TypedChoiceField(label="Which point?", required=False, coerce=int, empty_value=None)
    text = words("What do you disagree with, and why?", required=True, rows=5)

    def __init__(self, *args, letter: Letter, **kwargs):
        super().__init__(*args, **kwargs)
        points = [(point.pk, f"{point.number}. {point.heading}") for point in letter.points.all()]
        self.fields["point"].choices = [("", "The letter as a whole"), *points]


class DecisionForm(GovukForm):
    decision = forms.ChoiceField(label="Is the writer right?", choices=Challenge.Decision, widget=forms.RadioSelect)
    reason = words("Your reason", required=True, help_text="Both colleagues will read it.", rows=5)


class NotYetForm(GovukForm):
    text = words("What is still missing?", required=True)


class ClearForm(GovukForm):
    note = words("Anything to note?", help_text="Kept with the clearance.", rows=2)
