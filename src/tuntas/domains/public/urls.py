"""Addresses of the public pages."""

from django.urls import path

from . import views

app_name = "public"
urlpatterns = [
    path("open", views.scoreboard, name="scoreboard"),
    path("open/<str:code>", views.office, name="office"),
]
