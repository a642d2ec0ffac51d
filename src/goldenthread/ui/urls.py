"""Addresses of the pages that belong to no room."""

from django.urls import path

from goldenthread.ui import views

app_name = "ui"
urlpatterns = [
    path("alive/", views.alive, name="alive"),
    path("session/", views.session, name="session"),
    path("session/back/", views.session_back, name="session_back"),
    path("help/", views.help, name="help"),
    path("help/accessibility/", views.accessibility, name="accessibility"),
    path("help/privacy/", views.privacy, name="privacy"),
    path("help/keys/", views.keys, name="keys"),
]
