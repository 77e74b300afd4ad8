"""Names the city to Django."""

from django.apps import AppConfig


class CityConfig(AppConfig):
    name = "tuntas.config.city"
    label = "city"
