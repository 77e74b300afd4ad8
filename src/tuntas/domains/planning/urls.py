"""Addresses of planning, under /monitor/plan/."""

from django.urls import path

from . import views

app_name = "planning"
urlpatterns = [
    path("", views.offices, name="offices"),
    path("<str:code>/", views.office, name="office"),
    path("<str:code>/plan.csv", views.file, name="file"),
]
