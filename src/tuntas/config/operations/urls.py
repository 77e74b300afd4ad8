"""Addresses of operations; the probes are answered before anything else (`ProbesMiddleware`)."""

from django.urls import path

from . import probes, system

app_name = "operations"
urlpatterns = [
    path("health", probes.health, name="health"),
    path("ready", probes.ready, name="ready"),
    path("metrics", probes.metrics, name="metrics"),
    path("system/", system.page, name="system"),
]
