"""The addresses of the screenings room, below /checks/."""

from django.urls import path

from goldenthread.screenings import views

app_name = "screenings"
urlpatterns = [
    path("", views.checks, name="checks"),
    path("<str:code>/", views.check, name="check"),
]
