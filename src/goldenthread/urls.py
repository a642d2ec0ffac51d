"""Every address of the service, room by room."""

from importlib.util import find_spec

from django.urls import include, path

# The desk looks across rooms and comes last, so that it takes only what no room has.
ROOMS = {
    "service/": "ui",
    "toolkit/": "toolkit",
    "people/": "people",
    "plans/": "plans",
    "deadlines/": "clocks",
    "compliance/": "compliance",
    "level-3/": "samples",
    "checks/": "screenings",
    "moderations/": "moderation",
    "figures/": "reporting",
    "": "desk",
}

handler404 = "goldenthread.ui.views.not_found"
urlpatterns = [
    *(
        path(prefix, include(f"goldenthread.{room}.urls"))
        for prefix, room in ROOMS.items()
        if find_spec(f"goldenthread.{room}.urls")
    ),
    path("account/", include("goldenthread.people.account_urls")),
]
