"""Addresses of checking documents and printing cards."""

from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<str:token>", views.verify_token, name="verify_token"),
    path("verify/file/<str:sealed>/", views.file_verdict, name="file_verdict"),
    # Below /uploads/, where the live process listens.
    path("uploads/verification/", views.verify_file, name="verify_file"),
    path("documents/<str:token>/card", views.card, name="card"),
]
