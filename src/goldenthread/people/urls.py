"""The addresses of the people room."""

from django.urls import path

from goldenthread.people.views import acting, history, invitations, listing, person, settings

app_name = "people"
urlpatterns = [
    path("", listing.people_list, name="list"),
    path("acting/", acting.choose_post, name="choose_post"),
    path("invite/", invitations.invite, name="invite"),
    path("invitations/<int:pk>/", invitations.invitation, name="invitation"),
    path("invitations/<int:pk>/renew/", invitations.renew, name="renew_invitation"),
    path("invitations/<int:pk>/withdraw/", invitations.withdraw, name="withdraw_invitation"),
    path("invited/<str:token>/", invitations.accept, name="accept"),
    path("posts/<int:pk>/", person.person, name="person"),
    path("posts/<int:pk>/details/", person.details, name="details"),
    path("posts/<int:pk>/leave/", person.leave, name="leave"),
    path("leave/<int:pk>/withdraw/", person.withdraw_leave, name="withdraw_leave"),
    path("posts/<int:pk>/sign-off/", person.sign_off, name="sign_off"),
    path("posts/<int:pk>/take-back-sign-off/", person.take_back_sign_off, name="take_back_sign_off"),
    path("posts/<int:pk>/meeting/", person.meeting, name="meeting"),
    path("posts/<int:pk>/end/", person.end, name="end_post"),
    path("posts/<int:pk>/second-factor/", person.reset_second_factor, name="reset_second_factor"),
    path("settings/", settings.settings_list, name="settings"),
    path("settings/<str:key>/", settings.setting, name="setting"),
    path("history/", history.history, name="history"),
    path("history/of/<str:reference>/", history.access_report, name="access_report"),
]
