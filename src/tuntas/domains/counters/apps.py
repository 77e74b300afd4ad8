"""How Django finds the counters."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CountersConfig(AppConfig):
    name = "tuntas.domains.counters"
    label = "counters"
    verbose_name = _("Counters")

    def ready(self) -> None:
        from tuntas.domains.offices.rules import Role
        from tuntas.platform.ui import desk

        from .access import AT_THE_COUNTER

        desk.register_place(
            desk.Contribution(
                "appointments",
                _("Appointments"),
                "counters:own_bookable",
                lambda by: by.role in AT_THE_COUNTER,
                rank=15,
            )
        )
        desk.register_place(
            desk.Contribution(
                "kiosks",
                _("Kiosks"),
                "counters:kiosks",
                lambda by: by.role == Role.HEAD_OF_UNIT,
                rank=30,
            )
        )
