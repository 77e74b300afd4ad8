"""How Django finds the figures."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "tuntas.domains.figures"
    label = "figures"
