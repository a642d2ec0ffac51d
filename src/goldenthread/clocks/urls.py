"""Addresses of the deadlines. A child stands in one by its own reference, never by name or number."""

from django.urls import path

from goldenthread.clocks.views import child, lists
from goldenthread.plans import addresses  # noqa: F401  registers <reference:...>

app_name = "clocks"

_child = "children/<reference:reference>/"

urlpatterns = [
    path("", lists.deadlines, name="deadlines"),
    path("countdown/", lists.countdown, name="countdown"),
    path("without-a-plan/", lists.without_plan, name="without_plan"),
    path(_child, child.child, name="child"),
    path(f"{_child}review/", child.review, name="add_review"),
    path(f"{_child}review/<int:pk>/", child.review, name="review"),
    path(f"{_child}move/", child.transfer, name="add_transfer"),
    path(f"{_child}move/<int:pk>/", child.transfer, name="transfer"),
    path(f"{_child}start/", child.start, name="start"),
    path(f"{_child}started/<int:pk>/", child.started, name="started"),
    path(f"{_child}exception/<int:pk>/", child.exception, name="exception"),
    path(f"{_child}objection/", child.objection, name="objection"),
    path(f"{_child}objection/<int:pk>/end/", child.end_objection, name="end_objection"),
]
