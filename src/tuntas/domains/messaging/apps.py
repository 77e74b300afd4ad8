"""How Django finds messaging."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "tuntas.domains.messaging"
    label = "messaging"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from tuntas.platform.ui import desk

        from .access import can_see_outbox

        desk.register_place(
            desk.Contribution("messages", _("Messages"), "messaging:outbox", can_see_outbox, key="m", rank=80)
        )
