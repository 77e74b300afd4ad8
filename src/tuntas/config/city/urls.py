"""The address of the demonstration itself."""

from django.urls import path

from . import views

app_name = "city"
urlpatterns = [path("demonstration/", views.progress, name="progress")]
