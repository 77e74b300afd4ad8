"""How Django finds the interface for programs."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "tuntas.domains.partners"
    label = "partners"
