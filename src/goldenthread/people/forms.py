"""The forms of the people room. Each gives the words of its verb; the verb decides."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from goldenthread import world
from goldenthread.people import rules
from goldenthread.people.choices import Setting
from goldenthread.people.models import Agency, Induction, Person, Post
from goldenthread.permissions import ROLES, Role
from goldenthread.ui.forms import DayField, GovukForm, required_message


class ShareField(forms.IntegerField):
    """Asked as a percentage, given as a share between 0 and 1."""

    def __init__(self, **kwargs: Any):
        super().__init__(
            min_value=1,
            max_value=100,
            help_text="Per cent of full time, from 1 to 100.",
            error_messages={"invalid": "Enter a whole number from 1 to 100"},
            **kwargs,
        )

    def clean(self, value: Any) -> Decimal | None:
        percent = super().clean(value)
        return None if percent is None else Decimal(percent) / 100


class InviteForm(GovukForm):
    name = forms.CharField(label="Full name", max_length=100)
    email = forms.EmailField(label="Work e-mail address", help_text="The invitation works for this address alone.")
    role = forms.ChoiceField(label="Role")
    agency = forms.ChoiceField(
        label="Agency", required=False, help_text="Leave it as it is for the usual agency of the role."
    )
    service = forms.CharField(
        label="Service or organisation", max_length=100, required=False, help_text="For example, Speech and language."
    )
    working_share = ShareField(label="Working time", initial=100)
    code = forms.CharField(
        label="Code in the case system",
        max_length=40,
        required=False,
        help_text="How the case system names a casework officer, so that their plans find them.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", ""), *((role.value, words[0]) for role, words in ROLES.items())]
        self.fields["agency"].choices = [("", "The usual agency of the role"), *Agency.choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("role"):
            try:
                cleaned["agency"] = rules.agency_for(cleaned["role"], cleaned.get("agency", ""))
            except rules.Refused as refused:
                self.add_error("agency", str(refused))
        return cleaned


class PasswordForm(GovukForm):
    """The password of a new account, with the rules said before they are broken."""

    password = forms.CharField(
        label="Choose a password",
        strip=False,
        help_text="At least 12 characters. Three or four words that do not belong together are easy to remember.",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.person)
        return self.cleaned_data["password"]


class DetailsForm(GovukForm):
    name = forms.CharField(label="Full name", max_length=100)
    service = forms.CharField(label="Service or organisation", max_length=100, required=False)
    code = forms.CharField(label="Code in the case system", max_length=40, required=False)
    working_share = ShareField(label="Working time")
    senior: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label="Senior beside them",
        required=False,
        empty_label="Nobody",
        help_text="Who coaches a new officer, and line-manages where the authority goes by that.",
    )

    def __init__(self, *args: Any, post: Post, seniors: Any, **kwargs: Any):
        kwargs["initial"] = {
            "name": post.name,
            "service": post.service,
            "code": post.code,
            "working_share": int(post.working_share * 100),
            "senior": post.senior_id,
        }
        super().__init__(*args, **kwargs)
        self.fields["senior"].queryset = seniors.exclude(pk=post.pk)
        self.fields["senior"].label_from_instance = lambda senior: senior.name
        if post.role != Role.OFFICER:
            del self.fields["senior"]
            del self.fields["code"]


class LeaveForm(GovukForm):
    starts_on = DayField(label="First day of leave", help_text="For example, 27 3 2026")
    ends_on = DayField(label="Last day of leave")


class EndPostForm(GovukForm):
    last_day = DayField(
        label="Last day", help_text="With today or an earlier day they are signed out at once and cannot come back in."
    )


class ReasonForm(GovukForm):
    reason = forms.CharField(
        label="Why is the sign-off taken back?",
        widget=forms.Textarea({"rows": 4}),
        max_length=500,
        help_text="The officer can read this.",
    )


class MeetingForm(GovukForm):
    kind = forms.ChoiceField(
        label="Whom did they meet?",
        choices=[
            (Induction.Kind.MET_DCO.value, "The designated clinical officer"),
            (Induction.Kind.MET_DSCO.value, "The designated social care officer"),
        ],
        widget=forms.RadioSelect,
    )
    happened_on = DayField(label="When did they meet?")


class SettingForm(GovukForm):
    """The form of one setting: its field follows from the setting's kind, its check is the rule's."""

    value = forms.CharField()
    from_on = DayField(label="From which day?", help_text="Today or a later day.", initial=world.today)
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea({"rows": 3}),
        max_length=500,
        required=False,
        help_text="Kept with the decision.",
    )

    def __init__(self, *args: Any, setting: Setting, current: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.setting = setting
        field = self.fields["value"] = _field_of(setting, current)
        field.error_messages["required"] = required_message(field)

    def clean_value(self) -> Any:
        try:
            return rules.setting_value(self.setting, self.cleaned_data["value"])
        except rules.Refused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean_from_on(self) -> dt.date:
        day = self.cleaned_data["from_on"]
        if day < world.today():
            raise forms.ValidationError("Enter today or a later day")
        return day


def _field_of(setting: Setting, current: Any) -> forms.Field:
    common: dict[str, Any] = {"label": setting.label, "help_text": setting.help, "initial": current}
    if setting.kind == "yes-no":
        common["initial"] = "yes" if current else "no"
        return forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect, **common)
    if setting.kind == "one-of":
        return forms.ChoiceField(choices=setting.options, widget=forms.RadioSelect, **common)
    if setting.kind == "whole":
        common["help_text"] = f"{setting.help} From {setting.low} to {setting.high}.".strip()
        return forms.CharField(widget=forms.TextInput({"inputmode": "numeric"}), **common)
    return forms.CharField(required=setting.kind != "words", **common)


class HistoryForm(GovukForm):
    """What the history is narrowed to. Everything is optional."""

    person = forms.ChoiceField(label="Person", required=False)
    reference = forms.CharField(label="Plan reference", max_length=8, required=False)
    first_day = DayField(label="From", required=False)
    last_day = DayField(label="To", required=False)
    kind = forms.ChoiceField(
        label="What",
        required=False,
        choices=[("", "Everything"), ("reads", "Opened"), ("changes", "Changed")],
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Everybody"), *((str(pk), name) for pk, name in people)]

    def clean_reference(self) -> str:
        return self.cleaned_data["reference"].strip().upper()
