"""How Django finds monitoring, and the desk's bar its page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "tuntas.domains.monitoring"
    label = "monitoring"
    verbose_name = _("Monitor")

    def ready(self) -> None:
        from tuntas.platform.ui import desk

        from . import facts  # noqa: F401  registers their texts
        from .access import can_watch

        desk.register_place(
            desk.Contribution("monitor", _("Monitor"), "monitoring:offices", can_watch, key="u", rank=20)
        )
