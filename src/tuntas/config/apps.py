"""Names the house to Django and gives the platform its tables at start."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "tuntas.config"
    label = "house"

    def ready(self) -> None:
        from . import reactions

        reactions.connect()
