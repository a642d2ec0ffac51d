"""The addresses of the people room."""

from django.urls import path

from goldenthread.people.views import acting, invitations, listing, settings

app_name = "people"
urlpatterns = [
    path("", listing.people_list, name="list"),
    path("acting/", acting.choose_post, name="choose_post"),
    path("invited/<str:token>/", invitations.accept, name="accept"),
    path("settings/", settings.settings_list, name="settings"),
]
