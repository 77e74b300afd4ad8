"""Names the resident's front door to Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tuntas.domains.portal"
    label = "portal"
