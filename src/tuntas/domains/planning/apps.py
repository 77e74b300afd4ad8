"""How Django finds planning, and the desk's bar its page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "tuntas.domains.planning"
    label = "planning"
    verbose_name = _("Plan")
