"""Names the limits to Django."""

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "tuntas.platform.limits"
    label = "limits"
