"""The pages of staff and the common look alone, as the house mounts them."""

from django.urls import include, path

urlpatterns = [
    path("staff/", include("tuntas.domains.offices.urls")),
    path("", include("tuntas.platform.ui.urls")),
]
