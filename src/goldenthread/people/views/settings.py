"""The settings of an authority: what is in force, since when, and changing one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.permissions import Permission, needs


@needs(Permission.SEE_SETTINGS)
def settings_list(request: HttpRequest) -> HttpResponse:
    """Every setting, its value in force and its default."""
    return render(request, "people/settings.html", {})
