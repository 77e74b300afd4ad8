"""Addresses of the common look: the language switch, and in a demonstration the page of all components."""

from django.urls import path

from tuntas.platform.ui import language, views

app_name = "ui"
urlpatterns = [
    path("language/", language.choose, name="language"),
    path("ui/", views.specimen, name="specimen"),
]
