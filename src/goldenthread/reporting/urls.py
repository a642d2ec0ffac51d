"""The addresses of the figures."""

from django.urls import path

from goldenthread.reporting import views, views_level1

app_name = "reporting"
urlpatterns = [
    path("", views.level3_page, name="level3"),
    path("level-1/", views_level1.level1_page, name="level1"),
    path("level-3.csv", views.level3_csv, name="level3_csv"),
    path("level-3.xlsx", views.level3_excel, name="level3_excel"),
    path("officers/", views.officers, name="officers"),
    path("officers/<int:pk>/", views.officer, name="officer"),
]
