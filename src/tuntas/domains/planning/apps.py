"""How Django finds planning, and the desk's bar its page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "tuntas.domains.planning"
    label = "planning"
    verbose_name = _("Plan")

    def ready(self) -> None:
        from tuntas.platform.ui import desk

        from .access import can_plan

        desk.register_place(
            desk.Contribution("plan", _("Plan"), "planning:offices", can_plan, key="r", rank=25)
        )
