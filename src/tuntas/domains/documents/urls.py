"""Addresses of checking and fetching documents."""

from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<str:token>", views.verify_token, name="verify_token"),
    path("documents/<str:token>/file", views.file, name="file"),
    path("documents/<str:token>/card", views.card, name="card"),
]
