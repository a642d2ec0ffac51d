from django.urls import path

from goldenthread.samples import views

app_name = "samples"
urlpatterns = [
    path("draws/", views.draws, name="draws"),
    path("draws/commitments.json", views.commitments_file, name="commitments_file"),
    path("draws/<str:reference>/", views.receipt, name="receipt"),
    path("draws/<str:reference>/receipt.json", views.receipt_file, name="receipt_file"),
]
