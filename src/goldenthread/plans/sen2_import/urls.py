"""Addresses of returns and of data quality, included by the room under its own name."""

from django.urls import path

from goldenthread.plans import addresses  # noqa: F401  registers <reference:...>
from goldenthread.plans.sen2_import import views, views_quality

returns = [
    path("", views.returns, name="sen2_imports"),
    path("new/", views.start, name="start_sen2"),
    path("<reference:reference>/", views.one, name="sen2"),
    path("<reference:reference>/progress/", views.progress, name="sen2_progress"),
    path("<reference:reference>/who/", views.say_who, name="sen2_who"),
    path("<reference:reference>/apply/", views.apply, name="apply_sen2"),
    path("<reference:reference>/carry-on/", views.carry_on, name="carry_on_sen2"),
    path("<reference:reference>/abandon/", views.abandon, name="abandon_sen2"),
]
quality = [
    path("", views_quality.quality, name="quality"),
    path("check/", views_quality.check_register, name="check_register"),
    path("<int:pk>/<slug:rule>/", views_quality.one_rule, name="quality_rule"),
    path("<int:pk>/<slug:rule>.csv", views_quality.rule_file, name="quality_file"),
]
