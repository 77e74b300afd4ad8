"""Addresses of checking documents and printing cards."""

from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<str:token>", views.verify_token, name="verify_token"),
    path("documents/<str:token>/card", views.card, name="card"),
]
