"""Names this package to Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "tuntas.platform.files"
    label = "files"
