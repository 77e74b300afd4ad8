"""The Django application of the catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "tuntas.domains.catalogue"
    label = "catalogue"
