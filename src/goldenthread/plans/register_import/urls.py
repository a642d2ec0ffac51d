"""Addresses of the import, included by the room under its own name: `path("import/", include(...))`."""

from django.urls import path

from goldenthread.plans import addresses  # noqa: F401  registers <reference:...>
from goldenthread.plans.register_import import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("new/", views.start, name="start_import"),
    path("<reference:reference>/", views.one, name="import"),
    path("<reference:reference>/columns/", views.columns, name="import_columns"),
    path("<reference:reference>/read-again/", views.read_again, name="read_import_again"),
    path("<reference:reference>/values/", views.values, name="import_values"),
    path("<reference:reference>/progress/", views.progress, name="import_progress"),
    path("<reference:reference>/apply/", views.apply, name="apply_import"),
    path("<reference:reference>/carry-on/", views.carry_on, name="carry_on_import"),
    path("<reference:reference>/abandon/", views.abandon, name="abandon_import"),
    path("<reference:reference>/refused.<str:kind>", views.refused_rows, name="refused_rows"),
]
