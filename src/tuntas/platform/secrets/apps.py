"""Names this package to Django."""

from django.apps import AppConfig


class SecretsConfig(AppConfig):
    name = "tuntas.platform.secrets"
    label = "secrets"
