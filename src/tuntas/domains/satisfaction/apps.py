"""How Django finds satisfaction."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SatisfactionConfig(AppConfig):
    name = "tuntas.domains.satisfaction"
    label = "satisfaction"
    verbose_name = _("Satisfaction")
