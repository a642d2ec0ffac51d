"""The addresses of the moderation room, below /moderations/. The letter's own stand in `urls_letter`, where it is."""

from django.urls import path

from goldenthread.moderation.views import listing, screen

app_name = "moderation"
urlpatterns = [
    path("", listing.moderations, name="list"),
    path("concerns/<str:reference>/", screen.moderation, name="concern"),
    path("<str:reference>/", screen.moderation, name="moderation"),
]
