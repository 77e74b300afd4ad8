"""How Django finds monitoring, and the desk's bar its page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "tuntas.domains.monitoring"
    label = "monitoring"
    verbose_name = _("Monitor")

    def ready(self) -> None:
        from tuntas.domains.counters.queries import feed
        from tuntas.platform.ui import desk

        from . import facts  # noqa: F401  registers their texts
        from .access import can_watch
        from .queries import wall_feed

        feed.tell_also("wall", wall_feed.topics)

        desk.register_place(
            desk.Contribution("monitor", _("Monitor"), "monitoring:wall", can_watch, key="u", rank=20)
        )
