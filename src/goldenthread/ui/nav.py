"""What every page shows around itself: the pages one may go to, who one is here, and the way out."""

import functools
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import salted_hmac

from goldenthread.permissions import ROLES, Asking, Permission, Role, may


@dataclass(frozen=True)
class Item:
    """One page of the main navigation, or of the footer."""

    label: str
    name: str
    permission: Permission | None = None
    # Pages whose view name begins so belong under this item; the longest that fits wins.
    rooms: tuple[str, ...] = ()


ITEMS = (
    Item("My work", "desk:my_work", Permission.WORK, ("desk:my_work", "moderation:", "notices:")),
    Item(
        "Plans",
        "plans:list",
        Permission.SEE_REGISTER,
        ("plans:", "desk:plan", "desk:ready", "desk:ask", "desk:self_check", "desk:thread"),
    ),
    Item("Deadlines", "clocks:deadlines", Permission.SEE_DEADLINES, ("clocks:", "reporting:level1", "compliance:")),
    Item("Level 3", "desk:console", Permission.SEE_DRAWS, ("samples:", "desk:console", "desk:new_draw", "desk:frozen")),
    Item("Figures", "reporting:level3", Permission.SEE_FIGURES, ("reporting:", "screenings:")),
    Item("The toolkit", "toolkit:read", Permission.READ_TOOLKIT, ("toolkit:",)),
    Item("People", "people:list", Permission.SEE_PEOPLE, ("people:",)),
    Item("Settings", "people:settings", Permission.SEE_SETTINGS, ("people:setting",)),
    Item("History", "people:history", Permission.READ_HISTORY, ("people:history", "people:access_report")),
)
FOOT = (
    Item("Help", "ui:help"),
    Item("Accessibility", "ui:accessibility"),
    Item("Privacy", "ui:privacy"),
    Item("Keys", "ui:keys"),
)


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Acting:
    """Who is signed in and the post that the session acts in, in words for the header."""

    person: str
    role: str
    authority: str
    change_url: str = ""
    sign_out_url: str = ""
    account_url: str = ""  # the posts of this person, and how they sign in


def address(name: str) -> str:
    """The path of a page, or nothing while the room has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def links(items: tuple[Item, ...], *, post: Any, here: str) -> list[Link]:
    """The items that exist and that this post may open; `here` is the view name of the page shown."""
    best = max((len(room) for item in items for room in item.rooms if here.startswith(room)), default=0)
    found = []
    for item in items:
        if item.permission is not None and not may(post, item.permission):
            continue
        if url := address(item.name):
            current = any(len(room) == best and here.startswith(room) for room in item.rooms)
            found.append(Link(item.label, url, current))
    return found


def acting(post: Any, *, several: bool = False) -> Acting | None:
    """The words for the header, or None when nobody acts here. `several`: this person could act in another post."""
    if post is None:
        return None
    return Acting(
        person=str(post.person),
        role=ROLES[Role(post.role)][0],
        authority=str(post.authority),
        change_url=address("people:choose_post") if several else "",
        sign_out_url=address("account_logout"),
        account_url=address("people:choose_post"),
    )


def seconds_left() -> int:
    """How long a page may count on its reader being signed in: the session was written a moment before at most."""
    return settings.SESSION_COOKIE_AGE - settings.SESSION_TOUCH_SECONDS


def person_key(person: Any) -> str:
    """A name for this person that says nothing, so that a page can tell whether the same one signed in again."""
    return salted_hmac("goldenthread.ui.person", str(person.pk)).hexdigest()[:16]


@functools.cache
def _version() -> str:
    return version("golden-thread")


def context(request: Any) -> dict[str, Any]:
    """Context processor: `nav`, `foot`, `acting`, `may`, `version`, `demonstration`, `mail_waits`, `session_meta`."""
    post = getattr(request, "post", None)
    user = getattr(request, "user", None)
    match = getattr(request, "resolver_match", None)
    here = match.view_name if match else ""
    around: dict[str, Any] = {
        "nav": links(ITEMS, post=post, here=here),
        "foot": links(FOOT, post=post, here=here),
        "acting": acting(post, several=len(getattr(request, "posts", None) or ()) > 1),
        "may": Asking(post),
        "version": _version(),
        "demonstration": settings.DEMONSTRATION,
        "mail_waits": settings.EMAIL_BACKEND == "goldenthread.people.server.EmailBackend",
    }
    if user is not None and user.is_authenticated:
        around["session_meta"] = {
            "seconds": seconds_left(),
            "person": person_key(user),
            "state_url": address("ui:session"),
            "login_url": address("account_login"),
        }
    return around
