"""Addresses of the survey."""

from django.urls import path

from tuntas.domains.satisfaction import views

app_name = "satisfaction"
urlpatterns = [
    path("survey/", views.answers, name="answers"),
    path("survey/thanks/", views.thanks, name="thanks"),
    path("survey/<str:token>/", views.survey, name="survey"),
]
