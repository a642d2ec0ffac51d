"""Addresses of the compliance checks."""

from django.urls import path

from goldenthread.compliance import views
from goldenthread.plans import addresses  # noqa: F401  registers <reference:...>

app_name = "compliance"

urlpatterns = [
    path("", views.checks, name="checks"),
    path("<reference:reference>/<int:number>/", views.check, name="check"),
]
