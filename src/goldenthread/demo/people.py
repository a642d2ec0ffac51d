"""The made-up people of Sandbourne: eighteen officers, ten assistants, three seniors and the whole cast around them."""

from dataclasses import dataclass

from django_scopes import scopes_disabled

from goldenthread.people.models import Agency, Post
from goldenthread.permissions import ROLES, Role

AUTHORITY_CODE, AUTHORITY_NAME = "901", "Sandbourne"
# Known to everybody who reads the README: the demonstration holds nothing real.
PASSWORD = "sandbourne-by-the-sea"  # noqa: S105
DOMAIN = "sandbourne.example"


@dataclass(frozen=True)
class DemoPerson:
    """`share` of full time; `is_new` an officer who is not signed off; `service` where they come from."""

    name: str
    role: Role
    agency: Agency
    service: str = ""
    share: str = "1"
    is_new: bool = False

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.').replace('’', '')}@{DOMAIN}"

    @property
    def code(self) -> str:
        """The officer's code in the case system: initials and the length of the name."""
        first, last = self.name.split(" ", 1)
        return f"{first[0]}{last[:3]}".upper()


def _officers() -> list[DemoPerson]:
    shares = {"Callum Estevez": "0.8", "Rhodri Ibbotson": "0.6", "Dov Oakshott": "0.8"}
    names = (
        "Halima Brook,Ewan Castellane,Priya Dunmore,Callum Estevez,Bronagh Fairley,Teddy Galbraith,Amara Hollis,"
        "Rhodri Ibbotson,Nell Jessop,Farid Kerswell,Osei Larkin,Ines Marchetti,Gwen Northway,Dov Oakshott,"
        "Leila Pennington,Marcus Quayle,Sian Ridley,Anwen Tansley"
    ).split(",")
    return [
        DemoPerson(name, Role.OFFICER, Agency.SEN_TEAM, "SEN team", shares.get(name, "1"), name == "Teddy Galbraith")
        for name in names
    ]


def _assistants() -> list[DemoPerson]:
    names = (
        "Ada Umber,Bo Venn,Cass Wilding,Dina Yarrow,Eli Zouch,Fern Appleby,Gus Birch,Hetty Crane,Idris Dell,Jo Elm"
    ).split(",")
    return [DemoPerson(name, Role.ASSISTANT, Agency.SEN_TEAM, "SEN team") for name in names]


CAST: list[DemoPerson] = [
    DemoPerson("Bethan Roscoe", Role.LEAD, Agency.SEN_TEAM, "SEN team"),
    DemoPerson("Jonas Adeyemi", Role.SENIOR, Agency.SEN_TEAM, "SEN team"),
    DemoPerson("Mair Ellwood", Role.SENIOR, Agency.SEN_TEAM, "SEN team"),
    DemoPerson("Ruth Pargeter", Role.SENIOR, Agency.SEN_TEAM, "SEN team"),
    *_officers(),
    *_assistants(),
    DemoPerson("Dev Sandhu", Role.DCO, Agency.HEALTH, "Sandbourne Community Health"),
    DemoPerson("Dora Finch", Role.DSCO, Agency.SOCIAL_CARE, "Children’s social care"),
    DemoPerson("Wilf Marden", Role.ADVICE_WRITER, Agency.HEALTH, "Sandbourne Community Therapies"),
    DemoPerson("Hana Ostrow", Role.CHAMPION, Agency.HEALTH, "Sandbourne Community Therapies"),
    DemoPerson("Sol Thackery", Role.ADVICE_WRITER, Agency.SOCIAL_CARE, "Children’s social care"),
    DemoPerson("Eric Lowry", Role.EDUCATION, Agency.EDUCATION, "Educational psychology"),
    DemoPerson("Carol Winter", Role.PARENT_CARER, Agency.PARENT_CARER_FORUM, "Sandbourne Parent Carer Forum"),
    DemoPerson("Ines Halloran", Role.SENDIASS, Agency.SENDIASS, "Sandbourne SENDIASS"),
    DemoPerson("Bea Norcross", Role.BOARD, Agency.BOARD, "SEND Partnership Board"),
    DemoPerson("Anton Weir", Role.ANALYST, Agency.SEN_TEAM, "Performance and data"),
    DemoPerson("Ivo Kestrel", Role.ADMINISTRATOR, Agency.SEN_TEAM, "ICT"),
    DemoPerson("Audrey Bell", Role.AUDITOR, Agency.SEN_TEAM, "Information governance"),
]
# Those whose work is not done on the day on which the demonstration opens.
SHOWN = ("Bethan Roscoe", "Mair Ellwood", "Ewan Castellane", "Ada Umber", "Bea Norcross")


def sign_ins() -> list[dict[str, str]]:
    """Everybody of the demonstration who can sign in: name, role, agency, e-mail, password."""
    with scopes_disabled():
        posts = Post.objects.filter(authority__is_demonstration=True, closed_at=None).select_related("person")
        return [
            {
                "name": post.name,
                "role": post.role,
                "role_name": ROLES[Role(post.role)][0],
                "agency": post.agency,
                "email": post.person.email,
                "password": PASSWORD,
                "authority": str(post.authority),
            }
            for post in posts.select_related("authority").order_by("pk")
        ]


def sign_in_help() -> str:
    """The few lines that `make run` prints."""
    people = {person.name: person for person in CAST}
    lines = ["", "Sign in as (everybody’s password is " + PASSWORD + "):"]
    for name in SHOWN:
        lines.append(f"  {people[name].email:36} {ROLES[people[name].role][0]}")
    return "\n".join([*lines, "All people: .venv/bin/goldenthread people (with DEMONSTRATION=1)", ""])
