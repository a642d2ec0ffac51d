"""The forms of the letter: what the senior writes, what the writer answers."""

from itertools import chain

from django import forms

from goldenthread.moderation.models import Challenge, Letter, LetterPoint
from goldenthread.moderation.queries.letters import may_decide
from goldenthread.moderation.rules_letter import MOST_POINTS, STRENGTHS, PointWords, StrengthWords
from goldenthread.people.models import Post
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


class PartForm(GovukForm):
    """One of the strengths or points; the letter's page says in `title` which.

    It may be saved half-written and is sent only whole, so none of its fields is called optional.
    """

    title = ""
    marks_optional = False


class StrengthForm(PartForm):
    quote = words("The plan’s own words", rows=2)
    text = words("Why they work", rows=2)
    item = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    section = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)


class PointForm(PartForm):
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
    """The letter's page as one: its form, its strengths and its points, with what they hold now.

    It has what the list of errors at the top of a page asks of a form.
    """

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
        for name, forms_ in (("Strength", self.strengths), ("Point", self.points)):
            for number, form in enumerate(forms_, start=1):
                form.title = f"{name} {number} of {len(forms_)}"

    @property
    def forms(self) -> list[GovukForm]:
        return [self.form, *self.strengths, *self.points]

    @property
    def errors(self) -> dict:
        return {form.add_prefix(name): errors for form in self.forms for name, errors in form.errors.items()}

    def __iter__(self):
        return chain.from_iterable(self.forms)

    def non_field_errors(self) -> list:
        return []

    def is_valid(self) -> bool:
        return self.form.is_bound and not self.errors

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


class AboutAPoint(GovukForm):
    """A form about the whole letter or one of its points."""

    point = forms.TypedChoiceField(label="Which point?", required=False, coerce=int, empty_value=None)

    def __init__(self, *args, letter: Letter, **kwargs):
        super().__init__(*args, **kwargs)
        self.points = {point.pk: point for point in letter.points.all()}
        points = [(pk, point.title) for pk, point in self.points.items()]
        self.fields["point"].choices = [("", "The letter as a whole"), *points]

    def chosen_point(self) -> LetterPoint | None:
        return self.points.get(self.cleaned_data["point"])


class MessageForm(AboutAPoint):
    text = words("Your message", required=True)


class ChallengeForm(AboutAPoint):
    text = words("What do you disagree with, and why?", required=True, rows=5)


class DecisionForm(GovukForm):
    decision = forms.ChoiceField(label="Is the writer right?", choices=Challenge.Decision, widget=forms.RadioSelect)
    reason = words("Your reason", required=True, help_text="Both colleagues will read it.", rows=5)


class SeniorChoice(forms.ModelChoiceField):
    def label_from_instance(self, post: Post) -> str:
        return post.name


class ChooseSeniorForm(GovukForm):
    senior = SeniorChoice(label="Who decides it?", queryset=None, empty_label=None, widget=forms.RadioSelect)

    def __init__(self, *args, challenge: Challenge, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["senior"].queryset = may_decide(challenge)


class NotYetForm(GovukForm):
    text = words("What is still missing?", required=True)


class ClearForm(GovukForm):
    note = words("Anything to note?", help_text="Kept with the clearance.", rows=2)
