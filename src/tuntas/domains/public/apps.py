"""How Django finds the public pages."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "tuntas.domains.public"
    label = "public"
