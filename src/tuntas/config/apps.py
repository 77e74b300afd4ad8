"""Names the house to Django and gives the platform its tables at start."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "tuntas.config"
    label = "house"

    def ready(self) -> None:
        from tuntas.platform.prepared.moments import read_moments_fast

        from . import reactions
        from .operations import places

        read_moments_fast()
        reactions.connect()
        places.register()
