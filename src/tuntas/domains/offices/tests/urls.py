"""The pages of staff alone, as the house mounts them."""

from django.urls import include, path

urlpatterns = [path("staff/", include("tuntas.domains.offices.urls"))]
