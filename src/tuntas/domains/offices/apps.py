"""How Django finds the offices, and what they offer to forms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OfficesConfig(AppConfig):
    name = "tuntas.domains.offices"
    label = "offices"
    verbose_name = _("Offices")

    def ready(self) -> None:
        from tuntas.platform.forms import register_options
        from tuntas.platform.ui import desk

        from .access import can_see_offices
        from .charge import can_see_people
        from .queries import region_options

        register_options("regions", region_options)
        in_bar = pgettext_lazy("in the bar", "Offices")
        desk.register_place(desk.Contribution("offices", in_bar, "places:offices", can_see_offices, rank=65))
        desk.register_place(desk.Contribution("people", _("People"), "offices:people", can_see_people, rank=70))
