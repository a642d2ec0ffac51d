"""The addresses of the moderation room, below /moderations/. Those of the letter stand in `urls_letter`."""

from django.urls import path

from goldenthread.moderation import urls_letter
from goldenthread.moderation.views import (
    answers,
    assigning,
    evidence,
    held,
    judging,
    listing,
    points,
    reading,
    safety,
    screen,
)

app_name = "moderation"
urlpatterns = [
    path("", listing.moderations, name="list"),
    # Before the addresses that begin with a reference.
    path("divider/", screen.divider, name="divider"),
    path("held/<str:key>/", held.held, name="held"),
    path("concerns/", safety.concerns, name="concerns"),
    path("concerns/<str:reference>/", safety.concern, name="concern"),
    path("plans/<str:reference>/<int:number>/ask/", assigning.ask, name="ask"),
    path("plans/<str:reference>/<int:number>/concern/", safety.raise_concern_about_version, name="version_concern"),
    path("<str:reference>/", screen.moderation, name="moderation"),
    path("<str:reference>/answers/<str:code>/", answers.save, name="save"),
    path("<str:reference>/evidence/", evidence.add, name="evidence"),
    path("<str:reference>/evidence/<int:number>/remove/", evidence.remove, name="remove_evidence"),
    path("<str:reference>/evidence/<int:number>/restore/", evidence.restore, name="restore_evidence"),
    path("<str:reference>/points/<str:code>/", points.show, name="show_points"),
    path("<str:reference>/points/<str:code>/answers/", points.save, name="save_point"),
    path("<str:reference>/points/<str:code>/missed/", points.missed, name="missed"),
    path("<str:reference>/points/<str:code>/missed/<int:number>/remove/", points.remove_missed, name="remove_missed"),
    path("<str:reference>/judgement/", judging.judge, name="judge"),
    path("<str:reference>/findings/", judging.findings, name="findings"),
    path("<str:reference>/findings/strengths/", judging.add_strength, name="add_strength"),
    path("<str:reference>/findings/strengths/<int:number>/remove/", judging.remove_strength, name="remove_strength"),
    path("<str:reference>/findings/recommendations/", judging.add_recommendation, name="add_recommendation"),
    path(
        "<str:reference>/findings/recommendations/<int:number>/remove/",
        judging.remove_recommendation,
        name="remove_recommendation",
    ),
    path("<str:reference>/findings/recommend/<str:code>/", judging.recommend_from, name="recommend_from"),
    path("<str:reference>/submitted/", judging.submitted, name="submitted"),
    path("<str:reference>/correct/", reading.correct, name="correct"),
    path("<str:reference>/concern/", safety.raise_concern, name="raise_concern"),
    path("<str:reference>/stand-down/", safety.stand_down, name="stand_down"),
    path("<str:reference>/assign/", assigning.assign, name="assign"),
    path("<str:reference>/withdraw/", assigning.withdraw, name="withdraw"),
    *urls_letter.urlpatterns,
]
