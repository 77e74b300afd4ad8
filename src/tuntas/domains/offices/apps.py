"""How Django finds the offices, and what they offer to forms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficesConfig(AppConfig):
    name = "tuntas.domains.offices"
    label = "offices"
    verbose_name = _("Offices")

    def ready(self) -> None:
        from tuntas.platform.forms import register_options

        from .queries import region_options

        register_options("regions", region_options)
