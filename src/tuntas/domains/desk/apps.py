"""How Django finds the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tuntas.domains.desk"
    label = "desk"

    def ready(self) -> None:
        from tuntas.domains.desk import queries
        from tuntas.platform.ui import desk

        desk.register_bar(queries.bar)
