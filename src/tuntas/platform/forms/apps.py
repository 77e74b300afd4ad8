"""The Django application of forms: templates, scripts and translations."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "tuntas.platform.forms"
    label = "forms"
