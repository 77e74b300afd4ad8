"""The Django app of issued documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tuntas.domains.documents"
    label = "documents"
