"""The one question of a return: which files."""

from goldenthread.plans.forms import ManyFilesField, ManyFilesInput
from goldenthread.ui.forms import GovukForm


class ReturnForm(GovukForm):
    documents = ManyFilesField(
        label="Files of the return",
        help_text="The person-level XML, or all CSV files of the Blade export together, or a .zip file of either. Up to "
        "200 MB.",
        widget=ManyFilesInput({"accept": ".xml,.zip,.csv"}),
    )


def answers_of(data: dict) -> dict[int, str]:
    """What a page of persons to be confirmed sends: person-17=same, person-18=another, person-19=""."""
    found = {}
    for name, value in data.items():
        number = name.removeprefix("person-")
        if name.startswith("person-") and number.isdecimal() and len(number) < 9:
            found[int(number)] = str(value)
    return found
