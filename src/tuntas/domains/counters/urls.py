"""Addresses of counters that anyone may open, and the one that the live process asks."""

from django.urls import path

from .views import feed

app_name = "counters"
urlpatterns = [
    path("board/<str:office_code>/calls/", feed.calls, name="calls"),
    path("inside/changes/", feed.changes, name="changes"),
]
