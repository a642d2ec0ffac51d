"""The forms of the letter: what the senior writes, what the writer answers."""

from itertools import chain

from django import forms

from ehcp.screening.document import Document
from goldenthread.moderation.models import Challenge, Evidence, Letter, LetterPoint, LetterStrength
from goldenthread.moderation.queries.challenges import may_decide
from goldenthread.moderation.queries.quotes import chips_of, place_of
from goldenthread.moderation.rules_letter import MOST_POINTS, NOT_IN_THE_PLAN, STRENGTHS, as_quote
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
    """Opening, why, outcome and closing. The strengths and points are forms of their own beside it."""

    marks_optional = False
    opening = words("Opening", help_text="A line or two to a colleague: what you read, and how you found it.")
    why = words("Why you judge it so", help_text="Begun with the reason that you locked. Make it a colleague’s words.")
    outcome = forms.ChoiceField(
        label="What happens to the draft?", choices=Letter.Outcome, widget=forms.RadioSelect, required=False
    )
    closing = words("Closing", rows=2)


class PartForm(GovukForm):
    """One of the strengths or points; the letter's page says in `title` which.

    It may be saved half-written and is sent only whole, so none of its fields is called optional.
    """

    title = ""
    number = 0
    quote_said = ""
    marks_optional = False
    chips: list[Evidence] = []


class StrengthForm(PartForm):
    quote = words("The plan’s own words", rows=2)
    text = words("Why they work", rows=2)


class PointForm(PartForm):
    heading = forms.CharField(label="What to change", required=False, max_length=200)
    quote = words("The plan’s own words", rows=2)
    nothing_says_it = forms.BooleanField(label="There is no quote: nothing in the plan says it", required=False)
    body = words("What you would tell the writer")
    good = words("What good looks like", help_text="An example that the writer could use.")
    codes = forms.CharField(
        label="Standards", required=False, max_length=100, help_text="Codes with commas, such as F2, F3."
    )
    origin_words = forms.CharField(label="Where it began", required=False, max_length=300)
    is_to_amend = forms.BooleanField(label="To be put right before the draft is served", required=False)


class WholeLetter:
    """The letter's page as one: its form, its strengths and its points, with what they hold now.

    It has what the list of errors at the top of a page asks of a form. Each control carries the version of its field.
    """

    def __init__(self, letter: Letter, data=None):
        self.letter = letter
        self.form = LetterForm(data, initial=vars(letter))
        strengths = {one.number: one for one in letter.strengths.all()}
        points = {one.number: one for one in letter.points.all()}
        self.strengths = [
            StrengthForm(data, prefix=f"strength{n}", initial=vars(strengths.get(n + 1, LetterStrength())))
            for n in range(STRENGTHS)
        ]
        self.points = [
            PointForm(data, prefix=f"point{n}", initial=_point_initial(points.get(n + 1, LetterPoint())))
            for n in range(MOST_POINTS)
        ]
        chips = chips_of(letter, list(points.values()))
        document = letter.moderation.version.document
        for name, forms_ in (("Strength", self.strengths), ("Point", self.points)):
            for number, form in enumerate(forms_, start=1):
                form.title = f"{name} {number} of {len(forms_)}"
                form.number = number
                form.chips = [one for one in chips.get(number, []) if one.quote != form["quote"].value()]
                form.quote_said = said_of_quote(document, str(form["quote"].value() or ""))
        for part in self.forms:
            for name, field in part.fields.items():
                field.widget.attrs["data-version"] = self.versions[part.add_prefix(name)]

    @property
    def versions(self) -> dict[str, int]:
        """How often each field of the page was saved."""
        names = [form.add_prefix(name) for form in self.forms for name in form.fields]
        return {name: int(self.letter.versions.get(name, 0)) for name in names}

    @property
    def places(self) -> list[tuple[int, bool]]:
        """The number of each point, and whether another weakness would go there by itself: the first empty, or the last."""
        empty = [form.number for form in self.points if not _has_words(form)]
        usual = empty[0] if empty else MOST_POINTS
        return [(form.number, form.number == usual) for form in self.points]

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


def said_of_quote(document: Document, quote: str) -> str:
    """What the page says under a quote: nothing, or that the plan does not say it."""
    quote = as_quote(quote)
    return f"{NOT_IN_THE_PLAN} this. Copy the words as they stand." if quote and not place_of(document, quote) else ""


def _has_words(form: PointForm) -> bool:
    return any(str(form[name].value() or "").strip() for name in ("heading", "body", "quote"))


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
