"""The forms of the deadlines. Each gives the words of its verb; the verb decides."""

import datetime as dt
from typing import Any

from django import forms

from ehcp.clock.exceptions import limbs_for
from ehcp.clock.limits import edition_for
from goldenthread.clocks.models import Clock
from goldenthread.clocks.queries import worklist
from goldenthread.clocks.queries.child import limits_by_hand
from goldenthread.clocks.words import GROUPS, WORDS
from goldenthread.clocks.workflow.objections import GROUNDS
from goldenthread.clocks.workflow.starting import BY_HAND
from goldenthread.people.models import Post
from goldenthread.plans.models import Objection, PhaseTransfer, Review
from goldenthread.ui.forms import DayField, GovukForm


class WantedForm(GovukForm):
    """Whose deadlines, and of what. Everything may stand in the address: it holds no child."""

    group = forms.ChoiceField(label="Work", required=False, choices=[("", "All work"), *GROUPS.items()])
    officer = forms.TypedChoiceField(label="Officer", required=False, coerce=int, empty_value=None)
    assistant = forms.TypedChoiceField(label="Assistant", required=False, coerce=int, empty_value=None)
    team = forms.TypedChoiceField(label="Team", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, post: Post, **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = worklist.people(post)
        for name, every in (("officer", "Every officer"), ("assistant", "Every assistant"), ("team", "Every team")):
            if not people[name]:
                del self.fields[name]
                continue
            nobody = [] if name == "team" else [(worklist.NOBODY, "Nobody yet")]
            self.fields[name].choices = [("", every), *people[name], *nobody]

    def wanted(self) -> worklist.Wanted:
        """What was asked; what makes no sense is left out, so that an old link still opens."""
        self.is_valid()
        said = self.cleaned_data
        which = self.data.get("list", "")
        code = self.data.get("code", "")
        return worklist.Wanted(
            list=which if which in worklist.LISTS else worklist.OVERDUE,
            group=said.get("group", ""),
            code=code if code in WORDS else "",
            officer=said.get("officer"),
            assistant=said.get("assistant"),
            team=said.get("team"),
            due_from=_day(self.data.get("from")),
            due_to=_day(self.data.get("to")),
        )


def _day(told: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(told or "")
    except ValueError:
        return None


class ReviewForm(GovukForm):
    """One review. Days that are not known yet stay empty."""

    meeting_on = DayField(label="Day of the review meeting", help_text="It may lie ahead.")
    invited_on = DayField(label="Notice of the meeting sent on", required=False, help_text="At least two weeks before.")
    reported_on = DayField(label="Report received on", required=False, help_text="Due two weeks after the meeting.")
    outcome = forms.ChoiceField(
        label="What was decided", choices=Review.Outcome, initial=Review.Outcome.OPEN, widget=forms.RadioSelect
    )
    decided_on = DayField(
        label="Letter with the decision sent on", required=False, help_text="Due four weeks after the meeting."
    )
    notice_on = DayField(
        label="Notice with the changes sent on",
        required=False,
        help_text="Where the plan is amended: in the same four weeks.",
    )
    amended_on = DayField(
        label="Amended plan final on",
        required=False,
        help_text="Eight weeks after the notice, twelve after the meeting.",
    )

    @property
    def days(self) -> dict[str, dt.date | None]:
        return {name: value for name, value in self.cleaned_data.items() if name != "outcome"}


class TransferForm(GovukForm):
    into = forms.ChoiceField(label="Which move is it?", choices=PhaseTransfer.Into, widget=forms.RadioSelect)
    moves_on = DayField(label="First day in the new phase")
    final_on = DayField(label="Plan for the new phase final on", required=False)


class StartForm(GovukForm):
    code = forms.ChoiceField(label="What is to be counted?")
    began_on = DayField(label="It counts from")
    note = forms.CharField(
        label="Note", max_length=200, required=False, help_text="Such as which school or service. No child’s name."
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "Choose"), *limits_by_hand(BY_HAND)]


class MetForm(GovukForm):
    met_on = DayField(label="Done on", required=False, help_text="Leave it empty where it is not done yet.")
    stopped_because = forms.CharField(
        label="It was started by mistake because", max_length=200, required=False, help_text="It then counts nowhere."
    )


class ExcuseForm(GovukForm):
    """The grounds are those that the law lists for this very limit."""

    limb = forms.ChoiceField(label="Ground", widget=forms.RadioSelect)
    from_on = DayField(label="From")
    until_on = DayField(label="Until")
    evidence = forms.CharField(
        label="Evidence",
        widget=forms.Textarea({"rows": 3}),
        help_text="What shows it, and where that is kept. An exception explains the lateness; the due day stays.",
    )

    def __init__(self, *args: Any, clock: Clock, **kwargs: Any):
        super().__init__(*args, **kwargs)
        grounds = limbs_for(edition_for(clock.code, clock.began_on), on=clock.due_on)
        self.fields["limb"].choices = [(ground.code, ground.words) for ground in grounds]


class TakeBackForm(GovukForm):
    reason = forms.CharField(label="Why the exception does not hold", widget=forms.Textarea({"rows": 3}))


class ObjectionForm(GovukForm):
    ground = forms.ChoiceField(
        label="What is it?",
        widget=forms.RadioSelect,
        choices=[
            (ground.value, ground.label if kind == Objection.Kind.OBJECTION else f"Legal hold: {ground.label}")
            for kind, grounds in GROUNDS.items()
            for ground in grounds
        ],
    )
    told_on = DayField(label="Told on")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea({"rows": 3}))


class EndForm(GovukForm):
    because = forms.CharField(label="Why it no longer stands", widget=forms.Textarea({"rows": 3}))
