"""Whom a concern reaches at once: the named contacts that the authority has set, and their telephones."""

from dataclasses import dataclass

from goldenthread.moderation.models import Concern
from goldenthread.people import choices

SETTINGS = {Concern.Kind.SAFEGUARDING: "concern", Concern.Kind.DATA_BREACH: "breach"}


@dataclass(frozen=True)
class Contact:
    """Who hears of one kind of concern. Any part may be missing; `words` says what there is."""

    kind: str
    name: str
    address: str
    telephone: str

    @property
    def words(self) -> str:
        """ "Nell Draycott, telephone 01632 960 111"."""
        who = self.name or self.address
        if not who:
            return ""
        return f"{who}, telephone {self.telephone}" if self.telephone else who


def contacts_of(authority_id: int) -> list[Contact]:
    """Of each kind of concern, in the order in which the form offers them."""
    values = choices.values(authority_id)
    return [
        Contact(
            kind=Concern.Kind(kind).label,
            name=values[f"safety.{key}-contact-name"].strip(),
            address=values[f"safety.{key}-contact"].strip(),
            telephone=values[f"safety.{key}-telephone"].strip(),
        )
        for kind, key in SETTINGS.items()
    ]


def contact_for(concern: Concern) -> Contact | None:
    """Whom this concern reached besides the lead; None for a question that the service itself asks the lead."""
    kinds = list(SETTINGS)
    if concern.kind not in kinds:
        return None
    return contacts_of(concern.authority_id)[kinds.index(Concern.Kind(concern.kind))]
