"""How Django finds the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tuntas.domains.desk"
    label = "desk"
