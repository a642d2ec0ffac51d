"""The address of the toolkit."""

from django.urls import path

from goldenthread.toolkit import views

app_name = "toolkit"
urlpatterns = [path("", views.read, name="read")]
