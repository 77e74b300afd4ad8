"""Registers templates, static files and translations of the common look with Django."""

from typing import Any

from django.apps import AppConfig

from .catalogues import merge_equal_plurals


class UiConfig(AppConfig):
    name = "tuntas.platform.ui"
    label = "ui"
    verbose_name = "Look"

    def __init__(self, name: str, module: Any) -> None:
        super().__init__(name, module)
        # Not in `ready`: a library translates its first text while models are read.
        merge_equal_plurals()
