"""Addresses of the register, of uploads and of versions. The plan's own page is the desk's."""

from django.urls import include, path

from goldenthread.plans import addresses  # noqa: F401  registers <reference:...>
from goldenthread.plans.sen2_import import urls as sen2
from goldenthread.plans.views import kinds, register, serving, uploads, versions

app_name = "plans"

_version = "<reference:reference>/versions/<int:number>/"

urlpatterns = [
    path("", register.plan_list, name="list"),
    path("add/", register.add, name="add"),
    path("hand-over/", register.hand_over, name="hand_over"),
    path("kinds/", kinds.kinds, name="kinds"),
    path("import/", include("goldenthread.plans.register_import.urls")),
    path("sen2/", include(sen2.returns)),
    path("data-quality/", include(sen2.quality)),
    path("upload/", uploads.upload_many, name="upload_many"),
    path("uploads/", uploads.set_aside, name="set_aside"),
    path("uploads/<slug:batch>/", uploads.batch, name="uploads"),
    path("uploads/<slug:batch>/<int:pk>/plan/", uploads.match, name="match_upload"),
    path("uploads/<slug:batch>/plans/", uploads.match_many, name="match_uploads"),
    path("uploads/<slug:batch>/<int:pk>/again/", uploads.again, name="read_upload_again"),
    path("uploads/<slug:batch>/<int:pk>/file/", uploads.original, name="upload_file"),
    path("uploads/<slug:batch>/<int:pk>/remove/", uploads.remove, name="remove_upload"),
    path("<reference:reference>/upload/", uploads.upload, name="upload"),
    path("<reference:reference>/who/", register.who, name="who"),
    path("<reference:reference>/kind/", kinds.kind, name="kind"),
    path("<reference:reference>/compare/", versions.compare, name="compare"),
    path(_version, versions.version, name="version"),
    path(f"{_version}file/", versions.original, name="original"),
    path(f"{_version}right-child/", versions.right_child, name="right_child"),
    path(f"{_version}serve/", serving.serve, name="serve"),
    path(f"{_version}serve/correct/", serving.correct_service, name="correct_service"),
    path(f"{_version}release/", serving.release, name="release"),
    path(f"{_version}final/", serving.final, name="final"),
]
