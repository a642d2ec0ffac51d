from django.urls import path

from goldenthread.desk import views, views_draws, views_screening
from goldenthread.plans import addresses  # noqa: F401  registers <reference:...>, so that /plans/add/ is no plan

app_name = "desk"
urlpatterns = [
    path("", views.my_work, name="my_work"),
    path("level-3/", views.console, name="console"),
    path("level-3/catch-up/", views_draws.catch_up, name="catch_up"),
    path("level-3/new-draw/", views_draws.new_draw, name="new_draw"),
    path("level-3/frozen/<str:reference>/", views_draws.frozen_draw, name="frozen_draw"),
    path("level-3/frozen/<str:reference>/draw/", views_draws.make_draw, name="make_draw"),
    path("level-3/frozen/<str:reference>/abandon/", views_draws.abandon, name="abandon_draw"),
    path("plans/<reference:reference>/", views.plan, name="plan"),
    path("plans/<str:reference>/versions/<int:number>/ready/", views_draws.ready, name="ready"),
    path("plans/<str:reference>/versions/<int:number>/self-check/", views_screening.check, name="self_check"),
    path("plans/<str:reference>/versions/<int:number>/self-check/save/", views_screening.save, name="save_self_check"),
    path("plans/<str:reference>/versions/<int:number>/self-check/word/", views_screening.word, name="self_check_word"),
    path("plans/<str:reference>/versions/<int:number>/self-check/again/", views_screening.again, name="screen_again"),
    path("plans/<str:reference>/versions/<int:number>/thread/", views_screening.thread, name="thread"),
]
