"""Addresses of the import, included by the room under its own name: `path("import/", include(...))`."""

from django.urls import path

from goldenthread.plans.register_import import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("new/", views.start, name="start_import"),
    path("<str:reference>/", views.one, name="import"),
    path("<str:reference>/columns/", views.columns, name="import_columns"),
    path("<str:reference>/read-again/", views.read_again, name="read_import_again"),
    path("<str:reference>/values/", views.values, name="import_values"),
    path("<str:reference>/progress/", views.progress, name="import_progress"),
    path("<str:reference>/apply/", views.apply, name="apply_import"),
    path("<str:reference>/carry-on/", views.carry_on, name="carry_on_import"),
    path("<str:reference>/abandon/", views.abandon, name="abandon_import"),
    path("<str:reference>/refused.<str:kind>", views.refused_rows, name="refused_rows"),
]
