"""Registers templates, static files and translations of the common look with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tuntas.platform.ui"
    label = "ui"
    verbose_name = "Look"
