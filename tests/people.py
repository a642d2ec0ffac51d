"""The cast: always the same made-up names, so that a test reads as a story.

Amina writes plans, Ben, Mair and Ruth are the seniors, Lena leads, Sam assists, Carol is of the parent carer forum,
Dev is the DCO, Dora the DSCO, Nadia is a new officer who is not signed off. Olga leads another authority.
"""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django_scopes import scopes_disabled

from goldenthread.people.models import Agency, Authority, Person, Post
from goldenthread.permissions import Role

PASSWORD = "a-made-up-password-for-tests"
# Everybody of the cast has set up a second factor, as every authority demands at first; this is its secret.
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

# first name -> role, agency
CAST: dict[str, tuple[Role, Agency]] = {
    "Lena": (Role.LEAD, Agency.SEN_TEAM),
    "Ben": (Role.SENIOR, Agency.SEN_TEAM),
    "Mair": (Role.SENIOR, Agency.SEN_TEAM),
    "Ruth": (Role.SENIOR, Agency.SEN_TEAM),
    "Amina": (Role.OFFICER, Agency.SEN_TEAM),
    "Osei": (Role.OFFICER, Agency.SEN_TEAM),
    "Nadia": (Role.OFFICER, Agency.SEN_TEAM),
    "Sam": (Role.ASSISTANT, Agency.SEN_TEAM),
    "Dev": (Role.DCO, Agency.HEALTH),
    "Dora": (Role.DSCO, Agency.SOCIAL_CARE),
    "Wilf": (Role.ADVICE_WRITER, Agency.HEALTH),
    "Hana": (Role.CHAMPION, Agency.HEALTH),
    "Eric": (Role.EDUCATION, Agency.EDUCATION),
    "Carol": (Role.PARENT_CARER, Agency.PARENT_CARER_FORUM),
    "Ines": (Role.SENDIASS, Agency.SENDIASS),
    "Bea": (Role.BOARD, Agency.BOARD),
    "Anton": (Role.ANALYST, Agency.SEN_TEAM),
    "Ivo": (Role.ADMINISTRATOR, Agency.SEN_TEAM),
    "Audrey": (Role.AUDITOR, Agency.SEN_TEAM),
}


@dataclass
class Cast:
    """Posts by first name, as attributes: `cast.amina`."""

    authority: Authority
    posts: dict[str, Post]

    def __getattr__(self, name: str) -> Post:
        try:
            return self.posts[name.capitalize()]
        except KeyError:
            raise AttributeError(name) from None


def make_cast(code: str = "901", name: str = "Sandbourne", names: tuple[str, ...] = tuple(CAST)) -> Cast:
    """An authority with the cast in it. Officers but Nadia are signed off by Lena."""
    with scopes_disabled():
        authority = Authority.objects.create(code=code, name=name)
        posts = {}
        for first in names:
            role, agency = CAST[first]
            person = Person.objects.create_user(
                email=f"{first.lower()}@{name.lower()}.example", name=f"{first} {name}", password=PASSWORD
            )
            posts[first] = Post.objects.create(
                authority=authority, person=person, role=role, agency=agency, starts_on=dt.date(2020, 1, 1), code=first
            )
        Authenticator.objects.bulk_create(
            Authenticator(user=post.person, type=Authenticator.Type.TOTP, data={"secret": secret})
            for post in posts.values()
            for secret in [get_adapter().encrypt(TOTP_SECRET)]
        )
        for first, post in posts.items():
            if post.role == Role.OFFICER and first != "Nadia" and "Lena" in posts:
                post.signed_off_at = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
                post.signed_off_by = posts["Lena"]
                post.save()
        return Cast(authority, posts)
