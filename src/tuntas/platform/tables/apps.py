"""Names this package to Django."""

from django.apps import AppConfig


class TablesConfig(AppConfig):
    name = "tuntas.platform.tables"
    label = "tables"
