"""Names this package to Django."""

from django.apps import AppConfig


class IdempotencyConfig(AppConfig):
    name = "tuntas.platform.idempotency"
    label = "idempotency"
