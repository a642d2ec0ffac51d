"""The authority is made, its people are invited and come in, and what is known of them is recorded."""

import datetime as dt
from decimal import Decimal

from django_scopes import scope

from goldenthread.demo.living.clockwork import Clock
from goldenthread.demo.people import AUTHORITY_CODE, AUTHORITY_NAME, CAST, PASSWORD, DemoPerson
from goldenthread.people import workflow as people
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Role

NEW_OFFICER_COMES = dt.date(2026, 9, 7)
# name -> first and last day of leave
LEAVE = {
    "Sian Ridley": (dt.date(2026, 11, 2), dt.date(2026, 11, 30)),
    "Nell Jessop": (dt.date(2026, 8, 17), dt.date(2026, 8, 28)),
    "Farid Kerswell": (dt.date(2026, 10, 26), dt.date(2026, 10, 30)),
    "Ruth Pargeter": (dt.date(2026, 8, 10), dt.date(2026, 8, 21)),
}
CONTACTS = {
    "safety.concern-contact": "safeguarding@sandbourne.example",
    "safety.concern-contact-name": "Ines Calder",
    "safety.concern-telephone": "01632 960 041",
    "safety.breach-contact": "dpo@sandbourne.example",
}


def found(clock: Clock) -> Authority:
    """Make the authority with everybody who is there from the first day."""
    lead = CAST[0]
    link = people.new_authority(code=AUTHORITY_CODE, name=AUTHORITY_NAME, lead_name=lead.name, lead_email=lead.email)
    authority = Authority.objects.get(code=AUTHORITY_CODE)
    Authority.objects.filter(pk=authority.pk).update(is_demonstration=True)
    authority.refresh_from_db()
    head = people.accept_invitation(token=_token(link), password=PASSWORD)
    with scope(authority=authority):
        for key, address in CONTACTS.items():
            people.decide(key=key, value=address, by=head, reason="The named contacts.")
        for person in CAST[1:]:
            if not person.is_new:
                come_in(person, head)
        for officer in Post.objects.filter(role=Role.OFFICER):
            people.sign_off(officer=officer, by=head)
        for name, (first, last) in LEAVE.items():
            people.record_leave(post=Post.objects.get(person__name=name), starts_on=first, ends_on=last, by=head)
    return authority


def come_in(person: DemoPerson, head: Post) -> Post:
    _, link = people.invite(
        authority=head.authority,
        email=person.email,
        name=person.name,
        role=person.role,
        agency=person.agency,
        service=person.service,
        working_share=Decimal(person.share),
        code=person.code,
        by=head,
    )
    return people.accept_invitation(token=_token(link), password=PASSWORD)


def _token(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[1]
